"""The native half of the package."""
from _zmq import (
    Context, IPC_PATH_MAX_LEN, Socket, curve_keypair, curve_public, device, has, proxy, proxy_steerable, strerror, zmq_errno, zmq_poll,
    zmq_version_info)

from zmq.sugar.frame import Frame, Message

__all__ = ['Context', 'Socket', 'Frame', 'Message', 'device', 'proxy', 'proxy_steerable', 'zmq_poll', 'strerror', 'zmq_errno', 'has',
           'curve_keypair', 'curve_public', 'zmq_version_info', 'IPC_PATH_MAX_LEN']
