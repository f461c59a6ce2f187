using System;
using PythonEngine.Modules.Native;

namespace IronEventlet;

/// <summary>Which of the descriptors 0 to 2 the process was started without.</summary>
internal static class StandardDescriptors
{
    /// <summary>Set by the launcher to the numbers of descriptors under which it opened /dev/null so that the runtime would not take them.</summary>
    private const string Variable = "IRONEVENTLET_CLOSED";

    private const int F_GETFD = 1;
    private const int FD_CLOEXEC = 1;

    /// <summary>
    /// A bit for each closed descriptor. .NET opens files before the program starts, and they take the free numbers; a descriptor that is to be closed
    /// when another program is executed cannot have been inherited through the execution of this one, so it is one of those.
    /// </summary>
    public static int FindClosed()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }
        int closed = 0;
        string placeholders = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (placeholders.Length != 0)
        {
            // Not for child processes.
            Environment.SetEnvironmentVariable(Variable, null);
            Unset("IRONEVENTLET_CLOSED\0"u8);
        }
        for (int fd = 0; fd <= 2; fd++)
        {
            if (placeholders.Contains((char)('0' + fd)))
            {
                _ = Libc.close(fd);
                closed |= 1 << fd;
                continue;
            }
            int flags = Libc.fcntl(fd, F_GETFD, 0);
            if (flags < 0 || (flags & FD_CLOEXEC) != 0)
            {
                closed |= 1 << fd;
            }
        }
        return closed;
    }

    private static unsafe void Unset(ReadOnlySpan<byte> name)
    {
        fixed (byte* start = name)
        {
            _ = Libc.unsetenv(start);
        }
    }
}
