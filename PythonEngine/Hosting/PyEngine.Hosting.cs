using System.Text;

namespace PythonEngine.Execution;

internal sealed partial class PyEngine
{
    private Dictionary<string, byte[]>? _environment;
    private bool _environmentRead;

    /// <summary>
    /// The environment of an engine that has one of its own, by name (bytes as Latin-1 text); null where the process's serves. What
    /// <c>os.putenv</c> changes, and what subprocesses inherit.
    /// </summary>
    internal Dictionary<string, byte[]>? OwnEnvironment
    {
        get
        {
            if (!_environmentRead)
            {
                _environmentRead = true;
                if (Options.Environment is { } given)
                {
                    _environment = new Dictionary<string, byte[]>(StringComparer.Ordinal);
                    foreach ((string name, string value) in given)
                    {
                        _environment[Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name))] = Encoding.UTF8.GetBytes(value);
                    }
                }
            }
            return _environment;
        }
    }

    /// <summary>The engine's own environment as "KEY=VALUE" strings, or null.</summary>
    internal List<byte[]>? EnvironmentStrings()
    {
        if (OwnEnvironment is not { } own)
        {
            return null;
        }
        List<byte[]> strings = [];
        foreach ((string name, byte[] value) in own)
        {
            strings.Add([.. Encoding.Latin1.GetBytes(name), (byte)'=', .. value]);
        }
        return strings;
    }
}
