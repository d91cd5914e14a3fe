using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Office.Lists;

/// <summary>The columns every list of children that leaves the screen ends with: who may come,
/// who may not, whom to call, and of which commune and day it is.</summary>
internal static class WhoMayCome
{
    public static readonly string[] Head = ["Décision de justice", "Ne doit pas venir", "Viennent", "À appeler", "Commune", "Date"];

    public static object?[] Fields(DayNote? note, string commune, DateOnly date) =>
    [
        string.Join(" ; ", note?.CourtOrders ?? []), People(note?.MayNot), People(note?.PickUp), People(note?.Emergency), commune,
        date.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
    ];

    private static string People(CareContact[]? people) =>
        string.Join(" ; ", (people ?? []).Select(p => $"{p.Name}, {p.Relation}{(p.Phone is { } phone ? " : " + phone : "")}"));
}
