using System.Runtime.CompilerServices;
using NetMQ;
using NetMQ.Sockets;

namespace PythonEngine.Modules.Zmq;

/// <summary>
/// What NetMQ keeps to itself: contexts that a program makes and terminates one by one (its public interface has one for the process), and the
/// descriptor that becomes readable when a socket has something to tell.
/// </summary>
internal static class NetMqInternals
{
    private const string ContextType = "NetMQ.Core.Ctx, NetMQ";
    private const string BaseType = "NetMQ.Core.SocketBase, NetMQ";

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(ContextType)]
    internal static extern object NewContext();

    /// <summary>Ends a context: its sockets' calls fail, and when block is set it waits until all of them are closed and what lingers is sent.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "Terminate")]
    internal static extern void Terminate([UnsafeAccessorType(ContextType)] object context, bool block);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_IOThreadCount")]
    internal static extern void SetThreads([UnsafeAccessorType(ContextType)] object context, int value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_MaxSockets")]
    internal static extern void SetMaxSockets([UnsafeAccessorType(ContextType)] object context, int value);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "CreateSocket")]
    [return: UnsafeAccessorType(BaseType)]
    private static extern object CreateSocket([UnsafeAccessorType(ContextType)] object context, ZmqSocketType type);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_SocketHandle")]
    [return: UnsafeAccessorType(BaseType)]
    private static extern object BaseOf(NetMQSocket socket);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Handle")]
    private static extern System.Net.Sockets.Socket HandleOf([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PairSocket Pair([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PublisherSocket Publisher([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern SubscriberSocket Subscriber([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern RequestSocket Request([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern ResponseSocket Response([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern DealerSocket Dealer([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern RouterSocket Router([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PullSocket Pull([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern PushSocket Push([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern XPublisherSocket XPublisher([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern XSubscriberSocket XSubscriber([UnsafeAccessorType(BaseType)] object socket);

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    private static extern StreamSocket Stream([UnsafeAccessorType(BaseType)] object socket);

    /// <summary>The descriptor that becomes readable when the socket's events have to be looked at (edge-triggered, as in libzmq).</summary>
    internal static int Descriptor(NetMQSocket socket) => (int)HandleOf(BaseOf(socket)).Handle;

    /// <summary>A socket of a context; null when there is no such type.</summary>
    internal static NetMQSocket? NewSocket(object context, int type)
    {
        if (type is < (int)ZmqSocketType.Pair or > (int)ZmqSocketType.Stream)
        {
            return null;
        }
        object handle = CreateSocket(context, (ZmqSocketType)type);
        return (ZmqSocketType)type switch
        {
            ZmqSocketType.Pair => Pair(handle),
            ZmqSocketType.Pub => Publisher(handle),
            ZmqSocketType.Sub => Subscriber(handle),
            ZmqSocketType.Req => Request(handle),
            ZmqSocketType.Rep => Response(handle),
            ZmqSocketType.Dealer => Dealer(handle),
            ZmqSocketType.Router => Router(handle),
            ZmqSocketType.Pull => Pull(handle),
            ZmqSocketType.Push => Push(handle),
            ZmqSocketType.Xpub => XPublisher(handle),
            ZmqSocketType.Xsub => XSubscriber(handle),
            _ => Stream(handle),
        };
    }
}
