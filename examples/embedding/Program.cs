using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IronEventlet;
using PythonEngine.Interop;

// Runs prices.py in a host, gives it a C# method, and calls its functions: dotnet run --project examples/embedding

await using EventletHost host = await EventletHost.StartAsync();

// A C# async method as Python function. However many Python greenthreads wait for it, no thread is blocked.
host.SetVariable("fetch_price", new Func<string, Task<double>>(async symbol =>
{
    await Task.Delay(200);
    return 10 + symbol.Sum(c => c) % 90 + symbol.Length / 4.0;
}));

await host.RunFileAsync(Path.Combine(AppContext.BaseDirectory, "prices.py"));

string[] symbols = [.. Enumerable.Range(0, 50).Select(n => "SYM" + n)];
Stopwatch watch = Stopwatch.StartNew();
string[] quotes = await host.CallAsync<string[]>("quotes", [symbols]);
Console.WriteLine($"{quotes.Length} quotes, each of which takes 0.2 s, in {watch.Elapsed.TotalSeconds:F1} s; the first: {quotes[0]}");

// Calls from many .NET threads are greenthreads of the host's one thread.
string[] single = await Task.WhenAll(symbols.Take(10).Select(s => Task.Run(() => host.CallAsync<string>("quote", s))));
Console.WriteLine($"{single.Length} calls side by side; the last: {single[^1]}");

Console.WriteLine($"cheapest: {await host.CallAsync<string>("cheapest", [symbols[..3]])}");

// Python objects in C#.
dynamic statistics = host.Import("statistics");
Console.WriteLine($"median: {statistics.median(new[] { 3, 1, 2 })}");

// What Python raises is a .NET exception, with Python's traceback.
try
{
    await host.CallAsync<string>("quote", 5);
}
catch (PythonException e)
{
    Console.WriteLine($"{e.PythonTypeName}: {e.PythonMessage.Split(';')[0]}");
}

// Cancelling ends the greenthread.
using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(50));
try
{
    await host.CallAsync<string>("quote", ["SLOW"], null, cancel.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("cancelled");
}
