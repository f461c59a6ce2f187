using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using static PythonEngine.Generators.Conversions;

namespace PythonEngine.Generators;

/// <summary>Collects problems of one class.</summary>
internal sealed class Problems
{
    public List<DiagnosticInfo> Items { get; } = [];

    public void Add(DiagnosticDescriptor descriptor, AttributeData attribute, ISymbol symbol, string text) =>
        Items.Add(new DiagnosticInfo(descriptor, LocationInfo.From(attribute, symbol), $"{symbol.ContainingType?.Name}.{symbol.Name}: {text}"));
}

/// <summary>How the result of a callable leaves generated code.</summary>
internal enum ResultUse
{
    /// <summary>As the Python value.</summary>
    Value,
    /// <summary>The method returns nothing and neither does the slot (tp_init).</summary>
    Nothing,
}

/// <summary>Writes the unpacking of Python arguments and the call of a C# method with any signature.</summary>
internal sealed class CallableEmitter
{
    private sealed class Parameter(IParameterSymbol symbol)
    {
        public readonly IParameterSymbol Symbol = symbol;
        public SignatureParameter? Python;
        /// <summary>The expression for injected parameters.</summary>
        public string? Injected;
        /// <summary>Index among the bound slots; -1 for *args, **kwargs and injected ones.</summary>
        public int Slot = -1;
        public bool Optional;
        public string Local = "";
    }

    private readonly IMethodSymbol _method;
    private readonly List<Parameter> _parameters = [];
    private readonly ReturnShape _result;
    private readonly bool _raw;
    private readonly bool _keywords;
    private readonly bool _tuple, _function;
    private readonly int _positional, _required, _slots;
    private readonly Parameter? _varArgs, _keywordArgs;
    private readonly bool _requiredKeywordOnly;

    /// <summary>The name in messages: "append".</summary>
    private readonly string _name;
    /// <summary>"list.append", "math.sqrt"; null for constructors, which have no METH_O form.</summary>
    private readonly string? _qualifiedName;
    private readonly string? _signature;

    /// <summary>Parameter text without parentheses or receiver; null for raw methods without a declared signature.</summary>
    public string? SignatureText { get; }

    private CallableEmitter(IMethodSymbol method, ReturnShape result, string name, string? qualifiedName, string? signature,
        List<Parameter> parameters, bool raw, AttributeData attribute)
    {
        _method = method;
        _result = result;
        _name = name;
        _qualifiedName = qualifiedName;
        _signature = signature;
        _parameters = parameters;
        _raw = raw;
        SignatureText = signature;
        if (raw)
        {
            return;
        }
        _function = attribute.Is("PyFunction");
        _tuple = attribute.Named<bool>("ParsesTuple");
        _keywords = attribute.Named<bool>("DefiningClass") && parameters.Exists(p => p.Python is not null);
        foreach (var p in parameters)
        {
            if (p.Python is null)
            {
                continue;
            }
            switch (p.Python.Kind)
            {
                case ParameterKind.VarArgs:
                    _varArgs = p;
                    break;
                case ParameterKind.KeywordArgs:
                    _keywordArgs = p;
                    _keywords = true;
                    break;
                default:
                    p.Slot = _slots++;
                    if (p.Python.Kind == ParameterKind.KeywordOnly)
                    {
                        _requiredKeywordOnly |= !p.Optional;
                    }
                    else
                    {
                        _positional++;
                        _required += p.Optional ? 0 : 1;
                    }
                    _keywords |= p.Python.Kind != ParameterKind.PositionalOnly;
                    break;
            }
        }
        SignatureText ??= DeriveSignature();
    }

    /// <param name="skip">Leading C# parameters that are the receiver (a static method's self, cls).</param>
    /// <param name="inModule">PyModule as the first parameter is the module itself.</param>
    public static CallableEmitter? Create(IMethodSymbol method, AttributeData attribute, string name, string? qualifiedName,
        string? signature, int skip, Problems problems, string? inModule = null)
    {
        var result = ReturnShape.Of(method);
        if (result is null)
        {
            problems.Add(Diagnostics.ReturnType, attribute, method, $"'{method.ReturnType.ToDisplayString()}' has no conversion to a Python value");
            return null;
        }
        if (method.IsGenericMethod)
        {
            problems.Add(Diagnostics.ParameterType, attribute, method, "a generic method cannot be bound");
            return null;
        }
        var parameters = new List<Parameter>();
        for (int i = skip; i < method.Parameters.Length; i++)
        {
            var symbol = method.Parameters[i];
            var p = new Parameter(symbol) { Local = "p" + i };
            if (symbol.RefKind != RefKind.None)
            {
                problems.Add(Diagnostics.ParameterType, attribute, method, $"parameter '{symbol.Name}' may not be ref, in or out");
                return null;
            }
            if (symbol.Type.IsEngine("PyThread"))
            {
                p.Injected = Thread;
            }
            else if (symbol.Type.IsEngine("PyEngine"))
            {
                p.Injected = Thread + ".Engine";
            }
            else if (inModule is not null && i == 0 && symbol.Type.IsEngine("PyModule"))
            {
                p.Injected = $"{Args}.Module({inModule.Literal()})";
            }
            parameters.Add(p);
        }
        var visible = parameters.Where(p => p.Injected is null).ToList();
        if (visible.Count == 2 && visible[0].Symbol.Type.IsSpan("ReadOnlySpan", t => t.IsPyObject()) && visible[1].Symbol.Type.IsEngine("PyTuple")
            && (signature is null || visible[1].Symbol.Name == "kwnames"))
        {
            return new CallableEmitter(method, result, name, qualifiedName, signature, parameters, raw: true, attribute);
        }

        List<SignatureParameter>? python = null;
        if (signature is not null)
        {
            python = SignatureParser.Parse(signature, out string? error);
            if (python is null)
            {
                problems.Add(Diagnostics.SignatureText, attribute, method, error!);
                return null;
            }
            if (python.Count != visible.Count)
            {
                problems.Add(Diagnostics.SignatureMismatch, attribute, method,
                    $"the signature \"{signature}\" has {python.Count} parameters, the C# method {visible.Count}");
                return null;
            }
        }
        bool ok = true;
        bool optionalSeen = false;
        for (int i = 0; i < visible.Count; i++)
        {
            var p = visible[i];
            var type = p.Symbol.Type;
            bool isObjects = type.IsSpan("ReadOnlySpan", t => t.IsPyObject()) || type is IArrayTypeSymbol { Rank: 1 } array && array.ElementType.IsPyObject();
            if (python is not null)
            {
                p.Python = python[i];
            }
            else
            {
                p.Python = isObjects && i == visible.Count - 1
                    ? new SignatureParameter(p.Symbol.Name, ParameterKind.VarArgs, true)
                    : new SignatureParameter(p.Symbol.Name, ParameterKind.PositionalOnly, p.Symbol.HasExplicitDefaultValue);
            }
            p.Optional = p.Python.Optional;
            string? problem = null;
            switch (p.Python.Kind)
            {
                case ParameterKind.VarArgs:
                    problem = isObjects ? null : $"'*{p.Python.Name}' needs ReadOnlySpan<PyObject> or PyObject[], not '{type.ToDisplayString()}'";
                    break;
                case ParameterKind.KeywordArgs:
                    problem = type.IsEngine("PyDict") ? null : $"'**{p.Python.Name}' needs PyDict, not '{type.ToDisplayString()}'";
                    break;
                default:
                    if (Conversions.Buffer(type, out _) == BufferUse.None && Conversions.Parameter(type, "x", "") is null)
                    {
                        problem = $"parameter '{p.Symbol.Name}' of type '{type.ToDisplayString()}' has no conversion from a Python value";
                    }
                    else if (p.Symbol.HasExplicitDefaultValue && !p.Optional && p.Python.Kind != ParameterKind.KeywordOnly)
                    {
                        problems.Add(Diagnostics.SignatureMismatch, attribute, method,
                            $"parameter '{p.Symbol.Name}' has a C# default but is required in the signature");
                        ok = false;
                    }
                    else if (p.Optional && AbsentValue(p.Symbol, p.Python.Default) is null)
                    {
                        problems.Add(Diagnostics.SignatureMismatch, attribute, method,
                            $"parameter '{p.Symbol.Name}' is optional in the signature and needs a C# default value");
                        ok = false;
                    }
                    if (p.Python.Kind != ParameterKind.KeywordOnly)
                    {
                        if (optionalSeen && !p.Optional)
                        {
                            problems.Add(Diagnostics.SignatureMismatch, attribute, method, $"required parameter '{p.Symbol.Name}' follows an optional one");
                            ok = false;
                        }
                        optionalSeen |= p.Optional;
                    }
                    break;
            }
            if (problem is not null)
            {
                problems.Add(Diagnostics.ParameterType, attribute, method, problem);
                ok = false;
            }
        }
        return ok ? new CallableEmitter(method, result, name, qualifiedName, signature, parameters, raw: false, attribute) : null;
    }

    private string DeriveSignature()
    {
        var parts = new List<string>();
        bool slash = false;
        foreach (var p in _parameters)
        {
            if (p.Python is null)
            {
                continue;
            }
            switch (p.Python.Kind)
            {
                case ParameterKind.VarArgs:
                    if (slash)
                    {
                        parts.Add("/");
                        slash = false;
                    }
                    parts.Add("*" + p.Python.Name);
                    break;
                default:
                    slash = true;
                    parts.Add(p.Optional ? p.Python.Name + "=" + PythonDefault(p.Symbol) : p.Python.Name);
                    break;
            }
        }
        if (slash)
        {
            parts.Add("/");
        }
        return string.Join(", ", parts);
    }

    /// <summary>"($self, a, /)" for <c>__text_signature__</c>.</summary>
    public string? TextSignature(string? receiver)
    {
        if (SignatureText is null)
        {
            return null;
        }
        if (receiver is null)
        {
            return "(" + SignatureText + ")";
        }
        // The receiver is positional-only: it brings its own '/' when the parameters have none.
        bool slash = SignatureText == "/" || SignatureText.Contains(" /") || SignatureText.Contains(",/");
        string text = SignatureText.Length == 0 ? "/" : slash ? SignatureText : "/, " + SignatureText;
        return $"({receiver}, {text})";
    }

    /// <summary>
    /// Writes the statements that unpack <c>args</c> and <c>kwnames</c> (both without the receiver) and return the result.
    /// </summary>
    /// <param name="w">Receives the statements.</param>
    /// <param name="call">What to call, up to the parenthesis: "self.Append" or "Module.F".</param>
    /// <param name="receiver">An expression for the first C# argument, or null.</param>
    /// <param name="unique">A unique suffix for the lazily made ArgSpec field.</param>
    /// <param name="use">Where the result goes.</param>
    /// <param name="fields">Receives declarations of static fields.</param>
    public void Write(CodeWriter w, string call, string? receiver, string unique, ResultUse use, CodeWriter fields)
    {
        var arguments = new List<string>();
        if (receiver is not null)
        {
            arguments.Add(receiver);
        }
        if (_raw)
        {
            int seen = 0;
            foreach (var p in _parameters)
            {
                arguments.Add(p.Injected ?? (seen++ == 0 ? "args" : "kwnames"));
            }
            WriteCall(w, $"{call}({string.Join(", ", arguments)})", use, []);
            return;
        }

        string s = "args";
        if (_keywords)
        {
            s = "s";
            string fast = _requiredKeywordOnly ? "false" : "kwnames is null";
            if (!_requiredKeywordOnly)
            {
                if (_varArgs is null)
                {
                    fast += _required == 0 ? $" && args.Length <= {_positional}"
                        : _required == _positional ? $" && args.Length == {_required}"
                        : $" && (uint)(args.Length - {_required}) <= {_positional - _required}";
                }
                else if (_required > 0)
                {
                    fast += $" && args.Length >= {_required}";
                }
            }
            // Without parameters of their own (*args and **kwargs only) there is nothing to read from s, and an optimizing
            // C# compiler mistakes an unread span's assignment.
            bool reads = _parameters.Exists(p => p.Slot >= 0);
            if (reads)
            {
                w.Line("global::System.ReadOnlySpan<PyObject> s;");
            }
            if (_keywordArgs is not null)
            {
                w.Line("PyDict? extra = null;");
            }
            string bind = $"{(reads ? "s = " : "")}{Args}.Bind({Spec(unique, fields)}, args, kwnames{(_keywordArgs is null ? "" : ", out extra")});";
            if (_requiredKeywordOnly)
            {
                w.Line(bind);
            }
            else
            {
                w.Open($"if ({fast})");
                if (reads)
                {
                    w.Line(_varArgs is null ? "s = args;" : $"s = args.Length > {_positional} ? args.Slice(0, {_positional}) : args;");
                }
                w.Close();
                w.Open("else");
                w.Line(bind);
                w.Close();
            }
            if (_varArgs is not null)
            {
                w.Line($"var rest = {Args}.Rest(args, kwnames, {_positional});");
            }
        }
        else
        {
            string check = _varArgs is not null
                ? (_required == 0 ? "kwnames is not null" : $"kwnames is not null || args.Length < {_required}")
                : _required == _positional ? $"kwnames is not null || args.Length != {_required}"
                : _required == 0 ? $"kwnames is not null || args.Length > {_positional}"
                : $"kwnames is not null || (uint)(args.Length - {_required}) > {_positional - _required}";
            if (ForSubclasses)
            {
                w.Open("if (kwnames is not null)");
                w.Line($"args = {Args}.ForNew(cls, TypeObject, args, kwnames);");
                w.Line("kwnames = null;");
                w.Close();
            }
            w.Open($"if ({check})");
            w.Line($"{Args}.{(_tuple ? "CheckTuple" : "CheckPositional")}(args.Length, kwnames, {_name.Literal()}, {(_tuple && _function ? "null" : _qualifiedName.Literal())}, {_required}, {(_varArgs is null ? _positional.ToString() : "int.MaxValue")});");
            w.Close();
            if (_varArgs is not null)
            {
                w.Line($"var rest = args.Length > {_positional} ? args.Slice({_positional}) : default;");
            }
        }

        var buffers = new List<string>();
        foreach (var p in _parameters)
        {
            if (p.Slot >= 0 && Conversions.Buffer(p.Symbol.Type, out _) != BufferUse.None)
            {
                buffers.Add("b" + p.Slot);
                w.Line($"BufferView b{p.Slot} = default;");
            }
        }
        if (buffers.Count != 0)
        {
            if (_result.IsTask)
            {
                w.Line("bool pending = false;");
            }
            w.Open("try");
        }
        foreach (var p in _parameters)
        {
            if (p.Injected is not null)
            {
                arguments.Add(p.Injected);
            }
            else if (p == _varArgs)
            {
                arguments.Add(p.Symbol.Type is IArrayTypeSymbol ? "rest.ToArray()" : "rest");
            }
            else if (p == _keywordArgs)
            {
                arguments.Add(p.Symbol.Type.Nullable() ? "extra" : "extra ?? new PyDict()");
            }
            else
            {
                WriteConversion(w, p, s);
                arguments.Add(p.Local);
            }
        }
        WriteCall(w, $"{call}({string.Join(", ", arguments)})", use, buffers);
        if (buffers.Count != 0)
        {
            w.Close();
            w.Open("finally");
            string release = string.Join(" ", buffers.Select(b => b + ".Release();"));
            w.Line(_result.IsTask ? $"if (!pending) {{ {release} }}" : release);
            w.Close();
        }
    }

    private void WriteConversion(CodeWriter w, Parameter p, string s)
    {
        var type = p.Symbol.Type;
        string context = p.Python!.Kind == ParameterKind.PositionalOnly
            ? _positional == 1 && _slots == 1 && _varArgs is null ? _name + "() argument" : $"{_name}() argument {p.Slot + 1}"
            : _tuple ? $"{_name}() argument {p.Slot + 1}" : $"{_name}() argument '{p.Python.Name}'";
        string item = $"{s}[{p.Slot}]";
        string present = !p.Optional ? "" : $"{s}.Length > {p.Slot}";
        if (p.Optional && _keywords)
        {
            string local = "a" + p.Slot;
            w.Line($"PyObject? {local} = {s}.Length > {p.Slot} ? {s}[{p.Slot}] : null;");
            item = local;
            present = local + " is not null";
        }
        var use = Conversions.Buffer(type, out bool writable);
        if (use != BufferUse.None)
        {
            string acquire = $"b{p.Slot} = {Args}.{(writable ? "WritableBuffer" : "Buffer")}({item}, {context.Literal()});";
            w.Line(p.Optional ? $"if ({present}) {{ {acquire} }}" : acquire);
            string view = use switch
            {
                BufferUse.View => $"b{p.Slot}",
                BufferUse.Memory => $"b{p.Slot}.Memory",
                _ => $"b{p.Slot}.Memory.Span",
            };
            w.Line($"{type.Cs()} {p.Local} = {view};");
            return;
        }
        string converted = Conversions.Parameter(type, item, context)!;
        if (p.Optional && _keywords && type.IsPyObject())
        {
            w.Line(p.Symbol.Type.Nullable() ? $"{type.Cs()} {p.Local} = {item};" : $"{type.Cs()} {p.Local} = {item} ?? {AbsentValue(p.Symbol, p.Python.Default)};");
            return;
        }
        w.Line(p.Optional ? $"{type.Cs()} {p.Local} = {present} ? {converted} : {AbsentValue(p.Symbol, p.Python.Default)};" : $"{type.Cs()} {p.Local} = {converted};");
    }

    private void WriteCall(CodeWriter w, string call, ResultUse use, List<string> buffers)
    {
        if (use == ResultUse.Nothing)
        {
            w.Line(call + ";");
        }
        else
        {
            WriteResult(w, call, _result, buffers);
        }
    }

    /// <summary>Converts and returns what a call gives.</summary>
    public static void WriteResult(CodeWriter w, string call, ReturnShape result, List<string> buffers)
    {
        if (!result.IsTask)
        {
            if (result.IsVoid)
            {
                w.Line(call + ";");
                w.Line($"return {Args}.None;");
            }
            else
            {
                w.Line($"return {result.Convert(call)};");
            }
            return;
        }
        if (result.IsHeapTask)
        {
            call = result.IsVoid ? $"new global::System.Threading.Tasks.ValueTask({call})"
                : $"new global::System.Threading.Tasks.ValueTask<{result.Type!.Cs()}>({call})";
        }
        w.Line($"var task = {call};");
        w.Open("if (task.IsCompletedSuccessfully)");
        if (result.IsVoid)
        {
            w.Line("task.GetAwaiter().GetResult();");
            w.Line($"return {Args}.None;");
        }
        else
        {
            w.Line($"return {result.Convert("task.Result")};");
        }
        w.Close();
        string pending = "task";
        foreach (string buffer in buffers)
        {
            pending = $"{Args}.ReleaseAfter({pending}, {buffer})";
        }
        if (buffers.Count != 0)
        {
            w.Line("pending = true;");
        }
        if (result.IsVoid)
        {
            w.Line($"return {Thread}.Park({pending});");
        }
        else if (result.Converter.Length == 0 && result.Type.IsPyObject())
        {
            w.Line($"return {Thread}.Park({pending});");
        }
        else
        {
            string converter = result.Converter.Length == 0 ? "FromAny" : result.Converter;
            w.Line($"return {Thread}.Park<{result.Type!.Cs()}>({pending}, &{Args}.{converter});");
        }
    }

    private string Spec(string unique, CodeWriter fields)
    {
        string field = "__a_" + unique;
        var names = _parameters.Where(p => p.Slot >= 0).Select(p => p.Python!.Name);
        int positionalOnly = _parameters.Count(p => p.Slot >= 0 && p.Python!.Kind == ParameterKind.PositionalOnly);
        ulong required = 0;
        foreach (var p in _parameters)
        {
            if (p.Slot is >= 0 and < 64 && !p.Optional)
            {
                required |= 1UL << p.Slot;
            }
        }
        fields.Line($"private static global::PythonEngine.Execution.ArgSpec? {field};");
        return $"{field} ??= new global::PythonEngine.Execution.ArgSpec({_name.Literal()}, {string.Join(" ", names).Literal()}, {positionalOnly}, {_positional}, {required}UL, {(_varArgs is null ? "false" : "true")})";
    }

    public bool ReturnsNothing => _result is { IsVoid: true, IsTask: false };
    public bool IsAsync => _result.IsTask;

    /// <summary>For the __new__ of a type that may be subclassed: keywords are passed over where a class has an __init__ of its own.</summary>
    public bool ForSubclasses { get; set; }
    public IMethodSymbol Method => _method;
}
