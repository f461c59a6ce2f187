# Natives raise classes that keep fields of their own: the instance must have them.
import io
import select
import socket
import _thread

for f in (lambda: io.StringIO('a').seek(1, 1), lambda: socket.inet_aton('x'), lambda: socket.inet_ntoa(b'1'), lambda: socket.getservbyname('nope'), lambda: select.epoll(flags=99),
          lambda: _thread.exit(), lambda: next(iter([])), lambda: [].nope, lambda: undefined, lambda: __import__('nope_nope'), lambda: compile('x =', 'f', 'exec'), lambda: b'\xff'.decode()):
    try:
        f()
    except BaseException as e:
        print(type(e).__name__, str(e), e.args if not isinstance(e, SyntaxError) else e.args[0], getattr(e, 'errno', '-'), getattr(e, 'code', '-'), getattr(e, 'value', '-'), getattr(e, 'name', '-'))


class Slotted:
    __slots__ = ('__doc__', 'x')


s = Slotted()
s.__doc__ = 'a slot'
print(s.__doc__)
