# Streams of Python classes are finalized, from the outermost; and small rules of buffered streams.
import collections
import gc
import io
import sys

record = []


class Base(io.IOBase):
    def __del__(self):
        record.append('del')
        super().__del__()

    def close(self):
        record.append('close')
        super().close()

    def flush(self):
        record.append('flush')
        super().flush()


stream = Base()
del stream
gc.collect()
print(record)
record.clear()


class Raw(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        record.append(bytes(data))
        return len(data)

    def close(self):
        if not self.closed:
            record.append('raw closed')
        super().close()


class Writer(io.BufferedWriter):
    def __del__(self):
        record.append('writer del')
        super().__del__()


text = io.TextIOWrapper(Writer(Raw()), encoding='ascii')
text.write('pending')
del text
gc.collect()
print(record)


class Reads(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def readinto(self, buffer):
        part = self.parts.pop(0) if self.parts else b''
        buffer[:len(part)] = part
        return len(part)


reader = io.BufferedReader(Reads(b'abc', b'def', b'ghi'), 10)
buffer = bytearray(20)
print(reader.peek(1), reader.readinto1(buffer), bytes(buffer[:6]))
size = sys.getsizeof(reader)
reader.close()
print(sys.getsizeof(reader) < size)
for call in (reader.peek, reader.read1, lambda: io.BufferedReader(Reads(), sys.maxsize)):
    try:
        call()
    except (ValueError, MemoryError, OverflowError) as e:
        print(type(e).__name__, e)
print(hasattr(io.IOBase(), '__dict__'), hasattr(io.BytesIO(), '__dict__'))


# pop() and popitem() of subclasses ask none of their other methods.
class Counted(collections.OrderedDict):
    calls = []

    def __getitem__(self, key):
        self.calls.append(key)
        return super().__getitem__(key)

    def __delitem__(self, key):
        self.calls.append(key)
        super().__delitem__(key)

    def __missing__(self, key):
        return 'missing'


counted = Counted(a=1, b=2, c=3)
print(counted.pop('a'), counted.popitem(), counted.popitem(last=False), counted.pop('x', None), counted.calls)
try:
    counted.pop('x')
except KeyError as e:
    print(repr(e))
