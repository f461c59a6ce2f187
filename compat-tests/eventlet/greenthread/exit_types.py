import eventlet, sys, io
err, sys.stderr = sys.stderr, io.StringIO()
class Odd(BaseException):
    pass
def raises(e):
    raise e
for e in (ValueError('v'), Odd('o'), eventlet.Timeout(None), GeneratorExit('g'), StopIteration(3)):
    g = eventlet.spawn(raises, e)
    try:
        g.wait()
    except BaseException as got:
        print(type(got).__name__, got.args, got is e)
sys.stderr = err
