using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;

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

        db.Settings.Add(new SettingsVersion { Section = Section, Version = @event.Version, Document = "{}", At = clock.UtcNow(), By = @event.State.ToString() });
    }
}
