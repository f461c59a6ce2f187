using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Compression;

/// <summary>A chain of filters in C memory, read from Python's filter specifiers (dicts with "id" and options).</summary>
internal sealed unsafe class LzmaFilters : IDisposable
{
    private static readonly string[] s_lzmaNames = ["id", "preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];
    private static readonly string[] s_deltaNames = ["id", "dist"];
    private static readonly string[] s_bcjNames = ["id", "start_offset"];

    private Lzma.Filter* _filters;

    /// <summary>The chain, ended by LZMA_VLI_UNKNOWN.</summary>
    public Lzma.Filter* Pointer => _filters;

    private LzmaFilters(int count)
    {
        _filters = (Lzma.Filter*)NativeMemory.AllocZeroed((nuint)((count + 1) * sizeof(Lzma.Filter)));
        for (int i = 0; i <= count; i++)
        {
            _filters[i].Id = Lzma.VLI_UNKNOWN;
        }
    }

    public static LzmaFilters FromSequence(PyObject specs)
    {
        long count = Ops.SequenceLen(specs);
        if (count > Lzma.FILTERS_MAX)
        {
            throw Err.ValueError($"Too many filters - liblzma supports a maximum of {Lzma.FILTERS_MAX}");
        }
        LzmaFilters filters = new((int)count);
        try
        {
            for (int i = 0; i < count; i++)
            {
                Parse(Ops.GetItem(specs, PyInt.From(i)), ref filters._filters[i]);
            }
        }
        catch
        {
            filters.Dispose();
            throw;
        }
        return filters;
    }

    public static LzmaFilters FromSpec(PyObject spec)
    {
        LzmaFilters filters = new(1);
        try
        {
            Parse(spec, ref filters._filters[0]);
        }
        catch
        {
            filters.Dispose();
            throw;
        }
        return filters;
    }

    private static void Parse(PyObject spec, ref Lzma.Filter filter)
    {
        if (spec.Type.MpGetItem == null)
        {
            throw Err.TypeError("Filter specifier must be a dict or dict-like object");
        }
        PyObject id = Item(spec, "id") ?? throw Err.ValueError("Filter specifier must have an \"id\" entry");
        ulong number = LzmaModule.ToUInt64(id);
        void* options = number switch
        {
            Lzma.FILTER_LZMA1 or Lzma.FILTER_LZMA2 => ParseLzma(spec),
            Lzma.FILTER_DELTA => ParseDelta(spec),
            >= Lzma.FILTER_X86 and <= Lzma.FILTER_SPARC => ParseBcj(spec),
            _ => throw Err.ValueError($"Invalid filter ID: {number}"),
        };
        filter.Id = number;
        filter.Options = options;
    }

    private static PyObject? Item(PyObject spec, string name)
    {
        try
        {
            return Ops.GetItem(spec, PyStr.Intern(name));
        }
        catch (PyException e) when (e.Matches(Exc.KeyError))
        {
            return null;
        }
    }

    /// <summary>The options' numbers (null where absent); what is wrong with them shows as one ValueError.</summary>
    private static uint?[] Numbers(PyObject spec, string[] names, string what, int firstNumber)
    {
        uint?[] numbers = new uint?[names.Length];
        bool valid = spec is PyDict;
        if (spec is PyDict dict)
        {
            int position = 0;
            while (valid && dict.Next(ref position, out PyObject key, out _))
            {
                valid = key is PyStr text && Array.IndexOf(names, text.Value) >= 0;
            }
            for (int i = firstNumber; valid && i < names.Length; i++)
            {
                if (dict.GetStr(PyStr.Intern(names[i])) is { } value)
                {
                    try
                    {
                        numbers[i] = LzmaModule.ToUInt32(value);
                    }
                    catch (PyException)
                    {
                        valid = false;
                    }
                }
            }
        }
        return valid ? numbers : throw Err.ValueError($"Invalid filter specifier for {what} filter");
    }

    private static void* ParseLzma(PyObject spec)
    {
        uint preset = Item(spec, "preset") is { } given ? LzmaModule.ToUInt32(given) : Lzma.PRESET_DEFAULT;
        Lzma.LzmaOptions* options = (Lzma.LzmaOptions*)NativeMemory.AllocZeroed(Lzma.OptionsSize);
        try
        {
            if (Lzma.Preset(options, preset) != 0)
            {
                throw LzmaModule.Error($"Invalid compression preset: {preset}");
            }
            uint?[] n = Numbers(spec, s_lzmaNames, "LZMA", 2);
            options->DictSize = n[2] ?? options->DictSize;
            options->Lc = n[3] ?? options->Lc;
            options->Lp = n[4] ?? options->Lp;
            options->Pb = n[5] ?? options->Pb;
            options->Mode = n[6] ?? options->Mode;
            options->NiceLen = n[7] ?? options->NiceLen;
            options->Mf = n[8] ?? options->Mf;
            options->Depth = n[9] ?? options->Depth;
        }
        catch
        {
            NativeMemory.Free(options);
            throw;
        }
        return options;
    }

    private static void* ParseDelta(PyObject spec)
    {
        uint distance = Numbers(spec, s_deltaNames, "delta", 1)[1] ?? 1;
        Lzma.DeltaOptions* options = (Lzma.DeltaOptions*)NativeMemory.AllocZeroed(Lzma.OptionsSize);
        options->Distance = distance;
        return options;
    }

    private static void* ParseBcj(PyObject spec)
    {
        uint offset = Numbers(spec, s_bcjNames, "BCJ", 1)[1] ?? 0;
        uint* options = (uint*)NativeMemory.AllocZeroed(Lzma.OptionsSize);
        *options = offset;
        return options;
    }

    /// <summary>The dict that describes a filter.</summary>
    public static PyDict Describe(in Lzma.Filter filter)
    {
        PyDict spec = new();
        spec.SetStr(PyStr.Intern("id"), Args.FromUInt64(filter.Id));
        switch (filter.Id)
        {
            case Lzma.FILTER_LZMA1:
                Lzma.LzmaOptions* lzma = (Lzma.LzmaOptions*)filter.Options;
                spec.SetStr(PyStr.Intern("lc"), PyInt.From(lzma->Lc));
                spec.SetStr(PyStr.Intern("lp"), PyInt.From(lzma->Lp));
                spec.SetStr(PyStr.Intern("pb"), PyInt.From(lzma->Pb));
                spec.SetStr(PyStr.Intern("dict_size"), PyInt.From(lzma->DictSize));
                break;
            case Lzma.FILTER_LZMA2:
                spec.SetStr(PyStr.Intern("dict_size"), PyInt.From(((Lzma.LzmaOptions*)filter.Options)->DictSize));
                break;
            case Lzma.FILTER_DELTA:
                spec.SetStr(PyStr.Intern("dist"), PyInt.From(((Lzma.DeltaOptions*)filter.Options)->Distance));
                break;
            case >= Lzma.FILTER_X86 and <= Lzma.FILTER_SPARC:
                if (filter.Options != null)
                {
                    spec.SetStr(PyStr.Intern("start_offset"), PyInt.From(*(uint*)filter.Options));
                }
                break;
            default:
                throw Err.ValueError($"Invalid filter ID: {filter.Id}");
        }
        return spec;
    }

    public void Dispose()
    {
        if (_filters == null)
        {
            return;
        }
        for (Lzma.Filter* f = _filters; f->Id != Lzma.VLI_UNKNOWN; f++)
        {
            NativeMemory.Free(f->Options);
        }
        NativeMemory.Free(_filters);
        _filters = null;
    }
}
