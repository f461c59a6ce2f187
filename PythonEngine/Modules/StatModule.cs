using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_stat</c> module: what the bits of a file's mode mean.</summary>
[PyModule("_stat", Doc = "The bits of a file's mode, and tests of them.")]
internal static partial class StatModule
{
    private const string Constants = "S_IFDIR 16384 S_IFCHR 8192 S_IFBLK 24576 S_IFREG 32768 S_IFIFO 4096 S_IFLNK 40960 S_IFSOCK 49152 S_IFDOOR 0 S_IFPORT 0 S_IFWHT 0 "
        + "S_ISUID 2048 S_ISGID 1024 S_ISVTX 512 S_ENFMT 1024 S_IREAD 256 S_IWRITE 128 S_IEXEC 64 S_IRWXU 448 S_IRUSR 256 S_IWUSR 128 S_IXUSR 64 "
        + "S_IRWXG 56 S_IRGRP 32 S_IWGRP 16 S_IXGRP 8 S_IRWXO 7 S_IROTH 4 S_IWOTH 2 S_IXOTH 1 "
        + "UF_NODUMP 1 UF_IMMUTABLE 2 UF_APPEND 4 UF_OPAQUE 8 UF_NOUNLINK 16 UF_COMPRESSED 32 UF_HIDDEN 32768 "
        + "SF_ARCHIVED 65536 SF_IMMUTABLE 131072 SF_APPEND 262144 SF_NOUNLINK 1048576 SF_SNAPSHOT 2097152 "
        + "ST_MODE 0 ST_INO 1 ST_DEV 2 ST_NLINK 3 ST_UID 4 ST_GID 5 ST_SIZE 6 ST_ATIME 7 ST_MTIME 8 ST_CTIME 9 ";

    private const uint TypeMask = 0xf000;
    private const uint PermissionMask = 0xfff;

    [PyModuleInit]
    private static void Init(PyModule module) => SysCall.AddConstants(module, Constants);

    /// <summary>A mode_t.</summary>
    private static uint Mode(PyObject value)
    {
        if (value is not PyInt number)
        {
            throw Err.TypeError("an integer is required");
        }
        BigInteger big = number.Big;
        return big.Sign < 0 ? throw Err.OverflowError("can't convert negative value to unsigned int")
            : big > ulong.MaxValue ? throw Err.OverflowError("Python int too large to convert to C unsigned long")
            : big > uint.MaxValue ? throw Err.OverflowError("mode out of range") : (uint)big;
    }

    private static bool IsType(PyObject mode, uint type) => (Mode(mode) & TypeMask) == type;

    /// <summary>False for every mode; what is none is refused all the same.</summary>
    private static bool NotOnLinux(PyObject mode)
    {
        _ = Mode(mode);
        return false;
    }

    [PyFunction("S_ISDIR", "mode, /", Doc = "Whether it is a directory's.")]
    private static bool IsDirectory(PyObject mode) => IsType(mode, 0x4000);

    [PyFunction("S_ISCHR", "mode, /", Doc = "Whether it is a character device's.")]
    private static bool IsCharacterDevice(PyObject mode) => IsType(mode, 0x2000);

    [PyFunction("S_ISBLK", "mode, /", Doc = "Whether it is a block device's.")]
    private static bool IsBlockDevice(PyObject mode) => IsType(mode, 0x6000);

    [PyFunction("S_ISREG", "mode, /", Doc = "Whether it is a regular file's.")]
    private static bool IsRegular(PyObject mode) => IsType(mode, 0x8000);

    [PyFunction("S_ISFIFO", "mode, /", Doc = "Whether it is a named pipe's.")]
    private static bool IsFifo(PyObject mode) => IsType(mode, 0x1000);

    [PyFunction("S_ISLNK", "mode, /", Doc = "Whether it is a symbolic link's.")]
    private static bool IsLink(PyObject mode) => IsType(mode, 0xa000);

    [PyFunction("S_ISSOCK", "mode, /", Doc = "Whether it is a socket's.")]
    private static bool IsSocket(PyObject mode) => IsType(mode, 0xc000);

    [PyFunction("S_ISDOOR", "mode, /", Doc = "Whether it is a door's, which Linux has not.")]
    private static bool IsDoor(PyObject mode) => NotOnLinux(mode);

    [PyFunction("S_ISPORT", "mode, /", Doc = "Whether it is an event port's, which Linux has not.")]
    private static bool IsPort(PyObject mode) => NotOnLinux(mode);

    [PyFunction("S_ISWHT", "mode, /", Doc = "Whether it is a whiteout's, which Linux has not.")]
    private static bool IsWhiteout(PyObject mode) => NotOnLinux(mode);

    [PyFunction("S_IMODE", "mode, /", Doc = "The bits that chmod() can set.")]
    private static long Permissions(PyObject mode) => Mode(mode) & PermissionMask;

    [PyFunction("S_IFMT", "mode, /", Doc = "The bits that tell the file's type.")]
    private static long FileType(PyObject mode) => Mode(mode) & TypeMask;

    [PyFunction("filemode", "mode, /", Doc = "The mode as ls -l writes it.")]
    private static string FileMode(PyObject value)
    {
        uint mode = Mode(value);
        Span<char> text = stackalloc char[10];
        text[0] = (mode & TypeMask) switch
        {
            0x8000 => '-',
            0x4000 => 'd',
            0xa000 => 'l',
            0x6000 => 'b',
            0x2000 => 'c',
            0x1000 => 'p',
            0xc000 => 's',
            _ => '?',
        };
        for (int i = 0; i < 9; i++)
        {
            text[i + 1] = (mode & (0x100u >> i)) != 0 ? "rwx"[i % 3] : '-';
        }
        Special(mode, 0x800, ref text[3], 's');
        Special(mode, 0x400, ref text[6], 's');
        Special(mode, 0x200, ref text[9], 't');
        return new string(text);
    }

    private static void Special(uint mode, uint bit, ref char executable, char letter)
    {
        if ((mode & bit) != 0)
        {
            executable = executable == 'x' ? letter : char.ToUpperInvariant(letter);
        }
    }
}
