namespace PythonEngine.Modules.ArrayTypes;

/// <summary>The <c>array</c> module.</summary>
[PyModule("array", Doc = "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.")]
[PyExports(typeof(PyArray))]
internal static partial class ArrayModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("typecodes", new PyStr(PyArray.TypeCodes));
        module.Set("ArrayType", PyArray.TypeObject);
        PyObject sequences = Ops.GetAttr(PyThread.Current.Engine.Import("collections.abc"), "MutableSequence");
        Ops.CallMethod(sequences, "register", PyArray.TypeObject);
    }

    [PyFunction("_array_reconstructor", "arraytype, typecode, mformat_code, items, /", Doc = "What pickles of arrays call.")]
    private static PyObject ArrayReconstructor(PyObject arraytype, PyObject typecode, int mformatCode, PyObject items) =>
        ArrayPickling.Reconstruct(arraytype, typecode, mformatCode, items);
}
