import eventlet
eventlet.monkey_patch()
import smtplib, socket, threading
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
mails = []
def server():
    c, a = l.accept()
    f = c.makefile('rwb')
    def say(x):
        f.write(x + b'\r\n'); f.flush()
    say(b'220 test')
    data = None
    for line in f:
        line = line.rstrip(b'\r\n')
        if data is not None:
            if line == b'.':
                mails.append(b'\n'.join(data)); data = None
                say(b'250 queued')
            else:
                data.append(line)
        elif line[:4].upper() == b'DATA':
            data = []
            say(b'354 go on')
        elif line[:4].upper() == b'QUIT':
            say(b'221 bye')
            break
        elif line.upper().startswith(b'RCPT') and b'nobody' in line:
            say(b'550 no such user')
        else:
            say(b'250 ok')
    f.close(); c.close()
threading.Thread(target=server).start()
s = smtplib.SMTP('127.0.0.1', l.getsockname()[1], local_hostname='h', timeout=5)
print(s.sendmail('a@x', ['b@x', 'nobody@x'], 'Subject: hi\n\nbody\n.dot'))
print(s.quit())
print(mails)
try:
    smtplib.SMTP('127.0.0.1', 1, timeout=1)
except OSError as e:
    print(type(e).__name__)
