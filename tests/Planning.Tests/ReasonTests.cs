using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Reasons of absence kept to some services, and late absences billed in part (§3.5). Today is Tuesday 8 December, after today's limit.</summary>
public abstract class ReasonTests(TestDatabase database) : IAsyncLifetime
{
    private const string Meal = "bessins-restauration";
    private const string Evening = "bessins-garderie-soir";
    private const string Api = "/api/pays-saint-marcellin/planning";
    private static readonly DateOnly Today = new(2026, 12, 8);

    private PlanningWorld _world = null!;

    public async ValueTask InitializeAsync()
    {
        _world = await PlanningWorld.StartAsync(database);
        await _world.ChangeSettingsAsync(PlanningWorld.Pays, d => d["absenceReasons"] = JsonNode.Parse($$"""
            [
              { "key": "ill", "label": "Maladie", "late": "billed", "latePercent": 50 },
              { "key": "trip", "label": "Sortie scolaire", "services": ["{{Meal}}"] }
            ]
            """));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_reason_of_some_services_is_taken_there_only_and_the_other_days_say_so()
    {
        var family = await BookedAsync(new DateOnly(2026, 12, 14));

        var offered = (await family.Parent.GetAsAsync<MonthView>($"{Api}/month")).AbsenceReasons.Single(r => r.Key == "trip");
        var effect = (await family.Parent.PostAsAsync<ReasonEffect[]>($"{Api}/absences/effects",
            new AskEffects([new(family.Child, Meal, new DateOnly(2026, 12, 14)), new(family.Child, Evening, new DateOnly(2026, 12, 14))])))
            .Single(e => e.Reason == "trip");
        var sent = await family.AskAsync(family.Absent(Meal, new DateOnly(2026, 12, 14), "trip"), family.Absent(Evening, new DateOnly(2026, 12, 14), "trip"));

        Assert.Equal((true, false), (offered.Fits(Meal), offered.Fits(Evening)));
        Assert.Equal(["absence.excused", "refused.reason"], sent.Lines.Select(l => l.Code));
        Assert.Equal(sent.Lines.Select(l => l.Text), effect.Lines.Select(l => l.Text));
        Assert.Equal("Le motif « Sortie scolaire » ne vaut pas pour ce service. Choisissez-en un autre pour ce jour.", sent.Lines[1].Text);
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Evening, new DateOnly(2026, 12, 14)))!.State);
    }

    [Fact]
    public async Task A_late_absence_billed_in_part_tells_its_percentage_and_loses_it_when_taken_back()
    {
        var family = await BookedAsync(Today);

        var receipt = await family.AskAsync(family.Absent(Meal, Today, "ill"));

        Assert.Equal(("absence.billed", 50), (receipt.Lines[0].Code, receipt.Lines[0].BilledPercent));
        Assert.Equal("Absence notée et facturée à 50\u00a0% du prix du jour : la limite était le dimanche 6 décembre à 23\u00a0h\u00a059.",
            receipt.Lines[0].Text);
        Assert.Equal((CellOutcome.AbsentBilled, 50), await LastAsync(family, Meal, 2));
        var why = await family.Parent.GetAsAsync<WhyView>($"{Api}/cells/{family.Child}/{Meal}/{Today:yyyy-MM-dd}/why");
        Assert.Contains("50\u00a0%", why.Answer + string.Concat(why.Facts.Select(f => f.Text)), StringComparison.Ordinal);

        await family.Parent.PostAsAsync<Receipt>($"{Api}/requests/{receipt.Id}/cancel", new { });

        Assert.Equal((CellOutcome.Booked, null), await LastAsync(family, Meal, 3));
    }

    [Fact]
    public async Task The_settings_come_back_as_they_were_saved_and_nonsense_is_refused_or_found()
    {
        var agent = _world.Agent(PlanningWorld.Pays);
        var view = await agent.GetAsAsync<SectionView>($"{Api}/settings");
        var same = await agent.PutAsJsonAsync($"{Api}/settings", new { basedOn = view.Version, document = view.Document });
        Assert.Equal(view.Version, (await same.ReadAsync<SectionView>()).Version);

        async Task<HttpResponseMessage> TryAsync(string member, JsonNode value)
        {
            var document = JsonNode.Parse(view.Document.GetRawText())!;
            document["absenceReasons"]![0]![member] = value;
            return await agent.PutAsJsonAsync($"{Api}/settings", new { basedOn = view.Version, document });
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await TryAsync("latePercent", 0));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await TryAsync("services", new JsonArray("nulle-part")));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await TryAsync("services", new JsonArray(Meal, Meal)));

        var wrong = JsonNode.Parse(view.Document.GetRawText())!;
        wrong["absenceReasons"]![0]!["late"] = "toAgent";
        wrong["absenceReasons"]![0]!["services"] = new JsonArray(Meal);
        var found = await agent.PostAsAsync<SettingsFinding[]>($"{Api}/settings/check", new CheckSettings(false, JsonSerializer.SerializeToElement(wrong)));
        var codes = found.Select(f => f.Code).ToList();
        Assert.Contains("penalty.unused", codes);
        Assert.Contains("reasons.none", codes);
    }

    private async Task<Household> BookedAsync(DateOnly day)
    {
        var family = await _world.AddFamilyAsync(PlanningWorld.Pays, Meal, Evening);
        await _world.PutBookedAsync(family, Meal, day);
        await _world.PutBookedAsync(family, Evening, day);
        return family;
    }

    private async Task<(CellOutcome, int?)> LastAsync(Household family, string unit, int count)
    {
        var last = (await Eventually.SeeAsync(
            () =>
                Task.FromResult(_world.Service.Published.OfType<DaysSettled>().SelectMany(e => e.Cells).Where(c => c.ChildId == family.Child && c.Unit == unit)
                    .OrderBy(c => c.Version).ToList()),
            seen => seen.Count >= count))[^1];
        return (last.Outcome, last.BilledPercent);
    }
}

public sealed class ReasonsOnSqlite() : ReasonTests(TestDatabase.Sqlite);

public sealed class ReasonsOnSqlServer() : ReasonTests(TestDatabase.SqlServer);
