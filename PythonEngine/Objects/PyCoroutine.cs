namespace PythonEngine.Objects;

/// <summary><c>coroutine</c>: what calling an <c>async def</c> function gives.</summary>
[PyType("coroutine", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PyCoroutine(PyFrame frame) : PyGenerator(frame)
{
    /// <summary><c>cr_origin</c></summary>
    internal PyObject Origin = PyNone.Instance;

    internal override bool IsCoroutine => true;

    private protected override string Kind => "coroutine";

    internal override void ThrowIfReused() => throw Err.RuntimeError("cannot reuse already awaited coroutine");

    [PyMethod("send", "arg, /")]
    private PyObject Send(PyObject arg) => SendImpl(arg);

    [PyMethod("throw", "typ, val=None, tb=None, /")]
    private PyObject ThrowMethod(PyObject type, PyObject? value = null, PyObject? traceback = null) => ThrowImpl(ThrowArgument(type, value, traceback), given: Given(type, value, traceback));

    [PyMethod("close", "")]
    private PyObject Close() => CloseImpl();

    [PyMethod("__await__")]
    private PyObject Await() => new PyCoroutineWrapper(this);

    [PyMethod("__repr__")]
    private string Repr() => $"<coroutine object {Ops.StrText(QualName)} at 0x{Identity.Id(this):x12}>";

    [PyGetter("cr_frame")]
    private PyObject? CrFrame => Frame;

    [PyGetter("cr_running")]
    private bool CrRunning => Running;

    [PyGetter("cr_suspended")]
    private bool CrSuspended => Frame != null && Started && !Running;

    [PyGetter("cr_code", Member = true)]
    private PyObject CrCode => Code;

    [PyGetter("cr_await")]
    private PyObject? CrAwait => Delegate;

    [PyGetter("cr_origin", Member = true)]
    private PyObject CrOrigin => Origin;

    [PyGetter("__name__")]
    private PyObject NameValue => Name;

    [PySetter("__name__")]
    private void SetName(PyObject? value) => Name = value as PyStr ?? throw Err.TypeError("__name__ must be set to a string object");

    [PyGetter("__qualname__")]
    private PyObject QualNameValue => QualName;

    [PySetter("__qualname__")]
    private void SetQualName(PyObject? value) => QualName = value as PyStr ?? throw Err.TypeError("__qualname__ must be set to a string object");
}

/// <summary><c>coroutine_wrapper</c>: the iterator of <c>coroutine.__await__()</c>.</summary>
[PyType("coroutine_wrapper", NoConstructor = true)]
internal sealed partial class PyCoroutineWrapper(PyCoroutine coroutine) : PyObject
{
    internal readonly PyCoroutine Coroutine = coroutine;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Coroutine.NextOrResult();

    [PyMethod("send", "arg, /")]
    private PyObject Send(PyObject arg) => Coroutine.SendImpl(arg);

    [PyMethod("throw", "typ, val=None, tb=None, /")]
    private PyObject ThrowMethod(PyObject type, PyObject? value = null, PyObject? traceback = null) =>
        Coroutine.ThrowImpl(PyGenerator.ThrowArgument(type, value, traceback), given: PyGenerator.Given(type, value, traceback));

    [PyMethod("close", "")]
    private PyObject Close() => Coroutine.CloseImpl();
}
