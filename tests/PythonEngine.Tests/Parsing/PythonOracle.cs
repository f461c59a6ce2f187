using System;
using System.Buffers.Binary;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace PythonEngine.Tests.Parsing;

/// <summary>A running CPython 3.11 that answers questions: each a length-prefixed byte string, as is each answer.</summary>
internal sealed class PythonOracle : IDisposable
{
    /// <summary>Defines dump(tree), which <see cref="AstDumper"/> mirrors.</summary>
    public const string Dump = """
        import ast
        def dump(node):
            if isinstance(node, ast.AST):
                args = []
                cls = type(node)
                for name in node._fields:
                    value = getattr(node, name)
                    if value is None and getattr(cls, name, ...) is None:
                        continue
                    args.append(name + "=" + dump(value))
                for name in node._attributes:
                    args.append(name + "=" + dump(getattr(node, name)))
                return cls.__name__ + "(" + ", ".join(args) + ")"
            if isinstance(node, list):
                return "[" + ", ".join(map(dump, node)) + "]"
            return ascii(node)

        """;

    private const string Loop = """
        import sys, struct
        sys.setrecursionlimit(20000)
        import warnings
        warnings.simplefilter("ignore")
        while True:
            head = sys.stdin.buffer.read(4)
            if len(head) < 4:
                break
            question = sys.stdin.buffer.read(struct.unpack("<i", head)[0])
            reply = answer(question).encode("utf-8", "surrogatepass")
            sys.stdout.buffer.write(struct.pack("<i", len(reply)) + reply)
            sys.stdout.buffer.flush()
        """;

    private readonly Process _process;

    public PythonOracle(string answerFunction)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(answerFunction + "\n" + Loop);
        _process = Process.Start(start)!;
    }

    public static bool IsAvailable => File.Exists("/usr/bin/python3") && Directory.Exists("/usr/lib/python3.11");

    public string Ask(ReadOnlySpan<byte> question)
    {
        Span<byte> head = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(head, question.Length);
        Stream input = _process.StandardInput.BaseStream;
        input.Write(head);
        input.Write(question);
        input.Flush();
        Stream output = _process.StandardOutput.BaseStream;
        output.ReadExactly(head);
        byte[] reply = new byte[BinaryPrimitives.ReadInt32LittleEndian(head)];
        output.ReadExactly(reply);
        return Encoding.UTF8.GetString(reply);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(2000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
