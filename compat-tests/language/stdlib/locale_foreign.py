# Locales of other languages, made on the spot where the machine can.
import os
import subprocess
import sys

PROGRAM = r'''
import locale
for name in ("de_DE.UTF-8", "hi_IN.UTF-8", "de_DE.ISO-8859-1"):
    try:
        print(locale.setlocale(locale.LC_ALL, name))
    except locale.Error as e:
        print(name, e)
        continue
    print(locale.localeconv())
    for v in (1234567, -12, 0, 1234567.891, -0.5, 1e20, 12345678901234567890, 1 + 2j):
        for spec in ("n", "20n", "020n", "+n", ".3n", "<15n", "^15n", "=+20n", "_<12n"):
            try:
                print(spec, ascii(format(v, spec)))
            except Exception as e:
                print(spec, e)
    print(ascii(locale.currency(1234.5, grouping=True)), locale.format_string("%d", 1234567, grouping=True), locale.nl_langinfo(locale.DAY_1), locale.nl_langinfo(locale.CODESET))
    print(locale.strcoll("a", "B") < 0, ascii(sorted("aBc\xe4Zz", key=locale.strxfrm)))
    print(1.5, "%.2f" % 1.5, float("1.5"))
'''
for name, charset in (("de_DE", "UTF-8"), ("hi_IN", "UTF-8"), ("de_DE", "ISO-8859-1")):
    try:
        subprocess.run(["localedef", "-i", name, "-f", charset, os.path.join(os.getcwd(), name + "." + charset)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        pass
with open("program.py", "w") as f:
    f.write(PROGRAM)
sys.stdout.flush()
result = subprocess.run([sys.executable, "program.py"], env=dict(os.environ, LOCPATH=os.getcwd()), stdout=subprocess.PIPE)
print(result.returncode)
print(result.stdout.decode())
