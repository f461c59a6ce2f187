# ConfigParser, HTMLParser, htmlentitydefs, cgi, Cookie, email under old names.
import ConfigParser
import Cookie
import HTMLParser
import cgi
import cookielib
import htmlentitydefs
from StringIO import StringIO
from email.MIMEText import MIMEText
from email.Utils import formataddr, parseaddr
import email

c = ConfigParser.ConfigParser({'base': '/srv'})
c.readfp(StringIO('[main]\nname = value\npath = %(base)s/data\nnumber: 42\nflag = yes\n; comment\n[other]\nx = 1.5\n'))
print c.sections(), c.get('main', 'name'), c.get('main', 'path'), c.get('main', 'path', 1), c.getint('main', 'number'), c.getboolean('main', 'flag'), c.getfloat('other', 'x')
print c.options('other'), sorted(c.items('other')), c.has_option('main', 'nope'), c.get('main', 'path', False, {'base': '/tmp'})
try:
    c.get('main', 'nope')
except ConfigParser.NoOptionError, e:
    print e
try:
    c.get('nope', 'x')
except ConfigParser.NoSectionError, e:
    print e
c.add_section('new')
c.set('new', 'key', 'written')
out = StringIO()
c.write(out)
print 'key = written' in out.getvalue(), c.remove_option('new', 'key'), c.remove_section('new')


class Links(HTMLParser.HTMLParser):
    def __init__(self):
        HTMLParser.HTMLParser.__init__(self)
        self.links = []
        self.text = []

    def handle_starttag(self, tag, attrs):
        if tag == 'a':
            self.links.append(dict(attrs).get('href'))

    def handle_data(self, data):
        self.text.append(data)

    def handle_entityref(self, name):
        self.text.append('<%s=%d>' % (name, htmlentitydefs.name2codepoint[name]))

    def handle_charref(self, name):
        self.text.append('#' + name)

p = Links()
p.feed('<p>See <a href="/one">one</a> &amp; <A HREF=\'two\'>two</A> &#65;</p>')
p.close()
print p.links, ''.join(p.text), htmlentitydefs.entitydefs['lt'], p.unescape('&lt;b&gt; &eacute;') == u'<b> \xe9'
print cgi.escape('<a href="x">&'), cgi.escape('"', True), cgi.parse_qs('a=1&a=2'), cgi.parse_header('text/html; charset=utf-8')
k = Cookie.SimpleCookie()
k['session'] = 'abc123'
k['session']['path'] = '/'
print k.output(), k['session'].value
k = Cookie.SimpleCookie('a=1; b="two words"')
print sorted((m.key, m.value) for m in k.values()), len(cookielib.CookieJar())
m = MIMEText('The body.')
m['Subject'] = 'Hello'
m['From'] = formataddr(('Ann', 'ann@example.com'))
text = m.as_string()
print 'Subject: Hello' in text, text.endswith('The body.'), parseaddr('Bob <bob@x.org>')
e = email.message_from_string('From: a@b\nX-Y: z\n\nbody line\n')
print e['from'], e.get_payload(), e.has_key('X-Y'), e.keys()
