namespace PythonEngine.Modules.Datetime;

/// <summary>The <c>_datetime</c> module.</summary>
[PyModule("_datetime", Doc = "The types of the datetime module.")]
[PyExports(typeof(PyDate), typeof(PyDateTime), typeof(PyTimeOfDay), typeof(PyTimeDelta), typeof(PyTzInfo), typeof(PyTimezone))]
internal static partial class DatetimeModule
{
    [PyConstant("MINYEAR")] private const int MinYear = Calendar.MinYear;
    [PyConstant("MAXYEAR")] private const int MaxYear = Calendar.MaxYear;

    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("UTC", PyTimezone.UtcZone);
}
