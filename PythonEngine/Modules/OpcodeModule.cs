namespace PythonEngine.Modules;

/// <summary>The <c>_opcode</c> module. CPython's instructions do not run here, so their stack effects are only known where they are the same for every argument.</summary>
[PyModule("_opcode", Doc = "Opcode support module.")]
internal static partial class OpcodeModule
{
    [PyFunction("stack_effect", "opcode, oparg=None, /, *, jump=None", Doc = "Compute the stack effect of the opcode.")]
    private static int StackEffect(int opcode, PyObject? oparg = null, PyObject? jump = null)
    {
        bool hasArgument = opcode >= 90;
        bool given = oparg is not null and not PyNone;
        if (hasArgument && !given)
        {
            throw Err.ValueError("stack_effect: opcode requires oparg but oparg was not specified");
        }
        if (!hasArgument && given)
        {
            throw Err.ValueError("stack_effect: opcode does not permit oparg but oparg was specified");
        }
        return opcode switch
        {
            9 => 0,
            1 => -1,
            2 => 1,
            100 or 101 or 106 when opcode != 106 => 1,
            124 => 1,
            125 or 90 => -1,
            83 => -1,
            _ => throw Err.ValueError("invalid opcode or oparg"),
        };
    }

    [PyFunction("get_specialization_stats", "", Doc = "Return the specialization stats")]
    private static PyObject GetSpecializationStats() => PyNone.Instance;
}
