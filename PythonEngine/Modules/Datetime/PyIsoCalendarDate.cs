namespace PythonEngine.Modules.Datetime;

/// <summary><c>datetime.IsoCalendarDate</c>: the tuple that isocalendar() gives, with names.</summary>
[PyType("IsoCalendarDate", Module = "datetime", Base = typeof(PyTuple), Doc = "The result of date.isocalendar() or datetime.isocalendar().")]
internal sealed partial class PyIsoCalendarDate(PyObject year, PyObject week, PyObject weekday) : PyTuple([year, week, weekday])
{
    internal PyIsoCalendarDate(int year, int week, int weekday)
        : this(PyInt.From(year), PyInt.From(week), PyInt.From(weekday))
    {
    }

    [PyNew("year, week, weekday")]
    private static PyObject New(PyType cls, PyObject year, PyObject week, PyObject weekday) => new PyIsoCalendarDate(year, week, weekday);

    [PyMethod("__repr__")]
    private string Repr() => $"{Type.FullName}(year={Ops.StrText(Items[0])}, week={Ops.StrText(Items[1])}, weekday={Ops.StrText(Items[2])})";

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Of(TypeObject.Base!, new PyTuple([new PyTuple([Items[0], Items[1], Items[2]])]));

    [PyGetter("year")]
    private PyObject Year => Items[0];

    [PyGetter("week")]
    private PyObject Week => Items[1];

    [PyGetter("weekday")]
    private PyObject Weekday => Items[2];
}
