import email, email.policy, email.utils, email.header
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
m = EmailMessage(); m['Subject'] = 'Héllo wörld ' * 8; m['From'] = 'Ann <a@x.org>'; m['To'] = 'b@y.org, C D <c@z.org>'; m['Date'] = 'Wed, 01 Jan 2020 00:00:00 +0000'
m.set_content('plain téxt\nline2\n'); m.add_alternative('<b>html</b>', subtype='html'); m.add_attachment(b'\0\1\2', maintype='application', subtype='octet-stream', filename='f.bin')
for part in m.walk(): print(part.get_content_type(), part.get_filename(), part.get_content_disposition(), part.is_multipart())
print(m['to'].addresses, m['subject'], m.get_body(('plain',)).get_content(), [a.get_content() for a in m.iter_attachments()], m.keys())
text = m.as_string(); b = email.message_from_string(text, policy=email.policy.default); print(b['subject'] == m['subject'], b.get_body().get_content(), len(list(b.walk())))
r = email.message_from_bytes(b'From: x@y\r\nSubject: =?utf-8?b?w6k=?= =?iso-8859-1?q?=E9?=\r\nContent-Type: text/plain; charset="latin-1"; x=y\r\nX: a\r\n b\r\n\r\nbody \xe9\r\n')
print(r['subject'], email.header.decode_header(r['subject']), r.get_content_charset(), r.get_param('x'), r.get_payload(decode=True), r['X'], r.items(), r.get_all('nope', []), 'from' in r, str(r.get_charset()))
mm = MIMEMultipart('mixed', boundary='BOUND'); mm.attach(MIMEText('one', 'plain', 'utf-8')); mm.attach(MIMEText('two')); mm['X-H'] = 'v'; print(mm.as_string())
print(email.utils.parseaddr('Ann B <a@b.c>'), email.utils.formataddr(('Né', 'a@b')), email.utils.getaddresses(['a@b, C <d@e>']), email.utils.parsedate_to_datetime('Wed, 01 Jan 2020 01:02:03 +0200'), email.utils.formatdate(0), email.utils.format_datetime(email.utils.parsedate_to_datetime('Wed, 01 Jan 2020 01:02:03 -0000')), email.utils.quote('a"b'), email.utils.parsedate('x'), email.utils.make_msgid(domain='d')[-3:])
print(str(email.header.Header('é' * 30, 'utf-8')), email.header.Header('é', 'utf-8').encode(), email.header.make_header([(b'x', None)]))
bad = email.message_from_string('no headers\n\nbody'); print(bad.defects, bad.get_payload(), email.message_from_string('A: 1\nbroken line\n\nx').defects)
try:
    m['Subject'] = 'second'
except ValueError as e:
    print(e)
try:
    EmailMessage()['A'] = 'x\ny'
except ValueError as e:
    print(e)
import quopri, base64, mailbox, smtplib, imaplib, ftplib, poplib, telnetlib, nntplib, xmlrpc.client, ipaddress, wsgiref.simple_server, cgi
print(quopri.encodestring(b'a=\xe9'), xmlrpc.client.dumps((1, 'a', [2.5], {'k': None}), 'm', allow_none=True), xmlrpc.client.loads(xmlrpc.client.dumps((1,)))[0])
i = ipaddress.ip_network('10.0.0.0/29'); print(list(i.hosts())[:2], ipaddress.ip_address('::1').is_loopback, ipaddress.ip_address('10.0.0.5') in i, i.broadcast_address, ipaddress.ip_interface('1.2.3.4/8').network)
