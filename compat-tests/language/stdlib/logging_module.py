import logging, logging.handlers, logging.config, io, sys, os, warnings, queue
out = io.StringIO()
h = logging.StreamHandler(out)
h.setFormatter(logging.Formatter('%(levelname)s:%(name)s:%(funcName)s:%(lineno)d:%(message)s'))
log = logging.getLogger('app.sub')
log.addHandler(h); log.setLevel(logging.DEBUG); log.propagate = False
def f():
    log.debug('d %s', 1); log.info('i %(a)s', {'a': 2}); log.warning('w'); log.error('e %d', 3); log.critical('c')
    try: 1 / 0
    except ZeroDivisionError: log.exception('oops')
    log.log(25, 'custom'); log.info('stack', stack_info=False, extra={'x': 1})
f()
print(out.getvalue())
print(log.isEnabledFor(10), log.getEffectiveLevel(), log.parent.name, log.name, log.handlers == [h], log.hasHandlers(), logging.getLogger('app').getChild('sub') is log, logging.getLevelName(20), logging.getLevelName('INFO'), logging.getLevelName(25), logging.addLevelName(25, 'NOTICE'), logging.getLevelName(25), repr(log), repr(h)[:15], logging.root.name, logging.getLevelNamesMapping()['NOTICE'])
class Filter(logging.Filter):
    def filter(self, r): return 'secret' not in r.getMessage()
log.addFilter(Filter()); out.truncate(0); out.seek(0)
log.info('a secret'); log.info('public')
logging.disable(logging.INFO); log.info('disabled'); logging.disable(logging.NOTSET)
log.removeHandler(h)
print(out.getvalue().split(':')[-1])
for style, fmt in (('{', '{levelname:>8}|{message}'), ('$', '$levelname-$message')):
    h.setFormatter(logging.Formatter(fmt, style=style)); print(h.format(logging.LogRecord('n', 20, 'p', 1, 'm %s', ('x',), None)))
r = logging.makeLogRecord({'msg': 'made %s', 'args': ('r',), 'levelno': 30, 'levelname': 'WARNING', 'created': 0, 'msecs': 5})
print(r.getMessage(), logging.Formatter('%(asctime)s %(message)s').format(r), logging.Formatter('%(asctime)s', '%H:%M').format(r), logging.BufferingFormatter().format([r]), logging.Formatter('%(nope)s', validate=False).usesTime())
for g in (lambda: logging.Formatter('%(bad'), lambda: logging.Formatter('x', style='?'), lambda: log.setLevel('NOPE'), lambda: log.log('x', 'y'), lambda: logging.getLogger(5), lambda: log.info('x', extra={'message': 1}), lambda: logging.basicConfig(nope=1), lambda: logging.config.dictConfig({'version': 2}), lambda: logging.config.dictConfig({'version': 1, 'handlers': {'h': {'class': 'nope.X'}}}), lambda: logging.config.fileConfig('nope.ini')):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
fh = logging.FileHandler('log.txt', encoding='utf-8'); log.addHandler(fh); log.info('to filé'); fh.close(); log.removeHandler(fh)
print(open('log.txt', encoding='utf-8').read(), os.path.basename(fh.baseFilename), fh.mode)
rh = logging.handlers.RotatingFileHandler('rot.txt', maxBytes=30, backupCount=2)
log.addHandler(rh)
for i in range(6): log.info('message number %d', i)
rh.close(); log.removeHandler(rh)
print(sorted(x for x in os.listdir('.') if x.startswith('rot')), open('rot.txt').read())
q = queue.Queue(); qh = logging.handlers.QueueHandler(q); log.addHandler(qh); log.info('queued %s', 'x')
ql = logging.handlers.QueueListener(q, h); ql.start(); ql.stop(); log.removeHandler(qh)
mh = logging.handlers.MemoryHandler(10, target=h); mh.emit(r); mh.flush(); print(out.getvalue().splitlines()[-2:])
logging.config.dictConfig({'version': 1, 'formatters': {'f': {'format': 'DC %(levelname)s %(message)s'}}, 'handlers': {'c': {'class': 'logging.StreamHandler', 'formatter': 'f', 'stream': 'ext://sys.stdout', 'level': 'INFO'}}, 'loggers': {'dc': {'handlers': ['c'], 'level': 'DEBUG'}}, 'root': {'level': 'ERROR'}, 'disable_existing_loggers': False})
logging.getLogger('dc').info('configured'); logging.getLogger('dc').debug('hidden')
with open('log.ini', 'w') as f: f.write('[loggers]\nkeys=root\n[handlers]\nkeys=h\n[formatters]\nkeys=f\n[logger_root]\nlevel=INFO\nhandlers=h\n[handler_h]\nclass=StreamHandler\nformatter=f\nargs=(sys.stdout,)\n[formatter_f]\nformat=INI %(message)s\n')
logging.config.fileConfig('log.ini', disable_existing_loggers=False); logging.info('from ini')
logging.basicConfig(stream=sys.stdout, format='%(message)s BC', force=True, level='INFO'); logging.warning('basic'); logging.debug('no')
logging.captureWarnings(True); warnings.warn('captured'); logging.captureWarnings(False)
a = logging.LoggerAdapter(log, {'k': 'v'}); print(a.process('m', {}), a.logger is log, repr(a))
class MyLogger(logging.Logger): pass
logging.setLoggerClass(MyLogger); print(type(logging.getLogger('mine')).__name__)
logging.raiseExceptions = False; logging.getLogger('mine').info('bad %d', 'x'); logging.shutdown()
