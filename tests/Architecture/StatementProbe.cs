using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Preau.Architecture;

/// <summary>
/// Stands where SQL Server would: keeps each statement EF sends and answers with one made-up row, so that a use case goes on to its next statement.
/// Shows that statements are sound T-SQL with right names; not locking, collation or plans.
/// </summary>
internal sealed class StatementProbe(string settingsDocument, string[] migrations) : DbCommandInterceptor
{
    public ConcurrentDictionary<string, DbParameter[]> Statements { get; } = new();

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(new OneRow(command.CommandText, settingsDocument, migrations)));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(1));
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        Keep(command);
        return ValueTask.FromResult(InterceptionResult<object>.SuppressWithResult(1));
    }

    private void Keep(DbCommand command) => Statements.TryAdd(command.CommandText, [.. command.Parameters.Cast<DbParameter>()]);

    /// <summary>No server: opening and closing do nothing.</summary>
    internal sealed class Connections : DbConnectionInterceptor
    {
        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(InterceptionResult.Suppress());

        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();
    }
}
