using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class CareTests(TestDatabase database) : FamilyWorld(database)
{
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");

    [Fact]
    public async Task Agents_of_the_roll_read_what_to_do_and_who_may_come_from_both_households_in_one_logged_call()
    {
        var view = await AsAgent(Permissions.Attendance)
            .PostAsAsync<DayNotesView>("/api/biviers/family/day-notes", new AskDayNotes([Tom, Noe, Guid.NewGuid()]));

        var tom = view.Notes.Single(n => n.ChildId == Tom);
        Assert.Equal(["Apporte son panier-repas", "Ne rien lui donner hors de son panier. Protocole PAI : trousse dans le sac, puis le 15.",
            "PAI : Gonflement ou gêne pour respirer : trousse rouge, puis le 15. Aucun aliment partagé.", "Trousse : Rouge, armoire de la cantine"], tom.ToDo);
        Assert.Equal(["Jean DUPONT", "Jeanne DUPONT", "Odile Dupont", "Marc Dupont"], tom.PickUp.Select(p => p.Name));
        Assert.Contains(tom.Emergency, p => p is { Name: "Jean DUPONT", Phone: "06 39 98 12 34" });
        var noe = view.Notes.Single(n => n.ChildId == Noe);
        Assert.Equal(("sans porc", new TimeOnly(17, 30)), (noe.Diet, noe.LeavesAloneAt));
        var log = await Family.InTenantAsync("biviers", scope => scope.GetRequiredService<FamilyDb>().CareAccesses.AsNoTracking().ToListAsync());
        Assert.Equal((3, true), (Assert.Single(log).Count, log[0].Children.Contains(Tom.ToString("N"), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_may_not_collect_a_child_is_never_among_those_who_may()
    {
        await PutAsync(new SetCare(null, [], null, [new CareContactEntry(ContactKind.MayNot, "jeanne dupont", "décision de justice", null)]));

        var tom = (await AsAgent(Permissions.Attendance).PostAsAsync<DayNotesView>("/api/biviers/family/day-notes", new AskDayNotes([Tom]))).Notes.Single();

        Assert.Equal(["Jean DUPONT"], tom.PickUp.Select(p => p.Name));
        Assert.Equal("jeanne dupont", Assert.Single(tom.MayNot).Name);
    }

    [Fact]
    public async Task A_diet_is_told_to_who_counts_meals_with_a_rising_version_and_no_religion_is_kept()
    {
        var told = await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<MealDietsChanged>().Where(e => e.Tenant == "biviers").ToList()),
            e => e.Count == 2);
        Assert.Equal(["sans porc", "végétarien"], told.SelectMany(e => e.Children).Select(c => c.Diet).Order());

        foreach (var (diet, code) in (IEnumerable<(string, string)>)[("halal", "diet.forbidden"), ("Casher", "diet.forbidden"),
            ("sans gluten", "diet.unknown")])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await TryAsync(new SetCare(diet, [], null, [])));
        }

        var care = await PutAsync(new SetCare("sans viande", [" Mange lentement. "], new TimeOnly(17, 0),
            [new CareContactEntry(ContactKind.PickUp, "Odile Martin", "grand-mère", "06 39 98 12 41")]));

        Assert.Equal(("sans viande", "Mange lentement.", new TimeOnly(17, 0)), (care.Diet, care.ToDo.Single(), care.LeavesAloneAt));
        var change = (await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<MealDietsChanged>().Where(e => e.FamilyId == Jean).ToList()),
            e => e.Count == 1))[0];
        Assert.Equal((2, "sans viande"), (change.Version, change.Children.Single().Diet));
        Assert.Equal("Odile Martin", (await AsAgent(Permissions.Families).GetAsAsync<CareView>(Path)).Contacts.Single().Name);
    }

    [Fact]
    public async Task Instructions_and_people_without_words_are_refused()
    {
        foreach (var (body, code) in (IEnumerable<(SetCare, string)>)[
            (new SetCare(null, [""], null, []), "care.to-do"), (new SetCare(null, [new string('a', 161)], null, []), "care.to-do"),
            (new SetCare(null, [], null, [new CareContactEntry(null, "A", "B", null)]), "care.contact"),
            (new SetCare(null, [], null, [new CareContactEntry(ContactKind.PickUp, " ", "tante", null)]), "care.contact")])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code, await TryAsync(body));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await AsAgent(Permissions.Families).PutAsJsonAsync($"/api/biviers/family/families/{Jean}/children/{Noe}/care", new SetCare(null, [], null, [])));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden",
            await AsAgent(Permissions.Requests).PostAsJsonAsync("/api/biviers/family/day-notes", new AskDayNotes([Tom])));
    }

    private static string Path => $"/api/biviers/family/families/{Jean}/children/{Tom}/care";

    private Task<HttpResponseMessage> TryAsync(SetCare body) => AsAgent(Permissions.Families).PutAsJsonAsync(Path, body);

    private async Task<CareView> PutAsync(SetCare body) => await (await TryAsync(body)).ReadAsync<CareView>();
}

public sealed class CareOnSqlite() : CareTests(TestDatabase.Sqlite);

public sealed class CareOnSqlServer() : CareTests(TestDatabase.SqlServer);
