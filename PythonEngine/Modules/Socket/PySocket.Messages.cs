using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Socket;

/// <summary>sendmsg and recvmsg with ancillary data.</summary>
internal unsafe partial class PySocket
{
    /// <summary>sizeof(struct cmsghdr); its data follow at once on 64-bit machines.</summary>
    internal const int ControlHeader = 16;

    internal static int ControlAlign(int length) => (length + 7) & ~7;

    /// <summary>Buffers of an iterable, pinned for one call.</summary>
    private sealed class PinnedBuffers : IDisposable
    {
        public readonly List<BufferView> Views = [];
        private readonly List<System.Buffers.MemoryHandle> _pins = [];

        public Libc.Iovec[] Vector = [];

        public PinnedBuffers(PyObject buffers, bool writable, string error)
        {
            if (buffers.Type.TpIter == null && buffers.Type.MpGetItem == null)
            {
                throw Err.TypeError(error);
            }
            try
            {
                foreach (PyObject item in Ops.ToArray(buffers))
                {
                    BufferView view = writable ? Args.WritableBuffer(item, "recvmsg_into() argument 1") : Ops.GetBuffer(item);
                    Views.Add(view);
                    _pins.Add(view.Memory.Pin());
                }
            }
            catch
            {
                Dispose();
                throw;
            }
            Vector = new Libc.Iovec[Math.Max(1, Views.Count)];
            for (int i = 0; i < Views.Count; i++)
            {
                Vector[i] = new Libc.Iovec { Base = _pins[i].Pointer, Length = Views[i].Memory.Length };
            }
        }

        public void Dispose()
        {
            foreach (System.Buffers.MemoryHandle pin in _pins)
            {
                pin.Dispose();
            }
            foreach (BufferView view in Views)
            {
                view.Release();
            }
        }
    }

    [PyMethod("sendmsg", "buffers, ancdata=(), flags=0, address=None, /")]
    private long SendMsg(PyObject buffers, PyObject? ancdata = null, int flags = 0, PyObject? address = null)
    {
        using PinnedBuffers pinned = new(buffers, writable: false, "sendmsg() argument 1 must be an iterable");
        byte[] control = ancdata == null ? [] : PackControl(ancdata);
        byte* target = stackalloc byte[SocketAddress.Size];
        Libc.Msghdr message = default;
        if (address != null && !ReferenceEquals(address, PyNone.Instance))
        {
            message.NameLength = SocketAddress.FromPython(address, _family, "sendmsg", target);
            message.Name = target;
        }
        fixed (Libc.Iovec* vector = pinned.Vector)
        fixed (byte* c = control)
        {
            message.Vector = vector;
            message.VectorCount = (nuint)pinned.Views.Count;
            message.Control = c;
            message.ControlLength = (nuint)control.Length;
            Request request = new() { Message = &message, Flags = flags };
            return Call(&DoSendMsg, &request, writing: true);
        }
    }

    private static byte[] PackControl(PyObject ancdata)
    {
        if (ancdata.Type.TpIter == null && ancdata.Type.MpGetItem == null)
        {
            throw Err.TypeError("sendmsg() argument 2 must be an iterable");
        }
        List<byte> all = [];
        foreach (PyObject item in Ops.ToArray(ancdata))
        {
            if (item is not PyTuple and not PyList)
            {
                throw Err.TypeError($"[sendmsg() ancillary data items]() argument must be 3-item sequence, not {Ops.TypeName(item)}");
            }
            PyObject[] parts = Ops.ToArray(item);
            if (parts.Length != 3)
            {
                throw Err.TypeError($"[sendmsg() ancillary data items]() argument must be sequence of length 3, not {parts.Length}");
            }
            int level = SysCall.AsCInt(parts[0]), type = SysCall.AsCInt(parts[1]);
            BufferView data = Ops.GetBuffer(parts[2]);
            byte[] block = new byte[ControlAlign(ControlHeader + data.Memory.Length)];
            BitConverter.TryWriteBytes(block, (long)(ControlHeader + data.Memory.Length));
            BitConverter.TryWriteBytes(block.AsSpan(8), level);
            BitConverter.TryWriteBytes(block.AsSpan(12), type);
            data.Span.CopyTo(block.AsSpan(ControlHeader));
            data.Release();
            all.AddRange(block);
        }
        return all.ToArray();
    }

    private static PyObject UnpackControl(ReadOnlySpan<byte> control)
    {
        PyList list = new();
        while (control.Length >= ControlHeader)
        {
            long length = BitConverter.ToInt64(control);
            if (length < ControlHeader)
            {
                break;
            }
            // A truncated last item keeps what fits.
            int used = (int)Math.Min(length, control.Length);
            list.Add(new PyTuple(
            [
                PyInt.From(BitConverter.ToInt32(control[8..])), PyInt.From(BitConverter.ToInt32(control[12..])),
                new PyBytes(control[ControlHeader..used].ToArray()),
            ]));
            int step = ControlAlign(used);
            if (step >= control.Length)
            {
                break;
            }
            control = control[step..];
        }
        return list;
    }

    private PyObject[] RecvMsg(Libc.Iovec[] vector, int count, nint ancbufsize, int flags, out int received)
    {
        if (ancbufsize < 0 || ancbufsize > 0x7fffffff)
        {
            throw Err.ValueError("invalid ancillary data buffer length");
        }
        byte[] control = new byte[ancbufsize];
        byte* from = stackalloc byte[SocketAddress.Size];
        *(ushort*)from = 0;
        Libc.Msghdr message = default;
        fixed (Libc.Iovec* v = vector)
        fixed (byte* c = control)
        {
            message.Name = from;
            message.NameLength = SocketAddress.Size;
            message.Vector = v;
            message.VectorCount = (nuint)count;
            message.Control = c;
            message.ControlLength = (nuint)ancbufsize;
            Request request = new() { Message = &message, Flags = flags };
            received = (int)Call(&DoRecvMsg, &request, writing: false);
        }
        return
        [
            UnpackControl(control.AsSpan(0, (int)Math.Min(message.ControlLength, (nuint)control.Length))), PyInt.From(message.Flags),
            SocketAddress.ToPython(from, Math.Min(message.NameLength, SocketAddress.Size), _proto),
        ];
    }

    [PyMethod("recvmsg", "bufsize, ancbufsize=0, flags=0, /")]
    private PyObject RecvMsg(nint bufsize, nint ancbufsize = 0, int flags = 0)
    {
        if (bufsize < 0)
        {
            throw Err.ValueError("negative buffer size in recvmsg()");
        }
        byte[] buffer = new byte[bufsize];
        fixed (byte* b = buffer)
        {
            Libc.Iovec[] vector = [new Libc.Iovec { Base = b, Length = bufsize }];
            PyObject[] rest = RecvMsg(vector, 1, ancbufsize, flags, out int received);
            return new PyTuple([IO.IOModule.MakeBytes(buffer, received), .. rest]);
        }
    }

    [PyMethod("recvmsg_into", "buffers, ancbufsize=0, flags=0, /")]
    private PyObject RecvMsgInto(PyObject buffers, nint ancbufsize = 0, int flags = 0)
    {
        using PinnedBuffers pinned = new(buffers, writable: true, "recvmsg_into() argument 1 must be an iterable");
        PyObject[] rest = RecvMsg(pinned.Vector, pinned.Views.Count, ancbufsize, flags, out int received);
        return new PyTuple([PyInt.From(received), .. rest]);
    }
}
