# urllib, urlparse and urllib2 without a network.
import urllib
import urllib2
import urlparse

print urllib.quote('/a b/c~d?e=\xe9'), urllib.quote('a/b', ''), urllib.quote_plus('a b&c/d'), repr(urllib.unquote('%41%20%c3%a9')), urllib.unquote_plus('a+b%2B')
print urllib.urlencode([('a', 1), ('b', 'x y'), ('c', '&=')]), urllib.urlencode({'k': 'v w'}), urllib.urlencode([('l', [1, 2])], True), urllib.urlencode([('l', [1])])
parts = urlparse.urlparse('http://user@host:8080/path;p?q=1&r=2#frag')
print parts.scheme, parts.netloc, parts.path, parts.params, parts.query, parts.fragment, parts.hostname, parts.port, parts[1], len(parts)
print tuple(parts), urlparse.urlunparse(parts), parts.geturl()
print urlparse.urljoin('http://a/b/c', '../d'), urlparse.urljoin('http://a/b/', 'x?y'), urlparse.urlsplit('//h/p?q')[1:4], urlparse.urldefrag('http://a/#f')
print urlparse.parse_qs('a=1&b=2&a=3'), urlparse.parse_qsl('x=%41&y=+z', True)
r = urllib2.Request('http://example.com:81/path?x=1', headers={'X-Test': 'yes'})
print r.get_method(), r.get_full_url(), r.get_host(), r.get_type(), r.get_selector(), r.has_data(), r.get_header('X-test'), r.headers
r.add_data('body=1')
print r.get_method(), r.get_data(), r.has_data()
r = urllib2.Request('http://example.com/', 'a=b', {'Content-Type': 'text/plain'})
r.add_header('Cookie', 'c=d')
print sorted(r.header_items()), r.get_method(), issubclass(urllib2.HTTPError, urllib2.URLError), issubclass(urllib2.URLError, IOError)
try:
    urllib2.urlopen('nonsense')
except ValueError, e:
    print 'ValueError'
try:
    urllib2.urlopen('http://127.0.0.1:1/')
except urllib2.URLError, e:
    print e, e.reason.errno, e.reason.args[0]
import tempfile, os
fd, name = tempfile.mkstemp()
os.write(fd, 'content of the file')
os.close(fd)
print urllib.urlopen('file://' + name).read(), urllib.urlopen(name).read(7), urllib2.urlopen('file://' + name).read()
target, headers = urllib.urlretrieve('file://' + name)
print open(target).read(), headers.getheader('Content-Length')
os.remove(name)
print urllib.splittype('http://x/y'), urllib.splithost('//h:1/p'), urllib.splitport('h:80'), urllib.splitquery('/p?q=1'), urllib.pathname2url('/a b')
