# _locale and locale in the locale that every machine has.
import _locale as l
import gettext
import locale


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__module__, type(e).__name__, e)


CALLS = """setlocale(l.LC_ALL)
setlocale(l.LC_CTYPE)
setlocale(l.LC_NUMERIC)
setlocale(l.LC_ALL, '')
setlocale(l.LC_ALL, 'C')
setlocale(l.LC_ALL, 'C.UTF-8')
setlocale(l.LC_ALL, 'no_SUCH')
setlocale(99)
setlocale(l.LC_ALL, 5)
setlocale(l.LC_ALL, None)
setlocale(l.LC_ALL, 'a\\0b')
setlocale('a')
setlocale()
localeconv()
strcoll('a', 'b')
strcoll('b', 'a')
strcoll('a', 'a')
strcoll(1, 2)
strcoll('a\\0', 'b')
strxfrm('a\\xe9')
strxfrm('')
strxfrm('\\U0001f600')
strxfrm('a\\0b')
strxfrm(1)
nl_langinfo(l.CODESET)
nl_langinfo(99999)
nl_langinfo('a')
gettext('x')
gettext(5)
dgettext('d', 'x')
dgettext(None, 'x')
dcgettext('d', 'x', 5)
textdomain(None)
textdomain('foo')
textdomain(None)
bindtextdomain('foo', None)
bindtextdomain('', 'x')
bindtextdomain('foo', '/tmp')
bindtextdomain('foo', b'/tmp')
bindtextdomain('foo', 5)
bind_textdomain_codeset('foo', 'UTF-8')
bind_textdomain_codeset('bar', None)
getencoding()""".split("\n")
for call in CALLS:
    attempt(call, lambda: eval("l." + call))
names = [n for n in sorted(dir(l)) if n.isupper() or n[0] == "_" and n[1].isupper()]
print(names, [getattr(l, n) for n in names])
print([l.nl_langinfo(getattr(l, n)) for n in names if getattr(l, n) > 1000 and n != "CODESET"])
print(l.Error, l.Error.__mro__, locale.Error is l.Error)
print(locale.getlocale(), locale.getpreferredencoding(), locale.getencoding(), locale.localeconv()["decimal_point"])
print(locale.format_string("%d %.2f", (1234567, 3.5), grouping=True), locale.str(1.5), locale.atof("1.5"), locale.atoi("12"), format(1234567, "n"), format(1.5, "n"))
print(locale.normalize("de_DE"), locale.strxfrm("a") < locale.strxfrm("b"), sorted(["b", "a"], key=locale.strxfrm))
attempt("currency", lambda: locale.currency(5))
attempt("setlocale", lambda: locale.setlocale(locale.LC_ALL, ("no", "SUCH")))
print(gettext.gettext("hello"), gettext.NullTranslations().gettext("x"), gettext.find("nothing"))
