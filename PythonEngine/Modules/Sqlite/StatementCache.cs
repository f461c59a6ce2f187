namespace PythonEngine.Modules.Sqlite;

/// <summary>A connection's prepared statements by their text; the one used longest ago goes first.</summary>
internal sealed class StatementCache(int size)
{
    private readonly Dictionary<string, LinkedListNode<(string Sql, PyStatement Statement)>> _nodes = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Sql, PyStatement Statement)> _order = new();

    internal PyStatement? Get(PyStr sql)
    {
        if (!_nodes.TryGetValue(sql.Value, out LinkedListNode<(string Sql, PyStatement Statement)>? node))
        {
            return null;
        }
        _order.Remove(node);
        _order.AddFirst(node);
        return node.Value.Statement;
    }

    internal void Add(PyStr sql, PyStatement statement)
    {
        if (size <= 0)
        {
            return;
        }
        if (_nodes.Count >= size && _order.Last is { } oldest)
        {
            _order.RemoveLast();
            _nodes.Remove(oldest.Value.Sql);
        }
        _nodes[sql.Value] = _order.AddFirst((sql.Value, statement));
    }
}
