using System;
using System.IO;
using System.Reflection;
using System.Threading;

namespace PythonEngine.Execution;

/// <summary>
/// .NET opens an assembly's file when the first method that needs it runs. Where no descriptor is left by then, as in a server under more
/// connections than its limit, that ends the process. So what serves, or lowers the limit, loads all of them before.
/// </summary>
internal static class AssemblyPreload
{
    private static int s_done;

    // What the runtime takes to put a stack trace into words; nothing of ours names them.
    private static readonly string[] s_unnamed = ["System.Diagnostics.StackTrace", "System.Reflection.Metadata", "System.Collections.Immutable", "System.IO.MemoryMappedFiles"];

    /// <summary>
    /// Loads, once per process, what the engine and its core refer to (some milliseconds). Not what that refers to in turn: every assembly
    /// keeps two descriptors, and a program that sets itself a limit of a hundred wants some for itself. Any thread.
    /// </summary>
    internal static void Ensure()
    {
        if (Volatile.Read(ref s_done) != 0 || Interlocked.Exchange(ref s_done, 1) != 0)
        {
            return;
        }
        foreach (string name in s_unnamed)
        {
            TryLoad(new AssemblyName(name));
        }
        LoadReferences(typeof(AssemblyPreload).Assembly);
        LoadReferences(typeof(GreenletNet.GreenletRuntime).Assembly);
    }

    private static void LoadReferences(Assembly assembly)
    {
        foreach (AssemblyName name in assembly.GetReferencedAssemblies())
        {
            // A program that uses zmq has loaded it by then.
            if (name.Name != "NetMQ")
            {
                TryLoad(name);
            }
        }
    }

    private static void TryLoad(AssemblyName name)
    {
        try
        {
            Assembly.Load(name);
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            // A trimmed program is without some: whoever needs one will say so.
        }
    }
}
