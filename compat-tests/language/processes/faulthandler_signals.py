# Processes that end by the signals that faulthandler raises.
import faulthandler
import os
import sys

for name in ('_sigsegv', '_sigabrt', '_sigfpe', '_read_null'):
    for enabled in (False, True):
        reader, writer = os.pipe()
        pid = os.fork()
        if not pid:
            if enabled:
                faulthandler.enable(writer, all_threads=False)
            getattr(faulthandler, name)()
            os._exit(99)
        os.close(writer)
        with open(reader) as f:
            said = f.read().splitlines()
        status = os.waitpid(pid, 0)[1]
        print(name, enabled, os.WTERMSIG(status), said[:2], len(said) > 2)
sys.stdout.flush()
