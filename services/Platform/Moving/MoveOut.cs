using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Preau.Platform.Moving;

/// <summary>
/// Everything of one tenant in this host's database, as files: <c>FOLDER/HOST/TABLE.jsonl</c>,
/// one row a line, and <c>manifest.json</c>. Sealed values are sealed
/// anew under <c>Transfer:Key</c>; all else is in clear, so the folder is for its owner alone. Events on their way are not carried: there must be none.
/// </summary>
public static class MoveOut
{
    /// <summary>Gives one sentence for the operator.</summary>
    /// <exception cref="TenantFileException">The tenant is not here or not archived, events of it are
    /// still waiting, or the folder has this host's part already.</exception>
    public static async Task<string> MoveOutAsync(this IServiceProvider services, string slug, string folder, CancellationToken ct = default)
    {
        await using var scope = services.CreateTenantScope(slug);
        var db = scope.ServiceProvider.GetRequiredService<TenantDb>();
        var options = services.GetRequiredService<IOptions<MoveOptions>>().Value;
        var host = services.GetRequiredService<DatabaseOptions>().Service;
        var target = Path.Combine(folder, host);
        if (Directory.Exists(target))
        {
            throw new TenantFileException($"{target} is there already: nothing is written over it.");
        }

        // One reading of all tables: what happens meanwhile is not in it.
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await RefuseBusyAsync(db, options, slug, ct);
        var vaults = new Sealed(() => Vaults.Own(services), Vaults.Transfer(services), slug);
        // Half a tenant must never look like a whole one: the folder gets its name at the end.
        var partial = Directory.CreateDirectory(target + ".partial").FullName;
        var tables = new List<MovedTable>();
        foreach (var slice in Slice.Of(db, options))
        {
            await using var file = new FileStream(Path.Combine(partial, slice.Table.Name + ".jsonl"), FileMode.Create, FileAccess.Write);
            var sum = new RowSum();
            await foreach (var row in RowsAsync(db, slice, slug, ct))
            {
                var (moved, clear) = vaults.Again(slice, row);
                var line = slice.Line(moved);
                sum.Add(ReferenceEquals(moved, clear) ? line : slice.Line(clear));
                await file.WriteAsync(line, ct);
                file.WriteByte((byte)'\n');
            }

            tables.Add(new MovedTable(slice.Table.Name, [.. slice.Columns.Select(c => c.Name)], sum.Rows, sum.ToString()));
        }

        if (tables.TrueForAll(t => t.Rows == 0))
        {
            throw new TenantFileException($"There is nothing of '{slug}' here.");
        }

        var manifest = new Manifest(host, slug, services.GetRequiredService<TimeProvider>().GetUtcNow(), tables);
        await File.WriteAllTextAsync(Path.Combine(partial, "manifest.json"), JsonSerializer.Serialize(manifest, Vaults.Json), ct);
        Directory.Move(partial, target);
        return $"{host}: {tables.Sum(t => t.Rows)} rows of {tables.Count} tables are in {target}.";
    }

    /// <summary>Rows as they are stored, a column that never leaves as "no" among them.</summary>
    internal static async IAsyncEnumerable<object?[]> RowsAsync(
        TenantDb db, Slice slice, string slug, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(db, slice.Select, slug);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return [.. slice.Columns.Select((c, i) => c.Name == slice.Also?.Never ? false : c.Read(reader, i))];
        }
    }

    internal static DbCommand Command(TenantDb db, string sql, string? slug = null)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
#pragma warning disable CA2100 // names come from the model, values are parameters
        command.CommandText = sql;
#pragma warning restore CA2100
        if (slug is not null)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("@slug", slug);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static async Task RefuseBusyAsync(TenantDb db, MoveOptions options, string slug, CancellationToken ct)
    {
        if (!await (options.IsArchived ?? ToldArchivedAsync)(db, ct))
        {
            throw new TenantFileException(
                $"'{slug}' is not archived here, or this host has not heard of it yet: archive it first, so that nothing changes under the move.");
        }

        var mark = $"\"tenant\":\"{slug}\"";
        var waiting = await db.Outbox.CountAsync(m => m.Body.Contains(mark), ct);
        if (waiting > 0)
        {
            throw new TenantFileException(
                $"{waiting} events of '{slug}' have not left this host yet; they would be lost. Let it serve until none is left (page Santé).");
        }
    }

    private static async Task<bool> ToldArchivedAsync(TenantDb db, CancellationToken ct) =>
        await db.Settings.Where(s => s.Section == TakeTenant<TenantDb>.Section).OrderByDescending(s => s.Version).Select(s => s.By)
            .FirstOrDefaultAsync(ct) == nameof(Contracts.Api.TenantState.Archived);
}
