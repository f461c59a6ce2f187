import eventlet
eventlet.monkey_patch()
import ftplib, socket, threading
l = socket.socket(); l.bind(('127.0.0.1', 0)); l.listen(5)
files = {'a.txt': b'content of a'}
def server():
    c, a = l.accept()
    f = c.makefile('rwb')
    d = None
    def say(x):
        f.write(x.encode() + b'\r\n'); f.flush()
    say('220 ready')
    for line in f:
        cmd, _, arg = line.decode().strip().partition(' ')
        if cmd in ('EPSV', 'PASV'):
            d = socket.socket(); d.bind(('127.0.0.1', 0)); d.listen(1)
            p = d.getsockname()[1]
            say('229 Entering (|||%d|)' % p if cmd == 'EPSV' else '227 Entering (127,0,0,1,%d,%d)' % (p // 256, p % 256))
        elif cmd in ('RETR', 'NLST', 'STOR'):
            if cmd == 'RETR' and arg not in files:
                say('550 missing'); continue
            say('150 here')
            x, _ = d.accept()
            if cmd == 'STOR':
                parts = b''
                while True:
                    q = x.recv(1000)
                    if not q:
                        break
                    parts += q
                files[arg] = parts
            else:
                x.sendall(files[arg] if cmd == 'RETR' else '\r\n'.join(sorted(files)).encode() + b'\r\n')
            x.close(); d.close()
            say('226 done')
        elif cmd == 'QUIT':
            say('221 bye'); break
        else:
            say({'USER': '331 password', 'PASS': '230 in', 'TYPE': '200 type'}.get(cmd, '200 ok'))
    f.close(); c.close()
threading.Thread(target=server).start()
ftp = ftplib.FTP()
print(ftp.connect('127.0.0.1', l.getsockname()[1], timeout=5))
print(ftp.login('u', 'p'))
parts = []
print(ftp.retrbinary('RETR a.txt', parts.append), parts)
import io
print(ftp.storbinary('STOR b.txt', io.BytesIO(b'stored')), files['b.txt'])
print(ftp.nlst())
try:
    ftp.retrbinary('RETR zzz', parts.append)
except ftplib.error_perm as e:
    print(e)
print(ftp.quit())
