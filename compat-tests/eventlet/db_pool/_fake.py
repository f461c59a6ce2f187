class Cursor(object):
    def __init__(self, conn):
        self.conn = conn
    def execute(self, sql):
        self.conn.log.append(sql)
        if sql == 'bad':
            raise RuntimeError('bad sql')
        return len(sql)


class Connection(object):
    count = 0
    def __init__(self, *args, **kw):
        Connection.count += 1
        self.number = Connection.count
        self.args = args, sorted(kw.items())
        self.log = []
        self.broken = False
    def cursor(self):
        return Cursor(self)
    def rollback(self):
        self.log.append('rollback')
        if self.broken:
            raise ValueError('connection lost')
    def commit(self):
        self.log.append('commit')
    def close(self):
        self.log.append('close')
    def __repr__(self):
        return '<fake %d>' % self.number
    def __enter__(self):
        return 'entered'
    def __exit__(self, *a):
        return False


class Module(object):
    Connection = Connection
    delay = 0
    def connect(self, *args, **kw):
        if self.delay:
            import eventlet
            eventlet.sleep(self.delay)
        return Connection(*args, **kw)
