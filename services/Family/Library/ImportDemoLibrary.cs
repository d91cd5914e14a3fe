using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Documents;
using Preau.Platform;

namespace Preau.Family.Library;

/// <summary>Section "library" of a demonstration file: texts that become real PDF files, once, while the commune has none.</summary>
internal sealed class ImportDemoLibrary(FamilyDb db, SettingsCache settings, TimeProvider clock) : ISectionImporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public string Section => "library";

    public bool IsDemo => true;

    public Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        DemoItem[] items;
        try
        {
            items = section.Deserialize<DemoItem[]>(Json)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {Section}{e.Path?.TrimStart('$')}: {e.Message.Split(" Path:")[0]}");
        }

        return db.WriteAsync(async token =>
        {
            if (await db.LibraryItems.AnyAsync(token))
            {
                return;
            }

            var today = (await FamilyRules.InForceAsync(settings, db, token)).Today(clock);
            var thisMonday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
            foreach (var item in items)
            {
                foreach (var week in item.Weeks ?? [0])
                {
                    Add(item, item.Kind == LibraryKind.Menu ? thisMonday.AddDays(7 * week) : null);
                }
            }
        }, ct);
    }

    private void Add(DemoItem from, DateOnly? monday)
    {
        var at = clock.UtcNow().AddDays(-from.DaysAgo);
        var bytes = from.Url is null ? Draw(from, monday, at) : null;
        var item = new LibraryItem
        {
            Kind = from.Kind,
            Title = from.Title,
            Note = from.Note,
            Monday = monday,
            Url = from.Url,
            Open = from.Open,
            At = at,
            By = from.By,
            ContentType = bytes is null ? null : "application/pdf",
            Size = bytes?.Length,
            Hash = bytes is null ? null : Convert.ToHexString(SHA256.HashData(bytes)),
        };
        db.LibraryItems.Add(item);
        if (bytes is not null)
        {
            db.LibraryContents.Add(new LibraryContent { Id = item.Id, Bytes = bytes });
        }
    }

    /// <summary>A menu says its week and, day by day, what is served on it.</summary>
    private static byte[] Draw(DemoItem from, DateOnly? monday, DateTime at)
    {
        using var sheet = new Sheet(new DocumentFacts($"{from.Title} {monday:yyyy-MM-dd}", from.Title, from.By, at), from.Title);
        sheet.H1(from.Title);
        if (monday is { } day)
        {
            sheet.P($"Semaine du {French.Date(day, ' ')}", Style.Strong);
        }

        foreach (var line in from.Lines ?? [])
        {
            sheet.P(line, new Style(11, After: 8));
        }

        return sheet.Save();
    }

    private sealed record DemoItem(
        LibraryKind Kind, string Title, string By, string? Note = null, string? Url = null, bool Open = true, int DaysAgo = 10, int[]? Weeks = null,
        string[]? Lines = null);
}
