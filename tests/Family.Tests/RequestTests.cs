using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Biviers: phones and the e-mail hold at once, an agent decides the rest; the children's health form is asked and decided by an agent.</summary>
public abstract class RequestTests(TestDatabase database) : IAsyncLifetime
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly Guid Jeanne = Guid.Parse("10000000-0000-0000-0000-000000000002");
    private static readonly Guid JeanHimself = Guid.Parse("20000000-0000-0000-0000-000000000001");
    private static readonly Guid JeanneHerself = Guid.Parse("20000000-0000-0000-0000-000000000002");
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private readonly string _tenants = Directory.CreateTempSubdirectory("preau-requests-").FullName;

    private readonly string _demo = Directory.CreateTempSubdirectory("preau-demo-").FullName;

    private ServiceUnderTest Family { get; set; } = null!;

    private HttpClient AsJean => Family.Client(Tokens.Guardian("biviers", Jean, "Jean Dupont", JeanHimself));

    private HttpClient AsJeanne => Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont", JeanneHerself));

    public async ValueTask InitializeAsync()
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "deploy", "tenants", "biviers.json")))!;
        file["family"]!["sections"] = JsonNode.Parse("""{ "caf": "obligatory", "sanitaires": "obligatory" }""");
        file["family"]!["fields"] = JsonNode.Parse(
            """{ "section.sanitaires": { "mode": "editable", "automatic": false }, "guardian.employer": { "mode": "shown" } }""");
        file["family"]!["confirmFrom"] = "09-01";
        file["family"]!["consents"] = JsonNode.Parse(
            """[{ "key": "photos", "label": "Photos", "text": "Des photos de groupe sur le site de la commune.", "version": 2 }]""");
        await File.WriteAllTextAsync(Path.Combine(_tenants, "biviers.json"), file.ToJsonString());
        // The demonstration's families, with nothing asked or answered yet.
        var demo = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Root(AppContext.BaseDirectory), "deploy", "demo", "biviers.json")))!;
        demo["family"]!.AsObject().Remove("requests");
        foreach (var family in demo["family"]!["families"]!.AsArray())
        {
            family!.AsObject().Remove("sections");
        }

        await File.WriteAllTextAsync(Path.Combine(_demo, "biviers.json"), new JsonObject { ["family"] = demo["family"]!.DeepClone() }.ToJsonString());
        Family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
            ("Tenants:Directory", _tenants), ("Demo:Directory", _demo));
    }

    public async ValueTask DisposeAsync()
    {
        await Family.DisposeAsync();
        Directory.Delete(_tenants, recursive: true);
        Directory.Delete(_demo, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_phone_holds_at_once_and_an_address_waits_for_an_agent_with_old_and_new_value()
    {
        var asked = await AskAsync(AsJean, "responsable", null, new FieldValue("guardian.mobile", JeanHimself, "0639981277"),
            new FieldValue("household.street", null, "27 montée de l’Église"));

        Assert.Equal((RequestStatus.Pending, false, 1), (asked.Status, asked.Automatic, asked.Rank));
        Assert.StartsWith("D2026-0000", asked.Number, StringComparison.Ordinal);
        // Five working days from a Tuesday.
        Assert.Equal(new DateOnly(2026, 12, 15), asked.AnswerBy);
        Assert.Equal([("guardian.mobile", true), ("household.street", null)], asked.Lines.Select(l => (l.Field, l.Accepted)).OrderBy(l => l.Field));
        var street = asked.Lines.Single(l => l.Field == "household.street");
        Assert.Equal(("12 rue des Bonbons", "27 montée de l’Église"), (street.Old, street.New));
        var forms = await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms");
        var fields = forms.Forms.Single(f => f.Form == "responsable").Fields;
        Assert.Equal("06 39 98 12 77", fields.Single(f => f.Key == "guardian.mobile").Value);
        Assert.Equal(("12 rue des Bonbons", asked.Number),
            (fields.Single(f => f.Key == "household.street").Value, fields.Single(f => f.Key == "household.street").Waiting!.Number));
        await ProblemAsync(HttpStatusCode.Conflict, "field.waiting",
            await TryAskAsync(AsJean, "responsable", null, new FieldValue("household.street", null, "1 place Haute")));

        await DecideAsync(asked, street.LineId);

        var me = await AsJean.GetAsAsync<FamilyView>($"{Api}/me");
        Assert.Equal("27 montée de l’Église", me.Address!.Street);
        var told = await Eventually.SeeAsync(() => Task.FromResult(Family.Published.OfType<FamilyNotified>().Where(n => n.NoticeId == asked.Id).ToList()),
            n => n.Count == 1);
        Assert.Equal(($"Demande {asked.Number} : acceptée", $"demandes/dossier/{asked.Id}"), (told[0].Subject, told[0].Path));
        Assert.DoesNotContain("montée", told[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_accepted_in_part_and_what_is_refused_says_why()
    {
        var asked = await AskAsync(AsJean, "responsable", null, new FieldValue("guardian.profession", JeanHimself, "Chef d’équipe"),
            new FieldValue("household.city", null, "Le Touvet"));
        var accepted = asked.Lines.Single(l => l.Field == "guardian.profession").LineId;
        await ProblemAsync(HttpStatusCode.BadRequest, "reason.missing", await TryDecideAsync(asked, null, accepted));
        await ProblemAsync(HttpStatusCode.BadRequest, "line.unknown", await TryDecideAsync(asked, "Non", Guid.NewGuid()));

        var decided = await (await TryDecideAsync(asked, "L’adresse reçue est à Biviers.", accepted)).ReadAsync<FamilyRequestView>();

        Assert.Equal((RequestStatus.PartlyAccepted, "Sophie Perrin", "L’adresse reçue est à Biviers."), (decided.Status, decided.DecidedBy, decided.Reason));
        Assert.Equal("Biviers", (await AsJean.GetAsAsync<FamilyView>($"{Api}/me")).Address!.City);
        await ProblemAsync(HttpStatusCode.Conflict, "request.decided", await TryDecideAsync(asked, "Encore", []));
        var listed = await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestPage>($"{Api}/requests/decided?family={decided.FamilyId}&q={decided.Number}");
        Assert.Equal([(asked.Id, "Sophie Perrin")], listed.Items.Select(i => (i.Id, i.DecidedBy)));
        Assert.Empty((await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestPage>($"{Api}/requests/decided?family={Guid.NewGuid()}")).Items);
        await ProblemAsync(HttpStatusCode.Conflict, "request.decided", await AsJean.PostAsJsonAsync($"{Api}/me/requests/{asked.Id}/cancel", new { }));
        var page = await AsJean.GetAsAsync<FamilyRequestPage>($"{Api}/me/requests?form=account&status=PartlyAccepted");
        Assert.Equal(asked.Id, Assert.Single(page.Items).Id);
        Assert.Empty((await AsJean.GetAsAsync<FamilyRequestPage>($"{Api}/me/requests?form=children")).Items);
        Assert.Empty((await AsJean.GetAsAsync<FamilyRequestPage>($"{Api}/me/requests?since=2025-01-01&until=2026-12-07")).Items);
    }

    [Fact]
    public async Task The_same_key_asks_once_and_what_waits_can_be_taken_back()
    {
        var change = new AskChange(Guid.NewGuid(), "responsable", null, [new FieldValue("household.city", null, "Corenc")]);
        var first = await (await AsJean.PostAsJsonAsync($"{Api}/me/requests", change)).ReadAsync<FamilyRequestView>();
        var again = await (await AsJean.PostAsJsonAsync($"{Api}/me/requests", change)).ReadAsync<FamilyRequestView>();
        Assert.Equal(first.Id, again.Id);

        var cancelled = await (await AsJean.PostAsJsonAsync($"{Api}/me/requests/{first.Id}/cancel", new { })).ReadAsync<FamilyRequestView>();

        Assert.Equal(RequestStatus.Cancelled, cancelled.Status);
        Assert.Empty((await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestPage>($"{Api}/requests/queue")).Items);
        await AskAsync(AsJean, "responsable", null, new FieldValue("household.city", null, "Corenc"));
    }

    [Theory]
    [InlineData("responsable", "guardian.role", "Mère")]
    [InlineData("responsable", "guardian.employer", "Mairie")]
    [InlineData("responsable", "household.resident", "non")]
    [InlineData("responsable", "guardian.restricted", "oui")]
    [InlineData("responsable", "guardian.email", "jean@")]
    [InlineData("responsable", "guardian.email", "")]
    [InlineData("responsable", "household.street", "")]
    [InlineData("responsable", "household.city", " ")]
    [InlineData("responsable", "child.firstName", "Tim")]
    [InlineData("enfant", "child.school", "École privée")]
    [InlineData("enfant", "child.birthDate", "2031-01-01")]
    public async Task What_is_not_the_familys_to_change_or_makes_no_sense_is_said_beside_its_field(string form, string field, string value)
    {
        var of = field.StartsWith("guardian", StringComparison.Ordinal) ? JeanHimself : field.StartsWith("child", StringComparison.Ordinal) ? Tom : (Guid?)null;
        var answer = await TryAskAsync(AsJean, form, form == "enfant" ? Tom : null, new FieldValue(field, of, value));

        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid", answer);
        Assert.Single(JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").EnumerateObject());
    }

    [Fact]
    public async Task The_form_of_the_other_parent_is_there_once_the_file_has_one_and_its_change_waits_for_an_agent()
    {
        Assert.DoesNotContain((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms, f => f.Form == "conjoint");
        var ana = new AddMember(new() { ["civility"] = "Mme", ["firstName"] = "Ana", ["lastName"] = "Roy", ["role"] = "Mère" });
        await (await AsAgent(Permissions.Families).PostAsJsonAsync($"{Api}/families/{Jean}/guardians", ana)).ReadAsync<FileFieldsView>();
        var form = await FormAsync();
        Assert.Equal("Informations de l’autre parent", form.Label);

        var asked = await AskAsync(AsJean, "conjoint", null, new FieldValue("guardian.profession", form.Of, "Menuisière"));

        Assert.Equal(RequestStatus.Pending, asked.Status);
        Assert.Equal("Menuisière", (await FormAsync()).Fields.Single(f => f.Key == "guardian.profession").Waiting!.New);
        await DecideAsync(asked, asked.Lines[0].LineId);
        Assert.Equal("Menuisière", (await FormAsync()).Fields.Single(f => f.Key == "guardian.profession").Value);

        async Task<AccountForm> FormAsync() => Assert.Single((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms, f => f.Form == "conjoint");
    }

    [Fact]
    public async Task Nothing_changed_is_no_request_and_another_familys_child_or_guardian_is_not_found()
    {
        await ProblemAsync(HttpStatusCode.BadRequest, "request.empty",
            await TryAskAsync(AsJean, "responsable", null, new FieldValue("household.city", null, "Biviers")));
        await ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await TryAskAsync(AsJean, "enfant", Guid.NewGuid(), new FieldValue("child.birthPlace", Tom, "Grenoble")));
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(AsJean, "conjoint", null, new FieldValue("guardian.mobile", JeanneHerself, "0600000000")));
        var asked = await AskAsync(AsJean, "responsable", null, new FieldValue("household.city", null, "Corenc"));
        await ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJeanne.GetAsync($"{Api}/requests/{asked.Id}"));
        await ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJeanne.PostAsJsonAsync($"{Api}/me/requests/{asked.Id}/cancel", new { }));
    }

    [Fact]
    public async Task Health_answers_are_sealed_at_rest_and_only_the_health_right_reads_and_decides_them()
    {
        var asked = await AskAsync(AsJean, "sanitaires", Tom,
            [.. new[] { ("vaccins", "oui"), ("medecin", "Dr Bonnefoy"), ("pai", "oui"),
                ("urgence", "oui") }.Select(a => new FieldValue($"section.sanitaires.{a.Item1}", Tom, a.Item2))]);
        Assert.Equal("Dr Bonnefoy", asked.Lines.Single(l => l.Field.EndsWith("medecin", StringComparison.Ordinal)).New);
        var seen = (await AsAgent(Permissions.Requests, Permissions.Families).GetAsAsync<FamilyRequestPage>($"{Api}/requests/queue")).Items.Single();
        Assert.All(seen.Lines, l => Assert.Equal((true, null), (l.Withheld, l.New)));
        await ProblemAsync(HttpStatusCode.Forbidden, "health.forbidden", await TryDecideAsync(asked, null, [.. asked.Lines.Select(l => l.LineId)]));

        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await AsAgent(Permissions.Requests, Permissions.Health)
                .PostAsJsonAsync($"{Api}/requests/{asked.Id}/decision", new DecideFamilyRequest([.. asked.Lines.Select(l => l.LineId)])));

        var section = (await AsJean.GetAsAsync<FileSectionsView>($"{Api}/me/sections")).Sections.Single(s => s.Section == "sanitaires" && s.ChildId == Tom);
        Assert.Equal(("Dr Bonnefoy", true), (section.Values["medecin"], section.Complete));
        var atRest = await Family.InTenantAsync("biviers",
            s => s.GetRequiredService<FamilyDb>().FileSections.Where(f => f.Section == "sanitaires").Select(f => f.Answers).SingleAsync());
        Assert.DoesNotContain("Bonnefoy", atRest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_is_added_once_accepted_and_a_likely_double_is_shown_to_the_agent()
    {
        FieldValue[] tom = [new("child.firstName", null, "Tom"), new("child.lastName", null, "Dupont"), new("child.birthDate", null, "2020-05-03")];
        var moreau = Family.Client(Tokens.Guardian("biviers", Guid.Parse("10000000-0000-0000-0000-000000000004"), "Claire Moreau"));
        var asked = await AskAsync(moreau, "ajout-enfant", null, [.. tom]);
        var hint = Assert.Single((await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestView>($"{Api}/requests/{asked.Id}")).Hints,
            h => h.Contains("DUPONT Jean ", StringComparison.Ordinal));
        Assert.StartsWith("Doublon possible : Tom DUPONT", hint, StringComparison.Ordinal);
        Assert.Empty(asked.Hints);

        await DecideAsync(asked, [.. asked.Lines.Select(l => l.LineId)]);

        var children = (await moreau.GetAsAsync<FamilyView>($"{Api}/me")).Children;
        Assert.Equal(["Noé", "Tom"], children.Select(c => c.FirstName).Order());
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(moreau, "ajout-enfant", null, new FieldValue("child.firstName", null, "Sans date")));
        // In the file now; and of two demandes for one child, one.
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(moreau, "ajout-enfant", null, tom[0] with { Value = "TOM" }, tom[1], tom[2]));
        FieldValue[] zoe = [tom[0] with { Value = "Zoé" }, tom[1], tom[2] with { Value = "2023-04-02" }];
        await AskAsync(moreau, "ajout-enfant", null, zoe);
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid", await TryAskAsync(moreau, "ajout-enfant", null, zoe));
        await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
            await TryAskAsync(moreau, "ajout-enfant", null, tom[0] with { Value = "Ida" }, tom[1], tom[2] with { Value = "1950-05-03" }));
    }

    [Fact]
    public async Task A_person_may_come_once_accepted_and_whom_the_other_household_bars_never()
    {
        var asked = await AskAsync(AsJean, "personnes", Tom, Person("Hugo Mercier"));
        Assert.DoesNotContain((await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People, p => p.Name == "Hugo Mercier");
        await DecideAsync(asked, asked.Lines[0].LineId);
        var people = (await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People;
        Assert.Contains(people, p => p is { Name: "Hugo Mercier", Phone: "06 39 98 12 90", Own: true });
        Assert.Contains((await AsJeanne.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People,
            p => p is { Name: "Hugo Mercier", Phone: null, Own: false, ContactId: null });

        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await AsAgent(Permissions.Families)
                .PutAsJsonAsync($"{Api}/families/{Jeanne}/children/{Tom}/care",
                    new SetCare(null, [], null, [new CareContactEntry(ContactKind.MayNot, "VIDAL Marc", "décision de justice", null)])));
        var barred = await AskAsync(AsJean, "personnes", Tom, Person("Marc Vidal"));
        Assert.Contains("Marc Vidal ne peut pas venir",
            (await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestView>($"{Api}/requests/{barred.Id}")).Hints.Single(), StringComparison.Ordinal);
        await ProblemAsync(HttpStatusCode.Conflict, "person.barred", await TryDecideAsync(barred, null, barred.Lines[0].LineId));
        Assert.Equal(["VIDAL Marc"], (await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).MayNot);

        var removal = await AskAsync(AsJean, "personnes", Tom,
            new FieldValue("person.remove", Tom, people.Single(p => p.Name == "Hugo Mercier").ContactId.ToString()));
        await DecideAsync(removal, removal.Lines[0].LineId);
        Assert.DoesNotContain((await AsJean.GetAsAsync<ChildPeopleView>($"{Api}/me/people/{Tom}")).People, p => p.Name == "Hugo Mercier");
    }

    [Fact]
    public async Task A_school_enrolment_of_today_changes_both_files_and_one_of_next_year_is_kept_in_the_history()
    {
        var now = await AskAsync(AsJean, "inscription-scolaire", Tom, new FieldValue("school.school", null, "École du Touvet"),
            new FieldValue("school.grade", null, "CP"), new FieldValue("school.from", null, "2026-12-08"));
        await DecideAsync(now, [.. now.Lines.Select(l => l.LineId)]);
        Assert.Equal("École du Touvet", (await AsJeanne.GetAsAsync<FamilyView>($"{Api}/me")).Children.Single(c => c.ChildId == Tom).School);

        var next = await AskAsync(AsJean, "inscription-scolaire", Tom, new FieldValue("school.school", null, "École Haute"),
            new FieldValue("school.from", null, "2027-09-01"));
        await DecideAsync(next, [.. next.Lines.Select(l => l.LineId)]);
        Assert.Equal("École du Touvet", (await AsJean.GetAsAsync<FamilyView>($"{Api}/me")).Children.Single(c => c.ChildId == Tom).School);
        Assert.Contains("École Haute", await AsAgent(Permissions.Families).GetStringAsync($"{Api}/families/{Jean}/history"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_commune_asks_once_a_year_whether_all_is_right_and_again_for_a_new_text()
    {
        Assert.True((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).AsksConfirmation);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await AsJean.PostAsJsonAsync($"{Api}/me/confirmation", new ConfirmFile(1)));
        Assert.False((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).AsksConfirmation);
        Family.Clock.SetUtcNow(new DateTimeOffset(2027, 9, 1, 8, 0, 0, TimeSpan.Zero));
        Assert.True((await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).AsksConfirmation);

        var photos = (await AsJean.GetAsAsync<AgreementView[]>($"{Api}/me/agreements")).Single(a => a.Of == Tom);
        Assert.Null(photos.Agreed);
        var due = await DueAsync(Tom);
        await ProblemAsync(HttpStatusCode.Conflict, "agreement.version",
            await AsJean.PutAsJsonAsync($"{Api}/me/agreements", new AnswerAgreement("photos", Tom, 1, true)));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AsJean.PutAsJsonAsync($"{Api}/me/agreements", new AnswerAgreement("photos", Tom, 2, false)));
        Assert.Equal(
            (false, "Jean Dupont"), ((await AsJean.GetAsAsync<AgreementView[]>($"{Api}/me/agreements")).Single(a => a.Of == Tom) is var after
                ? (after.Agreed!.Value, after.By)
                : default));
        Assert.Null((await AsJeanne.GetAsAsync<AgreementView[]>($"{Api}/me/agreements")).Single(a => a.Of == Tom).Agreed);
        // The first page counts one less.
        Assert.Equal((1, 0), (due, await DueAsync(Tom)));
        await ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await AsJean.PutAsJsonAsync($"{Api}/me/agreements", new AnswerAgreement("photos", Guid.NewGuid(), 2, true)));
    }

    [Fact]
    public async Task The_portal_is_asked_for_the_other_parent_of_the_household_and_opened_by_an_agent_alone()
    {
        // Who lives elsewhere or is kept away by a court is offered nothing, and nothing is taken for them, for oneself or for another household.
        var sam = await AddAsync("Sam", ("livesElsewhere", "oui"));
        var max = await AddAsync("Max", ("restricted", "oui"));
        foreach (var barred in new[] { sam, max, JeanHimself, JeanneHerself })
        {
            await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
                await TryAskAsync(AsJean, "acces", null, new FieldValue("access.invite", barred, "autre@famille.example")));
        }

        Assert.All(await OthersAsync(), f => Assert.Null(f.Access));
        var ana = await AddAsync("Ana");
        Assert.Equal(new AccessOffer(false, null, null), await OfferAsync());
        foreach (var wrong in new[] { null, "ana", "jean.dupont@famille.example" })
        {
            await ProblemAsync(HttpStatusCode.BadRequest, "fields.invalid",
                await TryAskAsync(AsJean, "acces", null, new FieldValue("access.invite", ana, wrong)));
        }

        var asked = await AskAsync(AsJean, "acces", null, new FieldValue("access.invite", ana, "ana.roy@famille.example"));

        // It waits, whatever the commune lets hold at once; the agent is told what it opens.
        Assert.Equal(RequestStatus.Pending, asked.Status);
        Assert.EndsWith(", invitation à ana.roy@famille.example", (await OfferAsync())!.Waiting!.New, StringComparison.Ordinal);
        await ProblemAsync(HttpStatusCode.Conflict, "field.waiting",
            await TryAskAsync(AsJean, "acces", null, new FieldValue("access.invite", ana, "ana.roy@famille.example")));
        Assert.Contains("parent séparé", Assert.Single(
            (await AsAgent(Permissions.Requests).GetAsAsync<FamilyRequestView>($"{Api}/requests/{asked.Id}")).Hints), StringComparison.Ordinal);
        Assert.DoesNotContain(Family.Published.OfType<GuardianAccessChanged>(), e => e.GuardianId == ana && e.InvitedAt is not null);
        await DecideAsync(asked, asked.Lines[0].LineId);

        var told = await Eventually.SeeAsync(
            () => Task.FromResult(Family.Published.OfType<GuardianAccessChanged>().Where(e => e.GuardianId == ana && e.InvitedAt is not null).ToList()),
            e => e.Count > 0);
        Assert.Equal((Jean, "ana.roy@famille.example", true), (told[0].FamilyId, told[0].Email, told[0].MayEnter));
        Assert.Equal(new AccessOffer(true, "ana.roy@famille.example", null), await OfferAsync());

        async Task<AccountForm[]> OthersAsync() =>
            [.. (await AsJean.GetAsAsync<AccountFormsView>($"{Api}/me/forms")).Forms.Where(f => f.Form == "conjoint")];

        async Task<AccessOffer?> OfferAsync() => (await OthersAsync()).Single(f => f.Of == ana).Access;

        async Task<Guid> AddAsync(string name, params (string Field, string Value)[] more)
        {
            var before = (await OthersAsync()).Select(f => f.Of).ToHashSet();
            var fields = new Dictionary<string, string?> { ["civility"] = "Mme", ["firstName"] = name, ["lastName"] = "Roy", ["role"] = "Mère" };
            more.ToList().ForEach(f => fields[f.Field] = f.Value);
            await (await AsAgent(Permissions.Families).PostAsJsonAsync($"{Api}/families/{Jean}/guardians", new AddMember(fields))).ReadAsync<FileFieldsView>();
            return (await OthersAsync()).Single(f => !before.Contains(f.Of)).Of!.Value;
        }
    }

    private async Task<int> DueAsync(Guid of) =>
        (await AsJean.GetAsAsync<FamilyHome>($"{Api}/me/home")).Agreements!.SingleOrDefault(a => a.Of == of)?.Count ?? 0;

    private static FieldValue[] Person(string name) =>
        [new("person.name", null, name), new("person.relation", null, "voisin"), new("person.phone", null, "06 39 98 12 90"),
            new("person.kind", null, "PickUp")];

    private static Task ProblemAsync(HttpStatusCode status, string code, HttpResponseMessage answer) => HttpAssert.ProblemAsync(status, code, answer);

    private HttpClient AsAgent(params string[] permissions) => Family.Client(Tokens.Agent("biviers", permissions));

    private static Task<HttpResponseMessage> TryAskAsync(HttpClient client, string form, Guid? child, params FieldValue[] values) =>
        client.PostAsJsonAsync($"{Api}/me/requests", new AskChange(Guid.NewGuid(), form, child, values));

    private static async Task<FamilyRequestView> AskAsync(HttpClient client, string form, Guid? child, params FieldValue[] values) =>
        await (await TryAskAsync(client, form, child, values)).ReadAsync<FamilyRequestView>();

    private Task<HttpResponseMessage> TryDecideAsync(FamilyRequestView request, string? reason, params Guid[] accepted) =>
        AsAgent(Permissions.Requests, Permissions.Families).PostAsJsonAsync($"{Api}/requests/{request.Id}/decision", new DecideFamilyRequest(accepted, reason));

    private async Task DecideAsync(FamilyRequestView request, params Guid[] accepted) =>
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await TryDecideAsync(request, null, accepted));

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}

public sealed class RequestsOnSqlite() : RequestTests(TestDatabase.Sqlite);

public sealed class RequestsOnSqlServer() : RequestTests(TestDatabase.SqlServer);
