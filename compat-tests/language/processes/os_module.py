import os, stat, errno, sys, pwd, shutil
os.mkdir('d'); os.makedirs('a/b/c', exist_ok=True)
for n in ('d/x.txt', 'd/y.py', 'a/b/z'):
    with open(n, 'w') as f: f.write(n)
print(sorted(os.listdir('d')), sorted((e.name, e.is_file(), e.is_dir(), e.is_symlink(), e.path, e.stat().st_size) for e in os.scandir('.')), [(r, sorted(d), sorted(f)) for r, d, f in os.walk('a')], [r for r, d, f in os.walk('a', topdown=False)])
os.rename('d/x.txt', 'd/w.txt'); os.symlink('w.txt', 'd/link'); os.link('d/w.txt', 'd/hard'); os.replace('d/y.py', 'd/z.py')
print(os.readlink('d/link'), os.path.islink('d/link'), os.lstat('d/link').st_mode != os.stat('d/link').st_mode, os.stat('d/hard').st_nlink, os.path.samefile('d/hard', 'd/w.txt'), os.path.realpath('d/link') == os.path.abspath('d/w.txt'), os.path.exists('nope'), os.path.lexists('d/link'), os.access('d', os.R_OK), os.path.getsize('d/w.txt'))
os.chmod('d/w.txt', 0o640)
s = os.stat('d/w.txt')
print(oct(s.st_mode), stat.filemode(s.st_mode), s.st_size, s[6], stat.S_ISREG(s.st_mode), len(s), s.st_mtime_ns // 10 ** 9 == int(s.st_mtime), s.st_uid == os.getuid())
os.utime('d/w.txt', (1000, 2000.5)); print(os.stat('d/w.txt').st_mtime, os.path.getatime('d/w.txt')); os.utime('d/w.txt', ns=(1, 2)); print(os.stat('d/w.txt').st_mtime_ns)
for f in (lambda: os.mkdir('d'), lambda: os.rmdir('d'), lambda: os.listdir('nope'), lambda: os.stat('nope'), lambda: os.remove('nope'), lambda: os.remove('d'), lambda: os.rename('nope', 'x'), lambda: os.open('nope', os.O_RDONLY), lambda: os.close(9999), lambda: os.read(9999, 1), lambda: os.write(9999, b''), lambda: os.chdir('nope'), lambda: os.readlink('d/w.txt'), lambda: os.listdir('d/w.txt'), lambda: os.symlink('a', 'd/link'), lambda: os.stat(5.5), lambda: os.stat('a\0b'), lambda: os.getenv(5), lambda: os.environ['nope'], lambda: os.environ.__setitem__('a', 5), lambda: os.putenv('a=b', 'c'), lambda: os.makedirs('a/b'), lambda: os.removedirs('a'), lambda: os.dup(9999), lambda: os.lseek(9999, 0, 0), lambda: os.getpgid(999999999), lambda: os.strerror('x'), lambda: os.fspath(5), lambda: os.truncate('nope', 0), lambda: os.chmod('nope', 0), lambda: os.scandir('nope'), lambda: os.fdopen(9999), lambda: os.sysconf('nope'), lambda: os.kill('a', 1), lambda: os.path.join('a', 5), lambda: os.path.join('a', b'b'), lambda: os.urandom(-1), lambda: os.utime('nope')):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
fd = os.open('f', os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
print(os.write(fd, b'hello world'), os.lseek(fd, 0, os.SEEK_SET), os.read(fd, 5), os.pread(fd, 3, 6), os.pwrite(fd, b'W', 6), os.fstat(fd).st_size, os.ftruncate(fd, 4), os.fsync(fd), os.isatty(fd), os.get_inheritable(fd), os.set_inheritable(fd, True), os.get_inheritable(fd), os.get_blocking(fd), os.writev(fd, [b'a', b'b']), os.lseek(fd, 0, 2), os.fdopen(os.dup(fd), 'rb').read(), os.close(fd))
r, w = os.pipe()
r2 = os.dup2(r, 50)
print(r2, os.write(w, b'via dup'), os.read(50, 20), os.set_blocking(r, False))
try:
    os.read(r, 1)
except BlockingIOError as e:
    print(e.errno == errno.EAGAIN, e)
os.environ['NEWVAR'] = 'v'; print(os.getenv('NEWVAR'), os.environb[b'NEWVAR'], 'NEWVAR' in os.environ, os.environ.pop('NEWVAR'), os.getenv('NEWVAR', 'default'), os.environ.get('nope'), type(os.environ.copy()).__name__, os.environ | {'Q': '1'} != {}, os.unsetenv('x'))
p = os.path
print(p.join('a', '/b', 'c'), p.split('/a/b'), p.splitext('a.tar.gz'), p.splitext('.bashrc'), p.basename('a/'), p.dirname('/a'), p.normpath('a/./b/../c//d'), p.isabs('/x'), p.relpath('/a/b', '/a/c'), p.commonpath(['/a/b', '/a/c']), p.commonprefix(['abc', 'abd']), p.expandvars('$HOME_X/${NOPE}'), p.expanduser('~') == os.environ['HOME'], p.abspath('x') == os.getcwd() + '/x', p.splitdrive('/a'), p.join(b'a', b'b'), p.isdir('d'), p.isfile('d'), p.ismount('/'), p.normcase('A'))
print(os.name, os.sep, os.linesep, os.pathsep, os.curdir, os.devnull, os.extsep, os.getpid() > 0, os.getppid() > 0, os.getlogin.__name__, os.cpu_count() > 0, len(os.sched_getaffinity(0)) > 0, os.uname().sysname, os.uname()[0], os.getcwdb() == os.getcwd().encode(), os.strerror(2), os.umask(0o22), os.get_terminal_size.__name__, os.times().user >= 0, len(os.urandom(5)), len(os.getloadavg()), os.fsencode('é'), os.fsdecode(b'\xff') == '\udcff', os.get_exec_path()[:0], os.supports_follow_symlinks.__class__.__name__, errno.errorcode[2], errno.ENOENT)
u = pwd.getpwuid(0)
print(u.pw_name, u[2], u.pw_dir, pwd.getpwnam('root').pw_uid, len(pwd.getpwall()) > 1)
for f in (lambda: pwd.getpwnam('no-such'), lambda: pwd.getpwuid(99999999), lambda: pwd.getpwuid('x')):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
os.mkfifo('fifo'); print(stat.S_ISFIFO(os.stat('fifo').st_mode), os.statvfs('.').f_bsize > 0, os.sendfile.__name__, os.copy_file_range.__name__, os.memfd_create('m') > 0, os.posix_fallocate.__name__, os.major(os.makedev(3, 4)), os.eventfd(3) > 0)
os.utime('d/w.txt', (2e9, 2e9)); os.chdir('d'); print(os.path.basename(os.getcwd())); os.chdir('..')
shutil.copytree('d', 'e', symlinks=True); shutil.rmtree('a'); shutil.move('e', 'moved'); shutil.copy('f', 'g'); shutil.copy2('f', 'h'); shutil.copyfile('f', 'i')
print(sorted(os.listdir('.')), shutil.which('sh') is not None, shutil.which('nope'), shutil.disk_usage('.').total > 0, sorted(os.listdir('moved')), shutil.make_archive('arc', 'zip', 'd')[-7:], shutil.unpack_archive('arc.zip', 'un'), sorted(os.listdir('un')), shutil.get_terminal_size((7, 8)).columns)
for f in (lambda: shutil.rmtree('nope'), lambda: shutil.copy('nope', 'x'), lambda: shutil.copyfile('f', 'f'), lambda: shutil.copytree('d', 'moved'), lambda: shutil.move('nope', 'x')):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e if not isinstance(e, shutil.Error) else 'shutil.Error')
