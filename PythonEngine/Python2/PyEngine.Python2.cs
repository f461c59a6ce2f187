using PythonEngine.Python2;

namespace PythonEngine.Execution;

internal sealed partial class PyEngine
{
    /// <summary>What code of the Python 2 dialect needs; null while there is none, and then Python 3 has all to itself.</summary>
    internal Python2State? Python2;
}

internal sealed partial class PyThread
{
    /// <summary>Whether the innermost Python code is in the Python 2 dialect; asked where something has failed, never on a fast path.</summary>
    internal bool InPython2
    {
        get
        {
            if (Engine.Python2 is not { } state)
            {
                return false;
            }
            // What the dialect has in Python acts for its caller.
            Frame? frame = Top;
            while (frame is not null && (frame is not PyFrame python || ((python.Code.Flags & CodeFlags.Python2) == 0 && state.Hides(python.Code))))
            {
                frame = frame.Back;
            }
            return frame is PyFrame { Code.Flags: var flags } && (flags & CodeFlags.Python2) != 0;
        }
    }
}
