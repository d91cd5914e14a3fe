using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Preau.Platform;

/// <summary>Rows that are only ever added, written without the change tracker: thousands in one transaction cost a tenth.</summary>
public static class ManyRows
{
    // SQL Server takes 2 100 parameters in one statement.
    private const int MostParameters = 2000;

    /// <summary>Call inside <see cref="TenantDb.WriteAsync{T}"/>. Rows get the tenant of the context; values and names are those of the model.</summary>
    public static async Task InsertManyAsync<T>(this TenantDb db, IReadOnlyCollection<T> rows, CancellationToken ct) where T : class, ITenantOwned
    {
        var transaction = db.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Rows are added inside a unit of work.");
        var type = db.Model.FindEntityType(typeof(T))!;
        var columns = type.GetProperties().Select(p => new Column(p)).ToArray();
        // A network wants few statements; SQLite is in the process and prepares one for all.
        var together = db.Database.IsSqlServer() ? MostParameters / columns.Length : 1;
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction;
        var written = 0;
        foreach (var some in rows.Chunk(together))
        {
            if (some.Length != written)
            {
                command.CommandText = Statement(db.GetService<ISqlGenerationHelper>(), type, columns, written = some.Length);
            }

            command.Parameters.Clear();
            foreach (var row in some)
            {
                Stamp(db, row);
                foreach (var column in columns)
                {
                    command.Parameters.Add(column.Mapping.CreateParameter(command, Name(command.Parameters.Count), column.Property.PropertyInfo!.GetValue(row),
                        column.Property.IsNullable));
                }
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static string Statement(ISqlGenerationHelper sql, IEntityType type, Column[] columns, int rows)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var text = new StringBuilder("INSERT INTO ").Append(sql.DelimitIdentifier(table.Name, table.Schema)).Append(" (");
        text.AppendJoin(", ", columns.Select(c => sql.DelimitIdentifier(c.Property.GetColumnName(table)!))).Append(") VALUES ");
        return text.AppendJoin(", ", Enumerable.Range(0, rows).Select(r => $"({string.Join(", ", columns.Select((_, c) => Name((r * columns.Length) + c)))})"))
            .ToString();
    }

    private static void Stamp(TenantDb db, ITenantOwned row)
    {
        if (row.Tenant.Length == 0)
        {
            row.Tenant = db.CurrentTenant;
        }
        else if (row.Tenant != db.CurrentTenant)
        {
            throw new InvalidOperationException($"A {row.GetType().Name} of another tenant.");
        }
    }

    private static string Name(int index) => FormattableString.Invariant($"@p{index}");

    private sealed record Column(IProperty Property)
    {
        public RelationalTypeMapping Mapping { get; } = Property.GetRelationalTypeMapping();
    }
}
