namespace PythonEngine.Modules.Json;

/// <summary><c>_json.Scanner</c>: what a JSONDecoder reads values with.</summary>
[PyType("Scanner", Module = "_json", Mutable = true, Doc = "JSON scanner object")]
internal sealed partial class PyJsonScanner : PyObject
{
    private static readonly ArgSpec s_newParameters = new("make_scanner", "context", 0, 1, 0b1, false);
    private static readonly ArgSpec s_callParameters = new("scan_once", "string idx", 0, 2, 0b11, false);

    private readonly bool _strict;
    private readonly PyObject _objectHook;
    private readonly PyObject _objectPairsHook;
    private readonly PyObject _parseFloat;
    private readonly PyObject _parseInt;
    private readonly PyObject _parseConstant;
    private readonly JsonHooks _hooks;

    private PyJsonScanner(PyObject context)
    {
        _strict = Ops.IsTrue(Ops.GetAttr(context, "strict"));
        _objectHook = Ops.GetAttr(context, "object_hook");
        _objectPairsHook = Ops.GetAttr(context, "object_pairs_hook");
        _parseFloat = Ops.GetAttr(context, "parse_float");
        _parseInt = Ops.GetAttr(context, "parse_int");
        _parseConstant = Ops.GetAttr(context, "parse_constant");
        _hooks = new JsonHooks(_objectHook is PyNone ? null : _objectHook, _objectPairsHook is PyNone ? null : _objectPairsHook,
            ReferenceEquals(_parseFloat, PyFloat.TypeObject) ? null : _parseFloat, ReferenceEquals(_parseInt, PyInt.TypeObject) ? null : _parseInt, _parseConstant);
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyJsonScanner(Args.Bind(s_newParameters, args, kwnames)[0]);

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject[] given = Args.Bind(s_callParameters, args, kwnames);
        long position = Args.Size(given[1]);
        if (given[0] is not PyStr text)
        {
            throw JsonModule.NotText(given[0]);
        }
        if (position < 0)
        {
            throw Err.ValueError("idx cannot be negative");
        }
        if (position >= text.Length)
        {
            throw Err.StopIteration(PyInt.From(position));
        }
        int index = (int)position;
        PyObject value = text.IsBmp
            ? new JsonReader<BmpText>(text, new BmpText(text.Bmp), _strict, _hooks).ReadValue(ref index)
            : new JsonReader<WideText>(text, new WideText(text.Wide), _strict, _hooks).ReadValue(ref index);
        return PyTuple.Of(value, PyInt.From(index));
    }

    [PyGetter("strict", Member = true)]
    private bool Strict => _strict;

    [PyGetter("object_hook", Member = true)]
    private PyObject ObjectHook => _objectHook;

    [PyGetter("object_pairs_hook", Member = true)]
    private PyObject ObjectPairsHook => _objectPairsHook;

    [PyGetter("parse_float", Member = true)]
    private PyObject ParseFloat => _parseFloat;

    [PyGetter("parse_int", Member = true)]
    private PyObject ParseInt => _parseInt;

    [PyGetter("parse_constant", Member = true)]
    private PyObject ParseConstant => _parseConstant;
}
