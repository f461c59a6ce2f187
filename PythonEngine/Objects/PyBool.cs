namespace PythonEngine.Objects;

/// <summary><c>bool</c>: the two instances of the int subclass.</summary>
[PyType("bool", Doc = "bool(x) -> bool\n\nThe truth of x: True or False, which are all the instances of this subclass of int.")]
internal sealed partial class PyBool : PyInt
{
    public static readonly PyBool True = new(1);
    public static readonly PyBool False = new(0);

    private readonly long _value;

    private PyBool(long value) => _value = value;

    public static PyBool From(bool value) => value ? True : False;

    public bool Value => _value != 0;

    public override bool TryGetLong(out long value)
    {
        value = _value;
        return true;
    }

    public override BigInteger Big => _value;

    public override int Sign => (int)_value;
}
