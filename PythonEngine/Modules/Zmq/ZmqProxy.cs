using System.Buffers.Binary;
using NetMQ;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary>Passes messages between two sockets (zmq_proxy_steerable(3)).</summary>
internal sealed class ZmqProxy(PyZmqSocket frontend, PyZmqSocket backend, PyZmqSocket? capture, PyZmqSocket? control)
{
    /// <summary>Messages and bytes, per socket received and sent: what STATISTICS answers with.</summary>
    private readonly ulong[] _statistics = new ulong[8];
    private bool _paused;

    /// <summary>Runs until TERMINATE comes (0), or raises what ends it, ContextTerminated as a rule.</summary>
    internal int Run()
    {
        while (true)
        {
            bool moved = false;
            if (control != null && (control.Events & PyZmqSocket.PollIn) != 0)
            {
                if (!Obey())
                {
                    return 0;
                }
                moved = true;
            }
            if (!_paused)
            {
                moved |= Move(frontend, backend, 0, 6);
                moved |= !ReferenceEquals(frontend, backend) && Move(backend, frontend, 4, 2);
            }
            if (!moved)
            {
                Wait();
            }
            PyThread.Current.CheckSignals();
        }
    }

    private void Wait()
    {
        Libc.Pollfd[] poll = new Libc.Pollfd[control == null ? 2 : 3];
        poll[0] = new Libc.Pollfd { Fd = frontend.Descriptor, Events = Libc.POLLIN };
        poll[1] = new Libc.Pollfd { Fd = backend.Descriptor, Events = Libc.POLLIN };
        if (control != null)
        {
            poll[2] = new Libc.Pollfd { Fd = control.Descriptor, Events = Libc.POLLIN };
        }
        SelectModule.Poll(poll, -1);
    }

    /// <summary>One message with all its parts, when there is one and it can go on.</summary>
    private bool Move(PyZmqSocket from, PyZmqSocket to, int received, int sent)
    {
        if ((from.Events & PyZmqSocket.PollIn) == 0 || (to.Events & PyZmqSocket.PollOut) == 0)
        {
            return false;
        }
        bool more;
        do
        {
            Msg message = default;
            message.InitEmpty();
            try
            {
                if (!from.TryReceive(from.Alive, ref message))
                {
                    return false;
                }
                more = message.HasMore;
                _statistics[received + 1] += (ulong)message.Size;
                _statistics[sent + 1] += (ulong)message.Size;
                if (capture != null)
                {
                    Msg copy = default;
                    copy.InitEmpty();
                    copy.Copy(ref message);
                    SendAll(capture, ref copy, more);
                }
                SendAll(to, ref message, more);
            }
            finally
            {
                message.Close();
            }
        }
        while (more);
        _statistics[received]++;
        _statistics[sent]++;
        return true;
    }

    private static void SendAll(PyZmqSocket to, ref Msg message, bool more)
    {
        while (!to.TrySend(to.Alive, ref message, more))
        {
            Span<Libc.Pollfd> poll = [new Libc.Pollfd { Fd = to.Descriptor, Events = Libc.POLLIN }];
            SelectModule.Poll(poll, -1);
        }
    }

    /// <summary>Reads a command; false for TERMINATE.</summary>
    private bool Obey()
    {
        Msg message = default;
        message.InitEmpty();
        try
        {
            if (!control!.TryReceive(control.Alive, ref message))
            {
                return true;
            }
            switch (System.Text.Encoding.Latin1.GetString(message.Slice()))
            {
                case "PAUSE":
                    _paused = true;
                    break;
                case "RESUME":
                    _paused = false;
                    break;
                case "TERMINATE":
                    return false;
                case "STATISTICS":
                    Report();
                    break;
                default:
                    throw ZmqErrors.Of(Errno.EINVAL);
            }
            return true;
        }
        finally
        {
            message.Close();
        }
    }

    private void Report()
    {
        for (int i = 0; i < _statistics.Length; i++)
        {
            Msg message = default;
            message.InitPool(sizeof(ulong));
            BinaryPrimitives.WriteUInt64LittleEndian(message.Slice(), _statistics[i]);
            SendAll(control!, ref message, i < _statistics.Length - 1);
            message.Close();
        }
    }
}
