using NetMQ;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary>The <c>_zmq</c> module under the <c>zmq</c> package: ZeroMQ by NetMQ, which speaks its wire protocol (ZMTP 3) and runs in threads of its own.</summary>
[PyModule("_zmq", Doc = "The native part of zmq.")]
[PyExports(typeof(PyZmqContext), typeof(PyZmqSocket), typeof(PyZmqFrame))]
internal static unsafe partial class ZmqModule
{
    private const int KeyLength = 40;
    private const short PollError = 4;
    private const short PollPriority = 8;
    private const long NanosecondsPerMillisecond = 1_000_000;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        ZmqState state = new();
        module.State = state;
        PyThread.Current.Engine.AtEnd += state.Finish;
        // The longest path of a Unix socket, without its NUL.
        module.Set("IPC_PATH_MAX_LEN", PyInt.From(107));
    }

    [PyFunction("_setup", "error, frame, sent, /",
        Doc = "Names the callables that make an exception of an error number, a frame of bytes and a flag, and a tracker of what is sent.")]
    private static void Setup(PyObject error, PyObject frame, PyObject sent)
    {
        ZmqState.Current.TrackerFactory = sent;
        ZmqState.Current.ErrorFactory = error;
        ZmqState.Current.FrameFactory = frame;
    }

    [PyFunction("zmq_errno", "", Doc = "The error number of the last call that failed.")]
    private static int LastError() => ZmqState.Current.LastError;

    [PyFunction("strerror", "errno, /", Doc = "The text of an error number.")]
    private static string Text(int errno) => ZmqErrors.Text(errno);

    [PyFunction("zmq_version_info", "", Doc = "The version of libzmq whose interface this is.")]
    private static PyTuple Version() => new PyTuple([PyInt.From(4), PyInt.From(3), PyInt.From(4)]);

    [PyFunction("has", "capability, /", Doc = "Whether there is a transport or mechanism: 'curve'.")]
    private static bool Has(string capability) => capability is "curve";

    [PyFunction("curve_keypair", "", Doc = "A new pair of keys in Z85: (public, secret).")]
    private static PyTuple CurveKeyPair()
    {
        NetMQCertificate certificate = new();
        return PyTuple.Of(Latin(certificate.PublicKeyZ85), Latin(certificate.SecretKeyZ85!));
    }

    [PyFunction("curve_public", "secret_key, /", Doc = "The public key of a secret one, both in Z85.")]
    private static PyObject CurvePublic(PyObject secret_key)
    {
        string text = secret_key switch
        {
            PyStr s => s.Value,
            PyBytes b => System.Text.Encoding.Latin1.GetString(b.Data),
            _ => throw Err.TypeError($"expected bytes, got: {Ops.Repr(secret_key)}"),
        };
        if (text.Length != KeyLength)
        {
            throw Err.ValueError("secret key must be a 40 byte z85 encoded string");
        }
        try
        {
            return Latin(new NetMQCertificate().FromSecretKey(text).PublicKeyZ85);
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e) || e is IndexOutOfRangeException)
        {
            throw ZmqErrors.Of(Errno.EINVAL);
        }
    }

    private static PyBytes Latin(string text) => new(System.Text.Encoding.Latin1.GetBytes(text));

    [PyFunction("zmq_poll", "sockets, timeout=-1", Doc = "Waits until one of (socket or descriptor, events) is ready; timeout in milliseconds, -1 for none.")]
    private static PyList Poll(PyObject sockets, long timeout = -1)
    {
        PyObject[] items = Ops.ToArray(sockets);
        PyObject[] objects = new PyObject[items.Length];
        int[] wanted = new int[items.Length];
        Libc.Pollfd[] poll = new Libc.Pollfd[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            PyObject[] pair = Ops.ToArray(items[i]);
            if (pair.Length != 2)
            {
                throw Err.ValueError("a pair of a socket and events is needed");
            }
            objects[i] = pair[0];
            wanted[i] = SysCall.AsCInt(pair[1]);
            poll[i] = pair[0] is PyZmqSocket socket
                ? new Libc.Pollfd { Fd = socket.Descriptor, Events = Libc.POLLIN }
                : new Libc.Pollfd { Fd = DescriptorOf(pair[0]), Events = SystemEvents(wanted[i]) };
        }
        long deadline = timeout < 0 ? -1 : PyTime.Monotonic() + (timeout * NanosecondsPerMillisecond);
        PyList ready = new();
        // A socket's descriptor tells that there is something to look at, which need not be what is waited for.
        long wait = 0;
        while (true)
        {
            Collect(objects, wanted, poll, ready, ref wait);
            if (ready.Count > 0)
            {
                return ready;
            }
            if (deadline >= 0)
            {
                wait = deadline - PyTime.Monotonic();
                if (wait <= 0)
                {
                    return ready;
                }
            }
            else
            {
                wait = -1;
            }
            SelectModule.Poll(poll, wait);
        }
    }

    /// <summary>Asks sockets for their events and descriptors for theirs, without waiting.</summary>
    private static void Collect(PyObject[] objects, int[] wanted, Libc.Pollfd[] poll, PyList ready, ref long wait)
    {
        bool descriptors = false;
        foreach (PyObject o in objects)
        {
            descriptors |= o is not PyZmqSocket;
        }
        if (descriptors)
        {
            SelectModule.Poll(poll, 0);
        }
        for (int i = 0; i < objects.Length; i++)
        {
            int events = objects[i] is PyZmqSocket socket ? socket.Events & wanted[i] : OurEvents(poll[i].Revents, wanted[i]);
            if (events != 0)
            {
                ready.Add(PyTuple.Of(objects[i], PyInt.From(events)));
            }
        }
        wait = 0;
    }

    private static int DescriptorOf(PyObject o)
    {
        if (!Indexing.IsIndex(o) && !Ops.HasAttr(o, PyStr.Intern("fileno")))
        {
            throw Err.TypeError($"Socket must be a 0MQ socket, an integer fd or have a fileno() method: {Ops.Repr(o)}");
        }
        return SysCall.FileDescriptor(o);
    }

    private static short SystemEvents(int wanted) => (short)(((wanted & PyZmqSocket.PollIn) != 0 ? Libc.POLLIN : 0)
        | ((wanted & PyZmqSocket.PollOut) != 0 ? Libc.POLLOUT : 0) | ((wanted & PollPriority) != 0 ? 2 : 0));

    private static int OurEvents(short happened, int wanted) => ((happened & Libc.POLLIN) != 0 ? PyZmqSocket.PollIn : 0)
        | ((happened & Libc.POLLOUT) != 0 ? PyZmqSocket.PollOut : 0) | ((happened & 2) != 0 ? wanted & PollPriority : 0)
        | ((happened & (Libc.POLLERR | Libc.POLLHUP | Libc.POLLNVAL)) != 0 ? PollError : 0);

    [PyFunction("proxy", "frontend, backend, capture=None", Doc = "Passes messages between two sockets, for ever; capture gets a copy of each.")]
    private static int Proxy(PyZmqSocket frontend, PyZmqSocket backend, PyObject? capture = null) =>
        new ZmqProxy(frontend, backend, capture as PyZmqSocket, null).Run();

    [PyFunction("proxy_steerable", "frontend, backend, capture=None, control=None",
        Doc = "As proxy; control takes the messages PAUSE, RESUME, STATISTICS and TERMINATE, which ends it.")]
    private static int SteerableProxy(PyZmqSocket frontend, PyZmqSocket backend, PyObject? capture = null, PyObject? control = null) =>
        new ZmqProxy(frontend, backend, capture as PyZmqSocket, control as PyZmqSocket).Run();

    [PyFunction("device", "device_type, frontend, backend=None", Doc = "As proxy, whatever the type.")]
    private static int Device(int device_type, PyZmqSocket frontend, PyObject? backend = null) =>
        new ZmqProxy(frontend, backend as PyZmqSocket ?? frontend, null, null).Run();
}
