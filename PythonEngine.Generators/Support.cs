using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace System.Runtime.CompilerServices
{
    /// <summary>netstandard2.0 lacks it; records need it.</summary>
    internal static class IsExternalInit;
}

namespace PythonEngine.Generators
{
    /// <summary>A file location that does not keep a compilation alive in the incremental caches.</summary>
    internal sealed record LocationInfo(string Path, TextSpan Span, LinePositionSpan Lines)
    {
        public static LocationInfo? From(Location? location) =>
            location?.SourceTree is null ? null : new LocationInfo(location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);

        public static LocationInfo? From(AttributeData attribute, ISymbol symbol) =>
            From(attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? symbol.Locations.FirstOrDefault());

        public Location ToLocation() => Location.Create(Path, Span, Lines);
    }

    internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, LocationInfo? Location, string Argument)
    {
        public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None, Argument);
    }

    /// <summary>An immutable array compared by its items, so that the incremental pipeline can stop at unchanged results.</summary>
    internal readonly struct EquatableArray<T>(ImmutableArray<T> items) : IEquatable<EquatableArray<T>>
        where T : IEquatable<T>
    {
        public ImmutableArray<T> Items { get; } = items;

        public bool Equals(EquatableArray<T> other) => Items.SequenceEqual(other.Items);
        public override bool Equals(object? obj) => obj is EquatableArray<T> other && Equals(other);
        public override int GetHashCode() => Items.Length == 0 ? 0 : Items[0].GetHashCode() * 31 + Items.Length;
    }

    /// <summary>The finished text for one class; text is its own equatable model.</summary>
    internal sealed record GeneratedClass(string HintName, string Source, EquatableArray<DiagnosticInfo> Diagnostics);

    /// <summary>One row of the module registry.</summary>
    internal sealed record ModuleEntry(string Name, string ClassName);

    /// <summary>Indented text.</summary>
    internal sealed class CodeWriter
    {
        private readonly StringBuilder _text = new();
        private int _indent;

        public void Line(string text = "")
        {
            if (text.Length != 0)
            {
                _text.Append(' ', _indent * 4).Append(text);
            }
            _text.Append('\n');
        }

        public void Open(string text)
        {
            Line(text);
            Line("{");
            _indent++;
        }

        public void Close(string after = "")
        {
            _indent--;
            Line("}" + after);
        }

        public override string ToString() => _text.ToString();
    }

    internal static class Diagnostics
    {
        private static DiagnosticDescriptor Error(string id, string title, string message) =>
            new(id, title, message, "PythonBinding", DiagnosticSeverity.Error, isEnabledByDefault: true);

        public static readonly DiagnosticDescriptor ParameterType = Error("IEVT001", "Parameter type cannot be bound", "{0}");
        public static readonly DiagnosticDescriptor SignatureMismatch = Error("IEVT002", "Signature and C# parameters differ", "{0}");
        public static readonly DiagnosticDescriptor Duplicate = Error("IEVT003", "Python name declared twice", "{0}");
        public static readonly DiagnosticDescriptor SlotShape = Error("IEVT004", "Slot method has the wrong shape", "{0}");
        public static readonly DiagnosticDescriptor ReturnType = Error("IEVT005", "Return type cannot be bound", "{0}");
        public static readonly DiagnosticDescriptor ClassShape = Error("IEVT006", "Class cannot be bound", "{0}");
        public static readonly DiagnosticDescriptor SignatureText = Error("IEVT007", "Signature text is not valid", "{0}");
    }

    internal static class SymbolExtensions
    {
        private const string Execution = "PythonEngine.Execution.";
        private const string Objects = "PythonEngine.Objects.";

        public static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
            .WithMiscellaneousOptions(SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions
                | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

        public static AttributeData? Attribute(this ISymbol symbol, string name)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (attribute.Is(name))
                {
                    return attribute;
                }
            }
            return null;
        }

        public static bool Is(this AttributeData attribute, string name) =>
            attribute.AttributeClass?.Name == name + "Attribute" && attribute.AttributeClass.ToDisplayString() == Execution + name + "Attribute";

        public static T? Named<T>(this AttributeData attribute, string name, T? fallback = default)
        {
            foreach (var pair in attribute.NamedArguments)
            {
                if (pair.Key == name && pair.Value.Value is T value)
                {
                    return value;
                }
            }
            return fallback;
        }

        public static string? Text(this AttributeData attribute, int index) =>
            attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value as string : null;

        /// <summary>A class of the engine by its simple name, wherever in PythonEngine's namespaces it lives.</summary>
        public static bool IsEngine(this ITypeSymbol? type, string name) =>
            type is not null && type.Name == name && InEngine(type.ContainingNamespace);

        private static bool InEngine(INamespaceSymbol? space)
        {
            while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            {
                space = space.ContainingNamespace;
            }
            return space?.Name == "PythonEngine";
        }

        public static bool IsPyObject(this ITypeSymbol? type) => type?.ToDisplayString(NullableFlowState.None) is Objects + "PyObject";

        public static bool DerivesFromPyObject(this ITypeSymbol? type)
        {
            for (; type is not null; type = type.BaseType)
            {
                if (type.Name == "PyObject" && type.IsPyObject())
                {
                    return true;
                }
            }
            return false;
        }

        public static bool IsSpan(this ITypeSymbol type, string spanName, Func<ITypeSymbol, bool> item) =>
            type is INamedTypeSymbol { Arity: 1 } named && named.Name == spanName && named.ContainingNamespace.Name == "System" && item(named.TypeArguments[0]);

        public static bool Nullable(this ITypeSymbol type) => type.NullableAnnotation == NullableAnnotation.Annotated;

        public static string Cs(this ITypeSymbol type) => type.ToDisplayString(TypeFormat);

        /// <summary>The C# name of a type without a nullable mark.</summary>
        public static string CsBare(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

        /// <summary>The name CPython prints for a type in messages: qualified unless it is a builtin.</summary>
        public static string PythonTypeName(this ITypeSymbol type)
        {
            for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
            {
                if (t.Attribute("PyType") is { } attribute)
                {
                    string name = attribute.Text(0) ?? t.Name;
                    return attribute.Named<string>("Module") is { } module && module != "builtins" ? module + "." + name : name;
                }
            }
            return type.Name.StartsWith("Py", StringComparison.Ordinal) ? type.Name.Substring(2).ToLowerInvariant() : type.Name;
        }

        public static string Literal(this string? text) =>
            text is null ? "null" : Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

        /// <summary>The text of the member's XML summary, as a docstring.</summary>
        public static string? Summary(this ISymbol symbol)
        {
            string? xml = symbol.GetDocumentationCommentXml();
            if (string.IsNullOrEmpty(xml))
            {
                return null;
            }
            try
            {
                var summary = System.Xml.Linq.XElement.Parse("<r>" + xml + "</r>").Descendants("summary").FirstOrDefault();
                if (summary is null)
                {
                    return null;
                }
                foreach (var reference in summary.Descendants().ToArray())
                {
                    if (!reference.HasElements && reference.Value.Length == 0 && reference.FirstAttribute is { } target)
                    {
                        string text = target.Value;
                        int dot = text.LastIndexOf('.');
                        reference.Value = dot >= 0 ? text.Substring(dot + 1) : text;
                    }
                }
                var lines = summary.Value.Trim().Split('\n').Select(line => line.Trim());
                string doc = string.Join("\n", lines);
                return doc.Length == 0 ? null : doc;
            }
            catch (System.Xml.XmlException)
            {
                return null;
            }
        }
    }
}
