namespace PythonEngine.Modules.MultibyteCodecs;

/// <summary>The <c>_multibytecodec</c> module: incremental and stream codecs of the multi-byte encodings.</summary>
[PyModule("_multibytecodec", Doc = "")]
[PyExports(typeof(PyMultibyteIncrementalEncoder), typeof(PyMultibyteIncrementalDecoder), typeof(PyMultibyteStreamReader), typeof(PyMultibyteStreamWriter))]
internal static partial class MultibyteCodecModule
{
    internal static PyObject Codec(PyObject encoding, ReadOnlySpan<string> names)
    {
        if (encoding is not PyStr name)
        {
            throw Err.TypeError("encoding name must be a string.");
        }
        foreach (string known in names)
        {
            if (known == name.Value && MultibyteEncoding.Get(known) is { } found)
            {
                return new PyMultibyteCodec(found);
            }
        }
        throw Err.LookupError("no such codec is supported.");
    }
}

[PyModule("_codecs_cn", Doc = "")]
internal static partial class CodecsCnModule
{
    [PyFunction("getcodec", "arg, /")]
    private static PyObject GetCodec(PyObject arg) => MultibyteCodecModule.Codec(arg, ["gb2312", "gbk", "gb18030", "hz"]);
}

[PyModule("_codecs_hk", Doc = "")]
internal static partial class CodecsHkModule
{
    [PyFunction("getcodec", "arg, /")]
    private static PyObject GetCodec(PyObject arg) => MultibyteCodecModule.Codec(arg, ["big5hkscs"]);
}

[PyModule("_codecs_jp", Doc = "")]
internal static partial class CodecsJpModule
{
    [PyFunction("getcodec", "arg, /")]
    private static PyObject GetCodec(PyObject arg) =>
        MultibyteCodecModule.Codec(arg, ["shift_jis", "cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004", "euc_jisx0213", "shift_jisx0213"]);
}

[PyModule("_codecs_kr", Doc = "")]
internal static partial class CodecsKrModule
{
    [PyFunction("getcodec", "arg, /")]
    private static PyObject GetCodec(PyObject arg) => MultibyteCodecModule.Codec(arg, ["euc_kr", "cp949", "johab"]);
}

[PyModule("_codecs_iso2022", Doc = "")]
internal static partial class CodecsIso2022Module
{
    [PyFunction("getcodec", "arg, /")]
    private static PyObject GetCodec(PyObject arg) => MultibyteCodecModule.Codec(arg,
        ["iso2022_kr", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_3", "iso2022_jp_ext"]);
}

[PyModule("_codecs_tw", Doc = "")]
internal static partial class CodecsTwModule
{
    [PyFunction("getcodec", "arg, /")]
    private static PyObject GetCodec(PyObject arg) => MultibyteCodecModule.Codec(arg, ["big5", "cp950"]);
}
