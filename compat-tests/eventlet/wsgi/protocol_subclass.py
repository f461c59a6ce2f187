from eventlet import wsgi
from _wsgi import Server
class Proto(wsgi.HttpProtocol):
    def get_environ(self):
        env = super(Proto, self).get_environ()
        env['mine'] = self.path
        return env
    def log_date_time_string(self):
        return 'NOW'
    def handle_one_request(self):
        seen.append('request')
        return super(Proto, self).handle_one_request()
seen = []
def app(env, sr):
    sr('200 OK', [])
    return [env['mine'].encode()]
s = Server(app, protocol=Proto)
s.get(b'/path', b'Connection: close\r\n')
s.stop()
s.show_log()
print(seen)
