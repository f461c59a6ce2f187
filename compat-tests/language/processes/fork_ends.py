# A child of fork() that runs to its end, in the main thread and in another one, ends; and blocked signals wait for who waits for them.
# compat: timeout=60
import os
import signal
import sys
import threading


def run(function):
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        function()
        return True
    print('child ended with', os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    return False


def in_thread():
    child = run(lambda: None)
    if child:
        # Not the main thread: nothing of the program goes on.
        return
    done.append('parent')


done = []
t = threading.Thread(target=in_thread)
t.start()
t.join()
print(done)


def wait_for_signal():
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM, signal.SIGUSR1])
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    got = signal.sigwait([signal.SIGALRM])
    # Its default effect is to end the process.
    os.kill(os.getpid(), signal.SIGUSR1)
    pending = signal.sigpending()
    os.write(1, ('%r %r\n' % (got, pending)).encode())
    # Sent to the process, a blocked signal waits at once, whichever thread the kernel gave it to.
    signal.sigwait([signal.SIGUSR1])


if run(wait_for_signal):
    sys.exit(3)


def interrupt():
    import _thread
    try:
        _thread.interrupt_main()
        print('not interrupted')
    except KeyboardInterrupt:
        print('interrupted at once')


interrupt()
