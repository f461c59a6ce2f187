"""Contexts and sockets for the time of a function's call: @context() and @socket(zmq.PUSH)."""
from functools import wraps

import zmq

__all__ = ('context', 'socket')


def _decorator(find_target, args, kwargs):
    """A decorator that calls a function with what find_target(args, kwargs of the call) makes of the decorator's arguments."""
    keyword = None
    if isinstance(kwargs.get('name'), str):
        keyword = kwargs.pop('name')
    elif args and isinstance(args[0], str):
        keyword, args = args[0], args[1:]

    def decorate(function):
        @wraps(function)
        def call(*call_args, **call_kwargs):
            with find_target(call_args, call_kwargs)(*args, **kwargs) as made:
                if keyword is None:
                    call_args += (made,)
                elif keyword in call_kwargs:
                    raise TypeError("%s() got multiple values for argument '%s'" % (function.__name__, keyword))
                else:
                    call_kwargs[keyword] = made
                return function(*call_args, **call_kwargs)
        return call
    return decorate


def context(*args, **kwargs):
    """Gives the function a new zmq.Context, as its last argument or by the keyword that name says."""
    return _decorator(lambda call_args, call_kwargs: zmq.Context, args, kwargs)


def socket(*args, **kwargs):
    """Gives the function a new socket, as its last argument or by the keyword that name says: of the context that the call has by
    the keyword context_name or among its arguments, else of Context.instance()."""
    context_name = kwargs.pop('context_name', 'context')

    def find(call_args, call_kwargs):
        for candidate in (call_kwargs.get(context_name),) + call_args:
            if isinstance(candidate, zmq.Context):
                return candidate.socket
        return zmq.Context.instance().socket
    return _decorator(find, args, kwargs)
