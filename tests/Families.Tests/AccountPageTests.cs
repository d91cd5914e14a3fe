using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class AccountPageTests : AccountPages
{
    [Fact]
    public async Task A_parent_changes_two_fields_and_reads_who_decides_and_by_when()
    {
        await using var front = await StartAsync();
        var closed = await front.OpenAsync("/compte");
        Assert.Contains("D2026-00007", closed.Text, StringComparison.Ordinal);
        Assert.Contains("3e dans la file", closed.Text, StringComparison.Ordinal);
        var open = await front.OpenAsync("/compte?modifier=responsable");
        Assert.Null(open.Document.QuerySelector("input[name='guardian.profession']"));

        var after = await front.SubmitAsync(open, "form[action*='handler=Form']", ("guardian.mobile", "06 11 22 33 44"), ("comment", "Nouveau numéro"));

        Assert.Contains("Demande n° D2026-00007", Plain(after.Document.QuerySelector(".toast")?.TextContent), StringComparison.Ordinal);
        var sent = front.Upstream.Calls.Single(c => c is { Method: "POST", Path: Api + "/me/requests" }).Body;
        Assert.Contains($"\"values\":[{{\"field\":\"guardian.mobile\",\"of\":\"{Given.Guardian}\",\"value\":\"06 11 22 33 44\"}}]", sent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_value_stands_beside_its_field_with_what_was_typed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/me/requests"] = new Upstream.Refusal(409, "field.waiting", "« Mobile » attend déjà la réponse de la mairie.");
        var open = await front.OpenAsync("/compte?modifier=responsable");
        var same = await front.SubmitAsync(open, "form[action*='handler=Form']");
        Assert.Contains("Rien n’a changé", same.Text, StringComparison.Ordinal);

        var refused = await front.SubmitAsync(open, "form[action*='handler=Form']", ("guardian.mobile", "12"));

        Assert.Contains("attend déjà", refused.Document.QuerySelector("#erreurs")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("12", refused.Document.QuerySelector("input[name='guardian.mobile']")?.GetAttribute("value"));
    }

    [Fact]
    public async Task A_request_is_cancelled_the_file_is_confirmed_and_a_new_text_is_answered()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/compte");
        Assert.Contains("Relisez votre dossier.", page.Text, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=Cancel']");
        await front.SubmitAsync(page, "form[action*='Confirm']");
        await front.SubmitAsync(await front.OpenAsync($"/enfants/{Given.Tom}"), "form[action*='handler=Agree']", ("agree", "false"));

        Assert.Contains(front.Upstream.Calls, c => c.Path == $"{Api}/me/requests/{Id}/cancel");
        Assert.Equal("{\"version\":4}", front.Upstream.Calls.Single(c => c.Path == $"{Api}/me/confirmation").Body);
        Assert.Contains("\"key\":\"photos\"", front.Upstream.Calls.Single(c => c.Path == $"{Api}/me/agreements" && c.Method == "PUT").Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_childs_file_says_who_may_come_and_who_may_not_and_a_person_is_asked_for()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync($"/enfants/{Given.Tom}");
        Assert.Contains("Ne peut pas venir : Marc Vidal.", Plain(page.Text), StringComparison.Ordinal);
        Assert.Contains("L’ordonnance expire bientôt", page.Text, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=Person']", ("person.name", "Hugo Mercier"), ("person.relation", "voisin"),
            ("person.phone", "06 39 98 12 90"), ("person.kind", "PickUp"));
        await front.SubmitAsync(page, "form[action*='handler=Remove']");
        Assert.Equal(404, (await front.OpenAsync($"/enfants/{Guid.NewGuid()}")).Status);

        var sent = front.Upstream.Calls.Where(c => c is { Method: "POST", Path: Api + "/me/requests" }).Select(c => c.Body).ToList();
        Assert.Contains("\"form\":\"personnes\"", sent[0], StringComparison.Ordinal);
        Assert.Contains($"{{\"field\":\"person.remove\",\"of\":\"{Given.Tom}\",\"value\":\"{Contact}\"}}", sent[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_is_added_and_a_school_asked_for_by_a_demande()
    {
        await using var front = await StartAsync();
        var forms = (AccountFormsView)front.Upstream.Answers[$"GET {Api}/me/forms"]!;
        front.Upstream.Answers[$"GET {Api}/me/forms"] = forms with
        {
            Requests = [Asked() with { Form = "ajout-enfant", ChildId = null, Comment = "Elle entre en TPS en janvier." }],
        };
        Assert.Contains("Votre mot : « Elle entre en TPS en janvier. »",
            (await front.OpenAsync("/enfants/ajouter")).Document.QuerySelector("#attente")!.TextContent, StringComparison.Ordinal);
        await front.SubmitAsync(await front.OpenAsync("/enfants/ajouter"), "form[data-once]", ("child.firstName", "Zoé"), ("child.birthDate", "2023-05-01"));
        await front.SubmitAsync(await front.OpenAsync($"/enfants/{Given.Tom}/ecole"), "form[data-once]", ("school.school", "École Haute"));

        var sent = front.Upstream.Calls.Where(c => c is { Method: "POST", Path: Api + "/me/requests" }).Select(c => c.Body).ToList();
        Assert.Contains("\"form\":\"ajout-enfant\"", sent[0], StringComparison.Ordinal);
        Assert.Contains("\"value\":\"2027-09-01\"", sent[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_mixes_bookings_and_changes_of_the_file_over_any_period()
    {
        await using var front = await StartAsync();
        var all = await front.OpenAsync("/demandes?du=2026-01-01&au=2026-12-31");
        Assert.Equal(2, all.Document.QuerySelectorAll("tbody tr").Length);
        Assert.Contains("Réponse promise avant le mardi 15 décembre", Plain(all.Text), StringComparison.Ordinal);
        Assert.Contains("since=2026-01-01&until=2026-12-31", front.Upstream.Calls.Last(c => c.Path == $"{Api}/me/requests").Query, StringComparison.Ordinal);
        Assert.Single((await front.OpenAsync("/demandes?sujet=compte")).Document.QuerySelectorAll("tbody tr"));
        Assert.Single((await front.OpenAsync("/demandes?type=absences")).Document.QuerySelectorAll("tbody tr"));
        Assert.Contains("vient avant le premier", (await front.OpenAsync("/demandes?du=2026-12-02&au=2026-12-01")).Text, StringComparison.Ordinal);

        var one = await front.OpenAsync($"/demandes/dossier/{Id}");
        Assert.Contains("12 rue des Bonbons", one.Text, StringComparison.Ordinal);
        await front.SubmitAsync(one, "main form");
        Assert.Contains(front.Upstream.Calls, c => c.Path == $"{Api}/me/requests/{Id}/cancel");
    }

    [Fact]
    public async Task In_the_file_the_bank_is_the_mandate_and_agreements_without_an_answer_are_counted()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/me/sections"] = new FileSectionsView(
            [new FileSectionView("banque", "Coordonnées bancaires", null, null, null, false, true, true, [], [], new DateTime(2026, 9, 2, 8, 0, 0),
                "Jean Dupont", [])],
            0);
        front.Upstream.Answers[$"GET {Given.Api}/billing/mandates/mine"] = new MyMandates([new OfficeMandate("alsh", "Régie garderie", "Commune",
            "FR72ZZZ123456", "J’autorise.", null, [])]);
        front.Upstream.Answers[$"GET {Api}/me/agreements"] = new[] {
            new AgreementView("photos", "Photos", "Des photos de groupe.", 2, true, Given.Tom, "Tom", null, true, null, null) };

        var page = await front.OpenAsync("/dossier");

        Assert.NotNull(page.Document.QuerySelector("li a[href$='/prelevement']"));
        Assert.DoesNotContain("Complet", page.Text, StringComparison.Ordinal);
        Assert.Contains("1 accord attend votre réponse", Plain(page.Text), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"main a[href$='/enfants/{Given.Tom}#accords']"));
    }

    [Fact]
    public async Task The_account_counts_what_it_shows_and_shows_the_mandate_that_is_signed()
    {
        await using var front = await StartAsync();
        var forms = (AccountFormsView)front.Upstream.Answers[$"GET {Api}/me/forms"];
        front.Upstream.Answers[$"GET {Api}/me/forms"] = forms with
        {
            Forms = [.. forms.Forms, new AccountForm("banque", null, "Coordonnées bancaires", "", false, false, false,
                [Field("section.banque.prelevement", "Je souhaite le prélèvement automatique", "non", true)])],
            Requests = [Asked() with { Id = Guid.NewGuid(), Form = "enfant", ChildId = Given.Tom }],
        };
        front.Upstream.Answers[$"GET {Given.Api}/billing/mandates/mine"] = new MyMandates([new OfficeMandate("alsh", "Régie garderie", "Commune",
            "FR72ZZZ123456", "J’autorise.",
            new MandateView(Guid.NewGuid(), "alsh", "Régie garderie", Given.Family, "DUPONT Jean", "BIV-1", "Jean Dupont", "FR76 •••• •••• 189",
                new DateOnly(2026, 12, 1), "good", null, new DateOnly(2029, 12, 1), null, "portal", "Jean Dupont"),
            [])]);

        var page = await front.OpenAsync("/compte");

        Assert.Contains("1 demande en attente pour vos enfants", Plain(page.Document.QuerySelector(".lede")!.TextContent), StringComparison.Ordinal);
        var bank = page.Document.QuerySelector("#banque")!;
        Assert.Contains("FR76 •••• •••• 189", bank.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("Je souhaite", bank.TextContent, StringComparison.Ordinal);
    }
}
