namespace PythonEngine.Modules;

/// <summary>string helper module</summary>
[PyModule("_string")]
internal static partial class StringModule
{
    private static PyStr Text(PyObject value) => value as PyStr ?? throw Err.TypeError($"expected str, got {Ops.TypeName(value)}");

    /// <summary>parse the argument as a format string</summary>
    [PyFunction("formatter_parser", "string, /")]
    private static PyObject FormatterParser(PyObject @string) => new PyFormatterIterator(Text(@string));

    /// <summary>split the argument as a field name</summary>
    [PyFunction("formatter_field_name_split", "string, /")]
    private static PyObject FormatterFieldNameSplit(PyObject @string)
    {
        PyStr name = Text(@string);
        int length = StrFormat.FirstLength(name);
        PyStr first = name.Slice(0, length);
        long number = StrFormat.Integer(first);
        return PyTuple.Of(number >= 0 ? PyInt.From(number) : first, new PyFieldNameIterator(name, length));
    }
}
