using System.Text.Json.Nodes;
using Preau.Planning.Book;

namespace Preau.Planning.Tests;

/// <summary>Evening care of Bessins with a week of four days, 14 to 18 December 2026 (closed on Wednesday).</summary>
internal static class WeekWorld
{
    public const string Pays = PlanningWorld.Pays;
    public const string Unit = "bessins-garderie-soir";
    public const string Week = "bessins-semaine";
    public static readonly DateOnly Monday14 = new(2026, 12, 14);
    public static readonly DateOnly[] FourDays = [Monday14, Monday14.AddDays(1), Monday14.AddDays(3), Monday14.AddDays(4)];

    /// <param name="rule">Members of the service's rule, as JSON.</param>
    /// <param name="week">More members of the week unit.</param>
    public static async Task AddWeekAsync(this PlanningWorld world, int capacity, string rule, string week = "", string unit = Unit, string key = Week)
    {
        await world.ListAsync(unit, capacity, rule);
        await world.ChangeSettingsAsync(Pays, document => ServiceOf(document, unit)["units"]!.AsArray()
            .Add(JsonNode.Parse($$"""{"key":"{{key}}","label":"Semaine","weekOf":"{{unit}}","weekDays":4{{week}}}""")));
    }

    public static JsonNode ServiceOf(JsonNode document, string service) =>
        document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).Single(s => (string?)s!["key"] == service)!;

    /// <summary>Places taken on the four days.</summary>
    public static async Task<string> TakenAsync(this PlanningWorld world, string unit = Unit) =>
        string.Join(' ', await Task.WhenAll(FourDays.Select(d => world.TakenAsync(Pays, unit, d))));

    /// <summary>The bookings of the four days.</summary>
    public static async Task<BookingState[]> DaysAsync(this Household family, string unit = Unit)
    {
        var states = new List<BookingState>();
        foreach (var day in FourDays)
        {
            states.Add((await family.World.CellAsync(Pays, family.Child, unit, day))?.Booking ?? BookingState.None);
        }

        return [.. states];
    }
}
