using PythonEngine.Modules.MultibyteCodecs;

namespace PythonEngine.Objects;

internal static partial class Codecs
{
    /// <summary>Decodes by a multi-byte encoding; bytes that may be the beginning of a character are left over unless this is the end.</summary>
    internal static PyStr DecodeMultibyte(MultibyteEncoding encoding, ReadOnlySpan<byte> data, string errors, bool final, ref long state, out int consumed)
    {
        StrBuilder output = new(data.Length);
        DecodeProblem problem = new(encoding.Name, data, errors);
        int i = 0;
        while (i < problem.Data.Length)
        {
            int taken = encoding.Decode(problem.Data[i..], ref output, ref state);
            if (taken > 0)
            {
                i += taken;
            }
            else if (taken < 0)
            {
                i = problem.Handle(ref output, i, i - taken, "illegal multibyte sequence");
            }
            else if (!final)
            {
                break;
            }
            else
            {
                i = problem.Handle(ref output, i, problem.Data.Length, "incomplete multibyte sequence");
            }
        }
        consumed = i;
        return output.ToPyStr();
    }
}
