namespace PythonEngine.Modules.Sre;

/// <summary>The <c>_sre</c> module: runs the code that re's compiler makes.</summary>
[PyModule("_sre")]
internal static partial class SreModule
{
    [PyConstant("MAGIC")] private const int Magic = 20220615;
    [PyConstant("CODESIZE")] private const int CodeSize = 4;
    [PyConstant("MAXREPEAT")] private const long MaxRepeat = 4294967295;
    [PyConstant("MAXGROUPS")] private const int MaxGroups = 1073741823;
    [PyConstant("copyright")] private const string Copyright = " SRE 2.2.2 for IronEventlet ";

    [PyFunction("getcodesize", "")]
    private static int GetCodeSize() => CodeSize;

    [PyFunction("ascii_iscased", "character, /")]
    private static bool AsciiIsCased(int character) => character < 128 && char.IsAsciiLetter((char)character);

    [PyFunction("unicode_iscased", "character, /")]
    private static bool UnicodeIsCased(int character) =>
        SreChars.LowerUnicode(character) != character || SreChars.UpperUnicode(character) != character;

    [PyFunction("ascii_tolower", "character, /")]
    private static int AsciiToLower(int character) => SreChars.LowerAscii(character);

    [PyFunction("unicode_tolower", "character, /")]
    private static int UnicodeToLower(int character) => SreChars.LowerUnicode(character);

    [PyFunction("compile", "pattern, flags, code, groups, groupindex, indexgroup")]
    private static PyObject Compile(PyObject pattern, int flags, PyList code, nint groups, PyDict groupindex, PyTuple indexgroup)
    {
        int[] list = new int[code.Count];
        for (int i = 0; i < list.Length; i++)
        {
            long value = Ops.AsLong(code[i]);
            if (value is < 0 or > uint.MaxValue)
            {
                throw Err.OverflowError("regular expression code size limit exceeded");
            }
            list[i] = unchecked((int)(uint)value);
        }
        if (list.Length == 0 || list[^1] != SreOp.Success)
        {
            throw Err.RuntimeError("invalid SRE code");
        }
        bool? bytes = pattern is PyNone ? null : pattern is not PyStr;
        return new PyPattern(pattern, bytes, flags, new SreProgram(list, (int)groups), groupindex, indexgroup);
    }
}
