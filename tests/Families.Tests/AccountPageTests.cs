using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class AccountPageTests
{
    private const string Api = Given.Api + "/family";
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly Guid Contact = Guid.NewGuid();

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
    public async Task A_document_is_sent_withdrawn_and_refused_beside_its_field()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync("/documents");
        var missing = await front.SubmitAsync(page, "form[enctype]");
        Assert.Contains("Choisissez un fichier ou une photo.", missing.Text, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='Withdraw']");
        Assert.Contains(front.Upstream.Calls, c => c.Path.EndsWith("/withdraw", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_other_household_handed_in_and_that_ends_soon_is_no_task_here_but_can_be_renewed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/me/documents"] = new FileDocumentsView(
            [new AskedDocumentView("ordonnance", "L’ordonnance", null, Given.Tom, "Tom", true, null, true, false, true, DocumentNeed.Expiring, true, null, null,
                "Sans elle, pas de repas.")],
            0);

        var page = await front.OpenAsync("/documents");

        Assert.Contains("Tout est à jour.", page.Text, StringComparison.Ordinal);
        Assert.Contains("par l’autre foyer, qui peut le renouveler ; vous le pouvez aussi", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Sans elle, pas de repas.", page.Text, StringComparison.Ordinal);
        var form = page.Document.QuerySelector("form[enctype]")!;
        Assert.False(form.Closest("details")!.HasAttribute("open"));
        Assert.Empty(page.Document.QuerySelectorAll("main details[open]"));
        Assert.DoesNotContain("Sans elle", (await front.OpenAsync($"/enfants/{Given.Tom}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_asks_for_nothing_is_one_line_and_opens_with_its_form()
    {
        await using var front = await StartAsync();
        AskedDocumentView Asked(string key, bool obligatory) =>
            new(key, key, null, Given.Tom, "Tom", obligatory, null, false, false, false, DocumentNeed.Missing, false, null, null);
        front.Upstream.Answers[$"GET {Api}/me/documents"] = new FileDocumentsView([Asked("assurance", true), Asked("photo", false)], 1);

        var page = await front.OpenAsync("/documents");

        var optional = page.Document.QuerySelector("details.card")!;
        Assert.Equal((false, "photo, Tom"), (optional.HasAttribute("open"), optional.QuerySelector("summary h2")!.TextContent));
        Assert.True(optional.QuerySelector("form[enctype]")!.Closest("details")!.HasAttribute("open"));
        Assert.Equal("assurance, Tom", page.Document.QuerySelector("section.card h2")!.TextContent);
        var wrong = await front.SubmitAsync(page, "details.card form[enctype]");
        Assert.True(wrong.Document.QuerySelector("details.card")!.HasAttribute("open"));
    }

    [Fact]
    public async Task The_first_page_says_what_waits_at_the_mairie_and_which_documents_are_to_be_sent()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/me/home"] = new FamilyHome(
            Given.Me(),
            [
                new DocumentDue("Assurance", "Tom", DocumentNeed.Missing, new DateOnly(2026, 12, 18), "Sans elle, pas de sortie."),
                new DocumentDue("Justificatif de domicile", null, DocumentNeed.Missing, null, null),
            ], Waiting: [Asked()]);

        var page = await front.OpenAsync("/");

        Assert.Contains("2 documents à envoyer", Plain(page.Text), StringComparison.Ordinal);
        const string Text = "Assurance (Tom) ; Justificatif de domicile. Le premier avant le vendredi 18 décembre. Assurance : sans elle, pas de sortie.";
        Assert.Contains(Text, Plain(page.Text), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($"a[href$='/demandes/dossier/{Id}']"));
        Assert.DoesNotContain("Aucune demande n’attend de réponse", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_file_lacks_leads_to_the_form_where_it_is_asked_for()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Api}/me/sections"] = new FileSectionsView(
        [
            new FileSectionView("caf", "Informations C.A.F.", null, null, null, true, false, false, [], [], null, null, []),
            new FileSectionView("sanitaires", "Données sanitaires", null, Given.Tom, "Tom", true, true, true, [], [], new DateTime(2026, 9, 2, 8, 0, 0),
                "Jean Dupont", []),
        ], 1);
        var page = await front.OpenAsync("/dossier");
        Assert.Contains("Il manque 1 partie obligatoire", Plain(page.Text), StringComparison.Ordinal);
        front.Upstream.Answers[$"GET {Api}/me/sections"] = new FileSectionsView([], 0);
        front.Upstream.Answers[$"GET {Api}/me/documents"] = new FileDocumentsView([], 2);
        var papers = await front.OpenAsync("/dossier");
        Assert.Contains("2 documents obligatoires manquent", Plain(papers.Text), StringComparison.Ordinal);
        Assert.DoesNotContain("complet.", papers.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a.main[href$='/compte?modifier=caf#caf']"));
        Assert.Contains(page.Document.QuerySelectorAll("a"),
            a => a.GetAttribute("href")!.Contains($"/enfants/{Given.Tom}?modifier=sanitaires", StringComparison.Ordinal));
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
    public async Task What_waits_is_named_at_home_and_a_certificate_that_decides_is_no_acceptance_in_the_list()
    {
        await using var front = await StartAsync();
        var listed = (RequestPage)front.Upstream.Answers[$"GET {Given.Api}/planning/requests"];
        front.Upstream.Answers[$"GET {Given.Api}/planning/requests"] = listed with { Items = [listed.Items[0] with { AwaitsEvidence = true }] };

        var home = await front.OpenAsync("/");
        Assert.Contains("Informations du responsable", home.Document.QuerySelector($"main a[href$='/demandes/dossier/{Id}']")!.TextContent,
            StringComparison.Ordinal);
        var list = await front.OpenAsync(home.Document.QuerySelector("a[href$='/demandes?etat=attente']")!.GetAttribute("href")!["/biviers".Length..]);

        Assert.Equal(["En attente du justificatif", "En attente"],
            list.Document.QuerySelectorAll("tbody .badge").Select(b => b.TextContent.Trim()).OrderDescending());
        // However old: home counts it too.
        Assert.All(front.Upstream.Calls.Where(c => c.Path.EndsWith("/requests", StringComparison.Ordinal)),
            c => Assert.Contains("since=2023-12-08", c.Query, StringComparison.Ordinal));
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

    [Fact]
    public async Task The_portal_is_asked_for_the_other_parent_and_an_address_that_is_not_taken_stays_typed()
    {
        await using var front = await StartAsync();
        var ana = Guid.NewGuid();
        var other = new AccountForm("conjoint", ana, "Informations de l’autre parent", "Ana Roy", null, true, false, []);
        front.Upstream.Answers[$"GET {Api}/me/forms"] =
            new AccountFormsView(4, 5, [other with { Access = new AccessOffer(false, null, null) }], [], null, false);
        var page = await front.OpenAsync("/compte");
        Assert.Contains("verra tout le dossier de votre foyer", page.Text, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}/me/requests"] = new Upstream.Refusal(400, "fields.invalid", "Cette adresse est incomplète.");
        var wrong = await front.SubmitAsync(page, "form[action*='handler=Access']", ("access.invite", "ana@"));
        Assert.Equal("ana@", wrong.Document.QuerySelector("[name='access.invite']")!.GetAttribute("value"));
        Assert.Contains("Cette adresse est incomplète.", wrong.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Api}/me/requests"] = Asked();
        await front.SubmitAsync(page, "form[action*='handler=Access']", ("access.invite", "ana.roy@famille.example"));
        Assert.Contains($"\"access.invite\",\"of\":\"{ana}\",\"value\":\"ana.roy@famille.example\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body,
            StringComparison.Ordinal);

        // Asked for already, or a parent who lives elsewhere: nothing to send.
        foreach (var shown in new[] { other with { Access = new AccessOffer(false, null, new WaitingChange(Id, "D2026-00007", "Ana Roy")) },
            other with { LivesElsewhere = true } })
        {
            front.Upstream.Answers[$"GET {Api}/me/forms"] = new AccountFormsView(4, 5, [shown], [Asked()], null, false);
            page = await front.OpenAsync("/compte");
            Assert.Null(page.Document.QuerySelector("form[action*='handler=Access']"));
            Assert.Contains(shown.LivesElsewhere ? "son propre dossier" : "Voir la demande", page.Text, StringComparison.Ordinal);
        }
    }

    private static string Plain(string? text) => (text ?? "").Replace('\u00A0', ' ');

    private static FamilyRequestView Asked(RequestStatus status = RequestStatus.Pending) => new(
        Id, "D2026-00007", "responsable", "Informations du responsable", Given.Family, "DUPONT Jean", null, null, new DateTime(2026, 12, 7, 20, 41, 0),
        "Jean Dupont", status, false,
        [new FamilyRequestLineView(Guid.NewGuid(), "household.street", "Adresse", null, "12 rue des Bonbons", "27 montée de l’Église", null, false, false)],
        null, null, null, null, 3, new DateOnly(2026, 12, 15), []);

    private static AccountField Field(string key, string label, string? value, bool automatic, WaitingChange? waiting = null) =>
        new(key, label, FileFieldKind.Text, 100, FieldMode.Editable, automatic, [], null, value, waiting);

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync();
        var answers = front.Upstream.Answers;
        answers[$"GET {Api}/me/forms"] = new AccountFormsView(4, 5,
        [
            new AccountForm("responsable", Given.Guardian, "Informations du responsable", "Jean Dupont", null, true, false,
                [Field("guardian.mobile", "Mobile", "06 39 98 12 34", true), Field("household.city", "Ville", "Biviers", false),
                    Field("guardian.profession", "Profession", "Menuisier", false, new WaitingChange(Id, "D2026-00007", "Chef d’équipe"))]),
            new AccountForm("enfant", Given.Tom, "Identité de l’enfant", "Tom", null, true, false,
                [Field("child.birthPlace", "Lieu de naissance", "Grenoble", false)]),
        ], [Asked()], null, true);
        answers[$"GET {Api}/me/agreements"] = new[] {
            new AgreementView("photos", "Photos", "Des photos de groupe.", 2, true, Given.Tom, "Tom", null, true, new DateTime(2025, 9, 2, 8, 0, 0),
                "Jean Dupont") };
        answers[$"PUT {Api}/me/agreements"] = Array.Empty<AgreementView>();
        answers[$"POST {Api}/me/requests"] = Asked();
        answers[$"POST {Api}/me/requests/{Id}/cancel"] = Asked(RequestStatus.Cancelled);
        answers[$"POST {Api}/me/confirmation"] = 204;
        answers[$"GET {Api}/me/home"] = new FamilyHome(Given.Me(), [], Waiting: [Asked()]);
        answers[$"GET {Api}/me/requests"] = new FamilyRequestPage([Asked()], 1, 1, 1);
        answers[$"GET {Api}/requests/{Id}"] = Asked();
        answers[$"GET {Api}/me/sections"] = new FileSectionsView([], 0);
        answers[$"GET {Api}/me/people/{Given.Tom}"] = new ChildPeopleView(
            [new ChildPerson(null, "Guardian", "Jean Dupont", "Père", null, true, true),
                new ChildPerson(Contact, "PickUp", "Rose Martin", "grand-mère", "06 39 98 45 21", true, false)],
            ["Marc Vidal"], null);
        var sent = new SentDocumentView(Guid.NewGuid(), DocumentStatus.Accepted, new DateTime(2026, 9, 2, 8, 0, 0), "Jean Dupont", new DateOnly(2026, 12, 20),
            [new DocumentFileView(Guid.NewGuid(), "application/pdf", 90_000)], "Sophie Perrin", new DateTime(2026, 9, 3, 8, 0, 0), null, []);
        var documents = new FileDocumentsView(
        [
            new AskedDocumentView("ordonnance", "L’ordonnance", null, Given.Tom, "Tom", true, null, true, false, true, DocumentNeed.Expiring, false, sent, null,
                "L’ordonnance expire bientôt : sans elle, pas de repas."),
            new AskedDocumentView("assurance", "Assurance", null, Given.Tom, "Tom", true, null, false, false, false, DocumentNeed.Waiting, false, null,
                sent with { Status = DocumentStatus.Waiting, Until = null }),
        ], 0);
        answers[$"GET {Api}/me/documents"] = documents;
        answers[$"POST {Api}/me/documents/{sent.DocumentId}/withdraw"] = documents;
        answers[$"GET {Given.Api}/planning/requests"] = new RequestPage(
            [new RequestSummary(Given.RequestId, "2026-00042", new DateTime(2026, 12, 6, 9, 10, 0), "Jean Dupont", RequestStatus.Accepted, 1, 1,
                new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 14), [IntentAction.Absence], ["Restauration scolaire"], ["Louise"], null, "Sophie Perrin",
                new DateTime(2026, 12, 7, 9, 0, 0), null)],
            1, 1, 1);
        return front;
    }
}
