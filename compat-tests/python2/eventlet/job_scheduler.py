# A scheduler of jobs with dependencies, priorities and retries.
import eventlet
from eventlet import event, queue


class Job(object):
    def __init__(self, name, needs=(), fails=0):
        self.name, self.needs, self.fails = name, needs, fails
        self.done = event.Event()
        self.tries = 0

    def __cmp__(self, other):
        return cmp(len(self.needs), len(other.needs)) or cmp(self.name, other.name)

    def run(self, results):
        self.tries += 1
        eventlet.sleep(0)
        if self.tries <= self.fails:
            raise RuntimeError, '%s failed, try %d' % (self.name, self.tries)
        return '%s(%s)' % (self.name, ','.join([results[n] for n in self.needs]))


class Scheduler:
    def __init__(self, workers=2):
        self.queue = queue.PriorityQueue()
        self.jobs, self.results, self.log = {}, {}, []
        self.pool = eventlet.GreenPool(workers)

    def add(self, *args, **kw):
        job = Job(*args, **kw)
        self.jobs[job.name] = job
        self.queue.put(job)

    def work(self, job):
        for name in job.needs:
            self.jobs[name].done.wait()
        while 1:
            try:
                self.results[job.name] = job.run(self.results)
            except RuntimeError, e:
                self.log.append(str(e))
                if job.tries >= 3:
                    job.done.send_exception(e)
                    return
            else:
                job.done.send()
                return

    def run(self):
        while not self.queue.empty():
            self.pool.spawn_n(self.work, self.queue.get())
        self.pool.waitall()
        return self.results

s = Scheduler(10)
s.add('link', ('compile', 'library'))
s.add('compile', ('fetch',))
s.add('library', ('fetch',), fails=2)
s.add('fetch')
results = s.run()
print results['link']
print sorted(results.keys()), s.log
print [j.name for j in sorted(s.jobs.values())], dict([(j.name, j.tries) for j in s.jobs.itervalues()]) == {'fetch': 1, 'compile': 1, 'library': 3, 'link': 1}
