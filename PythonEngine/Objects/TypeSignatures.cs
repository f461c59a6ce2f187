namespace PythonEngine.Objects;

/// <summary>The <c>__text_signature__</c> of native classes, for those of which CPython tells one (inspect.signature reads it).</summary>
internal static class TypeSignatures
{
    private static readonly Dictionary<string, string> s_signatures = new(StringComparer.Ordinal)
    {
        ["object"] = "()",
        ["complex"] = "(real=0, imag=0)",
        ["enumerate"] = "(iterable, start=0)",
        ["float"] = "(x=0, /)",
        ["list"] = "(iterable=(), /)",
        ["tuple"] = "(iterable=(), /)",
        ["memoryview"] = "(object)",
        ["property"] = "(fget=None, fset=None, fdel=None, doc=None)",
        ["reversed"] = "(sequence, /)",
        ["function"] = "(code, globals, name=None, argdefs=None, closure=None)",
        ["method"] = "(function, instance, /)",
        ["module"] = "(name, doc=None)",
        ["cell"] = "([contents])",
        ["decimal.Context"] = "(prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None)",
        ["decimal.Decimal"] = "(value=\"0\", context=None)",
        ["itertools.starmap"] = "(function, iterable, /)",
        ["itertools._tee"] = "(iterable, /)",
        ["itertools.accumulate"] = "(iterable, func=None, *, initial=None)",
        ["itertools.combinations"] = "(iterable, r)",
        ["itertools.combinations_with_replacement"] = "(iterable, r)",
        ["itertools.compress"] = "(data, selectors)",
        ["itertools.count"] = "(start=0, step=1)",
        ["itertools.cycle"] = "(iterable, /)",
        ["itertools.dropwhile"] = "(predicate, iterable, /)",
        ["itertools.filterfalse"] = "(function, iterable, /)",
        ["itertools.groupby"] = "(iterable, key=None)",
        ["itertools.pairwise"] = "(iterable, /)",
        ["itertools.permutations"] = "(iterable, r=None)",
        ["itertools.takewhile"] = "(predicate, iterable, /)",
        ["_io.BufferedRWPair"] = "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)",
        ["_io.BufferedRandom"] = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)",
        ["_io.BufferedReader"] = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)",
        ["_io.BufferedWriter"] = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)",
        ["_io.BytesIO"] = "(initial_bytes=b'')",
        ["_io.FileIO"] = "(file, mode='r', closefd=True, opener=None)",
        ["_io.IncrementalNewlineDecoder"] = "(decoder, translate, errors='strict')",
        ["_io.StringIO"] = "(initial_value='', newline='\\n')",
        ["_io.TextIOWrapper"] = "(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)",
    };

    /// <summary>By the qualified name, without "builtins".</summary>
    internal static string? Of(string type) => s_signatures.GetValueOrDefault(type);
}
