namespace PythonEngine.Objects;

/// <summary><c>async_generator</c>: what calling an <c>async def</c> function with yield gives.</summary>
[PyType("async_generator", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PyAsyncGenerator(PyFrame frame) : PyGenerator(frame)
{
    private bool _hooksCalled;

    /// <summary>An anext, asend, athrow or aclose is under way: <c>ag_running</c>.</summary>
    internal bool RunningAsync;

    /// <summary>Ended by StopAsyncIteration, GeneratorExit or aclose().</summary>
    internal bool Closed;

    /// <summary>sys.set_asyncgen_hooks' finalizer at the time of the first iteration.</summary>
    internal PyObject? Finalizer;

    internal override bool IsAsyncGenerator => true;

    private protected override string Kind => "async generator";

    private void CallHooks()
    {
        if (_hooksCalled)
        {
            return;
        }
        _hooksCalled = true;
        Modules.SysState hooks = (Modules.SysState)PyThread.Current.Engine.SysModule.State!;
        Finalizer = hooks.AsyncGenFinalizer;
        if (hooks.AsyncGenFirstIter is { } firstIter)
        {
            Ops.Call(firstIter, this);
        }
    }

    [PyMethod("__aiter__")]
    private PyObject Aiter() => this;

    [PyMethod("__anext__")]
    private PyObject Anext()
    {
        CallHooks();
        return new PyAsyncGenASend(this, PyNone.Instance);
    }

    [PyMethod("asend", "value, /", Doc = "asend(v) -> send 'v' in generator.")]
    private PyObject ASend(PyObject value)
    {
        CallHooks();
        return new PyAsyncGenASend(this, value);
    }

    [PyMethod("athrow", "typ, val=None, tb=None, /", Doc = "athrow(typ[,val[,tb]]) -> raise exception in generator.")]
    private PyObject AThrow(PyObject type, PyObject? value = null, PyObject? traceback = null)
    {
        CallHooks();
        return new PyAsyncGenAThrow(this, [type, value ?? PyNone.Instance, traceback ?? PyNone.Instance]);
    }

    [PyMethod("aclose", "", Doc = "aclose() -> raise GeneratorExit inside generator.")]
    private PyObject AClose()
    {
        CallHooks();
        return new PyAsyncGenAThrow(this, null);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<async_generator object {Ops.StrText(QualName)} at 0x{Identity.Id(this):x12}>";

    [PyClassMethod("__class_getitem__", "item, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    [PyGetter("ag_frame")]
    private PyObject? AgFrame => Frame;

    [PyGetter("ag_running")]
    private bool AgRunning => RunningAsync;

    [PyGetter("ag_code")]
    private PyObject AgCode => Code;

    [PyGetter("ag_await")]
    private PyObject? AgAwait => Delegate;

    [PyGetter("__name__")]
    private PyObject NameValue => Name;

    [PySetter("__name__")]
    private void SetName(PyObject? value) => Name = value as PyStr ?? throw Err.TypeError("__name__ must be set to a string object");

    [PyGetter("__qualname__")]
    private PyObject QualNameValue => QualName;

    [PySetter("__qualname__")]
    private void SetQualName(PyObject? value) => QualName = value as PyStr ?? throw Err.TypeError("__qualname__ must be set to a string object");

    /// <summary>Runs a step from C#: an awaited value, or null with the item in <paramref name="item"/>; raises what the generator raises.</summary>
    internal PyObject? Step(PyObject pending, out PyObject? item)
    {
        PyObject value;
        try
        {
            value = ReferenceEquals(pending, PyThread.Pending) ? PyThread.Current.WaitNested() : pending;
        }
        catch (PyException e)
        {
            RunningAsync = false;
            Closed |= e.Matches(Exc.StopAsyncIteration) || e.Matches(Exc.GeneratorExit);
            throw;
        }
        if (value is PyAsyncGenWrappedValue wrapped)
        {
            RunningAsync = false;
            item = wrapped.Value;
            return null;
        }
        item = null;
        return value;
    }

    internal override void Finish()
    {
        base.Finish();
        RunningAsync = false;
    }
}

/// <summary><c>async_generator_wrapped_value</c>: an item that an async generator yields, told apart from what it awaits.</summary>
[PyType("async_generator_wrapped_value", NoConstructor = true)]
internal sealed partial class PyAsyncGenWrappedValue(PyObject value) : PyObject
{
    internal readonly PyObject Value = value;
}

internal enum AwaitableState : byte
{
    Init, Iterating, Closed,
}

/// <summary><c>async_generator_asend</c>: the awaitable of __anext__() and asend().</summary>
[PyType("async_generator_asend", NoConstructor = true)]
internal sealed partial class PyAsyncGenASend(PyAsyncGenerator generator, PyObject value) : PyObject
{
    internal readonly PyAsyncGenerator Generator = generator;
    internal AwaitableState State;

    /// <summary>Checks and notes the start of a step; gives what to send.</summary>
    internal PyObject Begin(PyObject sent)
    {
        switch (State)
        {
            case AwaitableState.Closed:
                throw Err.RuntimeError("cannot reuse already awaited __anext__()/asend()");
            case AwaitableState.Init:
                if (Generator.RunningAsync)
                {
                    State = AwaitableState.Closed;
                    throw Err.RuntimeError("anext(): asynchronous generator is already running");
                }
                State = AwaitableState.Iterating;
                sent = sent is PyNone ? value : sent;
                break;
        }
        Generator.RunningAsync = true;
        return sent;
    }

    private PyObject Run(PyObject pending)
    {
        PyObject? awaited;
        PyObject? item;
        try
        {
            awaited = Generator.Step(pending, out item);
        }
        catch
        {
            State = AwaitableState.Closed;
            throw;
        }
        if (awaited != null)
        {
            return awaited;
        }
        State = AwaitableState.Closed;
        throw Err.StopIteration(item);
    }

    [PyMethod("__await__")]
    private PyObject Await() => this;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Send(PyNone.Instance);

    [PyMethod("send", "arg, /")]
    internal PyObject Send(PyObject arg)
    {
        PyObject sent = Begin(arg);
        PyObject pending;
        try
        {
            pending = Generator.SendImpl(sent);
        }
        catch
        {
            Generator.RunningAsync = false;
            State = AwaitableState.Closed;
            throw;
        }
        return Run(pending);
    }

    [PyMethod("throw", "typ, val=None, tb=None, /")]
    private PyObject Throw(PyObject type, PyObject? val = null, PyObject? tb = null)
    {
        if (State == AwaitableState.Closed)
        {
            throw Err.RuntimeError("cannot reuse already awaited __anext__()/asend()");
        }
        PyBaseException exception = PyGenerator.ThrowArgument(type, val, tb);
        PyObject pending;
        try
        {
            pending = Generator.ThrowImpl(exception, closeDelegate: false);
        }
        catch
        {
            Generator.RunningAsync = false;
            State = AwaitableState.Closed;
            throw;
        }
        return Run(pending);
    }

    [PyMethod("close", "")]
    private void Close() => State = AwaitableState.Closed;
}

/// <summary><c>async_generator_athrow</c>: the awaitable of athrow() and, without arguments, aclose().</summary>
[PyType("async_generator_athrow", NoConstructor = true)]
internal sealed partial class PyAsyncGenAThrow(PyAsyncGenerator generator, PyObject[]? arguments) : PyObject
{
    private AwaitableState _state;

    private bool IsClose => arguments == null;

    [PyMethod("__await__")]
    private PyObject Await() => this;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Send(PyNone.Instance);

    [PyMethod("send", "arg, /")]
    private PyObject Send(PyObject arg)
    {
        if (_state == AwaitableState.Closed)
        {
            throw Err.RuntimeError("cannot reuse already awaited aclose()/athrow()");
        }
        if (generator.Frame == null)
        {
            _state = AwaitableState.Closed;
            throw Err.StopIteration();
        }
        if (_state == AwaitableState.Iterating)
        {
            return Run(() => generator.SendImpl(arg));
        }
        if (generator.RunningAsync)
        {
            _state = AwaitableState.Closed;
            throw Err.RuntimeError($"{(IsClose ? "aclose" : "athrow")}(): asynchronous generator is already running");
        }
        if (generator.Closed)
        {
            _state = AwaitableState.Closed;
            throw new PyException(new PyBaseException(Exc.StopAsyncIteration));
        }
        if (arg is not PyNone)
        {
            throw Err.RuntimeError("can't send non-None value to a just-started coroutine");
        }
        _state = AwaitableState.Iterating;
        generator.RunningAsync = true;
        if (IsClose)
        {
            generator.Closed = true;
            return Run(() => generator.ThrowImpl(new PyBaseException(Exc.GeneratorExit), closeDelegate: false));
        }
        return Run(() => generator.ThrowImpl(PyGenerator.ThrowArgument(arguments![0], arguments[1], arguments[2]), closeDelegate: false));
    }

    private PyObject Run(Func<PyObject> resume)
    {
        PyObject? awaited;
        PyObject? item;
        try
        {
            awaited = generator.Step(resume(), out item);
        }
        catch (PyException e)
        {
            generator.RunningAsync = false;
            _state = AwaitableState.Closed;
            if (IsClose && (e.Matches(Exc.StopAsyncIteration) || e.Matches(Exc.GeneratorExit)))
            {
                // What aclose() waited for.
                throw Err.StopIteration();
            }
            throw;
        }
        if (awaited != null)
        {
            return awaited;
        }
        _state = AwaitableState.Closed;
        throw IsClose ? Err.RuntimeError("async generator ignored GeneratorExit") : Err.StopIteration(item);
    }

    [PyMethod("throw", "typ, val=None, tb=None, /")]
    private PyObject Throw(PyObject type, PyObject? val = null, PyObject? tb = null)
    {
        if (_state == AwaitableState.Closed)
        {
            throw Err.RuntimeError("cannot reuse already awaited aclose()/athrow()");
        }
        PyBaseException exception = PyGenerator.ThrowArgument(type, val, tb);
        return Run(() => generator.ThrowImpl(exception, closeDelegate: false));
    }

    [PyMethod("close", "")]
    private void Close() => _state = AwaitableState.Closed;
}
