using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Preau.Platform.Moving;

/// <summary>Takes in what <see cref="MoveOut"/> wrote, in one transaction: all rows with the sums they left with, or nothing.</summary>
public static class MoveIn
{
    /// <summary>Gives one sentence for the operator.</summary>
    /// <exception cref="TenantFileException">The tenant is here already, the two sides differ in
    /// version, a file is not what was written, or a name is taken.</exception>
    public static async Task<string> MoveInAsync(this IServiceProvider services, string folder, CancellationToken ct = default)
    {
        var options = services.GetRequiredService<IOptions<MoveOptions>>().Value;
        var source = Path.Combine(folder, services.GetRequiredService<DatabaseOptions>().Service);
        var manifest = await ReadAsync(source, ct);
        await using var scope = services.CreateTenantScope(manifest.Tenant);
        var db = scope.ServiceProvider.GetRequiredService<TenantDb>();
        var slices = Slice.Of(db, options);
        RefuseOtherVersion(manifest, slices);
        var vaults = new Sealed(Vaults.Transfer(services), () => Vaults.Own(services), manifest.Tenant);
        await db.WriteAsync(async token =>
        {
            foreach (var slice in slices.Where(s => s.Also is not { Shared: true }))
            {
                if (await NumberAsync(db, slice.Count, manifest.Tenant, token) > 0)
                {
                    throw new TenantFileException($"There is a tenant '{manifest.Tenant}' here already ({slice.Table.Name}): nothing was taken in.");
                }
            }

            foreach (var slice in slices)
            {
                await InsertAsync(db, slice, source, vaults, token);
            }

            await RefuseOtherSumsAsync(services, db, slices, manifest, token);
            if (options.Check is { } check)
            {
                await check(scope.ServiceProvider, manifest.Tenant, token);
            }
        }, ct);
        return $"{manifest.Host}: {manifest.Tables.Sum(t => t.Rows)} rows of {manifest.Tables.Count} tables of '{manifest.Tenant}' are here; sums are those of {manifest.At:yyyy-MM-dd HH:mm} UTC.";
    }

    private static async Task<Manifest> ReadAsync(string source, CancellationToken ct)
    {
        var path = Path.Combine(source, "manifest.json");
        try
        {
            return JsonSerializer.Deserialize<Manifest>(await File.ReadAllTextAsync(path, ct), Vaults.Json) is { Tenant.Length: > 0, Tables: not null } manifest
                ? manifest : throw new TenantFileException($"{path}: not a tenant's part for this host.");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            throw new TenantFileException($"{path}: {(e is JsonException ? "not what move-out wrote" : "not there or not readable")}.");
        }
    }

    private static void RefuseOtherVersion(Manifest manifest, IReadOnlyList<Slice> slices)
    {
        var theirs = manifest.Tables.SelectMany(t => t.Columns.Select(c => $"{t.Table}.{c}"));
        var ours = slices.SelectMany(s => s.Columns.Select(c => $"{s.Table.Name}.{c.Name}"));
        if (theirs.Except(ours).Concat(ours.Except(theirs)).FirstOrDefault() is { } differs)
        {
            throw new TenantFileException($"{differs} is on one side only: both installations must run the same version before a tenant moves.");
        }
    }

    private static async Task InsertAsync(TenantDb db, Slice slice, string source, Sealed vaults, CancellationToken ct)
    {
        await using var command = MoveOut.Command(db, slice.Insert);
        await foreach (var line in File.ReadLinesAsync(Path.Combine(source, slice.Table.Name + ".jsonl"), ct))
        {
            var (row, _) = vaults.Again(slice, slice.Row(line));
            if (slice.Also is { Shared: true } shared && await IsHereAsync(db, slice, shared, row, ct))
            {
                continue;
            }

            command.Parameters.Clear();
            foreach (var (i, column) in slice.Columns.Index())
            {
                command.Parameters.Add(column.Parameter(command, i, column.Name == slice.Also?.Never ? false : row[i]));
            }

            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> IsHereAsync(TenantDb db, Slice slice, AlsoMoved shared, object?[] row, CancellationToken ct)
    {
        var key = slice.Table.PrimaryKey!.Columns.Select(c => c.Name).ToHashSet();
        if (await CountAsync(key.Contains) > 0)
        {
            return true;
        }

        if (shared.Unique is { } unique && await CountAsync(n => n == unique) > 0)
        {
            var value = row[slice.Columns.ToList().FindIndex(c => c.Name == unique)];
            throw new TenantFileException(
                $"{shared.Table}: {unique} '{value}' is somebody else's here. Give one of the two another name, then move again; nothing was taken in.");
        }

        return false;

        async Task<long> CountAsync(Func<string, bool> which)
        {
            var columns = slice.Columns.Index().Where(c => which(c.Item.Name)).ToList();
            await using var command = MoveOut.Command(db, slice.CountBy(columns.Select(c => c.Item)));
            foreach (var (i, (at, column)) in columns.Index())
            {
                command.Parameters.Add(column.Parameter(command, i, row[at]));
            }

            return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
        }
    }

    // Read back from the database: what counts is what stands there. Of a shared table, that every row is there.
    private static async Task RefuseOtherSumsAsync(IServiceProvider services, TenantDb db, IReadOnlyList<Slice> slices, Manifest manifest, CancellationToken ct)
    {
        var opened = new Sealed(() => Vaults.Own(services), () => Vaults.Own(services), manifest.Tenant);
        foreach (var slice in slices)
        {
            var sum = new RowSum();
            await foreach (var row in MoveOut.RowsAsync(db, slice, manifest.Tenant, ct))
            {
                sum.Add(slice.Line(opened.Again(slice, row).Clear));
            }

            var left = manifest.Tables.Single(t => t.Table == slice.Table.Name);
            if (sum.Rows != left.Rows || (slice.Also is not { Shared: true } && sum.ToString() != left.Sum))
            {
                throw new TenantFileException(
                    $"{slice.Table.Name}: {sum.Rows} rows came in with another sum than the {left.Rows} that left; nothing was taken in.");
            }
        }
    }

    private static async Task<long> NumberAsync(TenantDb db, string sql, string slug, CancellationToken ct)
    {
        await using var command = MoveOut.Command(db, sql, slug);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }
}
