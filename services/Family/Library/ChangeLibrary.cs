using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Platform;

namespace Preau.Family.Library;

/// <summary>Agents put things into the library, change what is said of them and take them away. The same sent again changes nothing.</summary>
internal static class ChangeLibrary
{
    /// <summary>POST /library/upload?kind=&amp;title=&amp;note=&amp;week=&amp;until=&amp;open=: one file, its bytes as the body.</summary>
    public static async Task<Results<Ok<LibraryView>, ProblemHttpResult>> Upload(
        [AsParameters] Placed placed, HttpRequest request, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        if (placed.Read() is not { } entry || entry.Kind == LibraryKind.Link)
        {
            return Problems.Invalid("library.kind", "Choisissez sous quel titre le fichier se range.");
        }

        if (FindProblem(entry, null, await TodayAsync(db, settings, clock, ct)) is { } problem)
        {
            return problem;
        }

        var (file, refused) = await SafeFile.ReadAsync(request, image: false, ct);
        if (file is null)
        {
            return refused!;
        }

        await db.WriteAsync(async token =>
        {
            var monday = MondayOf(entry);
            if (await db.LibraryItems.AnyAsync(i => i.Hash == file.Hash && i.Kind == entry.Kind && i.Monday == monday && i.Title == entry.Title, token))
            {
                return;
            }

            var item = new LibraryItem { Title = entry.Title, By = caller.Name, ContentType = file.ContentType, Size = file.Bytes.Length, Hash = file.Hash };
            Write(item, entry, caller, clock);
            db.LibraryItems.Add(item);
            db.LibraryContents.Add(new LibraryContent { Id = item.Id, Bytes = file.Bytes });
        }, ct);
        return TypedResults.Ok(await ReadLibrary.ViewAsync(db, settings, clock, openOnly: false, withOver: true, ct));
    }

    /// <summary>POST /library: a link.</summary>
    public static async Task<Results<Ok<LibraryView>, ProblemHttpResult>> AddLink(
        LibraryEntry body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var entry = Tidy(body) with { Kind = LibraryKind.Link };
        if (FindProblem(entry, null, await TodayAsync(db, settings, clock, ct)) is { } problem)
        {
            return problem;
        }

        await db.WriteAsync(async token =>
        {
            if (!await db.LibraryItems.AnyAsync(i => i.Kind == LibraryKind.Link && i.Url == entry.Url && i.Title == entry.Title, token))
            {
                var item = new LibraryItem { Title = entry.Title, By = caller.Name };
                Write(item, entry, caller, clock);
                db.LibraryItems.Add(item);
            }
        }, ct);
        return TypedResults.Ok(await ReadLibrary.ViewAsync(db, settings, clock, openOnly: false, withOver: true, ct));
    }

    /// <summary>PUT /library/{id}: what is said of it; its file stays.</summary>
    public static async Task<Results<Ok<LibraryView>, ProblemHttpResult>> Change(
        Guid id, LibraryEntry body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var entry = Tidy(body);
        var today = await TodayAsync(db, settings, clock, ct);
        var problem = await db.WriteAsync(async token =>
        {
            if (await db.LibraryItems.SingleOrDefaultAsync(i => i.Id == id, token) is not { } item)
            {
                return Problems.NotFound();
            }

            if ((item.Kind == LibraryKind.Link) != (entry.Kind == LibraryKind.Link))
            {
                return Problems.Invalid("library.kind", "Un lien reste un lien, un fichier un fichier.");
            }

            if (FindProblem(entry, item.Until, today) is { } wrong)
            {
                return wrong;
            }

            Write(item, entry, caller, clock);
            return (ProblemHttpResult?)null;
        }, ct);
        return problem is not null ? problem : TypedResults.Ok(await ReadLibrary.ViewAsync(db, settings, clock, openOnly: false, withOver: true, ct));
    }

    /// <summary>DELETE /library/{id}: with its file. 404 when there is no such, or no longer.</summary>
    public static async Task<Results<Ok<LibraryView>, ProblemHttpResult>> Remove(
        Guid id, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var isThere = await db.WriteAsync(async token =>
        {
            var items = await db.LibraryItems.Where(i => i.Id == id).ToListAsync(token);
            db.LibraryItems.RemoveRange(items);
            db.LibraryContents.RemoveRange(await db.LibraryContents.Where(c => c.Id == id).ToListAsync(token));
            return items.Count > 0;
        }, ct);
        if (!isThere)
        {
            return Problems.NotFound();
        }

        return TypedResults.Ok(await ReadLibrary.ViewAsync(db, settings, clock, openOnly: false, withOver: true, ct));
    }

    private static void Write(LibraryItem item, LibraryEntry entry, Caller caller, TimeProvider clock)
    {
        (item.Kind, item.Title, item.Note, item.Monday, item.Url, item.Until, item.Open) =
            (entry.Kind, entry.Title, entry.Note, MondayOf(entry), entry.Kind == LibraryKind.Link ? entry.Url : null, entry.Until, entry.Open);
        (item.At, item.By) = (clock.UtcNow(), caller.Name);
    }

    private static async Task<DateOnly> TodayAsync(FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        (await FamilyRules.InForceAsync(settings, db, ct)).Today(clock);

    private static LibraryEntry Tidy(LibraryEntry entry) =>
        entry with
        {
            Title = entry.Title.Trim(),
            Note = entry.Note?.Trim() is { Length: > 0 } note ? note : null,
            Url = entry.Url?.Trim() is { Length: > 0 } url ? url : null
        };

    private static DateOnly? MondayOf(LibraryEntry entry) =>
        entry is { Kind: LibraryKind.Menu, Week: { } day } ? day.AddDays(-(((int)day.DayOfWeek + 6) % 7)) : null;

    private static ProblemHttpResult? FindProblem(LibraryEntry entry, DateOnly? known, DateOnly today) =>
        entry.Title.Trim().Length is < 2 or > 120 ? Problems.Invalid("library.title", "Donnez un titre de 2 à 120 lettres : c’est lui que les familles lisent.")
        : entry.Note?.Length > 300 ? Problems.Invalid("library.note", "La précision compte 300 lettres au plus.")
        : !Enum.IsDefined(entry.Kind) ? Problems.Invalid("library.kind", "Choisissez sous quel titre le ranger.")
        : entry.Kind == LibraryKind.Menu && (entry.Week is not { } week || week < today.AddYears(-1) || week > today.AddYears(1))
        ? Problems.Invalid("library.week", "Choisissez la semaine du menu, à un an près.")
        : entry.Kind == LibraryKind.Link
            && !(entry.Url is { Length: <= 500 } url && Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                && uri.UserInfo.Length == 0)
            ? Problems.Invalid("library.link", "L’adresse commence par https://.")
        : entry.Until < today && entry.Until != known
        ? Problems.Invalid("library.until", "Ce dernier jour est déjà passé : laissez vide, ou choisissez un jour à venir.")
        : null;

    /// <summary>What the address of an upload says.</summary>
    internal readonly record struct Placed(string? Kind, string? Title, string? Note, DateOnly? Week, DateOnly? Until, bool? Open)
    {
        public LibraryEntry? Read() =>
            Enum.TryParse<LibraryKind>(Kind, ignoreCase: true, out var kind) && Enum.IsDefined(kind)
                ? Tidy(new LibraryEntry(kind, Title ?? "", Note, Week, null, Until, Open ?? true))
                : null;
    }
}
