# bench: unit=s group=cpu
# A small operating-system scheduler: polymorphic methods, linked packets, state flags.
import _timing

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEVICE, WORK = 0, 1


class Packet:
    __slots__ = ('link', 'ident', 'kind', 'datum', 'data')

    def __init__(self, link, ident, kind):
        self.link, self.ident, self.kind = link, ident, kind
        self.datum = 0
        self.data = [0] * 4


def append(packet, queue):
    packet.link = None
    if queue is None:
        return packet
    last = queue
    while last.link is not None:
        last = last.link
    last.link = packet
    return queue


class Task:
    def __init__(self, scheduler, ident, priority, queue):
        self.scheduler, self.ident, self.priority, self.queue = scheduler, ident, priority, queue
        self.waiting = queue is None
        self.held = False
        scheduler.add(self)

    def give(self, packet):
        self.queue = append(packet, self.queue)
        self.waiting = False

    def take(self):
        packet = self.queue
        if packet is not None:
            self.queue = packet.link
        return packet

    def runnable(self):
        return not self.held and not (self.waiting and self.queue is None)

    def run(self):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, scheduler, count):
        super().__init__(scheduler, IDLE, 0, None)
        self.waiting = False
        self.control, self.count = 1, count

    def run(self):
        self.count -= 1
        if self.count == 0:
            self.scheduler.stop = True
            return
        if self.control & 1 == 0:
            self.control //= 2
            self.scheduler.release(DEVICE_A)
        else:
            self.control = self.control // 2 ^ 0xD008
            self.scheduler.release(DEVICE_B)


class Worker(Task):
    def __init__(self, scheduler, queue):
        super().__init__(scheduler, WORKER, 1000, queue)
        self.target, self.letter = HANDLER_A, 0

    def run(self):
        packet = self.take()
        if packet is None:
            self.waiting = True
            return
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.ident = self.target
        packet.datum = 0
        for i in range(4):
            self.letter = self.letter % 26 + 1
            packet.data[i] = 64 + self.letter
        self.scheduler.send(packet, self)


class Handler(Task):
    def __init__(self, scheduler, ident, priority, queue):
        super().__init__(scheduler, ident, priority, queue)
        self.work = self.devices = None

    def run(self):
        packet = self.take()
        if packet is not None:
            if packet.kind == WORK:
                self.work = append(packet, self.work)
            else:
                self.devices = append(packet, self.devices)
        work = self.work
        if work is not None:
            if work.datum >= 4:
                self.work = work.link
                self.scheduler.send(work, self)
                return
            device = self.devices
            if device is not None:
                self.devices = device.link
                device.datum = work.data[work.datum]
                work.datum += 1
                self.scheduler.send(device, self)
                return
        self.waiting = self.queue is None


class Device(Task):
    def __init__(self, scheduler, ident, priority):
        super().__init__(scheduler, ident, priority, None)
        self.pending = None

    def run(self):
        packet = self.take()
        if packet is None:
            if self.pending is None:
                self.waiting = True
                return
            packet, self.pending = self.pending, None
            self.scheduler.send(packet, self)
        else:
            self.pending = packet
            self.held = True


class Scheduler:
    def __init__(self):
        self.tasks, self.table = [], {}
        self.stop = False
        self.sent = self.holds = 0

    def add(self, task):
        self.tasks.append(task)
        self.table[task.ident] = task

    def send(self, packet, sender):
        self.sent += 1
        target = self.table[packet.ident]
        packet.ident = sender.ident
        target.give(packet)

    def release(self, ident):
        self.holds += 1
        self.table[ident].held = False

    def run(self):
        order = sorted(self.tasks, key=lambda t: -t.priority)
        while not self.stop:
            for task in order:
                if task.runnable():
                    task.run()
                    break


def main():
    for _ in range(3):
        s = Scheduler()
        Idle(s, 10000)
        queue = Packet(Packet(None, WORKER, WORK), WORKER, WORK)
        Worker(s, queue)
        for ident, device, priority in ((HANDLER_A, DEVICE_A, 2000), (HANDLER_B, DEVICE_B, 3000)):
            queue = None
            for _ in range(3):
                queue = Packet(queue, device, DEVICE)
            Handler(s, ident, priority, queue)
        Device(s, DEVICE_A, 4000)
        Device(s, DEVICE_B, 5000)
        s.run()
        assert s.holds == 9999 and s.sent > 5000, s.sent


_timing.run(main, times=8)
