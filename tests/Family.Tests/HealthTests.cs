using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Vaccinations with their due dates, the care plan, and what two households answer differently (domain §3.8, §3.11).</summary>
public abstract class HealthTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");

    private HttpClient AsJeanne => Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont"));

    private HttpClient AsMoreau => Family.Client(Tokens.Guardian("biviers", Moreau, "Claire Moreau"));

    private HttpClient Doctor => AsAgent(Permissions.Families, Permissions.Health, Permissions.Requests);

    [Fact]
    public async Task A_booster_comes_due_by_the_calendar_or_on_the_day_that_was_told()
    {
        // Tom is born on 3 May 2020 and had his last injection in 2021: the booster of six years was due.
        Assert.Equal((new DateOnly(2026, 5, 3), "Le rappel DTP des 6 ans, à la date du calendrier vaccinal"), await DueAsync(AsJean(), Tom, "sanitaires"));
        await AskAsync(AsJean(), "sanitaires", Tom, ("dtp", "2026-05-20"));
        Assert.Equal(new DateOnly(2031, 5, 3), (await DueAsync(AsJean(), Tom, "sanitaires")).Due);
        await AskAsync(AsJean(), "sanitaires", Tom, ("dtpRappel", "2031-09-01"));
        Assert.Equal(new DateOnly(2031, 9, 1), (await DueAsync(AsJean(), Tom, "sanitaires")).Due);
        await AskAsync(AsJean(), "sanitaires", Tom, ("dtpRappel", null), ("dtp", "2031-05-20"));
        Assert.Null((await DueAsync(AsJean(), Tom, "sanitaires")).Due);
    }

    [Fact]
    public async Task A_care_plan_waits_for_an_agent_and_then_says_what_to_do_who_brings_the_meal_and_until_when()
    {
        var request = await AskAsync(AsMoreau, "pai", Noe, ("protocole", "Donner deux bouffées, puis le 15."), ("trousse", "Bleue, dans le sac"),
            ("medecin", "Dr Roux, 04 76 00 00 00"), ("fin", "2026-12-20"), ("panier", "oui"));
        Assert.Equal(RequestStatus.Pending, request.Status);
        Assert.DoesNotContain("bouffées", string.Join(' ', await NotesAsync(Noe)), StringComparison.Ordinal);

        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await Doctor.PostAsJsonAsync($"{Api}/requests/{request.Id}/decision", new DecideFamilyRequest([.. request.Lines.Select(l => l.LineId)])));

        Assert.Contains("PAI : Donner deux bouffées, puis le 15.", await NotesAsync(Noe));
        Assert.Contains("Apporte son panier-repas", await NotesAsync(Noe));
        Assert.True(
            (await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == Moreau).MaxBy(e => e.Version)),
                e => e?.Children.Any(c => c.PackedLunch) == true))!.Children
            .Single(c => c.ChildId == Noe).PackedLunch);
        Assert.Equal((new DateOnly(2026, 12, 20), "Le PAI"), await DueAsync(AsMoreau, Noe, "pai"));
        Family.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Contains(await NotesAsync(Noe), line => line.StartsWith("PAI terminé le 20 décembre 2026", StringComparison.Ordinal));
        Assert.DoesNotContain(Family.Published, e => System.Text.Json.JsonSerializer.Serialize(e, e.GetType()).Contains("bouff", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_agent_without_the_health_right_can_not_decide_a_care_plan()
    {
        var request = await AskAsync(AsMoreau, "pai", Noe, ("protocole", "Appeler le 15."), ("medecin", "Dr Roux"), ("fin", "2027-08-31"), ("panier", "non"));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "health.forbidden",
            await AsAgent(Permissions.Requests)
                .PostAsJsonAsync($"{Api}/requests/{request.Id}/decision", new DecideFamilyRequest([.. request.Lines.Select(l => l.LineId)])));
        Assert.DoesNotContain("Appeler le 15",
            await (await AsAgent(Permissions.Requests, Permissions.Families).GetAsync($"{Api}/requests/queue")).Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_households_that_disagree_both_stand_on_the_page_of_the_parents_and_of_the_agent_and_both_read_who_looked()
    {
        var field = await FieldAsync(AsJean(), Tom, "section.sanitaires.medecin");
        Assert.Equal(("Dr Faure, 04 76 52 00 00", "Dr Blanc, 04 76 08 00 00"), (field.Value, field.Elsewhere));
        Assert.Equal("Dr Faure, 04 76 52 00 00", (await FieldAsync(AsJeanne, Tom, "section.sanitaires.medecin")).Elsewhere);
        Assert.Equal(("oui", "non"),
            await FieldAsync(AsJean(), Tom, "section.complementaires.lunettes") is var glasses ? (glasses.Value, glasses.Elsewhere) : default);
        Assert.Null((await FieldAsync(AsJean(), Tom, "section.sanitaires.urgence")).Elsewhere);
        // An insurance contract is each parent's own affair.
        Assert.Null((await FieldAsync(AsJean(), Tom, "section.complementaires.assurance")).Elsewhere);
        var (his, hers) = (await ReadersAsync(AsJean()), await ReadersAsync(AsJeanne));

        var seen = (await Doctor.GetAsAsync<FileSectionsView>($"{Api}/families/{Jean}/sections")).Sections
            .Single(s => s is { Section: "sanitaires", Child: "Tom" });

        Assert.Equal("Dr Blanc, 04 76 08 00 00", seen.Elsewhere!["medecin"]);
        Assert.Equal((his + 1, hers + 1), (await ReadersAsync(AsJean()), await ReadersAsync(AsJeanne)));
        var without = (await AsAgent(Permissions.Families).GetAsAsync<FileSectionsView>($"{Api}/families/{Jean}/sections")).Sections
            .Single(s => s is { Section: "sanitaires", Child: "Tom" });
        Assert.Equal((null, null, 0), (without.Elsewhere, without.Due, without.Values.Count));
        Assert.Equal((his + 1, hers + 1), (await ReadersAsync(AsJean()), await ReadersAsync(AsJeanne)));

        async Task<int> ReadersAsync(HttpClient parent) =>
            (await parent.GetAsAsync<FileSectionsView>($"{Api}/me/sections")).Sections.Single(s => s is { Section: "sanitaires", Child: "Tom" }).Readers.Length;
    }

    [Fact]
    public async Task Nothing_of_health_is_at_rest_in_clear_and_a_reminder_names_no_vaccine()
    {
        await using var scope = Family.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Platform.Tenant>().Enter("biviers");
        var db = scope.ServiceProvider.GetRequiredService<FamilyDb>();
        Assert.All(
            await db.FileSections.AsNoTracking().Where(s => s.Section == "sanitaires" || s.Section == "pai").ToListAsync(TestContext.Current.CancellationToken),
            s => Assert.True(s.IsSealed));
        Assert.Empty(await db.Requests.SelectMany(r => r.Lines).Where(l => l.Health && (l.Old != null || l.New != null || l.Data != null))
            .ToListAsync(TestContext.Current.CancellationToken));

        var told = await Eventually.PassAsync(
            Family.Clock, TimeSpan.FromMinutes(20),
            () =>
                Task.FromResult(Family.Published.OfType<FamilyNotified>()
                    .Where(n => n.FamilyId == Jean && n.Text.Contains("Dossier de santé de Tom", StringComparison.Ordinal)).ToList()),
            n => n.Count > 0);
        Assert.DoesNotContain("DTP", told[0].Text, StringComparison.Ordinal);
    }

    private async Task<FamilyRequestView> AskAsync(HttpClient parent, string form, Guid child, params (string Key, string? Value)[] values) =>
        await (await parent.PostAsJsonAsync($"{Api}/me/requests",
            new AskChange(Guid.NewGuid(), form, child, [.. values.Select(v => new FieldValue($"section.{form}.{v.Key}", child, v.Value))])))
            .ReadAsync<FamilyRequestView>();

    private static async Task<(DateOnly? Due, string? Label)> DueAsync(HttpClient parent, Guid child, string form) =>
        (await parent.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms.Single(f => f.Form == form && f.Of == child) is var found
            ? (found.Due, found.DueLabel)
            : default;

    private static async Task<AccountField> FieldAsync(HttpClient parent, Guid child, string key) =>
        (await parent.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms.Where(f => f.Of == child).SelectMany(f => f.Fields).Single(f => f.Key == key);

    private async Task<string[]> NotesAsync(Guid child) =>
        [.. (await (await AsAgent(Permissions.Attendance).PostAsJsonAsync($"{Api}/day-notes", new AskDayNotes([child]))).ReadAsync<DayNotesView>()).Notes
            .SelectMany(n => n.ToDo)];
}

public sealed class HealthOnSqlite() : HealthTests(TestDatabase.Sqlite);

public sealed class HealthOnSqlServer() : HealthTests(TestDatabase.SqlServer);
