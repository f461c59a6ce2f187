# except X, e; raise with two and three parts; what is left afterwards.
import sys
import traceback

try:
    raise ValueError, "one"
except ValueError, e:
    print e, e.args, e.message
print "still", e

try:
    raise KeyError, ("a", "b")
except KeyError, e:
    print e.args, str(e), repr(e.message)

try:
    raise ValueError("instance")
except (TypeError, ValueError), error:
    print error

try:
    raise IOError(2, "No such file", "name")
except IOError, (code, text):
    print code, text


class Holder:
    pass

holder = Holder()
try:
    1 / 0
except ZeroDivisionError, holder.error:
    print holder.error

items = [None]
try:
    [][1]
except IndexError, items[0]:
    print items[0]

try:
    {}['missing']
except KeyError as e:
    print repr(e), e


class Mine(Exception):
    def __init__(self, value):
        self.value = value

    def __str__(self):
        return "Mine(%s)" % self.value

try:
    raise Mine, 5
except Mine, e:
    print e, e.value

try:
    raise Mine, Mine(6)
except Exception, e:
    print e


def fail():
    raise RuntimeError, "deep"


def reraise():
    try:
        fail()
    except RuntimeError:
        kind, value, tb = sys.exc_info()
        raise KeyError, "changed", tb

try:
    reraise()
except KeyError, e:
    names = [entry[2] for entry in traceback.extract_tb(sys.exc_info()[2])]
    print e, names

try:
    try:
        raise ValueError("inner")
    finally:
        print "finally"
except ValueError:
    print sys.exc_type, sys.exc_value


def again():
    try:
        raise LookupError("again")
    except:
        raise

try:
    again()
except StandardError, e:
    print e.__class__, isinstance(e, StandardError)

print traceback.format_exception_only(ValueError, ValueError("text"))
print issubclass(ZeroDivisionError, ArithmeticError), ValueError
e = EnvironmentError(13, "denied")
print e, e.errno, e.strerror, e.filename
try:
    assert 1 > 2, "message"
except AssertionError, e:
    print "assert", e
try:
    raise SystemExit, 3
except SystemExit, e:
    print e.code
try:
    code, text = ValueError(1, 2)
    print code, text, ValueError(7, 8)[1], [x for x in Exception('a', 'b')]
except TypeError:
    print "no"
print repr(Exception()), repr(Exception(1)), repr(Exception(1, 'x')), str(Exception(1, 'x')), [Exception('in a list')]
