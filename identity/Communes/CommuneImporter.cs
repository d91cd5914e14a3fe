using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;
using Preau.Ui;

namespace Preau.Identity.Communes;

/// <summary>Takes section "tenant" of a commune's file. The same file again changes nothing, and never undoes the operator's choice of state.</summary>
public sealed class CommuneImporter(IdentityDb db, CommuneCatalog catalog, TimeProvider clock) : ISectionImporter, ISectionExporter
{
    public string Section => "tenant";

    public bool IsDemo => false;

    public async Task<JsonElement?> ExportAsync(CancellationToken ct) =>
        await db.Communes.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == db.CurrentTenant, ct) is { } commune ? JsonSerializer.SerializeToElement(commune.Section()) : null;

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        var name = Path.GetFileName(file.Path);
        var facts = Check(file.Slug, name, section);
        var document = JsonSerializer.Serialize(section);
        await db.WriteAsync(async token =>
        {
            await RefuseTakenHostsAsync(db, file.Slug, name, facts, token);
            var commune = await db.Communes.SingleOrDefaultAsync(c => c.Slug == file.Slug, token);
            if (commune?.StateOverride == Contracts.Api.TenantState.Erased)
            {
                throw new TenantFileException($"{name}: a commune of this address was erased; its address is never given again.");
            }

            if (commune is null)
            {
                db.Communes.Add(new Commune { Slug = file.Slug, Document = document, ChangedAt = clock.UtcNow() });
            }
            else if (!JsonElement.DeepEquals(JsonDocument.Parse(commune.Document).RootElement, section))
            {
                commune.Document = document;
                commune.ChangedAt = clock.UtcNow();
            }
        }, ct);
        catalog.Forget();
    }

    private static CommuneFacts Check(string slug, string name, JsonElement section)
    {
        if (!NewCommune.IsSlug(slug))
        {
            throw new TenantFileException($"{name}: the file's name is the commune's address: lower-case letters, digits and hyphens, not one of {string.Join(", ", NewCommune.Taken)}.");
        }

        CommuneFacts facts;
        try
        {
            facts = CommuneFacts.Parse(section.GetRawText());
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{name}: tenant{e.Path?.TrimStart('$')}: {e.Message.Split(" Path:")[0]}");
        }

        CheckBrand(name, "tenant.brand", facts.Brand);
        foreach (var (i, member) in facts.Members.Index())
        {
            if (member.Brand is not null)
            {
                CheckBrand(name, $"tenant.members[{i}].brand", member.Brand);
            }
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(facts.TimeZone, out _)
            ? facts
            : throw new TenantFileException($"{name}: tenant.timeZone: '{facts.TimeZone}' is not a time zone such as Europe/Paris.");
    }

    private static void CheckBrand(string name, string path, string brand)
    {
        if (!Theme.TryParse(brand, out var theme))
        {
            throw new TenantFileException($"{name}: {path}: '{brand}' is not a colour such as #2F6B3A.");
        }

        if (!theme.Passes)
        {
            throw new TenantFileException($"{name}: {path}: white text on {brand} has a contrast under 4.5; the nearest colour that passes is {theme.Proposal().Brand}.");
        }
    }

    /// <exception cref="TenantFileException">A host name leads to another commune.</exception>
    internal static async Task RefuseTakenHostsAsync(IdentityDb db, string slug, string name, CommuneFacts facts, CancellationToken ct)
    {
        foreach (var other in await db.Communes.AsNoTracking().Where(c => c.Slug != slug).ToListAsync(ct))
        {
            if (CommuneFacts.Parse(other.Document).Hosts.Intersect(facts.Hosts, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } host)
            {
                throw new TenantFileException($"{name}: tenant.hosts: {host} already leads to {other.Slug}.");
            }
        }
    }
}
