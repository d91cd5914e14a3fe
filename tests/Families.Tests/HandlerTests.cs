using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

/// <summary>
/// Handlers whose form a page shows only in a state that the demo doesn't have, or that a page has from its base: each is sent what its form sends,
/// calls the service it is for and says what came of it.
/// </summary>
public sealed class HandlerTests
{
    private const string Family = Given.Api + "/family";
    private const string Planning = Given.Api + "/planning";
    private static readonly Guid Id = Guid.Parse("50000000-0000-0000-0000-000000000001");

    private static readonly FamilyRequestView Cancelled = new(
        Id, "D2026-00007", "responsable", "Informations du responsable", Given.Family, "DUPONT Jean", null, null, new DateTime(2026, 12, 7, 20, 41, 0),
        "Jean Dupont",
        RequestStatus.Cancelled, false, [], null, null, null, null, null, null, []);

    [Fact]
    public async Task Every_page_of_the_file_takes_its_forms_agreements_and_confirmations()
    {
        await using var front = await Front.StartAsync();
        var answers = front.Upstream.Answers;
        AccountForm Form(string form, Guid of, string name) => new(form, of, "Informations", name, null, true, false,
            [new AccountField("child.birthPlace", "Lieu de naissance", FileFieldKind.Text, 100, FieldMode.Editable, false, [], null, "Grenoble", null)]);
        answers[$"GET {Family}/me/forms"] = new AccountFormsView(4, 5, [Form("responsable", Given.Guardian, "Jean Dupont"), Form("enfant", Given.Tom, "Tom")],
            [], null, true);
        answers[$"GET {Family}/me/agreements"] = Array.Empty<AgreementView>();
        answers[$"PUT {Family}/me/agreements"] = Array.Empty<AgreementView>();
        answers[$"GET {Family}/me/people/{Given.Tom}"] = new ChildPeopleView([], [], null);
        answers[$"GET {Family}/me/documents"] = new FileDocumentsView([], 0);
        answers[$"GET {Family}/me/sections"] = new FileSectionsView([], 0);
        answers[$"POST {Family}/me/requests/{Id}/cancel"] = Cancelled;
        answers[$"POST {Family}/me/confirmation"] = 204;
        foreach (var page in (string[])["/enfants/ajouter", $"/enfants/{Given.Tom}", $"/enfants/{Given.Tom}/ecole", "/compte"])
        {
            Assert.Contains("Rien n’a changé", await PostAsync(front, $"{page}?handler=Form", ("form", "enfant"), ("de", $"{Given.Tom}"), ("key", $"{Id}")),
                StringComparison.Ordinal);
            Assert.Contains("Votre refus est noté.",
                await PostAsync(front, $"{page}?handler=Agree", ("key", "photos"), ("of", $"{Given.Tom}"), ("version", "2"), ("agree", "false")),
                StringComparison.Ordinal);
            Assert.Contains("D2026-00007 annulée", await PostAsync(front, $"{page}?handler=Cancel", ("id", $"{Id}")), StringComparison.Ordinal);
            Assert.Contains("C’est noté pour cette année.", await PostAsync(front, $"{page}?handler=Confirm", ("version", "4")), StringComparison.Ordinal);
        }

        Assert.Equal(4, front.Upstream.Calls.Count(c => c is { Method: "PUT", Path: Family + "/me/agreements" }));
        Assert.Equal(4, front.Upstream.Calls.Count(c => c is { Method: "POST", Path: Family + "/me/confirmation" }));
    }

    [Fact]
    public async Task What_was_asked_is_taken_back_and_what_was_put_aside_comes_back()
    {
        await using var front = await Front.StartAsync();
        var answers = front.Upstream.Answers;
        answers[$"POST {Given.Api}/messaging/threads/{Id}/restore"] = 204;
        answers[$"POST {Planning}/enrolments/requests/{Id}/cancel"] = new Upstream.Refusal(409, "request.decided", "La demande a déjà sa réponse.");
        answers[$"GET {Planning}/offers"] = new OffersView([],
            [new WaitingView(Id, Given.Tom, "Tom", "restauration", "Repas", "Restauration scolaire", "Garderie périscolaire", new DateOnly(2026, 12, 15), 3, 10,
            "", Given.RequestId, "2026-00042")]);
        answers[$"POST {Planning}/evidence/{Id}/files/{Id}/withdraw"] = new Upstream.Refusal(409, "evidence.settled", "Le justificatif est déjà décidé.");

        await PostAsync(front, $"/messages/{Id}?handler=Restore");
        await PostAsync(front, $"/inscriptions/{Id}?handler=Withdraw");
        Assert.Contains("Vous n’êtes plus sur cette liste d’attente.", await PostAsync(front, "/planning/offres?handler=Leave", ("waiting", $"{Id}")),
            StringComparison.Ordinal);
        await PostAsync(front, $"/justificatifs/{Id}?handler=Withdraw", ("file", $"{Id}"));
        await PostAsync(front, $"/justificatifs/{Id}/envoi");

        string[] called = [$"{Given.Api}/messaging/threads/{Id}/restore", $"{Planning}/enrolments/requests/{Id}/cancel", $"{Planning}/requests",
            $"{Planning}/evidence/{Id}/files/{Id}/withdraw"];
        Assert.Equal(called, front.Upstream.Calls.Where(c => c.Method == "POST").Select(c => c.Path));
        Assert.Contains("2026-12-15", front.Upstream.Calls.Single(c => c is { Method: "POST", Path: Planning + "/requests" }).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leave_a_pattern_and_a_certificate_are_asked_for_and_lead_to_what_was_made()
    {
        await using var front = await Front.StartAsync();
        var answers = front.Upstream.Answers;
        answers[$"GET {Planning}/leave"] = new LeaveView([]);
        answers[$"POST {Planning}/leave"] = Given.Receipt(RequestStatus.Pending, Given.Line(LineOutcome.Pending));
        answers[$"POST {Planning}/requests/pattern"] = Given.Receipt(RequestStatus.Accepted, Given.Line(LineOutcome.Booked));
        answers[$"POST {Given.Api}/billing/certificates"] = new Upstream.Refusal(409, "certificate.empty", "Rien n’a été payé cette année-là.");

        var leave = await PostAsync(front, $"/conges?contrat={Id}&du=2026-12-17&au=2026-12-18", ("Key", $"{Id}"));
        var pattern = await PostAsync(front, "/planning/semaine-type/verifier?l=0001.restauration.2&du=2026-12-14&fin=vacances", ("Key", $"{Id}"));
        await PostAsync(front, "/factures/attestations?handler=Tax", ("year", "2026"));

        Assert.All((string[])[leave, pattern], page => Assert.Contains("Demande n° 2026-00042", page.Replace('\u00A0', ' '), StringComparison.Ordinal));
        Assert.Equal([$"{Planning}/leave", $"{Planning}/requests/pattern", $"{Given.Api}/billing/certificates"],
            front.Upstream.Calls.Where(c => c.Method == "POST" && c.Path != $"{Given.Api}/billing/quotes").Select(c => c.Path));
    }

    [Fact]
    public async Task A_typical_week_says_that_nothing_can_be_booked_only_when_that_is_so()
    {
        await using var front = await Front.StartAsync();
        const string path = "/planning/semaine-type/verifier?l=0001.restauration.1&du=2026-12-14&fin=vacances";
        PatternPreview Of(params ReceiptLine[] lines) =>
            new(Given.Receipt(RequestStatus.Accepted, lines), new DateOnly(2026, 12, 14), new DateOnly(2026, 12, 18), []);
        front.Upstream.Answers[$"POST {Planning}/requests/pattern/preview"] = Of(Given.Line(LineOutcome.Booked));
        Assert.DoesNotContain("Aucun jour de cette période ne peut être réservé", (await front.OpenAsync(path)).Text, StringComparison.Ordinal);

        front.Upstream.Answers[$"POST {Planning}/requests/pattern/preview"] = Of();
        Assert.Contains("Aucun jour de cette période ne peut être réservé", (await front.OpenAsync(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_written_reads_the_message_just_sent_and_that_it_is_sent()
    {
        await using var front = await Front.StartAsync();
        var thread = new ThreadView(Id, "Menus de janvier", "conversation", Given.Family, "DUPONT", true,
            [new MessageView(Guid.NewGuid(), new DateTime(2026, 12, 8, 8, 10, 0), "Jean Dupont", true, "Y aura-t-il du poisson ?")]);
        front.Upstream.Answers[$"POST {Given.Api}/messaging/threads"] = thread;
        front.Upstream.Answers[$"GET {Given.Api}/messaging/threads/{Id}"] = thread;
        front.Upstream.Answers[$"POST {Given.Api}/messaging/threads/{Id}/read"] = 204;

        var page = await front.SubmitAsync(await front.OpenAsync("/messages/nouveau"), "main form[method=post]", ("Subject", "Cantine"),
            ("About", "Menus de janvier"), ("Body", "Y aura-t-il du poisson ?"));

        Assert.EndsWith($"/messages/{Id}?boite=envoyes", page.Address, StringComparison.Ordinal);
        Assert.Contains("Votre message est envoyé.", page.Document.QuerySelector(".toast")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Y aura-t-il du poisson", page.Document.QuerySelector(".bubble.me")?.TextContent, StringComparison.Ordinal);
    }

    // As the page's form would: with the token of this session.
    private static async Task<string> PostAsync(Front front, string to, params (string Name, string Value)[] fields)
    {
        var token = (await front.OpenAsync("/messages/nouveau")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(front.Base + to))
        {
            Content = new FormUrlEncodedContent([.. fields.Select(f => KeyValuePair.Create(f.Name, f.Value)),
                KeyValuePair.Create("__RequestVerificationToken", token)]),
        };
        var shown = await front.ShowAsync(request);
        Assert.True(shown.Status < 500, $"{to}: {shown.Status}\n{shown.Text}");
        return shown.Document.Body!.TextContent;
    }
}
