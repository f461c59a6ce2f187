"""Green threads, pools, queues and sockets, as a program under pytest meets them."""

import eventlet
import pytest
from eventlet import event, queue, semaphore


@pytest.mark.parametrize('size', [1, 3, 10])
def test_pool_limits_concurrency(size):
    pool, running, most = eventlet.GreenPool(size), [0], [0]

    def work(n):
        running[0] += 1
        most[0] = max(most[0], running[0])
        eventlet.sleep(0)
        running[0] -= 1
        return n * n

    assert list(pool.imap(work, range(12))) == [n * n for n in range(12)]
    assert most[0] == min(size, 12)


def test_exception_of_a_green_thread_reaches_who_waits():
    def fail():
        raise KeyError('inside')

    with pytest.raises(KeyError, match='inside'):
        eventlet.spawn(fail).wait()


def test_timeout_interrupts_and_leaves_the_hub_sound():
    with pytest.raises(eventlet.Timeout) as caught:
        with eventlet.Timeout(0.01) as timeout:
            eventlet.sleep(5)
    assert caught.value is timeout
    assert eventlet.spawn(lambda: 'alive').wait() == 'alive'


def test_event_sends_once():
    ready = event.Event()
    waiters = [eventlet.spawn(ready.wait) for _ in range(3)]
    eventlet.sleep(0)
    ready.send('go')
    assert [w.wait() for w in waiters] == ['go'] * 3
    with pytest.raises(AssertionError):
        ready.send('again')


@pytest.mark.parametrize('kind, expected', [
    (queue.Queue, [3, 1, 2]),
    (queue.LifoQueue, [2, 1, 3]),
    (queue.PriorityQueue, [1, 2, 3]),
], ids=['fifo', 'lifo', 'priority'])
def test_queue_order(kind, expected):
    q = kind()
    for item in (3, 1, 2):
        q.put(item)
    assert [q.get() for _ in range(3)] == expected
    with pytest.raises(queue.Empty):
        q.get(block=False)


def test_semaphore_hands_over_in_order():
    lock, order = semaphore.Semaphore(1), []

    def enter(name):
        with lock:
            order.append(name)
            eventlet.sleep(0)

    for thread in [eventlet.spawn(enter, n) for n in 'abc']:
        thread.wait()
    assert order == ['a', 'b', 'c']


def test_sockets(server):
    def echo(sock, address):
        while True:
            data = sock.recv(1000)
            if not data:
                break
            sock.sendall(data.upper())

    address = server(echo)

    def talk(text):
        client = eventlet.connect(address)
        client.sendall(text)
        answer = client.recv(1000)
        client.close()
        return answer

    assert list(eventlet.GreenPool().imap(talk, [b'one', b'two'])) == [b'ONE', b'TWO']


def test_kill():
    log = []

    def work():
        try:
            eventlet.sleep(10)
        finally:
            log.append('cleaned')

    thread = eventlet.spawn(work)
    eventlet.sleep(0)
    thread.kill()
    assert log == ['cleaned'] and thread.dead
