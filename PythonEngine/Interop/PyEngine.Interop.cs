using PythonEngine.Interop;

namespace PythonEngine.Execution;

internal sealed partial class PyEngine
{
    private ClrState? _clr;

    /// <summary>What this engine knows of .NET types; made on first use, used under the engine's lock.</summary>
    internal ClrState Clr => _clr ??= new ClrState(this);

    /// <summary>Where calls from other OS threads are posted; null for an engine whose owner runs no hub of its own.</summary>
    internal Hosting.EngineThread? OwnerThread { get; set; }

    /// <summary>The engine has ended: nothing may enter it any more.</summary>
    internal bool Stopped
    {
        get => _stopped;
        set => _stopped = value;
    }

    private volatile bool _stopped;
}
