using System;
using System.Threading.Tasks;

namespace GreenletNet.Hubs;

public partial class Hub
{
    private readonly WaitOperation?[] _free = new WaitOperation?[(int)OperationKind.Count];
    private readonly int[] _freeCount = new int[(int)OperationKind.Count];

    /// <summary>The scope to which waits belong that are started now. Restored around every continuation the hub runs.</summary>
    public WaitScope? Scope { get; set; }

    internal WaitOperation? Rent(OperationKind kind)
    {
        WaitOperation? free = _free[(int)kind];
        if (free is not null)
        {
            _free[(int)kind] = free.NextFree;
            free.NextFree = null;
            _freeCount[(int)kind]--;
        }
        return free;
    }

    internal void Return(WaitOperation operation, OperationKind kind, int limit)
    {
        if (_freeCount[(int)kind] < limit)
        {
            _freeCount[(int)kind]++;
            operation.NextFree = _free[(int)kind];
            _free[(int)kind] = operation;
        }
    }

    private ReadinessOperation RentReadiness() =>
        (ReadinessOperation?)Rent(OperationKind.Wait) ?? new ReadinessOperation(this);

    private SleepOperation RentSleep() => (SleepOperation?)Rent(OperationKind.Sleep) ?? new SleepOperation(this);

    /// <summary>Completes when reading at the descriptor will not block.</summary>
    /// <param name="fd">The descriptor, which is watched at the poller for the time of the wait only.</param>
    /// <param name="timeout">After how many seconds to give up.</param>
    /// <returns>A task to be awaited once. It yields zero.</returns>
    /// <exception cref="Sockets.SocketTimeoutException">The time is over.</exception>
    /// <exception cref="Sockets.DescriptorClosedException">The descriptor was closed meanwhile.</exception>
    /// <exception cref="Sockets.SocketOsException">The descriptor is not open.</exception>
    /// <exception cref="InvalidOperationException">Another green thread waits to read there.</exception>
    public ValueTask<int> WaitReadable(int fd, double timeout = double.PositiveInfinity) =>
        RentReadiness().StartAtDescriptor(fd, FdKind.Read, 0, timeout, throws: true);

    /// <summary>Completes when writing at the descriptor will not block. See <see cref="WaitReadable"/>.</summary>
    /// <param name="fd">The descriptor.</param>
    /// <param name="timeout">After how many seconds to give up.</param>
    public ValueTask<int> WaitWritable(int fd, double timeout = double.PositiveInfinity) =>
        RentReadiness().StartAtDescriptor(fd, FdKind.Write, 0, timeout, throws: true);

    /// <summary>As <see cref="WaitReadable"/> and <see cref="WaitWritable"/>, but failures are negative results: errnos or <see cref="IoCode"/>s.</summary>
    internal ValueTask<int> Wait(int fd, FdKind kind, long owner, double timeout) =>
        RentReadiness().StartAtDescriptor(fd, kind, owner, timeout, throws: false);

    /// <summary>Completes after some seconds; zero lets everything else that is ready run first.</summary>
    public ValueTask<int> Sleep(double seconds = 0) => RentSleep().StartTimer(seconds);

    /// <summary>A wait that ends by <see cref="WaitOperation.Complete(int, Exception)"/> only.</summary>
    internal (WaitOperation Operation, ValueTask<int> Task) WaitManually()
    {
        SleepOperation operation = RentSleep();
        return (operation, operation.StartManual());
    }

    /// <summary>
    /// Waits green for a task of the framework, wherever that one runs: the green thread goes on at this hub. Awaiting such a task
    /// directly would go on at a thread of the pool.
    /// </summary>
    public async ValueTask WaitFor(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!task.IsCompleted)
        {
            (WaitOperation operation, ValueTask<int> wait) = WaitManually();
            short version = operation.Version;
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(
                () => Post(() => operation.Complete(version, 0, null)));
            await wait.ConfigureAwait(false);
        }
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits green for the result of a task of the framework. See <see cref="WaitFor(Task)"/>.</summary>
    public async ValueTask<T> WaitFor<T>(Task<T> task)
    {
        await WaitFor((Task)task).ConfigureAwait(false);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>Starts a green thread: the body runs in the next round, until it first waits.</summary>
    public GreenTask Spawn(Func<ValueTask> body)
    {
        ArgumentNullException.ThrowIfNull(body);
        GreenTask task = new(this, body);
        Enqueue(task);
        return task;
    }

    /// <summary>Runs the hub until a green thread ends, and throws what ended it.</summary>
    public void Run(Func<ValueTask> body)
    {
        GreenTask task = Spawn(body);
        task.IsObserved = true;
        Hub? outer = t_current;
        t_current = this;
        try
        {
            while (!task.IsCompleted)
            {
                RunOnce(mayBlock: true);
            }
        }
        finally
        {
            t_current = outer;
        }
        task.ThrowIfFailed();
    }
}
