# _multiprocessing.SemLock and _posixshmem, and what is made of them.
import _multiprocessing
import _posixshmem
import copy
import mmap
import multiprocessing
import multiprocessing.shared_memory
import os
import threading
import time


def attempt(label, f):
    try:
        print(label, f())
    except BaseException as e:
        print(label, type(e).__name__, e)


S = _multiprocessing.SemLock
name = "/compat-%d" % os.getpid()

lock = S(0, 1, 1, name, True)
print(lock.kind, lock.maxvalue, lock.name, lock._count(), lock._is_mine(), lock._get_value(), lock._is_zero(), lock.handle > 0)
attempt("release", lock.release)
print(lock.acquire(), lock.acquire(False), lock._count(), lock._is_mine(), lock._is_zero())
out = []
t = threading.Thread(target=lambda: out.append((lock._is_mine(), lock.acquire(False), lock.acquire(True, 0.05))))
t.start()
t.join()
print(out, lock.release(), lock.release(), lock._count())
attempt("release", lock.release)
t = threading.Thread(target=lambda: (lock.acquire(), time.sleep(0.2), lock.release()))
t.start()
time.sleep(0.1)
print(lock.acquire(), lock._count())
t.join()

sem = S(1, 1, 2, name, True)
print(sem.acquire(), sem.acquire(True, 0.05), sem.acquire(False), sem.acquire(True, -5), sem.acquire(timeout=0), sem._count(), sem.release(), sem.release())
attempt("too often", sem.release)
attempt("timeout", lambda: sem.acquire(True, "a"))
print(sem.acquire(True, 1e9), sem.acquire(True, 1e300), sem._get_value(), sem._is_zero())
sem._after_fork()
print(sem._count(), sem.release(), sem._count())
with sem as got:
    print(got, sem._get_value())
for label, f in (("kind", lambda: S(5, 1, 1, name, True)), ("name", lambda: S(0, 1, 1, "/x/y", True)), ("none", lambda: S()), ("None", lambda: S(0, 1, 1, None, True)),
                 ("value", lambda: S(0, -1, 1, name, True)), ("null", lambda: S(0, 1, 1, "/x\0", True)), ("type", lambda: S("a", 1, 1, name, True)),
                 ("many", lambda: S(0, 1, 1, name, True, 5)), ("readonly", lambda: sem.acquire(1, 2, 3)), ("keyword", lambda: sem.acquire(blocking=True)),
                 ("exit", lambda: sem.__exit__(1, 2, 3, 4)), ("rebuild", lambda: S._rebuild()), ("rebuild", lambda: S._rebuild(0, 1, 2, "/nope-%d" % os.getpid())),
                 ("unlink", lambda: _multiprocessing.sem_unlink("/nope")), ("unlink", lambda: _multiprocessing.sem_unlink(5)), ("copy", lambda: copy.copy(sem))):
    attempt(label, f)
named = S(1, 3, 3, name, False)
again = S._rebuild(0, 1, 3, name)
print(named.name == name, again.acquire(), named._get_value(), again._count(), named._count())
attempt("exists", lambda: S(1, 3, 3, name, False))
_multiprocessing.sem_unlink(name)
print(S.SEM_VALUE_MAX, _multiprocessing.flags)


class Sub(S):
    pass


print(Sub(1, 1, 1, name, True).kind)

fd = _posixshmem.shm_open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode=0o600)
os.ftruncate(fd, 4096)
with mmap.mmap(fd, 4096) as m:
    m[:5] = b"hello"
print(os.get_inheritable(fd), os.pread(fd, 5, 0))
print(_posixshmem.shm_unlink(path=name))
for label, f in (("open", lambda: _posixshmem.shm_open("/zz", os.O_RDWR)), ("open", lambda: _posixshmem.shm_open(5, os.O_RDWR)), ("unlink", lambda: _posixshmem.shm_unlink("/zz")),
                 ("flags", lambda: _posixshmem.shm_open("/zz", "a")), ("name", lambda: _posixshmem.shm_open("/a/b", 66)), ("none", lambda: _posixshmem.shm_open()),
                 ("unlink", lambda: _posixshmem.shm_unlink(5))):
    attempt(label, f)

# what multiprocessing makes of it
ctx = multiprocessing.get_context("fork")


def worker(q, lock, value, array, conn):
    with lock:
        value.value += 1
        array[0] = value.value * 2.5
    q.put(("from child", value.value))
    conn.send({"x": [1, 2]})
    conn.close()


def shared():
    block.buf[:3] = b"abc"
    print(bytes(other.buf[:3]), len(other.buf) >= 100)


if __name__ == "__main__":
    block = multiprocessing.shared_memory.SharedMemory(create=True, size=100)
    other = multiprocessing.shared_memory.SharedMemory(block.name)
    shared()
    other.close()
    block.close()
    block.unlink()
    attempt("gone", lambda: "no name" if multiprocessing.shared_memory.SharedMemory("compat-no-such") else None)
