using System;
using System.IO;
using System.Threading;
using PythonEngine.Modules.Native;

namespace IronEventlet;

/// <summary>The command line <c>ironeventlet</c>.</summary>
internal static class Program
{
    // Python code nests on the heap; natives that call back nest here.
    private const int StackSize = 256 * 1024 * 1024;

    public static int Main(string[] args)
    {
        int closed = StandardDescriptors.FindClosed();
        CommandLine line = CommandLine.Parse(RawArguments.Restore(args));
        if (line.Error != null)
        {
            Console.Error.WriteLine(line.Error);
            Console.Error.WriteLine(CommandLine.UsageLine);
            Console.Error.WriteLine("Try `python -h' for more information.");
            return 2;
        }
        if (line.ShowHelp)
        {
            Console.Out.Write(CommandLine.Help);
            return 0;
        }
        if (line.ShowVersion)
        {
            string product = typeof(Program).Assembly.GetName().Version?.ToString(3) ?? "0";
            Console.Out.WriteLine(line.ShowFullVersion
                ? $"Python 3.11.2 (IronEventlet {product}) [.NET {Environment.Version}]"
                : $"Python 3.11.2 (IronEventlet {product})");
            return 0;
        }
        line.Options.ClosedDescriptors = closed;
        int status = 1;
        Thread thread = new(Run, StackSize) { Name = "MainThread" };
        thread.Start();
        thread.Join();
        return status;

        void Run()
        {
            status = MainProgram.Run(line);
            // The exit path of .NET waits for threads and runs finalizers; Python's own exit has been done. And in a child
            // of os.fork() that runs to its end nobody joins this thread: it ends the process.
            if (OperatingSystem.IsLinux())
            {
                Libc._exit(status);
            }
        }
    }
}
