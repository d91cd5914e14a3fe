using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

/// <summary>What the file asks of a parent: documents to send, questions to answer, what waits.</summary>
public sealed class AccountTaskPageTests : AccountPages
{
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
}
