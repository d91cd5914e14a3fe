using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>Under which heading something of the commune's library stands (F-36, F-37).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LibraryKind>))]
public enum LibraryKind
{
    /// <summary>Rules, notices, information.</summary>
    Document,
    /// <summary>To be filled in and handed back.</summary>
    Form,
    /// <summary>Of one week.</summary>
    Menu,
    Tariff,
    /// <summary>A page elsewhere; without a file.</summary>
    Link,
}

/// <summary>
/// GET /api/{tenant}/family/library, for whoever is signed in; GET /api/{tenant}/family/open/library
/// without an account, only what is open. Menus by week, then newest first;
/// agents also read what is over.
/// </summary>
public sealed record LibraryView(LibraryItemView[] Items);

/// <summary>One thing of the library; its bytes are at GET …/library/{id}/file (or …/open/library/{id}/file).</summary>
/// <param name="Monday">First day of a menu's week; null for everything else.</param>
/// <param name="Url">Of a link, https.</param>
/// <param name="Until">Last day on which families see it; null without end. A menu is seen until its week is over.</param>
/// <param name="Open">Seen without an account.</param>
/// <param name="At">Local.</param>
/// <param name="Size">Bytes; null for a link.</param>
/// <param name="Over">Families no longer see it.</param>
public sealed record LibraryItemView(
    Guid Id, LibraryKind Kind, string Title, string? Note, DateOnly? Monday, string? Url, DateOnly? Until, bool Open, DateTime At, string By,
    string? ContentType, int? Size, bool Over);

/// <summary>
/// PUT /api/{tenant}/family/library/{id}, agents with permission "messages"; and, as a query
/// with the bytes as the body, POST …/library/upload. 400 "library.title",
/// "library.week", "library.link", "library.until", and those of a file.
/// </summary>
/// <param name="Week">Any day of the week, for a menu.</param>
public sealed record LibraryEntry(
    LibraryKind Kind, [property: Required, StringLength(120)] string Title, [property: StringLength(300)] string? Note = null, DateOnly? Week = null,
    [property: StringLength(500)] string? Url = null,
    DateOnly? Until = null, bool Open = true);
