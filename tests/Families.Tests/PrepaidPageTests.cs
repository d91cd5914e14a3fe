using Preau.Contracts.Api;

namespace Preau.Families.Tests;

public sealed class PrepaidPageTests
{
    private const string Billing = Given.Api + "/billing/";
    private const string Office = "garderie-alsh";

    [Fact]
    public async Task A_parent_puts_in_a_button_or_any_sum_and_nothing_typed_is_lost()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Billing}prepaid/{Office}/top-up"] = new OnlineStarted(Guid.NewGuid(), front.Upstream.Url + "/pay?idop=1");
        var page = await front.OpenAsync("/prepaye");
        Assert.Contains("26,91\u00A0€", page.Text, StringComparison.Ordinal);

        var wrong = await front.SubmitAsync(page, "form[action*='handler=TopUp']", ("Amount", "trente"));
        Assert.Contains("Choisissez une somme", wrong.Document.QuerySelector("#Amount-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("trente", wrong.Document.QuerySelector("#Amount")!.GetAttribute("value"));
        await front.SubmitAsync(page, "form[action*='handler=TopUp']", ("Choice", "other"), ("Amount", " 35,50\u00A0€ "));
        Assert.Contains("\"amount\":35.50,\"email\":\"jean@example.org\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=TopUp']", ("Choice", "50"));
        Assert.Contains("\"amount\":50,", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_account_paid_in_advance_is_linked_only_where_the_commune_has_one(bool has)
    {
        await using var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Billing}account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 3.60m, [], "612", has);

        var page = await front.OpenAsync("/factures");

        Assert.Equal(has ? 1 : 0, page.Document.QuerySelectorAll("a[href$='/prepaye']").Length);
    }

    [Fact]
    public async Task A_book_of_tickets_is_bought()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account() with {
            Book = new TicketBookView("carnet", "Carnet de 10 repas", 10, 36m, 3) }]);
        front.Upstream.Answers[$"POST {Billing}prepaid/{Office}/top-up"] = new OnlineStarted(Guid.NewGuid(), front.Upstream.Url + "/pay?idop=1");
        var page = await front.OpenAsync("/prepaye");
        Assert.Contains("3\u00A0tickets restants", page.Text, StringComparison.Ordinal);

        var wrong = await front.SubmitAsync(page, "form[action*='handler=Tickets']", ("Books", "deux"));
        Assert.Contains("de 1 à 20 carnets", wrong.Document.QuerySelector("#Books-erreur")!.TextContent, StringComparison.Ordinal);
        await front.SubmitAsync(page, "form[action*='handler=Tickets']", ("Books", "2"));
        Assert.Contains("\"books\":2", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parent_without_an_address_in_the_file_gives_one_where_the_tickets_are_bought()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/family/me"] = Given.Me() with { You = Given.Me().You! with { Email = null } };
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account() with {
            Book = new TicketBookView("carnet", "Carnet de 10 repas", 10, 36m, 3) }]);
        front.Upstream.Answers[$"POST {Billing}prepaid/{Office}/top-up"] = new OnlineStarted(Guid.NewGuid(), front.Upstream.Url + "/pay?idop=1");

        var asked = await front.SubmitAsync(await front.OpenAsync("/prepaye"), "form[action*='handler=Tickets']", ("Books", "2"));
        Assert.Contains("Indiquez le courriel", asked.Document.QuerySelector("form[action*='handler=Tickets'] .error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", asked.Document.QuerySelector("#Books")!.GetAttribute("value"));
        await front.SubmitAsync(asked, "form[action*='handler=Tickets']", ("Email", "mai.nguyen@example.org"));

        Assert.Contains("\"email\":\"mai.nguyen@example.org\"", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_that_hold_say_what_to_pay_and_until_when()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account() with {
            Held = new HeldDaysView(2, new DateTime(2026, 12, 8, 9, 40, 0), 7.20m) }]);

        var page = await front.OpenAsync("/prepaye");
        var note = page.Document.QuerySelector("[role=status]")!.TextContent.Replace('\u00A0', ' ');

        Assert.StartsWith("Versez 7,20 €", note.Trim(), StringComparison.Ordinal);
        Assert.Contains("9 h 40", note, StringComparison.Ordinal);
        Assert.Contains("2 jours réservés", note, StringComparison.Ordinal);
        Assert.Equal("7,20", page.Document.QuerySelector("#Amount")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_printed_day_is_said_by_its_date_and_midnight()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account() with { Held = new HeldDaysView(2, new DateTime(2026, 12, 12), 7.20m) }]);

        var note = (await front.OpenAsync("/prepaye")).Document.QuerySelector("[role=status]")!.TextContent.Replace('\u00A0', ' ');

        Assert.StartsWith("Versez 7,20 € au plus tard le 11 décembre à minuit", note.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_office_that_sells_no_book_says_so_and_one_that_sells_it_at_the_counter_too()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account() with {
            Book = new TicketBookView("carnet", "Carnet de 10 repas", 10, 36m, 3) }]);
        var page = await front.OpenAsync("/prepaye");
        // Taken off sale while the page was open.
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account()]);
        var sent = await front.SubmitAsync(page, "form[action*='handler=Tickets']", ("Books", "2"));
        Assert.Contains("ne vend pas de carnet", sent.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Null(sent.Document.QuerySelector("form[action*='handler=Tickets']"));

        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account() with { Online = false,
            Book = new TicketBookView("carnet", "Carnet de 10 repas", 10, 36m, 3) }]);
        Assert.Contains("à acheter à la mairie", (await front.OpenAsync("/prepaye")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_left_is_asked_back_with_a_question_before()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Billing}prepaid/{Office}/refund"] = Account() with { Left = 0, AskedBack = 26.91m };
        var page = await front.OpenAsync("/prepaye");

        var asked = await front.SubmitAsync(page, "form[action*='handler=AskBack']", ("Reason", "Déménagement"));
        Assert.Contains("Cochez la case", asked.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Déménagement", asked.Document.QuerySelector("#Reason")!.GetAttribute("value"));
        await front.SubmitAsync(page, "form[action*='handler=AskBack']", ("Sure", "true"));
        Assert.Contains(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith("/refund", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_top_up_that_is_paid_leads_back_to_its_account()
    {
        await using var front = await StartAsync();
        var id = Guid.NewGuid();
        var day = new DateOnly(2026, 12, 8);
        var account = new InvoiceSummary(id, "AL2026P000001", OnlineAttemptView.TopUp, "paid", Given.Family, "DUPONT Jean", day, day, day, day, Office,
            "Régie garderie ALSH", 40m, 0, false);
        front.Upstream.Answers[$"GET {Billing}online/attempts/{id}"] = new OnlineAttemptView(
            id, account, "paid", 40m, new DateTime(2026, 12, 8, 9, 0, 0), "jean@example.org", null, null, day, "Carte bancaire, PayFiP", Guid.NewGuid(),
            "2026-12", 0, false, []);

        var page = await front.OpenAsync($"/paiements/{id}");

        Assert.Contains("La somme est sur votre compte prépayé", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Facture AL2026P", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Le délai était passé", page.Text, StringComparison.Ordinal);

        // It came too late for a day that was held.
        front.Upstream.Answers[$"GET {Billing}online/attempts/{id}"] = new OnlineAttemptView(
            id, account, "paid", 40m, new DateTime(2026, 12, 8, 9, 0, 0), "jean@example.org", null, null, day, "Carte bancaire, PayFiP", Guid.NewGuid(),
            "2026-12", 0, false, [],
            [new DateOnly(2026, 12, 14)]);
        page = await front.OpenAsync($"/paiements/{id}");
        Assert.Contains("ce jour avait déjà été rendu, lundi 14", page.Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("a[href$='/planning']"));
    }

    [Fact]
    public async Task Bought_tickets_are_counted_on_the_way_back_and_on_the_receipt()
    {
        await using var front = await StartAsync();
        var id = Guid.NewGuid();
        var day = new DateOnly(2026, 12, 8);
        var account = new InvoiceSummary(id, "AL2026P000001", OnlineAttemptView.TopUp, "paid", Given.Family, "DUPONT Jean", day, day, day, day, Office,
            "Régie garderie ALSH", 72m, 0, false);
        front.Upstream.Answers[$"GET {Billing}online/attempts/{id}"] = new OnlineAttemptView(
            id, account, "paid", 72m, new DateTime(2026, 12, 8, 9, 0, 0), "jean@example.org", null, null, day, "Carte bancaire, PayFiP", id,
            "2026-12", 0, false, [], Tickets: 20, Book: "Carnet de 10 repas");
        front.Upstream.Answers[$"GET {Billing}payments/{id}"] = new PaymentDetail(
            new PaymentSummary(id, "2026-12", Given.Family, "DUPONT Jean", Office, "Régie garderie ALSH", day,
                new DateTime(2026, 12, 8, 9, 0, 0, DateTimeKind.Utc), PayMethods.Card, "Carte bancaire", 72m, "received", [], 72m, 0),
            null, null, null, "Trésor public", null, [], [], null, null, 20, "Carnet de 10 repas");

        foreach (var path in new[] { $"/paiements/{id}", $"/factures/reglements/{id}" })
        {
            Assert.Contains("20 tickets (Carnet de 10 repas)", (await front.OpenAsync(path)).Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        }
    }

    private static PrepaidAccount Account() => new(
        Office, "Régie garderie ALSH", 26.91m, 3.60m, true, [20, 50], 1, 10, true, 0,
        [new PrepaidMovement(new DateOnly(2026, 12, 8), "Versement, reçu n° 2026-12", 151.11m)]);

    private static async Task<Front> StartAsync()
    {
        var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Billing}prepaid"] = new PrepaidView([Account()]);
        return front;
    }
}
