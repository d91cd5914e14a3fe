using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;
using Preau.Ui;

namespace Preau.Identity.Communes;

/// <summary>Takes section "tenant" of a commune's file. The same file again changes nothing, and never undoes the operator's choice of state.</summary>
public sealed class CommuneImporter(IdentityDb db, CommuneCatalog catalog, TimeProvider clock) : ISectionImporter, ISectionExporter
{
    public string Section => CommuneFacts.Section;

    public bool IsDemo => false;

    public async Task<JsonElement?> ExportAsync(CancellationToken ct) =>
        await db.Communes.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == db.CurrentTenant, ct) is { } commune
            ? JsonSerializer.SerializeToElement(commune.Section())
            : null;

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
        if (!Slugs.Fits(slug))
        {
            throw new TenantFileException(
                $"{name}: the file's name is the commune's address: lower-case letters, digits and hyphens, not one of {string.Join(", ", Slugs.Taken)}.");
        }

        try
        {
            var facts = CommuneFacts.Checked(section.GetRawText());
            ReadSection.CheckZone(CommuneFacts.Section, facts.TimeZone);
            CheckBrand("tenant.brand", facts.Brand);
            foreach (var (i, member) in facts.Members.Index().Where(m => m.Item.Brand is not null))
            {
                CheckBrand($"tenant.members[{i}].brand", member.Brand!);
            }

            return facts;
        }
        catch (TenantFileException e)
        {
            throw new TenantFileException($"{name}: {e.Message}");
        }
    }

    private static void CheckBrand(string path, string brand)
    {
        var theme = Theme.Of(brand);
        ReadSection.Require(theme.Passes,
            $"{path}: {brand} ne va pas ; du texte blanc n’y a pas le contraste de 4,5 ; la couleur la plus proche qui convient est {theme.Proposal().Brand}.");
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
