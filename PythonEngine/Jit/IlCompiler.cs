using System.Reflection;
using System.Reflection.Emit;

namespace PythonEngine.Jit;

/// <summary>
/// Compiles a code object to IL. The body works on the same frame and registers as the interpreter loop and may be left at any
/// instruction, so it need not deal with everything: what it does not know it leaves to the loop, which enters it again at the
/// next round of a loop, call or return. Sites are compiled for what the sample registers and the inline caches have seen; other
/// operands take the way through a call.
/// </summary>
internal sealed partial class IlCompiler
{
    private static readonly Type[] s_signature = [typeof(CompiledCode), typeof(PyThread), typeof(PyFrame), typeof(int), typeof(int)];
    private static readonly FieldInfo s_pc = FieldOf(typeof(PyFrame), nameof(PyFrame.Pc));
    private static readonly FieldInfo s_registers = FieldOf(typeof(PyFrame), nameof(PyFrame.R));
    private static readonly Dictionary<string, MethodInfo> s_methods = [];

    private readonly PyCode _code;
    private readonly Instruction[] _ins;
    private readonly PyObject?[] _seen;
    private readonly Temporaries _temporaries;
    private readonly ILGenerator _il;
    private readonly Label[] _labels;
    private readonly bool[] _entries;
    private readonly List<object?> _literals = [];
    private readonly Dictionary<(TemporaryKind, int), LocalBuilder> _variables = [];
    private readonly LocalBuilder _r, _a, _b, _c, _v, _x, _y, _z, _d, _e;
    private readonly Label _leave;
    private LocalBuilder? _truth;

    private IlCompiler(PyCode code, PyObject?[] sample, ILGenerator il)
    {
        _code = code;
        _ins = code.Instructions;
        _seen = sample;
        _temporaries = new Temporaries(code);
        _il = il;
        _labels = new Label[_ins.Length + 1];
        for (int i = 0; i < _labels.Length; i++)
        {
            _labels[i] = il.DefineLabel();
        }
        _entries = new bool[_ins.Length + 1];
        _r = il.DeclareLocal(typeof(PyObject[]));
        _a = il.DeclareLocal(typeof(PyObject));
        _b = il.DeclareLocal(typeof(PyObject));
        _c = il.DeclareLocal(typeof(PyObject));
        _v = il.DeclareLocal(typeof(PyObject));
        _x = il.DeclareLocal(typeof(long));
        _y = il.DeclareLocal(typeof(long));
        _z = il.DeclareLocal(typeof(long));
        _d = il.DeclareLocal(typeof(double));
        _e = il.DeclareLocal(typeof(double));
        _leave = il.DefineLabel();
    }

    /// <summary>Makes the body of a code object.</summary>
    /// <param name="code">The code; its inline caches tell what its sites have seen.</param>
    /// <param name="sample">A copy of a frame's registers.</param>
    internal static CompiledBody Compile(PyCode code, PyObject?[] sample)
    {
        DynamicMethod method = new(code.Name, typeof(int), s_signature, typeof(Interpreter), skipVisibility: true);
        IlCompiler compiler = new(code, sample, method.GetILGenerator());
        compiler.Emit();
        CompiledBody body = method.CreateDelegate<CompiledBody>(new CompiledCode([.. compiler._literals]));
        // The machine code is made now, and not by the thread that calls the body first.
        RuntimeHelpers.PrepareDelegate(body);
        return body;
    }

    private static FieldInfo FieldOf(Type type, string name) =>
        type.GetField(name, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public) ?? throw new MissingFieldException(type.Name, name);

    private void Emit()
    {
        Label dispatch = _il.DefineLabel();
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Ldfld, s_registers);
        _il.Emit(OpCodes.Stloc, _r);
        _il.Emit(OpCodes.Br, dispatch);

        MarkEntries();
        for (int p = 0; p < _ins.Length; p++)
        {
            _il.MarkLabel(_labels[p]);
            EmitInstruction(p, _ins[p]);
        }
        _il.MarkLabel(_labels[_ins.Length]);
        _il.MarkLabel(_leave);
        Return(BodyResult.Reload);

        _il.MarkLabel(dispatch);
        EmitDispatch();
    }

    /// <summary>Where the body is entered: at its beginning, at loops and handlers, and behind what may leave it; the latter are marked as they are compiled.</summary>
    private void MarkEntries()
    {
        _entries[0] = true;
        foreach (ExceptionEntry entry in _code.ExceptionTable)
        {
            _entries[entry.Handler] = true;
        }
        for (int p = 0; p < _ins.Length; p++)
        {
            if (_ins[p].Op == Opcode.JumpBack)
            {
                _entries[_ins[p].Target] = true;
            }
        }
    }

    /// <summary>Jumps to the instruction in the argument, or leaves it to the interpreter.</summary>
    private void EmitDispatch()
    {
        Label unknown = _il.DefineLabel();
        Label[] table = new Label[_ins.Length];
        List<(Label Stub, int Pc)> stubs = [];
        for (int p = 0; p < table.Length; p++)
        {
            table[p] = unknown;
            if (!_entries[p])
            {
                continue;
            }
            table[p] = _labels[p];
            foreach (Temporary _ in _temporaries.LiveAt(p))
            {
                table[p] = _il.DefineLabel();
                stubs.Add((table[p], p));
                break;
            }
        }
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Switch, table);
        _il.Emit(OpCodes.Br, unknown);
        foreach ((Label stub, int pc) in stubs)
        {
            _il.MarkLabel(stub);
            foreach (Temporary temporary in _temporaries.LiveAt(pc))
            {
                Restore(temporary, unknown);
            }
            _il.Emit(OpCodes.Br, _labels[pc]);
        }
        _il.MarkLabel(unknown);
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Ldarg_3);
        _il.Emit(OpCodes.Stfld, s_pc);
        Return(BodyResult.Interpret);
    }

    /// <summary>Fetches a temporary's value from its register.</summary>
    private void Restore(Temporary temporary, Label otherwise)
    {
        _il.Emit(OpCodes.Ldarg_2);
        Constant(temporary.Register);
        Call(nameof(Interpreter.Unboxed));
        if (temporary.Kind == TemporaryKind.Object)
        {
            _il.Emit(OpCodes.Stloc, Variable(temporary));
            return;
        }
        _il.Emit(OpCodes.Stloc, _v);
        _il.Emit(OpCodes.Ldloc, _v);
        Call(temporary.Kind == TemporaryKind.Float ? nameof(Interpreter.IsFloat) : nameof(Interpreter.IsInt));
        _il.Emit(OpCodes.Brfalse, otherwise);
        Unbox(temporary);
    }

    /// <summary>The number in _v becomes the temporary's value.</summary>
    private void Unbox(Temporary temporary)
    {
        _il.Emit(OpCodes.Ldloc, _v);
        Call(temporary.Kind == TemporaryKind.Float ? nameof(Interpreter.FloatOf) : nameof(Interpreter.IntOf));
        _il.Emit(OpCodes.Stloc, Variable(temporary));
    }

    /// <summary>Puts the temporaries that code from an instruction on needs into their registers.</summary>
    private void Spill(int from, int except = -1)
    {
        foreach (Temporary temporary in _temporaries.LiveAt(from))
        {
            if (temporary.Definition != except)
            {
                SpillOne(temporary);
            }
        }
    }

    private void SpillOne(Temporary temporary)
    {
        PushObject(temporary);
        StoreRegister(temporary.Register);
    }

    private void PushObject(Temporary temporary)
    {
        _il.Emit(OpCodes.Ldloc, Variable(temporary));
        if (temporary.Kind != TemporaryKind.Object)
        {
            Call(temporary.Kind == TemporaryKind.Float ? nameof(Interpreter.NewFloat) : nameof(Interpreter.NewInt));
        }
    }

    private LocalBuilder Variable(Temporary temporary)
    {
        (TemporaryKind, int) key = (temporary.Kind, temporary.Register);
        if (!_variables.TryGetValue(key, out LocalBuilder? variable))
        {
            variable = _il.DeclareLocal(temporary.Kind switch
            {
                TemporaryKind.Float => typeof(double),
                TemporaryKind.Int => typeof(long),
                _ => typeof(PyObject),
            });
            _variables.Add(key, variable);
        }
        return variable;
    }

    /// <summary>Pushes the object in a register that an instruction reads.</summary>
    private void PushRegister(int p, int register)
    {
        if (_temporaries.UsedAt(p, register) is { } temporary)
        {
            PushObject(temporary);
            return;
        }
        LoadRegister(register);
    }

    private void LoadRegister(int register)
    {
        _il.Emit(OpCodes.Ldloc, _r);
        Constant(register);
        Call(nameof(Interpreter.Load));
    }

    /// <summary>Pops an object into a register.</summary>
    private void StoreRegister(int register)
    {
        _il.Emit(OpCodes.Ldloc, _r);
        Constant(register);
        Call(nameof(Interpreter.Store));
    }

    /// <summary>Fetches a register that an instruction reads into a variable.</summary>
    private void Fetch(int p, int register, LocalBuilder variable)
    {
        PushRegister(p, register);
        _il.Emit(OpCodes.Stloc, variable);
    }

    /// <summary>What lies on the evaluation stack becomes the result of an instruction in a register.</summary>
    private void PutResult(int p, int register)
    {
        if (_temporaries.DefinedAt(p) is { } temporary && temporary.Register == register)
        {
            _il.Emit(OpCodes.Stloc, Variable(temporary));
            return;
        }
        StoreRegister(register);
    }

    /// <summary>The result that a pushed frame left in a register, as that of the instruction.</summary>
    private void TakeDelivered(int p, int register)
    {
        if (_temporaries.DefinedAt(p) is { Kind: TemporaryKind.Object } temporary && temporary.Register == register)
        {
            LoadRegister(register);
            _il.Emit(OpCodes.Stloc, Variable(temporary));
        }
    }

    /// <summary>
    /// _v is what a call returned: null when it pushed a frame or raised. Pushed frames are run, and the body is left when that does not
    /// bring the result. Otherwise _v becomes the instruction's result.
    /// </summary>
    private void FinishCall(int p, int register) => FinishCall(p, register, _il.DefineLabel());

    /// <param name="there">Where the instruction's fast path goes with its result in _v.</param>
    private void FinishCall(int p, int register, Label there)
    {
        Label done = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _v);
        _il.Emit(OpCodes.Brtrue, there);
        RunPushed(p);
        TakeDelivered(p, register);
        _il.Emit(OpCodes.Br, done);
        _il.MarkLabel(there);
        _il.Emit(OpCodes.Ldloc, _v);
        PutResult(p, register);
        _il.MarkLabel(done);
    }

    private void RunPushed(int p)
    {
        _entries[p + 1] = true;
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldarg_2);
        Depth();
        Call(nameof(Interpreter.RunPushed));
        _il.Emit(OpCodes.Brfalse, _leave);
    }

    /// <summary>Thread, frame and instruction: what most calls begin with.</summary>
    private void PushContext(int p)
    {
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldarg_2);
        Constant(p);
    }

    private void Depth() => _il.Emit(OpCodes.Ldarg_S, (byte)4);

    private void Constant(int value) => _il.Emit(OpCodes.Ldc_I4, value);

    private void Constant(long value) => _il.Emit(OpCodes.Ldc_I8, value);

    private void Literal(object? value)
    {
        int index = _literals.IndexOf(value);
        if (index < 0)
        {
            index = _literals.Count;
            _literals.Add(value);
        }
        _il.Emit(OpCodes.Ldarg_0);
        Constant(index);
        Call(typeof(CompiledCode), nameof(CompiledCode.Literal));
    }

    private void Return(int result)
    {
        Constant(result);
        _il.Emit(OpCodes.Ret);
    }

    private void SetPc(int pc)
    {
        _il.Emit(OpCodes.Ldarg_2);
        Constant(pc);
        _il.Emit(OpCodes.Stfld, s_pc);
    }

    private void Call(string name) => Call(typeof(Interpreter), name);

    private void Call(Type type, string name)
    {
        if (!s_methods.TryGetValue(name, out MethodInfo? method))
        {
            method = type.GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic) ?? throw new MissingMethodException(type.Name, name);
            s_methods.Add(name, method);
        }
        _il.Emit(OpCodes.Call, method);
    }
}
