"""Awaiting what is asyncio's in greenthreads. Greenthreads themselves can be awaited in async functions."""
from __future__ import absolute_import

import asyncio

from eventlet import event, greenthread, hubs

__all__ = ['spawn_for_awaitable']

_NEEDS_HUB = ('This API only works with eventlet\'s asyncio hub. To use it, set an EVENTLET_HUB=asyncio environment variable.')


def _asyncio_hub():
    from eventlet.hubs.asyncio import Hub
    hub = hubs.get_hub()
    if not isinstance(hub, Hub):
        raise RuntimeError(_NEEDS_HUB)
    return hub


def spawn_for_awaitable(coroutine):
    """Return a GreenThread that runs a coroutine, or waits for another awaitable (a Future, a Task), and ends as that does.

    Killing the greenthread cancels the awaitable. RuntimeError is raised under any other hub than ``eventlet.hubs.asyncio``.
    """
    hub = _asyncio_hub()

    def run():
        future = asyncio.ensure_future(coroutine, loop=hub.loop)
        done = event.Event()
        future.add_done_callback(done.send)
        try:
            done.wait()
        finally:
            # It is over, unless the greenthread was killed.
            future.cancel()
        return future.result()

    return greenthread.spawn(run)


def _await(gthread):
    """The iterator by which a GreenThread is awaited. Cancelling who awaits it kills it, and killing it cancels them."""
    from eventlet.support.greenlets import GreenletExit
    future = _asyncio_hub().loop.create_future()

    def awaited(future):
        if future.cancelled() and not gthread.dead:
            gthread.kill()

    def ended(gthread):
        if future.done():
            return
        try:
            result = gthread.wait()
        except GreenletExit:
            future.cancel()
        except BaseException as e:
            future.set_exception(e)
        else:
            future.set_result(result)

    future.add_done_callback(awaited)
    gthread.link(ended)
    return future.__await__()
