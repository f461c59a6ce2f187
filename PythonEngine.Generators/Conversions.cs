using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PythonEngine.Generators;

/// <summary>How C# parameter and return types meet Python values; the work itself is in the engine's Args class.</summary>
internal static class Conversions
{
    public const string Args = "global::PythonEngine.Execution.Args";
    public const string Thread = "global::PythonEngine.Execution.PyThread.Current";

    internal enum BufferUse
    {
        None, View, Memory, Span,
    }

    internal static bool IsByte(ITypeSymbol type) => type.SpecialType == SpecialType.System_Byte;

    /// <summary>How a parameter of this type takes a buffer, if it does.</summary>
    public static BufferUse Buffer(ITypeSymbol type, out bool writable)
    {
        writable = type.IsSpan("Memory", IsByte) || type.IsSpan("Span", IsByte);
        if (type.IsSpan("ReadOnlySpan", IsByte) || type.IsSpan("Span", IsByte))
        {
            return BufferUse.Span;
        }
        if (type.IsSpan("ReadOnlyMemory", IsByte) || writable)
        {
            return BufferUse.Memory;
        }
        return type.IsEngine("BufferView") ? BufferUse.View : BufferUse.None;
    }

    /// <summary>The C# expression that converts <paramref name="value"/>; null when the type is not known.</summary>
    /// <param name="context">For example "f() argument 1", the start of CPython's message.</param>
    public static string? Parameter(ITypeSymbol type, string value, string context)
    {
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            var inner = ((INamedTypeSymbol)type).TypeArguments[0];
            string? converted = Parameter(inner, value, context);
            return converted is null ? null : $"({Args}.IsNone({value}) ? null : ({inner.CsBare()}?){converted})";
        }
        switch (type.SpecialType)
        {
            case SpecialType.System_String:
                return type.Nullable() ? $"{Args}.TextOrNone({value}, {context.Literal()})" : $"{Args}.Text({value}, {context.Literal()})";
            case SpecialType.System_Boolean: return $"{Args}.Truth({value})";
            case SpecialType.System_Int32: return $"{Args}.Int32({value})";
            case SpecialType.System_Int64: return $"{Args}.Int64({value})";
            case SpecialType.System_UInt32: return $"{Args}.UInt32({value})";
            case SpecialType.System_UInt64: return $"{Args}.UInt64({value})";
            case SpecialType.System_Int16: return $"{Args}.Int16({value})";
            case SpecialType.System_UInt16: return $"{Args}.UInt16({value})";
            case SpecialType.System_Byte: return $"{Args}.UInt8({value})";
            case SpecialType.System_SByte: return $"{Args}.Int8({value})";
            case SpecialType.System_IntPtr: return $"{Args}.Size({value})";
            case SpecialType.System_Double: return $"{Args}.Double({value})";
            case SpecialType.System_Single: return $"(float){Args}.Double({value})";
            case SpecialType.System_Char: return $"{Args}.Char({value}, {context.Literal()})";
        }
        if (type.Name == "BigInteger" && type.ContainingNamespace.ToDisplayString() == "System.Numerics")
        {
            return $"{Args}.BigInt({value})";
        }
        if (type.IsPyObject())
        {
            return value;
        }
        if (type.DerivesFromPyObject())
        {
            string cs = type.CsBare(), python = type.PythonTypeName();
            return type.Nullable()
                ? $"({value} as {cs} ?? {Args}.NoneOr<{cs}>({value}, {context.Literal()}, {python.Literal()}))"
                : $"({value} as {cs} ?? throw {Args}.MustBe({context.Literal()}, {python.Literal()}, {value}))";
        }
        return null;
    }

    /// <summary>A simple Python literal (number, text, True, False) as C#; null when it is anything else or does not fit the type.</summary>
    private static string? FromLiteral(ITypeSymbol type, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        }
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return text == "True" ? "true" : text == "False" ? "false" : null;
            case SpecialType.System_String:
                return text!.Length >= 2 && text[0] is '\'' or '"' && text[text.Length - 1] == text[0] && text.IndexOf('\\') < 0
                    ? text.Substring(1, text.Length - 2).Literal() : null;
            case SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32
                or SpecialType.System_Int64 or SpecialType.System_UInt64 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_IntPtr:
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n) ? $"({type.CsBare()})({n})" : null;
            case SpecialType.System_Double:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double d) ? Constant(type, d) : null;
            default:
                return null;
        }
    }

    /// <summary>The value of an absent parameter: C#'s default, else the signature's when it is a plain literal, else null; null here when there is none.</summary>
    public static string? AbsentValue(IParameterSymbol parameter, string? signatureText)
    {
        var type = parameter.Type;
        if (parameter.HasExplicitDefaultValue)
        {
            return Default(parameter);
        }
        if (FromLiteral(type, signatureText) is { } literal)
        {
            return literal;
        }
        bool nullable = type.Nullable() || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return nullable || Buffer(type, out _) != BufferUse.None ? Default(parameter) : null;
    }

    private static string Default(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue || parameter.ExplicitDefaultValue is null)
        {
            return parameter.Type.IsReferenceType ? "null" : $"default({parameter.Type.CsBare()})";
        }
        return Constant(parameter.Type, parameter.ExplicitDefaultValue);
    }

    public static string Constant(ITypeSymbol type, object value)
    {
        string text = value switch
        {
            double d when double.IsNaN(d) => "double.NaN",
            double d when double.IsPositiveInfinity(d) => "double.PositiveInfinity",
            double d when double.IsNegativeInfinity(d) => "double.NegativeInfinity",
            double d => d.ToString("R", CultureInfo.InvariantCulture) + "d",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false) ?? "default",
        };
        return type.SpecialType is SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char
            ? text
            : $"({type.CsBare()})({text})";
    }

    /// <summary>The default as Python writes it, for signatures that are derived from C#.</summary>
    public static string PythonDefault(IParameterSymbol parameter) => parameter.HasExplicitDefaultValue
        ? parameter.ExplicitDefaultValue switch
        {
            null => "None",
            bool b => b ? "True" : "False",
            string s => "'" + s.Replace("\\", "\\\\").Replace("'", "\\'").Replace("\n", "\\n") + "'",
            char c => c == '\'' ? "\"'\"" : "'" + c + "'",
            double d => d.ToString("R", CultureInfo.InvariantCulture),
            var v => System.Convert.ToString(v, CultureInfo.InvariantCulture) ?? "None",
        }
        : "None";

    /// <summary>The Args method that makes a Python value of a C# one; "" when it already is one; null when the type is not known.</summary>
    public static string? Result(ITypeSymbol type)
    {
        bool nullable = false;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            nullable = true;
            type = ((INamedTypeSymbol)type).TypeArguments[0];
        }
        string? name = type.SpecialType switch
        {
            SpecialType.System_String => "FromString",
            SpecialType.System_Boolean => "FromBool",
            SpecialType.System_Byte => "FromUInt8",
            SpecialType.System_SByte => "FromInt8",
            SpecialType.System_Int16 => "FromInt16",
            SpecialType.System_UInt16 => "FromUInt16",
            SpecialType.System_Int32 => "FromInt32",
            SpecialType.System_UInt32 => "FromUInt32",
            SpecialType.System_Int64 => "FromInt64",
            SpecialType.System_UInt64 => "FromUInt64",
            SpecialType.System_IntPtr => "FromSize",
            SpecialType.System_Double => "FromDouble",
            SpecialType.System_Single => "FromSingle",
            SpecialType.System_Char => "FromChar",
            _ => null,
        };
        if (name is null)
        {
            if (type is IArrayTypeSymbol { Rank: 1 } array && IsByte(array.ElementType))
            {
                return "FromBytes";
            }
            if (type.Name == "BigInteger" && type.ContainingNamespace.ToDisplayString() == "System.Numerics")
            {
                name = "FromBigInt";
            }
            else if (type.DerivesFromPyObject())
            {
                return type.Nullable() ? "FromObject" : "";
            }
            else
            {
                return null;
            }
        }
        return nullable ? name + "OrNone" : name;
    }
}

/// <summary>What a bound method returns.</summary>
internal sealed class ReturnShape
{
    public bool IsVoid { get; private set; }
    public bool IsTask { get; private set; }
    /// <summary>The C# method returns Task rather than ValueTask.</summary>
    public bool IsHeapTask { get; private set; }
    public ITypeSymbol? Type { get; private set; }
    /// <summary>The Args method, or "".</summary>
    public string Converter { get; private set; } = "";

    public static ReturnShape? Of(IMethodSymbol method)
    {
        var type = method.ReturnType;
        if (type.SpecialType == SpecialType.System_Void)
        {
            return new ReturnShape { IsVoid = true };
        }
        bool isTask = false, isHeap = false;
        if (type is INamedTypeSymbol { Name: "ValueTask" or "Task" } named && named.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks")
        {
            isTask = true;
            isHeap = named.Name == "Task";
            if (named.Arity == 0)
            {
                return new ReturnShape { IsVoid = true, IsTask = true, IsHeapTask = isHeap };
            }
            type = named.TypeArguments[0];
        }
        string? converter = Conversions.Result(type);
        return converter is null ? null : new ReturnShape { IsTask = isTask, IsHeapTask = isHeap, Type = type, Converter = converter };
    }

    public string Convert(string expression) => Converter.Length == 0 ? expression : $"{Conversions.Args}.{Converter}({expression})";
}
