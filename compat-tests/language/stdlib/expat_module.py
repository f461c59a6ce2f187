# pyexpat: every handler, attributes, positions, errors, and the packages above it.
import copy
import io
import pickle
import xml.dom.minidom
import xml.sax
import xml.etree.ElementTree as ET
from xml.parsers import expat


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


NAMES = [n for n in dir(expat.ParserCreate()) if n.endswith("Handler") or n == "DefaultHandlerExpand"]
DOCUMENT = b"""<?xml version="1.0" encoding="iso-8859-1" standalone="no"?>
<?style href="x"?>
<!DOCTYPE quote SYSTEM "quotations.dtd" [
<!ELEMENT root (item | (a, b*)+ | c?)>
<!ELEMENT mixed (#PCDATA | em)*>
<!ELEMENT empty EMPTY>
<!ELEMENT any ANY>
<!ATTLIST root attr1 CDATA #REQUIRED attr2 CDATA #IMPLIED attr3 (x|y) "x" id ID #FIXED "q">
<!NOTATION notation SYSTEM "notation.jpeg">
<!NOTATION n2 PUBLIC "pub">
<!ENTITY acirc "&#226;">
<!ENTITY % param "<!-- in param -->">
<!ENTITY external SYSTEM "entity.file">
<!ENTITY unparsed SYSTEM "entity.file" NDATA notation>
%unknown;
]>
<root attr1="value1" attr2="value2&#8000;" xmlns:my="http://x/y" xmlns="http://d">
<my:sub my:k="v"/><!-- comment \xe9 -->text <![CDATA[c<data>]]> &acirc; &amp; &skipped;
&external;
</root>
<?end?>
"""


def handlers(parser, out):
    for name in NAMES:
        if name in ("DefaultHandler",):
            continue

        def handler(*args, name=name):
            if name == "ExternalEntityRefHandler":
                # The order of the namespaces depends on the hash's seed.
                args = (sorted(args[0].split("\f")),) + args[1:]
            out.append((name, args, parser.CurrentLineNumber, parser.CurrentColumnNumber, parser.CurrentByteIndex))
            return 1
        setattr(parser, name, handler)


def child(parser, out):
    def external(context, base, system, public):
        sub = parser.ExternalEntityParserCreate(context)
        out.append(("external", context, base, system, public, sub.buffer_text, sub.ordered_attributes))
        return sub.Parse(b"<inner/>tail", True)
    return external


for separator in (None, "!", " ", ""):
    for buffered in (False, True):
        for param in (0, 1, 2):
            parser = expat.ParserCreate(None, separator)
            out = []
            handlers(parser, out)
            parser.buffer_text = buffered
            parser.ordered_attributes = buffered
            parser.specified_attributes = param
            parser.namespace_prefixes = param == 2
            parser.SetBase("/base")
            print("SetParamEntityParsing", parser.SetParamEntityParsing(param))
            if param == 1:
                parser.ExternalEntityRefHandler = child(parser, out)
            attempt((separator, buffered, param), lambda: parser.Parse(DOCUMENT, True))
            for event in out:
                print(" ", event)

# default handlers
for name in ("DefaultHandler", "DefaultHandlerExpand"):
    parser = expat.ParserCreate()
    out = []
    setattr(parser, name, out.append)
    parser.Parse(DOCUMENT.replace(b"%unknown;", b""), True)
    print(name, out)

# text and bytes, in pieces, from a file
for data in ("<a>\u20ac\U0001f600</a>", "<a>\u20ac</a>".encode("utf-16"), bytearray(b"<a>x</a>"), memoryview(b"<a>x</a>")):
    parser = expat.ParserCreate()
    out = []
    parser.CharacterDataHandler = out.append
    attempt(data if not isinstance(data, memoryview) else "view", lambda: parser.Parse(data, 1))
    print(out)
parser = expat.ParserCreate()
out = []
handlers(parser, out)
for c in "<a b='1'>\u00e9<c/></a>":
    parser.Parse(c)
parser.Parse("", True)
print([e[:2] for e in out])
parser = expat.ParserCreate()
out = []
parser.StartElementHandler = lambda n, a: out.append(n)
parser.ParseFile(io.BytesIO(b"<r>" + b"<x/>" * 5000 + b"</r>"))
print(len(out), out[0] is out[0], out[1] is out[-1], sorted(parser.intern))
attempt("file", lambda: expat.ParserCreate().ParseFile(5))


class Odd:
    def __init__(self, result):
        self.result = result

    def read(self, n):
        return self.result


attempt("read", lambda: expat.ParserCreate().ParseFile(Odd("text")))
attempt("read", lambda: expat.ParserCreate().ParseFile(Odd(b"x" * 5000)))

# buffering
parser = expat.ParserCreate()
out = []
parser.buffer_text = True
parser.CharacterDataHandler = out.append
parser.buffer_size = 10
parser.Parse(b"<a>" + b"1\n" * 12 + b"x" * 40)
print(out, parser.buffer_used, parser.buffer_size)
parser.Parse(b"yz\n")
parser.buffer_size = 20
parser.buffer_text = False
print(out, parser.buffer_used)
parser.Parse(b"end</a>", 1)
print(out)

# encodings
for encoding in ("utf-8", "iso-8859-1", "us-ascii", "utf-16", "koi8-r", "cp1252", "no-such", "utf-7"):
    parser = expat.ParserCreate(encoding)
    out = []
    parser.CharacterDataHandler = out.append
    attempt(encoding, lambda: parser.Parse(b"<a>\xc3\xa9</a>", 1))
    print(out)
parser = expat.ParserCreate()
out = []
parser.CharacterDataHandler = out.append
attempt("declared", lambda: parser.Parse(b"<?xml version='1.0' encoding='cp1251'?><a>\xcf\xf0\x98</a>", 1))
print(out)

# errors
for source in (b"", b"<a>", b"<a></b>", b"<a b='1' b='2'/>", b"<a/><b/>", b"<a>&x;</a>", b"<a>\x00</a>", b"text", b"<a x=1/>", b"<a>\xff</a>", b"<a xmlns:x=''/>",
               b"<!DOCTYPE a [<!ENTITY x '&x;'>]><a>&x;</a>", b"<a>]]></a>", b"<a>&#0;</a>", b"<a><![CDATA[", b"<?xml version='2.0'?><a/>", b"  <?xml version='1.0'?><a/>",
               b"<x:a/>", "<a>\ud800</a>"):
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        print(source, parser.Parse(source, True))
    except expat.ExpatError as e:
        print(source, type(e), e, e.code, e.offset, e.lineno, parser.ErrorCode, parser.ErrorLineNumber, parser.ErrorColumnNumber,
              parser.ErrorByteIndex, expat.ErrorString(e.code), expat.errors.messages[e.code])
    except Exception as e:
        print(type(e).__name__, e)
parser = expat.ParserCreate()
parser.Parse(b"<a/>", True)
attempt("finished", lambda: parser.Parse(b"<a/>", True))
attempt("foreign", lambda: parser.UseForeignDTD())
attempt("nothing", lambda: parser.ExternalEntityParserCreate(5))

# a handler that raises
for name in ("StartElementHandler", "CharacterDataHandler", "EndElementHandler", "CommentHandler", "ExternalEntityRefHandler", "NotStandaloneHandler", "ElementDeclHandler"):
    parser = expat.ParserCreate()
    calls = []

    def fail(*args):
        calls.append(args[:1])
        raise KeyError(name)
    setattr(parser, name, fail)
    attempt(name, lambda: parser.Parse(DOCUMENT.replace(b"%unknown;", b""), True))
    print(calls, getattr(parser, name), parser.ErrorCode)
    attempt("again", lambda: parser.Parse(b"x", True))
parser = expat.ParserCreate()
parser.ExternalEntityRefHandler = lambda *a: "no number"
attempt("result", lambda: parser.Parse(DOCUMENT.replace(b"%unknown;", b""), True))
parser = expat.ParserCreate()
parser.ExternalEntityRefHandler = lambda *a: 0
attempt("result", lambda: parser.Parse(DOCUMENT.replace(b"%unknown;", b""), True))
parser = expat.ParserCreate()
parser.NotStandaloneHandler = lambda: 0
attempt("standalone", lambda: parser.Parse(DOCUMENT, True))
parser = expat.ParserCreate()
parser.StartElementHandler = 5
attempt("not callable", lambda: parser.Parse(b"<a/>", True))

# a foreign DTD
parser = expat.ParserCreate()
parser.UseForeignDTD(True)
parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)


def dtd(context, base, system, public):
    sub = parser.ExternalEntityParserCreate(context)
    return sub.Parse(b"<!ENTITY e 'from dtd'>", True)


out = []
parser.ExternalEntityRefHandler = dtd
parser.CharacterDataHandler = out.append
parser.Parse(b"<?xml version='1.0'?><doc>&e;</doc>", True)
print(out)

# the handler of text goes away while text is reported
parser = expat.ParserCreate()


def drop(data):
    print("text", data, parser.GetInputContext())
    parser.CharacterDataHandler = None


parser.CharacterDataHandler = drop
parser.Parse(b"<a>1\n2\n3</a>", True)
print(parser.CharacterDataHandler, parser.GetInputContext())

# attributes
parser = expat.ParserCreate()
for name, value in (("foo", 1), ("ErrorCode", 1), ("buffer_size", "a"), ("buffer_size", 0), ("buffer_size", -5), ("buffer_size", 1 << 40),
                    ("buffer_size", 1 << 80), ("buffer_text", 3), ("ordered_attributes", "x"), ("namespace_prefixes", [])):
    attempt((name, value), lambda: setattr(parser, name, value))
for name in ("buffer_size", "StartElementHandler", "buffer_text", "ordered_attributes"):
    attempt(("del", name), lambda: delattr(parser, name))
print(parser.buffer_size, parser.buffer_text, parser.ordered_attributes, parser.namespace_prefixes, parser.intern)
attempt("separator", lambda: expat.ParserCreate("a", "bb"))
attempt("intern", lambda: expat.ParserCreate("a", None, 5))
attempt("encoding", lambda: expat.ParserCreate(b"xx"))
attempt("type", lambda: type(parser)())
attempt("base", lambda: parser.SetBase(5))
attempt("data", lambda: parser.Parse(5))
for args in ((), (1, 2, 3)):
    for f in (parser.Parse, parser.UseForeignDTD, parser.ParseFile, parser.ExternalEntityParserCreate):
        attempt(("args", args), lambda: f(*args))
attempt("copy", lambda: copy.copy(parser))
attempt("pickle", lambda: pickle.dumps(parser))
names = {}
parser = expat.ParserCreate(intern=names)
parser.Parse("<a b='c'/>", 1)
parser2 = expat.ParserCreate(intern=None)
print(names, parser2.intern)
print(expat.errors.XML_ERROR_SYNTAX, expat.errors.codes["no element found"], expat.model.XML_CTYPE_SEQ, expat.errors.__name__, expat.model.__name__)
print(expat.ExpatError, expat.error is expat.ExpatError, expat.ExpatError.__mro__, expat.native_encoding, len(expat.errors.codes))

# deep content models and deep documents
parser = expat.ParserCreate()
depth = []
parser.StartElementHandler = lambda n, a: depth.append(n)
parser.Parse("<a>" * 20000 + "</a>" * 20000, True)
print(len(depth))

# packages above
print([e.tag for e in ET.fromstring("<r xmlns='u'><a x='1'/>t<!-- c --><b/></r>").iter()], ET.tostring(ET.fromstring("<r><a x='\u00e9'/>t</r>")))
attempt("ET", lambda: ET.fromstring("<a><b></a>"))
attempt("minidom", lambda: xml.dom.minidom.parseString("<a b='c'>t<d/></a>").toprettyxml())
attempt("minidom", lambda: xml.dom.minidom.parseString("<a>"))


class Handler(xml.sax.ContentHandler):
    def startElement(self, name, attrs):
        print("start", name, dict(attrs))

    def characters(self, content):
        print("text", repr(content))


xml.sax.parseString(b"<a b='1'>x\ny<c/></a>", Handler())
attempt("sax", lambda: xml.sax.parseString(b"<a>", Handler()))
