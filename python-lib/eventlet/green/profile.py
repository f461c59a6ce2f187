"""Green profile: time that a greenthread spends waiting is not charged to it."""
import functools
import sys
import time

import profile as profile_orig
from eventlet import greenthread, patcher
from eventlet.patcher import slurp_properties

__all__ = profile_orig.__all__
slurp_properties(profile_orig, globals(), srckeys=dir(profile_orig))
time = patcher.original('time')
import _thread as thread

class Profile(profile_orig.Profile):
    """A profiler that keeps a call stack per greenthread."""

    base = profile_orig.Profile

    def __init__(self, timer=None, bias=None):
        self.current_tasklet = greenthread.getcurrent()
        self.thread_id = thread.get_ident()
        self.base.__init__(self, timer, bias)
        self.sleeping = {}

    def __call__(self, *args):
        """Wrap the running function's greenthread switches into the profile."""
        self.dispatcher(*args)

    def _setup(self):
        self._has_setup = True
        self.cur = None
        self.timings = {}
        self.current_tasklet = greenthread.getcurrent()
        self.thread_id = thread.get_ident()
        self.simulate_call('profiler')

    def start(self, name='start'):
        """Begin to profile this thread."""
        if getattr(self, 'running', False):
            return
        self._setup()
        self.simulate_call(name)
        self.running = True
        sys.setprofile(self.dispatcher)

    def stop(self):
        sys.setprofile(None)
        self.running = False
        self.TallyTimings()

    def runctx(self, cmd, globals, locals):
        if not getattr(self, '_has_setup', False):
            self._setup()
        try:
            return profile_orig.Profile.runctx(self, cmd, globals, locals)
        finally:
            self.TallyTimings()

    def runcall(self, func, *args, **kw):
        if not getattr(self, '_has_setup', False):
            self._setup()
        try:
            return profile_orig.Profile.runcall(self, func, *args, **kw)
        finally:
            self.TallyTimings()

    def trace_dispatch_return_extend_back(self, frame, t):
        """Frames that another greenthread's switch left behind are returned from as well."""
        if isinstance(self.cur[-2], Profile.fake_frame):
            return False
        return self.trace_dispatch_return(frame, t)

    def trace_dispatch_c_return_extend_back(self, frame, t):
        # The C call may be one that no call event was seen for.
        if self.cur is None or isinstance(self.cur[-2], Profile.fake_frame):
            return False
        return self.trace_dispatch_return(frame, t)

    def SwitchTasklet(self, t0, t1, t):
        """Park the stack of greenlet *t0* and go on with that of *t1*."""
        pt, it, et, fn, frame, rcur = self.cur
        self.sleeping[t0] = (pt, it + t, et, fn, frame, rcur), self.timings
        self.current_tasklet = t1
        try:
            self.cur, self.timings = self.sleeping.pop(t1)
        except KeyError:
            self.cur = None
            self.timings = {}
            self.simulate_call('profiler')
            self.simulate_call('new_tasklet')

    def TallyTimings(self):
        """Return from everything that is on a stack, and bring together what all the greenthreads used."""
        parked = self.sleeping
        self.sleeping = {}
        self.cur = self.Unwind(self.cur, self.timings)
        # Each greenthread has timings of its own until here, because they count how deep a function is in recursion.
        for cur, timings in parked.values():
            self.Unwind(cur, timings)
            for function, (cc, ns, tt, ct, callers) in timings.items():
                if function in self.timings:
                    known = self.timings[function]
                    merged = known[4]
                    for caller, calls in callers.items():
                        merged[caller] = merged.get(caller, 0) + calls
                    self.timings[function] = known[0] + cc, known[1], known[2] + tt, known[3] + ct, merged
                else:
                    self.timings[function] = cc, ns, tt, ct, callers

    def Unwind(self, cur, timings):
        """Return from every frame above the lowest of a stack, counting in *timings*; returns the lowest."""
        while cur[-1]:
            rpt, rit, ret, rfn, frame, rcur = cur
            frame_total = rit + ret
            cc, ns, tt, ct, callers = timings.get(rfn, (0, 0, 0, 0, {}))
            if not ns:
                ct = ct + frame_total
                cc = cc + 1
            ppt, pit, pet, pfn, pframe, pcur = rcur
            callers[pfn] = callers.get(pfn, 0) + 1
            timings[rfn] = cc, ns - 1, tt + rit, ct, callers
            cur = ppt, pit + rpt, pet + frame_total, pfn, pframe, pcur
        return cur


def ContextWrap(f):
    """Make a dispatch function notice that another greenlet runs."""
    @functools.wraps(f)
    def ContextWrapper(self, arg, t):
        current = greenthread.getcurrent()
        if current != self.current_tasklet:
            self.SwitchTasklet(self.current_tasklet, current, t)
            t = 0.0
        return f(self, arg, t)
    return ContextWrapper


Profile.dispatch = dict(profile_orig.Profile.dispatch)
Profile.dispatch.update({
    'return': Profile.trace_dispatch_return_extend_back,
    'c_return': Profile.trace_dispatch_c_return_extend_back,
})
Profile.dispatch = dict((key, ContextWrap(function)) for key, function in Profile.dispatch.items())


def runctx(statement, globals, locals, filename=None):
    """Profile a statement in the given namespaces; print the profile or write it to a file."""
    prof = Profile()
    try:
        prof.runctx(statement, globals, locals)
    except SystemExit:
        pass
    if filename is not None:
        prof.dump_stats(filename)
    else:
        prof.print_stats()


def run(statement, filename=None, sort=-1):
    """Profile a statement in the main module."""
    prof = Profile()
    try:
        prof.run(statement)
    except SystemExit:
        pass
    if filename is not None:
        prof.dump_stats(filename)
    else:
        prof.print_stats(sort)
