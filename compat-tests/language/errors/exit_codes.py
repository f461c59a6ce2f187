import subprocess
import sys
for code in ('import sys; sys.exit()', 'import sys; sys.exit(3)', 'raise SystemExit', 'raise SystemExit(None)', 'import sys; sys.exit("message")', 'raise SystemExit(True)', 'raise SystemExit([1])',
             'import sys; sys.exit(256)', 'import sys; sys.exit(-1)', 'import os; os._exit(7)', '1/0', 'raise KeyboardInterrupt', 'import sys; sys.exit((1, 2))', 'raise SystemExit(1, 2)', 'exit(4)', 'quit()',
             'import atexit, sys; atexit.register(print, "atexit"); sys.exit(2)', 'import os, signal; os.kill(os.getpid(), signal.SIGTERM)', 'import atexit\n@atexit.register\ndef f(): 1/0\nprint("x")',
             'import sys\ntry:\n sys.exit(1)\nfinally:\n print("fin")', 'import sys\ntry:\n sys.exit(1)\nexcept SystemExit as e:\n print(repr(e.code)); raise SystemExit(5)', 'import sys; sys.exit(2**40)',
             'import os; os.abort() if 0 else os._exit(300 % 256)', 'import sys; sys.stdout.write("no newline"); sys.exit(0)', 'class E(SystemExit): pass\nraise E(9)', 'import sys; sys.exit(1.5)'):
    p = subprocess.run([sys.executable, '-c', code], capture_output=True, text=True)
    print(repr(code), p.returncode, repr(p.stdout), repr(p.stderr.strip().splitlines()[-1:]))
