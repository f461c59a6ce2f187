import configparser, csv, io, tomllib, plistlib, xml.etree.ElementTree as ET, netrc, locale, platform, glob, pathlib, tempfile, os, zipfile, tarfile
c = configparser.ConfigParser()
c.read_string('[DEFAULT]\nbase = /x\n[a]\nk = v\npath = %(base)s/y\nmulti = l1\n  l2\nflag = yes\nnum: 5\n# comment\nempty =\n[b]\n')
print(c.sections(), c['a']['path'], c.get('a', 'multi'), c.getboolean('a', 'flag'), c.getint('a', 'num'), c.getfloat('a', 'num'), c.get('a', 'nope', fallback='fb'), 'k' in c['a'], dict(c['b']), c.has_option('a', 'k'), c.options('a'), c.items('b'), repr(c['a']['empty']))
c['new'] = {'x': '1'}; c.set('a', 'k', 'changed'); c.remove_section('b'); o = io.StringIO(); c.write(o); print(o.getvalue())
for f in (lambda: c.get('a', 'nope'), lambda: c['zz'], lambda: c.getint('a', 'k'), lambda: c.read_string('no section'), lambda: c.read_string('[a]\n[a]'), lambda: c.read_string('[q]\nk=1\nk=2'), lambda: c.set('a', 'k', 5), lambda: c.add_section('a'), lambda: c.read_string('[q\n'), lambda: c.getboolean('a', 'path'), lambda: configparser.ConfigParser().read_string('[a]\nx=%(y)s') or 1):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e).replace('\n', '|'))
r = csv.reader(io.StringIO('a,b,"c ""q"", d"\r\n1,,"multi\nline"\n\n x , y'))
print(list(r), r.line_num, list(csv.reader(['a;b', "'q;x';z"], delimiter=';', quotechar="'")), list(csv.DictReader(io.StringIO('h1,h2\n1,2,3\n4'))), list(csv.reader(['1,"2",3'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(['a\\,b'], escapechar='\\')), list(csv.reader(['a  b'], delimiter=' ', skipinitialspace=True)))
o = io.StringIO(); w = csv.writer(o); print(w.writerow(['a', 1, None, 1.5, 'q"x', 'c,d', 'n\nl', '']), w.writerows([[1], ['é']])); dw = csv.DictWriter(o, ['x', 'y'], extrasaction='ignore', restval='-'); dw.writeheader(); dw.writerow({'x': 1, 'z': 2}); csv.writer(o, quoting=csv.QUOTE_ALL, lineterminator='\n').writerow([1, 'a']); csv.writer(o, dialect='excel-tab').writerow('ab'); print(repr(o.getvalue()), csv.list_dialects(), csv.Sniffer().sniff('a;b\n1;2\n').delimiter, csv.Sniffer().has_header('name,n\na,1\nb,2\n'), csv.field_size_limit())
for f in (lambda: list(csv.reader(['"a'], strict=True)), lambda: csv.reader(5), lambda: csv.writer(io.StringIO(), delimiter='ab'), lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(['a,b']), lambda: csv.reader([], dialect='nope'), lambda: list(csv.reader([b'x'])), lambda: csv.DictWriter(io.StringIO(), ['a']).writerow({'b': 1}), lambda: csv.writer(io.StringIO()).writerow(5), lambda: list(csv.reader(['a\0b'])) and 'nul ok', lambda: csv.writer(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(tomllib.loads('a = 1\n[t]\nb = "x"\nc = [1, 2.5, true]\nd = 2020-01-02T03:04:05Z\n[[arr]]\nk = {z = 1}'))
try:
    tomllib.loads('a = ')
except tomllib.TOMLDecodeError as e:
    print(e)
t = ET.fromstring('<r a="1"><c>text</c>tail<c n="2"/><!-- x --><d xmlns="urn:n">&lt;é</d></r>')
print(t.tag, t.attrib, [x.text for x in t.findall('c')], t.find('c').tail, t.find("c[@n='2']").get('n'), [x.tag for x in t.iter()], ET.tostring(t), ET.tostring(t, encoding='unicode'), len(t), t[0].text, t.findtext('c'), ET.tostring(ET.Element('e', {'k': '<"'})))
e = ET.SubElement(t, 'new'); e.text = 'n&'; t.remove(t[0]); ET.indent(t); print(ET.tostring(t, 'unicode'))
for bad in ('<a>', '<a></b>', '', '<a>&nope;</a>'):
    try:
        ET.fromstring(bad)
    except ET.ParseError as x:
        print(x, x.position)
import xml.dom.minidom; print(xml.dom.minidom.parseString('<a><b/></a>').toprettyxml(indent=' '))
P = pathlib.Path
print(P('a') / 'b' / '../c', P('/x/y.tar.gz').suffix, P('/x/y.tar.gz').suffixes, P('/x/y.py').stem, P('/x/y').parent, list(P('/a/b/c').parents), P('a/b').parts, P('a').is_absolute(), P('/a/b').relative_to('/a'), P('a.txt').with_suffix('.py'), P('a/b').with_name('c'), P('x').joinpath('y', 'z'), P('/a') == P('/a'), P('a') < P('b'), repr(P('q')), P('a').as_posix(), P('/a b').as_uri(), pathlib.PureWindowsPath('c:\\x\\y').parts, P('a/b.py').match('*.py'), P('.').resolve() == P.cwd(), hash(P('a')) == hash(P('a')))
d = P('dir'); d.mkdir(); (d / 'f.txt').write_text('héllo\n'); (d / 'g.bin').write_bytes(b'\0\1'); (d / 'sub').mkdir(parents=True, exist_ok=True); (d / 'sub' / 'h.txt').touch()
print((d / 'f.txt').read_text(), (d / 'g.bin').read_bytes(), sorted(x.name for x in d.iterdir()), sorted(map(str, d.glob('*.txt'))), sorted(map(str, d.rglob('*.txt'))), (d / 'f.txt').stat().st_size, (d / 'f.txt').exists(), d.is_dir(), (d / 'f.txt').rename(d / 'r.txt'), (d / 'r.txt').unlink(), (d / 'nope').unlink(missing_ok=True), sorted(glob.glob('dir/**/*', recursive=True)), glob.glob('d?r/[g]*'), glob.escape('a[1]*'))
for f in (lambda: d.mkdir(), lambda: (d / 'nope').read_text(), lambda: d.rmdir(), lambda: P('a').relative_to('/b'), lambda: P('a').with_suffix('x'), lambda: P('').with_name('x'), lambda: P(5), lambda: P('a') / 5, lambda: P('a') < 'b', lambda: (d / 'nope').stat()):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
with tempfile.TemporaryDirectory() as td: open(os.path.join(td, 'x'), 'w').close(); print(os.path.isdir(td))
with tempfile.NamedTemporaryFile('w+', suffix='.s', prefix='p') as nt: nt.write('x'); nt.seek(0); print(nt.read(), os.path.exists(nt.name), os.path.basename(nt.name)[0], nt.name[-2:])
with tempfile.SpooledTemporaryFile(5) as sp: sp.write(b'123456'); sp.seek(0); print(os.path.exists(td), sp.read(), os.path.exists(nt.name), tempfile.gettempdir() == os.environ['TMPDIR'], tempfile.mkdtemp()[:1], tempfile.mkstemp()[0] > 2)
with zipfile.ZipFile('z.zip', 'w', zipfile.ZIP_DEFLATED) as z: z.writestr('a/b.txt', 'zipped ' * 50); z.write('dir/g.bin')
with zipfile.ZipFile('z.zip') as z: print(z.namelist(), z.read('a/b.txt')[:6], z.getinfo('a/b.txt').file_size, z.testzip(), z.open('dir/g.bin').read(), zipfile.is_zipfile('z.zip'), sorted(x.name for x in zipfile.Path(z).iterdir()))
with tarfile.open('t.tar.gz', 'w:gz') as t: t.add('dir')
with tarfile.open('t.tar.gz') as t: print(sorted(t.getnames()), t.extractfile('dir/g.bin').read())
for f in (lambda: zipfile.ZipFile('dir/g.bin'), lambda: tarfile.open('dir/g.bin'), lambda: zipfile.ZipFile('z.zip').read('nope')):
    try:
        f()
    except Exception as x:
        print(type(x).__name__, x)
print(platform.system(), platform.python_version()[:4], platform.machine() != '', locale.setlocale(locale.LC_ALL, 'C'), locale.localeconv()['decimal_point'], locale.getpreferredencoding(), locale.format_string('%d', 1234, grouping=True), locale.strxfrm('a') <= locale.strxfrm('b'), locale.atof('1.5'))
