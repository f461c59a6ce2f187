using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Expat;

/// <summary>The <c>pyexpat</c> module: XML by libexpat.</summary>
[PyModule("pyexpat", Doc = "XML parsing by the expat library.")]
internal static unsafe partial class PyexpatModule
{
    private const string ErrorNames = "NO_MEMORY SYNTAX NO_ELEMENTS INVALID_TOKEN UNCLOSED_TOKEN PARTIAL_CHAR TAG_MISMATCH DUPLICATE_ATTRIBUTE "
        + "JUNK_AFTER_DOC_ELEMENT PARAM_ENTITY_REF UNDEFINED_ENTITY RECURSIVE_ENTITY_REF ASYNC_ENTITY BAD_CHAR_REF BINARY_ENTITY_REF "
        + "ATTRIBUTE_EXTERNAL_ENTITY_REF MISPLACED_XML_PI UNKNOWN_ENCODING INCORRECT_ENCODING UNCLOSED_CDATA_SECTION EXTERNAL_ENTITY_HANDLING "
        + "NOT_STANDALONE UNEXPECTED_STATE ENTITY_DECLARED_IN_PE FEATURE_REQUIRES_XML_DTD CANT_CHANGE_FEATURE_ONCE_PARSING UNBOUND_PREFIX "
        + "UNDECLARING_PREFIX INCOMPLETE_PE XML_DECL TEXT_DECL PUBLICID SUSPENDED NOT_SUSPENDED ABORTED FINISHED SUSPEND_PE "
        + "RESERVED_PREFIX_XML RESERVED_PREFIX_XMLNS RESERVED_NAMESPACE_URI INVALID_ARGUMENT NO_BUFFER AMPLIFICATION_LIMIT_BREACH";

    private const string ModelConstants = "XML_CTYPE_EMPTY 1 XML_CTYPE_ANY 2 XML_CTYPE_MIXED 3 XML_CTYPE_NAME 4 XML_CTYPE_CHOICE 5 XML_CTYPE_SEQ 6 "
        + "XML_CQUANT_NONE 0 XML_CQUANT_OPT 1 XML_CQUANT_REP 2 XML_CQUANT_PLUS 3 ";

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        Expat.Load();
        PyXmlParser.BindHandlers();
        PyType error = SysCall.NewException("xml.parsers.expat.ExpatError", Exc.Exception);
        module.Set("ExpatError", error);
        module.Set("error", error);
        module.Set("XMLParserType", PyXmlParser.TypeObject);
        module.Set("EXPAT_VERSION", Text(Expat.VersionText()));
        Expat.ExpatVersion version = Expat.VersionInfo();
        module.Set("version_info", new PyTuple([PyInt.From(version.Major), PyInt.From(version.Minor), PyInt.From(version.Micro)]));
        module.Set("native_encoding", new PyStr("UTF-8"));
        SysCall.AddConstants(module, "XML_PARAM_ENTITY_PARSING_NEVER 0 XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE 1 XML_PARAM_ENTITY_PARSING_ALWAYS 2 ");
        PyList features = new();
        for (Expat.Feature* f = Expat.GetFeatureList(); f != null && f->Number != 0; f++)
        {
            features.Add(PyTuple.Of(Text(f->Name), PyInt.From(f->Value)));
        }
        module.Set("features", features);

        PyModule model = new("pyexpat.model", new PyStr("What the numbers in content models mean."));
        SysCall.AddConstants(model, ModelConstants);
        AddSubmodule(module, "model", model);
        PyModule errors = new("pyexpat.errors", new PyStr("The messages of expat's errors, by name, and both ways by code."));
        PyDict codes = new();
        PyDict messages = new();
        string[] names = ErrorNames.Split(' ');
        for (int code = 1; code <= names.Length; code++)
        {
            byte* message = Expat.ErrorString(code);
            if (message == null)
            {
                continue;
            }
            PyStr text = Text(message);
            errors.Set("XML_ERROR_" + names[code - 1], text);
            codes.SetStr(text, PyInt.From(code));
            messages.Set(PyInt.From(code), text);
        }
        errors.Set("codes", codes);
        errors.Set("messages", messages);
        AddSubmodule(module, "errors", errors);
    }

    private static void AddSubmodule(PyModule module, string name, PyModule sub)
    {
        module.Set(name, sub);
        PyThread.Current.Engine.Modules.SetStr(PyStr.Intern("pyexpat." + name), sub);
    }

    /// <summary>C text in UTF-8.</summary>
    internal static PyStr Text(byte* text) => Text(text, Libc.Text(text).Length);

    internal static PyStr Text(byte* text, int length) => Codecs.DecodeUtf8(new ReadOnlySpan<byte>(text, length), "strict");

    /// <summary>UTF-8 with a terminator.</summary>
    internal static byte[] ToC(PyStr text)
    {
        byte[] encoded = Codecs.EncodeUtf8(text);
        return Array.IndexOf(encoded, (byte)0) < 0 ? [.. encoded, 0] : throw Err.ValueError("embedded null character");
    }

    /// <summary>ExpatError with its position.</summary>
    internal static PyException Error(int code, long line, long column)
    {
        byte* text = Expat.ErrorString(code);
        string message = text == null ? "" : Text(text).Value;
        PyObject type = PyThread.Current.Engine.NativeModule("pyexpat").Get("ExpatError")!;
        PyBaseException e = (PyBaseException)Ops.Call(type, new PyStr($"{message}: line {line}, column {column}"));
        Ops.SetAttr(e, "code", PyInt.From(code));
        Ops.SetAttr(e, "offset", PyInt.From(column));
        Ops.SetAttr(e, "lineno", PyInt.From(line));
        return new PyException(e);
    }

    [PyFunction("ErrorString", "code, /", Doc = "What an error code of expat means.")]
    private static PyObject ErrorString(long code)
    {
        byte* text = Expat.ErrorString((int)code);
        return text == null ? PyNone.Instance : Text(text);
    }

    [PyFunction("ParserCreate", "encoding=None, namespace_separator=None, intern=None", Doc = "A new XML parser.")]
    private static PyObject ParserCreate(string? encoding = null, PyStr? namespaceSeparator = null, PyObject? intern = null)
    {
        if (namespaceSeparator is { Length: > 1 })
        {
            throw Err.ValueError("namespace_separator must be at most one character, omitted, or None");
        }
        PyDict? names = intern switch
        {
            null => new PyDict(),
            PyNone => null,
            PyDict given => given,
            _ => throw Err.TypeError("intern must be a dictionary"),
        };
        byte[]? encodingBytes = encoding == null ? null : ToC(new PyStr(encoding));
        byte[]? separator = namespaceSeparator == null ? null : namespaceSeparator.Length == 0 ? [0] : ToC(namespaceSeparator);
        fixed (byte* e = encodingBytes, s = separator)
        {
            nint parser = Expat.ParserCreate(e, null, s);
            return parser == 0 ? throw Err.RuntimeError("XML_ParserCreate failed") : new PyXmlParser(new ExpatHandle(parser, null), names);
        }
    }
}
