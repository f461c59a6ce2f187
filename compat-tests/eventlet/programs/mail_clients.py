# compat: timeout=60 env=EVENTLET_NO_GREENDNS=yes
"""poplib, imaplib, telnetlib and nntp-like dialogues against small servers, smtplib against smtpd's asyncore server."""
import eventlet
eventlet.monkey_patch()
import warnings
warnings.simplefilter('ignore')
import asyncore
import imaplib
import poplib
import smtpd
import smtplib
import socket
import socketserver
import telnetlib
import threading


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def serve(handler):
    server = Server(('127.0.0.1', 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Pop(socketserver.StreamRequestHandler):
    mails = [b'Subject: one\r\n\r\nfirst\r\n..dotted', b'Subject: two\r\n\r\nsecond']

    def say(self, text):
        self.wfile.write(text + b'\r\n')

    def handle(self):
        self.say(b'+OK ready')
        for line in self.rfile:
            word, _, rest = line.strip().partition(b' ')
            if word == b'STAT':
                self.say(b'+OK 2 60')
            elif word == b'LIST':
                self.say(b'+OK\r\n1 30\r\n2 30\r\n.')
            elif word == b'RETR':
                self.say(b'+OK\r\n' + self.mails[int(rest) - 1] + b'\r\n.')
            elif word == b'PASS' and rest != b'secret':
                self.say(b'-ERR wrong')
            else:
                self.say(b'+OK')
            if word == b'QUIT':
                return


class Imap(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b'* OK IMAP4rev1 ready\r\n')
        for line in self.rfile:
            tag, _, rest = line.strip().partition(b' ')
            word = rest.split()[0].upper()
            if word == b'CAPABILITY':
                self.wfile.write(b'* CAPABILITY IMAP4rev1\r\n')
            elif word == b'SELECT':
                self.wfile.write(b'* 2 EXISTS\r\n* FLAGS (\\Seen)\r\n')
            elif word == b'SEARCH':
                self.wfile.write(b'* SEARCH 1 2\r\n')
            elif word == b'FETCH':
                self.wfile.write(b'* 1 FETCH (BODY[] {12}\r\nhello\r\nworld)\r\n')
            elif word == b'LOGOUT':
                self.wfile.write(b'* BYE\r\n')
            if word == b'LOGIN' and b'wrong' in rest:
                self.wfile.write(tag + b' NO [AUTHENTICATIONFAILED] no\r\n')
            else:
                self.wfile.write(tag + b' OK done\r\n')
            if word == b'LOGOUT':
                return


class Telnet(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b'login: ')
        name = self.rfile.readline().strip()
        # IAC DO ECHO, which the client refuses by itself.
        self.wfile.write(b'\xff\xfd\x01Hello ' + name + b'\r\n$ ')
        for line in self.rfile:
            if b'exit' in line:
                return
            self.wfile.write(b'you said ' + line.strip().replace(b'\xff\xfc\x01', b'') + b'\r\n$ ')


pop = serve(Pop)
client = poplib.POP3(*pop.server_address, timeout=10)
print(client.user('u'), client.pass_('secret'), client.stat(), client.list()[1])
print(client.retr(1)[1], client.retr(2)[1], client.quit())
client = poplib.POP3(*pop.server_address)
try:
    client.pass_('guess')
except poplib.error_proto as e:
    print('error_proto', e)
client.close()
imap = serve(Imap)
with imaplib.IMAP4(*imap.server_address) as client:
    print(client.login('u', 'p'), client.select(), client.search(None, 'ALL'))
    print(client.fetch('1', '(BODY[])'))
client = imaplib.IMAP4(*imap.server_address)
try:
    client.login('u', 'wrong')
except imaplib.IMAP4.error as e:
    print(type(e).__name__, e)
client.shutdown()
telnet = serve(Telnet)
client = telnetlib.Telnet(*telnet.server_address, timeout=10)
print(client.read_until(b'login: '))
client.write(b'someone\n')
print(client.read_until(b'$ ', 5))
client.write(b'words\n')
print(client.expect([b'nothing', b'said (\\w+)'], 5)[::2])
client.write(b'exit\n')
print(client.read_all())
mails = []


class Collect(smtpd.SMTPServer):
    def process_message(self, peer, mailfrom, rcpttos, data, **kwargs):
        mails.append((mailfrom, rcpttos, data))
        if 'full@x' in rcpttos:
            return '452 no room'


smtp = Collect(('127.0.0.1', 0), None)
address = smtp.socket.getsockname()
done = threading.Event()


def loop():
    while not done.is_set():
        asyncore.loop(0.05, count=1)


runner = threading.Thread(target=loop)
runner.start()


def send(i):
    with smtplib.SMTP(*address, local_hostname='h', timeout=10) as client:
        client.sendmail('me%d@x' % i, ['you@x'], 'Subject: %d\r\n\r\nbody\r\n.dot\r\n' % i)
    return i


print(list(eventlet.GreenPool(4).imap(send, range(4))))
with smtplib.SMTP(*address, local_hostname='h', timeout=10) as client:
    print(client.ehlo()[0], client.noop(), client.verify('someone')[0])
    try:
        client.sendmail('me@x', ['full@x'], 'x')
    except smtplib.SMTPDataError as e:
        print(e.smtp_code, e.smtp_error)
    try:
        client.sendmail('me@x', ['no address at all'.replace(' ', '')], b'Subject: bytes\n\nx')
    except smtplib.SMTPException as e:
        print(type(e).__name__)
done.set()
runner.join()
smtp.close()
print(sorted((a, b, c) for a, b, c in mails)[:2], len(mails))
for server in (pop, imap, telnet):
    server.shutdown()
    server.server_close()
