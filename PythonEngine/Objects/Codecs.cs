using System.Text;

namespace PythonEngine.Objects;

/// <summary>Codecs of one engine: registered search functions, what they found, and named error handlers.</summary>
internal sealed class CodecRegistry
{
    internal readonly List<PyObject> SearchFunctions = [];
    internal readonly Dictionary<string, PyTuple> Found = [];
    internal readonly Dictionary<string, PyObject> ErrorHandlers = [];
    internal bool EncodingsImported;
}

/// <summary>Encodings: the built-in ones done natively, the rest through the registry that the <c>_codecs</c> module fills.</summary>
internal static partial class Codecs
{
    private static CodecRegistry Registry => (CodecRegistry)PyThread.Current.Engine.NativeModule("_codecs").State!;

    /// <summary>Lower case with runs of anything but letters, digits and dots made one underscore.</summary>
    internal static string Normalize(string name)
    {
        StringBuilder sb = new(name.Length);
        bool gap = false;
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c == '.')
            {
                if (gap && sb.Length != 0)
                {
                    sb.Append('_');
                }
                gap = false;
                sb.Append(char.ToLowerInvariant(c));
            }
            else
            {
                gap = true;
            }
        }
        return sb.ToString();
    }

    /// <summary>Calls a codec; plain exceptions get a message that names it, and have the codec's own as their cause.</summary>
    internal static unsafe PyObject CallCodec(PyObject function, PyObject input, string? errors, string operation, string encoding)
    {
        try
        {
            return errors == null ? Ops.Call(function, input) : Ops.Call(function, input, new PyStr(errors));
        }
        catch (PyException e) when (IsPlain(e.Value))
        {
            PyException named = Err.Make(e.Value.Type, $"{operation} with '{encoding}' codec failed ({e.Value.Type.Name}: {Ops.StrText(e.Value)})");
            named.Value.Cause = named.Value.Context = e.Value;
            named.Value.SuppressContext = true;
            throw new PyException(named.Value) { HasContext = true };
        }
    }

    /// <summary>An exception that can be made anew from a message without losing anything.</summary>
    private static unsafe bool IsPlain(PyBaseException e)
    {
        PyType type = e.Type, root = PyBaseException.TypeObject;
        return (nint)type.TpInit == (nint)root.TpInit && (nint)type.TpNew == (nint)root.TpNew
            && (e.Args.Count == 0 || (e.Args.Count == 1 && e.Args[0] is PyStr)) && e.Fields.ShapeOrDict is not PyDict { Count: > 0 } and not Shape { Count: > 0 };
    }

    /// <summary>In development mode (-X dev), unknown names of encodings and error handlers are told where nothing needs them, too.</summary>
    internal static void CheckInDevMode(string encoding, string errors)
    {
        if (!PyThread.Current.Engine.Options.DevMode)
        {
            return;
        }
        if (encoding is not ("utf-8" or "utf8" or "ascii"))
        {
            Lookup(encoding);
        }
        if (errors is not ("strict" or "ignore" or "replace" or "surrogateescape" or "surrogatepass"))
        {
            LookupErrorHandler(errors);
        }
    }

    internal static PyBytes EncodeText(PyStr text, string encoding, string errors)
    {
        CheckInDevMode(encoding, errors);
        switch (encoding)
        {
            case "utf-8" or "utf8" or "UTF-8":
                return new PyBytes(EncodeUtf8(text, errors));
            case "ascii":
                return new PyBytes(EncodeAscii(text, errors));
            case "latin-1" or "latin1" or "iso-8859-1":
                return new PyBytes(EncodeLatin1(text, errors));
        }
        switch (Normalize(encoding))
        {
            case "utf_8" or "utf8":
                return new PyBytes(EncodeUtf8(text, errors));
            case "ascii" or "us_ascii":
                return new PyBytes(EncodeAscii(text, errors));
            case "latin_1" or "latin1" or "iso_8859_1" or "iso8859_1":
                return new PyBytes(EncodeLatin1(text, errors));
            case "utf_16" or "utf16":
                return new PyBytes(EncodeUtf16(text, errors, 0));
            case "utf_32" or "utf32":
                return new PyBytes(EncodeUtf32(text, errors, 0));
        }
        PyTuple codec = TextCodec(encoding, "codecs.encode()");
        PyObject result = First(CallCodec(codec[0], text, errors, "encoding", encoding), "encoder must return a tuple (object, integer)");
        if (result is PyByteArray array)
        {
            return new PyBytes(array.Span.ToArray());
        }
        return result as PyBytes
            ?? throw Err.TypeError($"'{encoding}' encoder returned '{Ops.TypeName(result)}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types");
    }

    internal static PyStr DecodeText(ReadOnlySpan<byte> data, string encoding, string errors, PyObject? source)
    {
        CheckInDevMode(encoding, errors);
        switch (encoding)
        {
            case "utf-8" or "utf8" or "UTF-8":
                return DecodeUtf8(data, errors);
            case "ascii":
                return DecodeAscii(data, errors);
            case "latin-1" or "latin1" or "iso-8859-1":
                return DecodeLatin1(data);
        }
        switch (Normalize(encoding))
        {
            case "utf_8" or "utf8":
                return DecodeUtf8(data, errors);
            case "ascii" or "us_ascii":
                return DecodeAscii(data, errors);
            case "latin_1" or "latin1" or "iso_8859_1" or "iso8859_1":
                return DecodeLatin1(data);
            case "utf_16" or "utf16":
            {
                int order = 0;
                return DecodeUtf16(data, errors, ref order, true, out _);
            }
            case "utf_32" or "utf32":
            {
                int order = 0;
                return DecodeUtf32(data, errors, ref order, true, out _);
            }
        }
        PyTuple codec = TextCodec(encoding, "codecs.decode()");
        PyObject input = source is PyBytes ? source : new PyBytes(data.ToArray());
        PyObject result = First(CallCodec(codec[1], input, errors, "decoding", encoding), "decoder must return a tuple (object,integer)");
        return result as PyStr
            ?? throw Err.TypeError($"'{encoding}' decoder returned '{Ops.TypeName(result)}' instead of 'str'; use codecs.decode() to decode to arbitrary types");
    }

    /// <summary>Text of bytes in UTF-8, as the engine's own callers need it.</summary>
    internal static PyStr DecodeUtf8(ReadOnlySpan<byte> data, string errors) => DecodeUtf8(data, errors, true, out _);

    private static PyObject First(PyObject result, string message) =>
        result is PyTuple { Count: 2 } pair ? pair[0] : throw Err.TypeError(message);

    private static PyTuple TextCodec(string encoding, string alternative)
    {
        PyTuple codec = Lookup(encoding);
        if (codec.GetType() != typeof(PyTuple) && Ops.TryGetAttr(codec, "_is_text_encoding") is { } flag && !Ops.IsTrue(flag))
        {
            throw Err.LookupError($"'{encoding}' is not a text encoding; use {alternative} to handle arbitrary codecs");
        }
        return codec;
    }

    /// <summary>The CodecInfo of an encoding.</summary>
    internal static PyTuple Lookup(string encoding)
    {
        CodecRegistry registry = Registry;
        string name = Normalize(encoding);
        if (registry.Found.TryGetValue(name, out PyTuple? codec))
        {
            return codec;
        }
        if (!registry.EncodingsImported)
        {
            // Its import registers the search function for the standard encodings.
            registry.EncodingsImported = true;
            PyThread.Current.Engine.Import("encodings");
        }
        PyStr key = new(name);
        foreach (PyObject search in registry.SearchFunctions.ToArray())
        {
            PyObject result = Ops.Call(search, key);
            if (ReferenceEquals(result, PyNone.Instance))
            {
                continue;
            }
            if (result is not PyTuple { Count: 4 } found)
            {
                throw Err.TypeError("codec search functions must return 4-tuples");
            }
            registry.Found[name] = found;
            return found;
        }
        throw Err.LookupError($"unknown encoding: {encoding}");
    }

    internal static void Register(PyObject search)
    {
        if (!IsCallable(search))
        {
            throw Err.TypeError("argument must be callable");
        }
        Registry.SearchFunctions.Add(search);
    }

    private static unsafe bool IsCallable(PyObject o) => o.Type.HasCall;

    internal static void Unregister(PyObject search)
    {
        CodecRegistry registry = Registry;
        for (int i = 0; i < registry.SearchFunctions.Count; i++)
        {
            if (ReferenceEquals(registry.SearchFunctions[i], search) || Ops.Compare(registry.SearchFunctions[i], search, CompareOp.Eq))
            {
                registry.SearchFunctions.RemoveAt(i);
                registry.Found.Clear();
                return;
            }
        }
    }

    /// <summary>codecs.encode() and codecs.decode(): any codec, any types.</summary>
    internal static PyObject Convert(PyObject value, string encoding, string? errors, bool encode)
    {
        PyTuple codec = Lookup(encoding);
        PyObject function = codec[encode ? 0 : 1];
        PyObject result = CallCodec(function, value, errors, encode ? "encoding" : "decoding", encoding);
        return First(result, encode ? "encoder must return a tuple (object, integer)" : "decoder must return a tuple (object,integer)");
    }
}
