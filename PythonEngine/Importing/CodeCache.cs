using System.Buffers.Binary;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using Microsoft.Win32.SafeHandles;
using PythonEngine.Compiling;
using PythonEngine.Parsing;

namespace PythonEngine.Importing;

/// <summary>
/// Compiled code on disk, in a directory of the user's: one file per source path and optimization level, valid for one
/// build of the engine and one state of the source. Files appear whole by renaming; anything odd about one is ignored.
/// </summary>
internal sealed class CodeCache
{
    private const uint Magic = 0x31434549;
    private const int HeaderSize = 56;

    private static readonly Guid s_build = typeof(CodeCache).Module.ModuleVersionId;

    private readonly string? _directory;
    private bool _directoryMade;

    public CodeCache(PyEngine engine) => _directory = Root(engine) is { } root ? Path.Combine(root, "ironeventlet", "code-311") : null;

    private static string? Root(PyEngine engine)
    {
        if (!string.IsNullOrEmpty(engine.Options.CachePrefix))
        {
            return engine.Options.CachePrefix;
        }
        string? root = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        if (!string.IsNullOrEmpty(root) && Path.IsPathRooted(root))
        {
            return root;
        }
        string? home = Environment.GetEnvironmentVariable("HOME");
        return string.IsNullOrEmpty(home) || !Path.IsPathRooted(home) ? null : Path.Combine(home, ".cache");
    }

    /// <summary>Code of a source file, from the cache or compiled now.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="path">The source file.</param>
    /// <param name="codeName">co_filename.</param>
    /// <param name="write">Whether to keep what was compiled.</param>
    /// <param name="features">Python2 for source in that dialect.</param>
    public PyCode Load(PyEngine engine, string path, string codeName, bool write, CodeFlags features = CodeFlags.None)
    {
        byte[] source;
        long modified, size;
        string? entry = EntryPath(path, engine.Options.Optimize, features);
        using (SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            size = RandomAccess.GetLength(file);
            modified = File.GetLastWriteTimeUtc(file).Ticks;
            if (entry != null && TryRead(entry, path, codeName, modified, size) is { } cached)
            {
                return cached;
            }
            source = new byte[size];
            int read = 0;
            while (read < source.Length)
            {
                int n = RandomAccess.Read(file, source.AsSpan(read), read);
                if (n <= 0)
                {
                    break;
                }
                read += n;
            }
            if (read != source.Length)
            {
                Array.Resize(ref source, read);
            }
        }
        PyCode code = SourceCompiler.Compile(engine, source, codeName, ParseMode.Exec, features: features);
        if (write && entry != null)
        {
            TryWrite(entry, path, modified, size, code);
        }
        return code;
    }

    private string? EntryPath(string path, int optimize, CodeFlags features)
    {
        if (_directory == null)
        {
            return null;
        }
        ulong a = Hash(path, 14695981039346656037), b = Hash(path, 0x9E3779B97F4A7C15);
        string name = Path.GetFileNameWithoutExtension(path);
        if (name.Length > 60)
        {
            name = name[..60];
        }
        return Path.Combine(_directory, $"{name}-{a:x16}{b:x16}{(optimize > 0 ? ".opt-" + optimize : "")}{((features & CodeFlags.Python2) != 0 ? ".python2" : "")}.code");
    }

    private static ulong Hash(string text, ulong h)
    {
        foreach (char c in text)
        {
            h = (h ^ c) * 1099511628211;
            h ^= h >> 32;
        }
        return h;
    }

    private static ulong Hash(ReadOnlySpan<byte> data)
    {
        ulong h = 14695981039346656037;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (ulong w in words)
        {
            h = (h ^ w) * 0x9E3779B97F4A7C15;
            h ^= h >> 29;
        }
        foreach (byte c in data[(words.Length * 8)..])
        {
            h = (h ^ c) * 1099511628211;
        }
        return h;
    }

    private static void Header(Span<byte> header, long modified, long size, int pathLength, int length, ulong hash)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(header, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], pathLength);
        s_build.TryWriteBytes(header[8..]);
        BinaryPrimitives.WriteInt64LittleEndian(header[24..], modified);
        BinaryPrimitives.WriteInt64LittleEndian(header[32..], size);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], length);
        BinaryPrimitives.WriteUInt64LittleEndian(header[44..], hash);
    }

    private static PyCode? TryRead(string entry, string path, string codeName, long modified, long size)
    {
        try
        {
            if (!File.Exists(entry))
            {
                return null;
            }
            byte[] data = File.ReadAllBytes(entry);
            if (data.Length < HeaderSize)
            {
                return null;
            }
            int pathLength = BinaryPrimitives.ReadInt32LittleEndian(data.AsSpan(4));
            if (pathLength < 0 || pathLength > data.Length - HeaderSize)
            {
                return null;
            }
            ReadOnlySpan<byte> payload = data.AsSpan(HeaderSize + pathLength);
            Span<byte> expected = stackalloc byte[HeaderSize];
            expected.Clear();
            Header(expected, modified, size, pathLength, payload.Length, Hash(payload));
            if (!expected.SequenceEqual(data.AsSpan(0, HeaderSize)) || Encoding.UTF8.GetString(data, HeaderSize, pathLength) != path)
            {
                return null;
            }
            PyCode code = CodeSerializer.Deserialize(payload);
            return code.FileName == codeName ? code : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or IndexOutOfRangeException or ArgumentException)
        {
            return null;
        }
    }

    private void TryWrite(string entry, string path, long modified, long size, PyCode code)
    {
        string? temporary = null;
        try
        {
            if (!_directoryMade)
            {
                Directory.CreateDirectory(_directory!);
                _directoryMade = true;
            }
            byte[] payload = CodeSerializer.Serialize(code);
            byte[] name = Encoding.UTF8.GetBytes(path);
            byte[] data = new byte[HeaderSize + name.Length + payload.Length];
            Header(data, modified, size, name.Length, payload.Length, Hash(payload));
            name.CopyTo(data, HeaderSize);
            payload.CopyTo(data, HeaderSize + name.Length);
            temporary = $"{entry}.{Environment.ProcessId}.{Interlocked.Increment(ref s_temporaries)}";
            File.WriteAllBytes(temporary, data);
            File.Move(temporary, entry, overwrite: true);
            temporary = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // A cache that cannot be written is a cache that is not there.
        }
        finally
        {
            if (temporary != null)
            {
                try
                {
                    File.Delete(temporary);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // Nothing more can be done about it.
                }
            }
        }
    }

    private static int s_temporaries;
}
