using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>Biviers: phones and the e-mail hold at once, an agent decides the rest; the children's health form is asked and decided by an agent.</summary>
public abstract class RequestTests(TestDatabase database) : RequestWorld(database)
{
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

    private async Task<int> DueAsync(Guid of) =>
        (await AsJean.GetAsAsync<FamilyHome>($"{Api}/me/home")).Agreements!.SingleOrDefault(a => a.Of == of)?.Count ?? 0;
}

public sealed class RequestsOnSqlite() : RequestTests(TestDatabase.Sqlite);

public sealed class RequestsOnSqlServer() : RequestTests(TestDatabase.SqlServer);
