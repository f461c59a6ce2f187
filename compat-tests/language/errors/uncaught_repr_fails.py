# compat: stderr=yes
import sys


class Bad(Exception):
    def __str__(self):
        raise ValueError('no str')


class Hook:
    def __del__(self):
        pass


def thread_like():
    try:
        raise Bad
    except Bad:
        sys.excepthook(*sys.exc_info())


thread_like()
sys.excepthook = lambda t, v, tb: print('hook', t.__name__, v, tb.tb_lineno)
raise KeyError('with hook')
