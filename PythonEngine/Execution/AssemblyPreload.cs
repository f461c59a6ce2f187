using System;
using System.Collections.Generic;
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

    /// <summary>Loads, once per process, what the engine and its framework refer to (some ten milliseconds). Any thread.</summary>
    internal static void Ensure()
    {
        if (Volatile.Read(ref s_done) != 0 || Interlocked.Exchange(ref s_done, 1) != 0)
        {
            return;
        }
        HashSet<string> seen = [];
        Stack<Assembly> open = new([typeof(AssemblyPreload).Assembly]);
        // Named by the runtime alone: what puts a stack trace into words.
        TryLoad(new AssemblyName("System.Diagnostics.StackTrace"), open);
        while (open.TryPop(out Assembly? assembly))
        {
            foreach (AssemblyName name in assembly.GetReferencedAssemblies())
            {
                if (seen.Add(name.Name!))
                {
                    TryLoad(name, open);
                }
            }
        }
    }

    private static void TryLoad(AssemblyName name, Stack<Assembly> open)
    {
        try
        {
            open.Push(Assembly.Load(name));
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            // A trimmed program is without some: whoever needs one will say so.
        }
    }
}
