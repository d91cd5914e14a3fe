using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>Words of the commune's library, the same for families and agents.</summary>
public static class LibraryWords
{
    /// <summary>Headings in the order in which families look for them.</summary>
    public static readonly (LibraryKind Kind, string Many, string One)[] Headings =
    [
        (LibraryKind.Menu, "Menus", "Menu d’une semaine"), (LibraryKind.Form, "Formulaires", "Formulaire"),
        (LibraryKind.Document, "Documents et règlements", "Document"),
        (LibraryKind.Tariff, "Tarifs", "Tarifs"), (LibraryKind.Link, "Liens", "Lien"),
    ];

    /// <summary>« Semaine du 7 décembre », « Cette semaine » for the running one.</summary>
    public static string Week(DateOnly monday, DateOnly today) =>
        (monday <= today && today <= monday.AddDays(6) ? "Cette semaine, du " : "Semaine du ") + French.DayOfMonth(monday, today);

    /// <summary>« semaine du 7 décembre », after other words.</summary>
    public static string WithinSentence(DateOnly monday, DateOnly today)
    {
        var week = Week(monday, today);
        return char.ToLowerInvariant(week[0]) + week[1..];
    }

    /// <summary>« PDF, 84 ko » ; « caf.fr » for a link.</summary>
    public static string Kind(LibraryItemView item) => item.Url is { } url ? new Uri(url).Host.Replace("www.", "", StringComparison.Ordinal)
        : $"{(item.ContentType == "application/pdf" ? "PDF" : "image")}, {French.Size(item.Size ?? 0)}";
}
