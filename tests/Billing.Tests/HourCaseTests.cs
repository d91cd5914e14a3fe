using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Dates.Calendars;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>
/// The worked cases of hours told to CAF and hours billed: clocked as Planning does, added up by the service. A stay is of a child who was there unless
/// its state says otherwise; "day" names a kind of day where it isn't school time.
/// </summary>
public sealed class HourCaseTests() : BillingWorld(TestDatabase.Sqlite)
{
    public static TheoryData<string, string> Hours => MoneyCases.Of("hoursCaf");

    [Theory]
    [MemberData(nameof(Hours))]
    public async Task A_slot_is_told_whole_and_billed_apart(string id, string title)
    {
        var (input, expected) = (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);
        var stays = input["stays"]!.AsArray().Select(s => s!).ToList();
        var centres = stays.Select(s => Text(s, "centre", "Accueil")).Distinct().ToList();
        var units = centres.Select((_, n) => $"accueil-{n}").ToArray();
        await TellTariffAsync(input["tariff"], units);
        await Billing.InTenantAsync("biviers", s => s.GetRequiredService<BillingDb>().Cells.ExecuteDeleteAsync());
        for (var n = 0; n < units.Length; n++)
        {
            await Billing.DeliverAsync(new ServiceChanged("biviers", At, 1, units[n], centres[n], $"lieu-{n}", centres[n], [new(units[n], "Accueil")]));
        }

        foreach (var (one, n) in stays.GroupBy(s => (Text(s, "child", ""), Text(s, "birth", "2018-03-12"), Text(s, "regime", ""))).Select((g, n) => (g, n)))
        {
            var (family, child, regime) = (new Guid(n + 1, 7, 7, new byte[8]), new Guid(n + 1, 8, 8, new byte[8]), one.Key.Item3);
            await Billing.DeliverAsync(MoreauFamily() with
            {
                FamilyId = family,
                Children = [MoreauFamily().Children[0] with { ChildId = child, BirthDate = Date(one.Key.Item2) }],
                Quotients = regime.Length > 0 ? [new FamilyQuotient(600, new DateOnly(2026, 1, 1), null, regime)] : [],
            });
            await Billing.DeliverAsync(Settled(family,
                [.. one.Select(s => CellOf(s, input, child, units[centres.IndexOf(Text(s, "centre", "Accueil"))]))]));
        }

        var days = stays.Select(s => Date((string)s["date"]!)).ToList();
        var figures = await AsAgent(Permissions.MoneyView)
            .GetAsAsync<FiguresView>($"/api/biviers/billing/figures?from={days.Min():yyyy-MM}&until={days.Max():yyyy-MM}");

        foreach (var row in figures.Hours)
        {
            Assert.Equal(new HourSum(row.Realised, row.Billed), (await LinesAsync(row, days)).Hours);
        }

        // What a case doesn't tell apart is added up.
        var told = (expected as JsonArray ?? new JsonArray(expected.DeepClone())).Select(e => e!).ToList();
        foreach (var row in told)
        {
            var own = figures.Hours.Where(h => Text(row, "quarter", h.Quarter) == h.Quarter && Text(row, "centre", h.Centre) == h.Centre
                && Text(row, "age", h.Age) == h.Age && Text(row, "regime", h.Regime) == h.Regime).ToList();
            var (realised, billed) = (PriceCaseTests.Euros(row["realised"]!), PriceCaseTests.Euros(row["billed"]!));
            Assert.True((realised, billed) == (own.Sum(h => h.Realised), own.Sum(h => h.Billed)), $"{title}: {row.ToJsonString()}, {Said(figures)}");
        }

        Assert.True((told.Sum(r => PriceCaseTests.Euros(r["realised"]!)), told.Sum(r => PriceCaseTests.Euros(r["billed"]!)))
            == (figures.Hours.Sum(h => h.Realised), figures.Hours.Sum(h => h.Billed)), $"{title}: {Said(figures)}");
    }

    [Fact]
    public async Task A_booked_day_that_nobody_saw_is_billed_for_the_planned_hours_once_it_is_over()
    {
        await TellTariffAsync(JsonNode.Parse("""{ "from": "2026-09-01", "flat": 0.75, "per": "quarterHour", "plannedUnits": 6 }"""), []);
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "garderie-matin", 7), Cell(Noe, "garderie-matin", 8), Cell(Noe, "garderie-matin", 10)));

        var figures = await AsAgent(Permissions.MoneyView).GetAsAsync<FiguresView>("/api/biviers/billing/figures?from=2026-12&until=2026-12");

        var row = Assert.Single(figures.Hours);
        Assert.Equal((0m, 1.5m), (row.Realised, row.Billed));
        Assert.Equal([Day(12, 7)], (await LinesAsync(row, [Day(12, 7)])).Lines.Select(l => l.Date));
    }

    private Task<FigureLines> LinesAsync(HourFigures row, List<DateOnly> days) => AsAgent(Permissions.MoneyView).GetAsAsync<FigureLines>(
        $"/api/biviers/billing/figures/lines?figure=hours&from={days.Min():yyyy-MM}&until={days.Max():yyyy-MM}&period={row.Quarter}"
        + $"&centre={Uri.EscapeDataString(row.Centre)}&age={row.Age}&regime={row.Regime}");

    private static string Said(FiguresView figures) => string.Join(", ", figures.Hours.Select(h => h.ToString()));

    // A price by the slot unless the case has a tariff of its own.
    private Task TellTariffAsync(JsonNode? version, string[] units) => RulesAsync(document =>
    {
        var tariff = document["tariffs"]!.AsArray().Single(t => (string)t!["key"]! == "garderie-matin")!;
        tariff["units"] = new JsonArray([.. units.Prepend("garderie-matin").Select(u => JsonValue.Create(u))]);
        if (version is not null)
        {
            tariff["versions"] = new JsonArray(MoneyCases.Version(version).DeepClone());
        }
    });

    private static SettledCell CellOf(JsonNode stay, JsonNode input, Guid child, string unit)
    {
        var (date, outcome) = (Date((string)stay["date"]!), AccountCaseTests.OutcomeOf(Text(stay, "state", "present")));
        var rules = new AttendanceDocument
        {
            Clock = ClockKind.Times,
            Slot = input["slot"].Deserialize<SlotDocument>(JsonSerializerOptions.Web),
            Hours = input["hours"].Deserialize<HoursDocument>(JsonSerializerOptions.Web),
        };
        if (outcome is not (CellOutcome.Present or CellOutcome.PresentUnbooked))
        {
            return new(child, unit, date, outcome, null, false, 1, null, null);
        }

        var kind = stay["day"] is { } named ? Enum.Parse<DayKind>((string)named!)
            : date.DayOfWeek == DayOfWeek.Wednesday ? DayKind.Wednesday : DayKind.SchoolDay;
        var clocked = stay["arrival"] is { } from && stay["departure"] is { } to ? (From: Hour(from), To: Hour(to)) : ((TimeOnly From, TimeOnly To)?)null;
        return new(
            child, unit, date, outcome, clocked is { } billed ? ClockedHours.Billed(rules, billed.From, billed.To) : null, false, 1, null, null,
            RealMinutes: clocked is { } stayed ? (int)(stayed.To - stayed.From).TotalMinutes : null,
            CafHours: ClockedHours.Caf(rules, stay["meal"] is { } meal && (bool)meal, kind));
    }

    private static string Text(JsonNode node, string name, string other) => (string?)node[name] ?? other;

    private static TimeOnly Hour(JsonNode text) => TimeOnly.ParseExact((string)text!, "HH:mm", CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
