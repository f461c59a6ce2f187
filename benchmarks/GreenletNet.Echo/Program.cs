using System;
using System.Diagnostics;
using System.Net;
using System.Threading.Tasks;
using GreenletNet.Hubs;
using GreenletNet.Polling;
using GreenletNet.Sockets;

// Echo round trips per second, client and server on one thread: green threads on a hub against a bare epoll loop over the same
// descriptors, in turns. A round trip is four system calls in both, plus the waiting.
int connections = args.Length > 0 ? int.Parse(args[0]) : 100;
double seconds = args.Length > 1 ? double.Parse(args[1]) : 2;
int rounds = args.Length > 2 ? int.Parse(args[2]) : 3;
const int Size = 64;

for (int round = 0; round < rounds; round++)
{
    double green = Green();
    double bare = Bare();
    double sleeps = Sleeps();
    Console.WriteLine(
        $"{connections} connections: hub {green:N0}/s, bare epoll {bare:N0}/s, ratio {green / bare:F2}; sleep(0) {sleeps:N0}/s");
}

double Green()
{
    using Hub hub = new();
    Hub.Current = hub;
    long trips = 0;
    double elapsed = 0;
    hub.Run(async () =>
    {
        using GreenSocket listener = GreenSocket.Listen(SockAddress.From(IPAddress.Loopback, 0), connections, hub: hub);
        GreenTask[] clients = new GreenTask[connections];
        bool stop = false;
        for (int i = 0; i < connections; i++)
        {
            GreenSocket client = new(hub: hub);
            await client.ConnectAsync(listener.LocalAddress);
            (GreenSocket server, _) = await listener.AcceptAsync();
            hub.Spawn(async () =>
            {
                byte[] buffer = new byte[Size];
                int count;
                while ((count = await server.ReceiveAsync(buffer)) > 0)
                {
                    await server.SendAllAsync(buffer.AsMemory(0, count));
                }
                server.Close();
            });
            clients[i] = hub.Spawn(async () =>
            {
                byte[] buffer = new byte[Size];
                while (!stop)
                {
                    await client.SendAllAsync(buffer);
                    await client.ReceiveAsync(buffer);
                    trips++;
                }
                client.Close();
            });
        }
        await hub.Sleep(seconds / 4);
        trips = 0;
        Stopwatch watch = Stopwatch.StartNew();
        await hub.Sleep(seconds);
        elapsed = watch.Elapsed.TotalSeconds;
        stop = true;
        long done = trips;
        foreach (GreenTask client in clients)
        {
            await client.Join();
        }
        trips = done;
    });
    return trips / elapsed;
}

double Bare()
{
    using IPoller poller = Poller.Create("epolls");
    int listener = SocketCalls.Socket(SocketConstants.AF_INET, SocketConstants.SOCK_STREAM, 0);
    SocketCalls.Bind(listener, SockAddress.From(IPAddress.Loopback, 0));
    SocketCalls.Listen(listener, connections);
    SocketCalls.GetSockName(listener, out SockAddress? address);
    byte[] buffer = new byte[Size];
    int[] descriptors = new int[connections * 2];
    for (int i = 0; i < connections; i++)
    {
        int client = SocketCalls.Socket(SocketConstants.AF_INET, SocketConstants.SOCK_STREAM, 0);
        SocketCalls.Connect(client, address!);
        int server = SocketCalls.Accept(listener, true, out _);
        SocketCalls.SetBlocking(client, false);
        poller.Add(client, PollEvents.Read, ((ulong)client << 1) | 1);
        poller.Add(server, PollEvents.Read, (ulong)server << 1);
        SocketCalls.Send(client, buffer, 0);
        descriptors[2 * i] = client;
        descriptors[2 * i + 1] = server;
    }
    ReadyEvent[] events = new ReadyEvent[256];
    long trips = 0;
    Stopwatch watch = Stopwatch.StartNew();
    bool warm = false;
    while (true)
    {
        int count = poller.Wait(1, events);
        for (int i = 0; i < count; i++)
        {
            int fd = (int)(events[i].Token >> 1);
            int got = SocketCalls.Recv(fd, buffer, 0);
            SocketCalls.Send(fd, buffer.AsSpan(0, got), 0);
            trips += (long)(events[i].Token & 1);
        }
        double elapsed = watch.Elapsed.TotalSeconds;
        if (!warm && elapsed > seconds / 4)
        {
            warm = true;
            trips = 0;
            watch.Restart();
        }
        else if (warm && elapsed > seconds)
        {
            foreach (int fd in descriptors)
            {
                SocketCalls.Close(fd);
            }
            SocketCalls.Close(listener);
            return trips / elapsed;
        }
    }
}

double Sleeps()
{
    using Hub hub = new();
    const int Count = 1_000_000;
    Stopwatch watch = new();
    hub.Run(async () =>
    {
        GreenTask other = hub.Spawn(async () =>
        {
            for (int i = 0; i < Count; i++)
            {
                await hub.Sleep();
            }
        });
        watch.Start();
        for (int i = 0; i < Count; i++)
        {
            await hub.Sleep();
        }
        await other.Join();
    });
    return 2 * Count / watch.Elapsed.TotalSeconds;
}
