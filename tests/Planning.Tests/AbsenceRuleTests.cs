using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What real communes write about absences, each as a reason of the file. Today is Tuesday 8
/// December, after today's limit; Thursday's and Friday's are still in time.</summary>
public abstract class AbsenceRuleTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    internal const string Reasons = """
        [
          { "key": "le-cres", "label": "Maladie", "late": "excused", "evidence": { "hours": 48 } },
          { "key": "saint-exupery", "label": "Maladie", "late": "excused", "evidence": { "hours": 72, "maxDays": 10 }, "waiting": { "days": 2, "unit": "service", "onlyLateEvidence": true } },
          { "key": "info-jeunesse", "label": "Maladie", "late": "excused", "evidence": { "days": 7 } },
          { "key": "thomery", "label": "Maladie", "late": "excused", "evidence": { "monthEnd": true } },
          { "key": "saint-lager", "label": "Maladie", "late": "excused", "waiting": { "days": 1 } },
          { "key": "la-magistere", "label": "Maladie", "late": "excused", "waiting": { "days": 2, "unit": "service", "from": "notice", "inTime": true } },
          { "key": "saint-jean-du-bois", "label": "Maladie", "late": "excused", "waiting": { "days": 2, "firstDay": 3, "inTime": true } },
          { "key": "villejuif", "label": "Enseignant absent", "late": "toAgent", "evidence": { "days": 3 } },
          { "key": "trip", "label": "Sortie scolaire", "late": "billed" },
          { "key": "exclusion", "label": "Exclusion", "inTime": "billed", "late": "billed", "byFamily": false }
        ]
        """;

    protected const string Meal = "bessins-restauration";
    protected static readonly DateOnly Tuesday8 = new(2026, 12, 8);
    protected static readonly DateOnly Thursday10 = new(2026, 12, 10);
    protected static readonly DateOnly Friday11 = new(2026, 12, 11);

    [Theory]
    [InlineData("le-cres", "absence.evidence",
        "rien ne sera facturé si le certificat arrive avant le jeudi 10 décembre à 9\u00a0h\u00a010. Sans lui, le jour est facturé.")]
    [InlineData("saint-exupery", "absence.evidence",
        "si le certificat arrive avant le vendredi 11 décembre à 9\u00a0h\u00a010. Plus tard, et jusqu’au vendredi 18 décembre à 23\u00a0h\u00a059, les 2 premiers jours réservés restent facturés ; ensuite tout est facturé.")]
    [InlineData("info-jeunesse", "absence.evidence", "avant le mardi 15 décembre à 23\u00a0h\u00a059. Sans lui, le jour est facturé.")]
    [InlineData("thomery", "absence.evidence", "avant le vendredi 18 décembre à 23\u00a0h\u00a059. Sans lui, le jour est facturé.")]
    [InlineData("saint-lager", "absence.waiting", "Ce jour reste facturé : le premier jour d’une absence est dû (délai de carence).")]
    [InlineData("la-magistere", "absence.waiting", "Ce jour reste facturé : le jour où l’absence est signalée et les 2 suivants sont dus (délai de carence).")]
    [InlineData("saint-jean-du-bois", "absence.excused", "Absence excusée : rien ne sera facturé.")]
    [InlineData("villejuif", "pending.late", "le service e-enfance décidera. Certificat à remettre avant le vendredi 11 décembre à 23\u00a0h\u00a059.")]
    [InlineData("trip", "absence.billed", "Absence notée et facturée : la limite était le dimanche 6 décembre à 23\u00a0h\u00a059.")]
    public async Task Before_sending_the_family_reads_what_a_late_absence_costs_and_until_when_the_certificate_is_due(
        string reason, string code, string sentence)
    {
        var family = await BookedAsync(Tuesday8);

        var effects = await family.Parent.PostAsAsync<ReasonEffect[]>($"{family.Api}/absences/effects",
            new AskEffects([new AbsentDay(family.Child, Meal, Tuesday8)]));
        var sent = await family.AskAsync(family.Absent(Meal, Tuesday8, reason));

        var told = Assert.Single(effects, e => e.Reason == reason).Lines[0];
        Assert.Equal((code, code), (told.Code, sent.Lines[0].Code));
        Assert.EndsWith(sentence, told.Text, StringComparison.Ordinal);
        Assert.Equal(told.Text, sent.Lines[0].Text);
    }

    [Theory]
    [InlineData("le-cres", "EIII")]
    [InlineData("saint-lager", "WIII")]
    [InlineData("la-magistere", "WWWI")]
    [InlineData("saint-jean-du-bois", "IWWI")]
    [InlineData("trip", "BIII")]
    public async Task Of_a_week_of_illness_the_right_days_stay_billed_whether_told_at_once_or_day_by_day(string reason, string expected)
    {
        DateOnly[] days = [Tuesday8, Thursday10, Friday11, Monday14];
        var atOnce = await BookedAsync(days);
        var dayByDay = await BookedAsync(days);

        var receipt = await atOnce.AskAsync([.. days.Reverse().Select(d => atOnce.Absent(Meal, d, reason))]);
        var codes = new List<string>();
        foreach (var day in days)
        {
            codes.Add((await dayByDay.AskAsync(dayByDay.Absent(Meal, day, reason))).Lines[0].Code);
        }

        // An absence that asks for a certificate asks for it on its days in time too.
        var wanted = expected.Select(c =>
            c switch
            {
                'W' => "absence.waiting",
                'B' => "absence.billed",
                'E' => "absence.evidence",
                _ => reason == "le-cres" ? "absence.evidence" : "absence.excused"
            })
            .ToList();
        Assert.Equal(wanted, receipt.Lines.OrderBy(l => l.Date).Select(l => l.Code));
        Assert.Equal(wanted, codes);
        foreach (var (day, code) in days.Zip(wanted))
        {
            Assert.Equal(
                code is "absence.waiting" or "absence.billed"
                    ? CellState.AbsentBilled
                    : code == "absence.excused" || code == "absence.evidence"
                    ? CellState.AbsentExcused
                    : CellState.Booked,
                (await atOnce.SeeAsync(Meal, day))!.State);
        }
    }

    [Fact]
    public async Task After_a_day_at_school_an_illness_begins_anew()
    {
        var family = await BookedAsync(new DateOnly(2026, 12, 4), Monday7, Tuesday8);
        await family.AskAsync(family.Absent(Meal, new DateOnly(2026, 12, 4), "saint-lager"));

        Assert.Equal("absence.waiting", (await family.AskAsync(family.Absent(Meal, Tuesday8, "saint-lager"))).Lines[0].Code);
        // Monday joins Friday and Tuesday: no new first day.
        Assert.Equal("absence.excused", (await family.AskAsync(family.Absent(Meal, Monday7, "saint-lager"))).Lines[0].Code);
    }

    [Fact]
    public async Task A_reason_kept_for_agents_is_neither_offered_to_a_family_nor_taken_from_it()
    {
        var family = await BookedAsync(Tuesday8);

        var offered = (await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month")).AbsenceReasons;

        Assert.DoesNotContain(offered, r => r.Key == "exclusion");
        Assert.Contains((await World.Agent(Pays).GetAsAsync<MonthView>($"{family.Api}/month?family={family.Family}")).AbsenceReasons,
            r => r.Key == "exclusion");
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.agents-only", await family.PostAsync(family.Absent(Meal, Tuesday8, "exclusion")));
    }

    [Fact]
    public async Task An_absence_told_by_mistake_this_morning_is_taken_back_as_one_request()
    {
        var family = await BookedAsync(Tuesday8, Thursday10);
        var receipt = await family.AskAsync(family.Absent(Meal, Tuesday8, "saint-lager"), family.Absent(Meal, Thursday10, "saint-lager"));
        Assert.Equal(new DateTime(2026, 12, 8, 9, 39, 0), receipt.UndoUntil);

        await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}/cancel", new { });

        Assert.Equal(CellState.Booked, (await family.SeeAsync(Meal, Tuesday8))!.State);
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Meal, Thursday10))!.State);
    }

    [Theory]
    [InlineData("""{ "hours": 24, "days": 2 }""", null, "absenceReasons[0].evidence: un seul de hours, days et monthEnd")]
    [InlineData("""{ "hours": 72, "maxDays": 2 }""", null, "absenceReasons[0].evidence.maxDays: finit avant la limite du justificatif")]
    [InlineData(null, """{ "days": 0 }""", "absenceReasons[0].waiting.days: 0 ne va pas ; il faut un nombre entier de 1 à 60")]
    [InlineData(null, """{ "days": 1, "onlyLateEvidence": true }""",
        "absenceReasons[0].waiting.onlyLateEvidence: aucun justificatif n’est demandé pour ce motif")]
    public async Task A_rule_that_contradicts_itself_is_refused_with_its_place(string? evidence, string? waiting, string message)
    {
        var agent = World.Agent(Pays);
        var view = await agent.GetAsAsync<SectionView>($"/api/{Pays}/planning/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        document["absenceReasons"] = new JsonArray(new JsonObject
        {
            ["key"] = "x",
            ["label"] = "X",
            ["evidence"] = evidence is null ? null : JsonNode.Parse(evidence),
            ["waiting"] = waiting is null ? null : JsonNode.Parse(waiting)
        });

        var response = await agent.PutAsJsonAsync($"/api/{Pays}/planning/settings", new { basedOn = view.Version, document });

        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal((HttpStatusCode.BadRequest, "settings.invalid"), (response.StatusCode, (string?)problem["code"]));
        Assert.Contains(message, (string?)problem["detail"], StringComparison.Ordinal);
    }

    private static readonly DateOnly Monday7 = new(2026, 12, 7);

    private async Task<Household> BookedAsync(params DateOnly[] days)
    {
        var view = await World.Agent(Pays).GetAsAsync<SectionView>($"/api/{Pays}/planning/settings");
        if (!view.Document.GetRawText().Contains("le-cres", StringComparison.Ordinal))
        {
            await World.ChangeSettingsAsync(Pays, d => d["absenceReasons"] = JsonNode.Parse(Reasons));
        }

        return await BookedAsync(World, days);
    }

    internal static async Task<Household> BookedAsync(PlanningWorld world, params DateOnly[] days)
    {
        var family = await world.AddFamilyAsync(Pays, Meal);
        await world.Service.InTenantAsync(Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            db.Cells.AddRange(days.Select(d => Cell.Of(family.Family, family.Child, Meal, d).Put(BookingState.Confirmed)));
            return await db.SaveChangesAsync();
        });
        return family;
    }
}

public sealed class AbsenceRulesOnSqlite(SharedWorld shared) : AbsenceRuleTests(shared, TestDatabase.Sqlite);

public sealed class AbsenceRulesOnSqlServer(SharedWorld shared) : AbsenceRuleTests(shared, TestDatabase.SqlServer);
