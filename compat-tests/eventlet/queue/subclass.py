from eventlet import queue
class Logged(queue.Queue):
    def _init(self, maxsize):
        self.items = []
        self.log = []
    def qsize(self):
        return len(self.items)
    def _put(self, item):
        self.log.append(('put', item)); self.items.append(item); self._put_bookkeeping()
    def _get(self):
        self.log.append('get'); return self.items.pop()
q = Logged(2)
q.put(1); q.put(2)
print(q.full(), q.get(), q.get(), q.log, q.unfinished_tasks)
