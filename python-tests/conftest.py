"""Python tests that run on the engine itself, under Debian's pytest: scripts/ironeventlet -m pytest python-tests"""

import eventlet
import pytest

pytest_plugins = 'pytester'


@pytest.fixture(autouse=True)
def time_limit():
    """No test waits green for longer than this."""
    with eventlet.Timeout(30):
        yield


@pytest.fixture
def server():
    """Starts green servers on free ports: server(handler) -> (host, port)."""
    listeners, threads = [], []

    def start(handler):
        listener = eventlet.listen(('127.0.0.1', 0))
        listeners.append(listener)
        threads.append(eventlet.spawn(eventlet.serve, listener, handler))
        return listener.getsockname()

    yield start
    for thread in threads:
        thread.kill()
    for listener in listeners:
        listener.close()
