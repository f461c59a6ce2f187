namespace PythonEngine.Objects;

/// <summary><c>cell</c>: a variable shared by a function and its inner functions.</summary>
[PyType("cell")]
internal sealed partial class PyCell : PyObject
{
    /// <summary>Null while unbound.</summary>
    internal PyObject? Contents;

    [PyNew("contents=None, /")]
    private static PyObject New(PyType cls, PyObject? contents = null) => new PyCell { Contents = contents };

    [PyMethod("__repr__")]
    private string Repr() => Contents == null
        ? $"<cell at 0x{Identity.Id(this):x12}: empty>"
        : $"<cell at 0x{Identity.Id(this):x12}: {Contents.Type.FullName} object at 0x{Identity.Id(Contents):x12}>";

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyCell cell)
        {
            return PyNotImplemented.Instance;
        }
        if (Contents != null && cell.Contents != null)
        {
            return Ops.RichCompare(Contents, cell.Contents, op);
        }
        // An empty cell comes before every other.
        int a = Contents == null ? 0 : 1;
        int b = cell.Contents == null ? 0 : 1;
        return PyBool.From(op switch
        {
            CompareOp.Lt => a < b,
            CompareOp.Le => a <= b,
            CompareOp.Eq => a == b,
            CompareOp.Ne => a != b,
            CompareOp.Gt => a > b,
            _ => a >= b,
        });
    }

    [PyGetter("cell_contents")]
    private PyObject ContentsValue => Contents ?? throw Err.ValueError("Cell is empty");

    [PySetter("cell_contents")]
    private void SetContents(PyObject? value) => Contents = value;
}
