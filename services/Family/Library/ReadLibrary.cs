using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Platform;

namespace Preau.Family.Library;

/// <summary>What the commune gives to families, and its files: what is open to everyone, the rest to whoever belongs to the commune.</summary>
internal static class ReadLibrary
{
    /// <summary>GET /library.</summary>
    public static async Task<Ok<LibraryView>> List(Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        TypedResults.Ok(await ViewAsync(db, settings, clock, openOnly: false, withOver: caller.May(Permissions.Messages), ct));

    /// <summary>GET /library/{id}/file.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> File(
        Guid id, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, HttpResponse response, CancellationToken ct) =>
        FileAsync(id, openOnly: false, withOver: caller.May(Permissions.Messages), db, settings, clock, response, ct);

    /// <summary>GET /api/{slug}/family/open/library.</summary>
    public static async Task<Results<Ok<LibraryView>, ProblemHttpResult>> ListOpen(
        string slug, Tenant tenant, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        await EnterAsync(slug, tenant, db, settings, ct)
            ? TypedResults.Ok(await ViewAsync(db, settings, clock, openOnly: true, withOver: false, ct))
            : Problems.NotFound();

    /// <summary>GET /api/{slug}/family/open/library/{id}/file.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileOpen(
        string slug, Guid id, Tenant tenant, FamilyDb db, SettingsCache settings, TimeProvider clock, HttpResponse response, CancellationToken ct) =>
        await EnterAsync(slug, tenant, db, settings, ct)
            ? await FileAsync(id, openOnly: true, withOver: false, db, settings, clock, response, ct)
            : Problems.NotFound();

    public static async Task<LibraryView> ViewAsync(FamilyDb db, SettingsCache settings, TimeProvider clock, bool openOnly, bool withOver, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        var items = await db.LibraryItems.AsNoTracking().Where(i => i.Open || !openOnly).ToListAsync(ct);
        return new LibraryView([.. items.Where(i => withOver || !i.IsOver(today)).OrderBy(i => i.Kind).ThenBy(i => i.Monday).ThenByDescending(i => i.At)
            .ThenBy(i => i.Title, StringComparer.Ordinal)
            .Select(i =>
                new LibraryItemView(i.Id, i.Kind, i.Title, i.Note, i.Monday, i.Url, i.Until, i.Open, i.At.ToLocal(rules.Zone), i.By, i.ContentType, i.Size,
                    i.IsOver(today)))]);
    }

    /// <summary>False for a commune that isn't: nobody is signed in, so the handler enters it itself.</summary>
    internal static async Task<bool> EnterAsync(string slug, Tenant tenant, FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        if (slug.Length is 0 or > 64)
        {
            return false;
        }

        tenant.Enter(slug);
        return await settings.LoadAsync(db, FamilyRules.Section, FamilyRules.Parse, ct) is not null;
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> FileAsync(
        Guid id, bool openOnly, bool withOver, FamilyDb db, SettingsCache settings, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        var today = (await FamilyRules.InForceAsync(settings, db, ct)).Today(clock);
        if (await db.LibraryItems.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.ContentType != null && (i.Open || !openOnly), ct) is not { } item
            || (item.IsOver(today) && !withOver))
        {
            return Problems.NotFound();
        }

        var content = await db.LibraryContents.AsNoTracking().SingleAsync(c => c.Id == id, ct);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return TypedResults.File(content.Bytes, item.ContentType, $"{NameOf(item.Title)}.{SafeFile.Extension(item.ContentType!)}");
    }

    /// <summary>A title as the name of a file, in letters that every system takes.</summary>
    internal static string NameOf(string title)
    {
        var plain = string.Concat(title.Normalize(System.Text.NormalizationForm.FormD).Where(c => !char.IsBetween(c, '\u0300', '\u036f'))
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-'));
        var name = string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "document" : name;
    }
}
