import socket, time, threading, os, select
from time import sleep
import http.client, urllib.request
import eventlet
eventlet.monkey_patch()
import socketserver
print(time.sleep is eventlet.sleep, sleep is eventlet.sleep, http.client.socket.socket.__name__, socketserver.socket is socket)
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
class H(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(self.rfile.readline()[::-1])
s = socketserver.ThreadingTCPServer(('127.0.0.1', 0), H)
s.daemon_threads = True
t = threading.Thread(target=s.serve_forever, args=(0.05,)); t.start()
c = socket.create_connection(s.server_address)
c.sendall(b'abc\n'); print(c.recv(10))
c.close(); s.shutdown(); t.join(); s.server_close()
