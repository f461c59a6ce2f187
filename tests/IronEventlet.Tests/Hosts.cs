using System.IO;

namespace IronEventlet.Tests;

/// <summary>Hosts for tests: output captured, no site, so that they start quickly.</summary>
internal static class Hosts
{
    internal static EventletHost Start(TextWriter? output = null, TextWriter? error = null) => new(new EventletHostOptions
    {
        ImportSite = false,
        StandardOutput = output ?? TextWriter.Null,
        StandardError = error ?? TextWriter.Null,
    });

    /// <summary>How many descriptors the process has open.</summary>
    internal static int OpenDescriptors => Directory.GetFileSystemEntries("/proc/self/fd").Length;
}
