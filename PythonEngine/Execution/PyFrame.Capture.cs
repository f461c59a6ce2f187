namespace PythonEngine.Execution;

internal sealed partial class PyFrame
{
    /// <summary>Keeps this frame and its callers from being reused: a Python object refers to it.</summary>
    internal PyFrame Capture()
    {
        for (Frame? f = this; f != null; f = f.Back)
        {
            if (f is PyFrame frame)
            {
                if (frame.Captured && !ReferenceEquals(frame, this) && frame.Generator == null)
                {
                    break;
                }
                frame.Captured = true;
            }
        }
        return this;
    }
}
