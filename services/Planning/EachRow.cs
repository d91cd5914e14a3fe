using Preau.Platform;

namespace Preau.Planning;

/// <summary>
/// Does the same for row after row of one commune. One that fails is logged, is tried again in the next round, and never keeps those behind it waiting.
/// </summary>
public static partial class EachRow
{
    public static async Task DoAsync<T>(TenantDb db, IEnumerable<T> rows, ILogger log, Func<T, Task> act, CancellationToken ct)
    {
        foreach (var row in rows)
        {
            try
            {
                await act(row);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // the rows behind must have their turn
            catch (Exception e)
#pragma warning restore CA1031
            {
                // The kinds alone: a row or a message could name people.
                RowFailed(log, typeof(T).Name, e.GetType().Name, e.InnerException?.GetType().Name);
            }

            db.ChangeTracker.Clear();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A row ({Row}) failed and was left for the next round: {Error} {Inner}")]
    private static partial void RowFailed(ILogger logger, string row, string error, string? inner);
}
