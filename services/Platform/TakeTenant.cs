using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts;
using System.Text.Json;

namespace Preau.Platform;

/// <summary>
/// TenantChanged → the sections of this host, by the importers that read files at a start; or the end of all rows of the tenant. Runs on every replica's
/// database, so a tenant is there without a restart. The version last applied stands beside the settings.
/// </summary>
public sealed class TakeTenant<TDb>(TDb db, IEnumerable<ISectionImporter> importers, TimeProvider clock) : IEventHandler<TenantChanged> where TDb : TenantDb
{
    /// <summary>Not a section of any file: the tenant's own state as last told.</summary>
    public const string Section = "$tenant";

    public async Task HandleAsync(TenantChanged @event, CancellationToken ct)
    {
        if ((await db.Settings.Where(s => s.Section == Section).MaxAsync(s => (long?)s.Version, ct) ?? 0) >= @event.Version)
        {
            return;
        }

        if (@event.State == TenantState.Erased)
        {
            await db.EraseTenantAsync(ct);
        }
        else
        {
            var file = new TenantFile(@event.Tenant, @event.Tenant + ".json", JsonDocument.Parse(@event.Sections).RootElement);
            foreach (var importer in importers.Where(i => !i.IsDemo))
            {
                if (file.Section(importer.Section) is { } section)
                {
                    await importer.ImportAsync(file, section, ct);
                }
            }
        }

        db.Settings.Add(new SettingsVersion
        {
            Section = Section,
            Version = @event.Version,
            Document = "{}",
            At = clock.UtcNow(),
            By = @event.State.ToString()
        });
    }
}

public static class EraseTenant
{
    /// <summary>Deletes every row of the scope's tenant, what refers before what is referred to. Inside <see cref="TenantDb.WriteAsync{T}"/>.</summary>
    public static async Task EraseTenantAsync(this TenantDb db, CancellationToken ct)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        foreach (var type in InOrder([.. db.Model.GetEntityTypes()
            .Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType) && t.GetTableName() is not null)]))
        {
            var table = sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
            var column = sql.DelimitIdentifier(type.FindProperty(nameof(ITenantOwned.Tenant))!.GetColumnName());
#pragma warning disable EF1002 // names come from the model, the tenant is a parameter
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM {table} WHERE {column} = {{0}}", [db.CurrentTenant], ct);
#pragma warning restore EF1002
        }
    }

    private static IEnumerable<IEntityType> InOrder(List<IEntityType> types)
    {
        while (types.Count > 0)
        {
            var free = types.Find(t => !types.Exists(o => o != t && o.GetForeignKeys().Any(k => k.PrincipalEntityType == t))) ?? types[0];
            types.Remove(free);
            yield return free;
        }
    }
}
