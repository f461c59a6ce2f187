import socket as _socket

from python2._sockets import SocketFile as _fileobject

_socketobject = _socket.socket


def ssl(sock, keyfile=None, certfile=None):
    import ssl
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if certfile:
        context.load_cert_chain(certfile, keyfile)
    return context.wrap_socket(sock)
