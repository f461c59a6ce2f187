using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Mmap;

/// <summary>The <c>mmap</c> module: files and anonymous memory mapped into the process.</summary>
[PyModule("mmap")]
[PyExports(typeof(PyMmap))]
internal static partial class MmapModule
{
    internal const int ACCESS_DEFAULT = 0;
    internal const int ACCESS_READ = 1;
    internal const int ACCESS_WRITE = 2;
    internal const int ACCESS_COPY = 3;

    // Linux's numbers.
    private const string Constants = "ACCESS_DEFAULT 0 ACCESS_READ 1 ACCESS_WRITE 2 ACCESS_COPY 3 PROT_READ 1 PROT_WRITE 2 PROT_EXEC 4 MAP_SHARED 1 MAP_PRIVATE 2 "
        + "MAP_DENYWRITE 2048 MAP_EXECUTABLE 4096 MAP_ANON 32 MAP_ANONYMOUS 32 MAP_POPULATE 32768 MAP_STACK 131072 "
        + "MADV_NORMAL 0 MADV_RANDOM 1 MADV_SEQUENTIAL 2 MADV_WILLNEED 3 MADV_DONTNEED 4 MADV_FREE 8 MADV_REMOVE 9 MADV_DONTFORK 10 MADV_DOFORK 11 "
        + "MADV_MERGEABLE 12 MADV_UNMERGEABLE 13 MADV_HUGEPAGE 14 MADV_NOHUGEPAGE 15 MADV_DONTDUMP 16 MADV_DODUMP 17 MADV_HWPOISON 100 ";

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("PAGESIZE", PyInt.From(Environment.SystemPageSize));
        module.Set("ALLOCATIONGRANULARITY", PyInt.From(Environment.SystemPageSize));
        module.Set("error", Exc.OSError);
        module.Set("__doc__", PyNone.Instance);
    }
}
