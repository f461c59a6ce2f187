using System;
using System.Net;
using System.Text;
using System.Threading.Tasks;
using GreenletNet.Hubs;
using GreenletNet.Sockets;

namespace GreenletNet.Tests;

/// <summary>The client process of <see cref="Sockets.ManyConnectionsTests"/>, and the forking one of <see cref="Hubs.ForkTests"/>.</summary>
internal static class Program
{
    private static int Main(string[] args)
    {
        if (args is ["fork", string poller])
        {
            return Hubs.ForkScenario.Run(poller);
        }
        if (args.Length != 3 || args[0] != "clients")
        {
            Console.Error.WriteLine("run the tests with 'dotnet test'");
            return 2;
        }
        int port = int.Parse(args[1]);
        int count = int.Parse(args[2]);
        int echoed = 0;
        int open = 0;
        Hub hub = Hub.Current;
        hub.Run(async () =>
        {
            GreenTask[] clients = new GreenTask[count];
            for (int i = 0; i < count; i++)
            {
                string name = $"client {i}";
                clients[i] = hub.Spawn(async () =>
                {
                    using GreenSocket socket = new() { Timeout = 60 };
                    await socket.ConnectAsync(SockAddress.From(IPAddress.Loopback, port));
                    open++;
                    while (open < count)
                    {
                        await hub.Sleep(0.01);
                    }
                    byte[] message = Encoding.ASCII.GetBytes(name);
                    byte[] answer = new byte[message.Length];
                    for (int round = 0; round < 3; round++)
                    {
                        await socket.SendAllAsync(message);
                        int filled = 0;
                        while (filled < answer.Length)
                        {
                            int got = await socket.ReceiveAsync(answer.AsMemory(filled));
                            if (got == 0)
                            {
                                throw new InvalidOperationException("closed early");
                            }
                            filled += got;
                        }
                        if (!answer.AsSpan().SequenceEqual(message))
                        {
                            throw new InvalidOperationException("wrong echo");
                        }
                        echoed++;
                    }
                });
                if (i % 500 == 0)
                {
                    await hub.Sleep(0.001);
                }
            }
            foreach (GreenTask client in clients)
            {
                await client.Join();
            }
        });
        Console.WriteLine(echoed);
        return 0;
    }
}
