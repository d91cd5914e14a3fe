using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

public sealed class PaymentTests
{
    private static readonly Guid Id = Guid.Parse("50000000-0000-0000-0000-000000000036");
    private static readonly Guid Try = Guid.Parse("60000000-0000-0000-0000-000000000001");

    [Fact]
    public async Task One_button_leads_to_the_treasury_and_nothing_is_typed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Given.Api}/billing/online/{Id}"] = new OnlineStarted(Try, front.Upstream.Url + "/pay?idop=42");
        var page = await front.OpenAsync($"/factures/{Id}/payer");
        Assert.Equal("Payer 130,40 €", Plain(page.Document.QuerySelector("main form button")!.TextContent));
        Assert.Contains("Le reçu part à jean@example.org", Plain(page.Text), StringComparison.Ordinal);
        // Who can't pay it whole finds where to say so.
        Assert.Equal("/biviers/difficulte", page.Document.QuerySelector("main form a")!.GetAttribute("href"));

        var away = await front.SubmitAsync(page, "main form");

        Assert.Equal(front.Upstream.Url + "/pay?idop=42", away.Address);
        var sent = front.Upstream.Calls.Last(c => c.Method == "POST").Body;
        Assert.Contains("\"email\":\"jean@example.org\"", sent, StringComparison.Ordinal);
        Assert.Contains("/biviers/paiements/{attempt}", sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_plan_its_next_date_is_paid_or_all_that_is_left()
    {
        await using var front = await StartAsync(View() with { Part = new OnlinePart(30.20m, new DateOnly(2027, 1, 15)) });
        front.Upstream.Answers[$"POST {Given.Api}/billing/online/{Id}"] = new OnlineStarted(Try, front.Upstream.Url + "/pay?idop=42");
        var page = await front.OpenAsync($"/factures/{Id}/payer");
        Assert.Equal(["Payer 30,20 €", "Payer tout, 130,40 €"], page.Document.QuerySelectorAll("main form button").Select(b => Plain(b.TextContent)));
        Assert.Contains("la prochaine date est le vendredi 15 janvier 2027", Plain(page.Text), StringComparison.Ordinal);

        await front.SubmitToAsync(page, "main form", "button.main");
        Assert.Contains("\"part\":true", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
        await front.SubmitToAsync(page, "main form", "button:not(.main)");
        Assert.Contains("\"part\":false", front.Upstream.Calls.Last(c => c.Method == "POST").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_in_the_file_one_is_asked_for_and_kept_when_it_is_wrong()
    {
        await using var front = await StartAsync();
        var me = Given.Me();
        front.Upstream.Answers[$"GET {Given.Api}/family/me"] = me with { You = me.You! with { Email = null } };
        var page = await front.OpenAsync($"/factures/{Id}/payer");

        var again = await front.SubmitAsync(page, "main form", ("Email", "jean"));

        Assert.Contains("Indiquez le courriel où envoyer le reçu", again.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("jean", again.Document.QuerySelector("#Email")!.GetAttribute("value"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Theory]
    [InlineData(409, "online.pending", "Un paiement est en cours depuis 9 h 12.")]
    [InlineData(503, "online.unavailable", "Le paiement en ligne ne répond pas en ce moment.")]
    public async Task A_refusal_is_read_on_the_page(int status, string code, string sentence)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Given.Api}/billing/online/{Id}"] = new Upstream.Refusal(status, code, sentence);
        var again = await front.SubmitAsync(await front.OpenAsync($"/factures/{Id}/payer"), "main form");

        Assert.Contains(sentence, again.Document.QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_under_way_leads_to_where_it_stands_and_offers_no_second_one()
    {
        await using var front = await StartAsync(View() with { Code = "pending", Refusal = "Un paiement est en cours depuis 9 h 12.", Attempt = Try });
        var page = await front.OpenAsync($"/factures/{Id}/payer");

        Assert.Null(page.Document.QuerySelector("main form"));
        front.Upstream.Answers[$"GET {Given.Api}/billing/online/{Id}"] = View() with
        {
            Code = "pending",
            Refusal = "Un paiement est en cours.",
            Attempt = Try,
            Resume = "https://tresor.example/?idop=42"
        };
        var resume = (await front.OpenAsync($"/factures/{Id}/payer")).Document.QuerySelector("main a.main")!;
        Assert.Equal(("Reprendre le paiement", "https://tresor.example/?idop=42"), (resume.TextContent.Trim(), resume.GetAttribute("href")));
        Assert.EndsWith($"/paiements/{Try}", page.Document.QuerySelector("main a.main")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invoice_that_is_not_paid_on_line_says_how_it_is()
    {
        await using var front = await StartAsync(View() with
        {
            Code = "closed",
            Refusal = "Cette facture ne se paie pas en ligne.",
            Means = new OfficeMeans(["chèque à l’ordre de Régie enfance", "virement"], ["Régie enfance"]),
            Next = [Invoice() with { Id = Guid.NewGuid(), Number = "AL-12" }],
        });
        var page = await front.OpenAsync($"/factures/{Id}/payer");

        Assert.Equal("Régler la facture AL-36", page.Title);
        Assert.Contains("Chèque à l’ordre de Régie enfance", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Payer", page.Document.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_treasury_collects_the_number_and_the_reference_are_ready_to_copy()
    {
        await using var front = await StartAsync(View() with
        {
            Treasury = new TreasuryPayment("018110", "2026000164", new DateOnly(2026, 12, 1), new DateOnly(2027, 1, 5), true, "https://www.payfip.gouv.fr/")
        });
        var text = Plain((await front.OpenAsync($"/factures/{Id}/payer")).Text);

        Assert.Contains("018110", text, StringComparison.Ordinal);
        Assert.Contains("2026000164", text, StringComparison.Ordinal);
        Assert.Contains("jusqu’au 5 janvier 2027", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paid", "C’est payé : 130,40 €")]
    [InlineData("waiting", "Ne payez pas une seconde fois.")]
    [InlineData("refused", "Le paiement a été refusé")]
    [InlineData("abandoned", "Le paiement a été abandonné")]
    [InlineData("expired", "Pas de réponse à ce paiement")]
    [InlineData("alarm", "Ce paiement est à vérifier")]
    public async Task Each_outcome_says_what_happened_and_what_is_next(string state, string sentence)
    {
        await using var front = await StartAsync();
        var isPaid = state == "paid";
        front.Upstream.Answers[$"GET {Given.Api}/billing/online/attempts/{Try}"] = new OnlineAttemptView(
            Try, Invoice() with { Remaining = isPaid ? 0 : 130.40m, State = isPaid ? InvoiceStates.Paid : InvoiceStates.Open }, state, 130.40m,
            new DateTime(2026, 12, 8, 9, 12, 0), "jean@example.org",
            new DateTime(2026, 12, 8, 9, 13, 0), new DateTime(2026, 12, 8, 9, 15, 0), isPaid ? new DateOnly(2026, 12, 8) : null,
            isPaid ? "Carte bancaire, PayFiP" : null, null, isPaid ? "2026-5" : null, 0, false,
            isPaid ? [Invoice() with { Id = Guid.NewGuid(), Number = "AL-12", Remaining = 60.60m }] : []);
        var page = await front.OpenAsync($"/paiements/{Try}");

        Assert.Contains(sentence, Plain(page.Text), StringComparison.Ordinal);
        var next = page.Document.QuerySelector("main a.main")!;
        Assert.Equal(state switch { "paid" => "Payer 60,60 €", "waiting" or "alarm" => "Regarder à nouveau", _ => "Payer 130,40 €" }, Plain(next.TextContent));
    }

    [Fact]
    public async Task Money_that_was_too_much_is_said_to_be_kept()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/online/attempts/{Try}"] = new OnlineAttemptView(
            Try, Invoice() with { Remaining = 0, State = InvoiceStates.Paid }, "paid", 130.40m, new DateTime(2026, 12, 8, 9, 12, 0), "jean@example.org", null,
            null, new DateOnly(2026, 12, 8), "Carte bancaire, PayFiP",
            null, "2026-6", 130.40m, false, []);

        Assert.Contains("130,40 € dépassent ce qui restait à payer", Plain((await front.OpenAsync($"/paiements/{Try}")).Text), StringComparison.Ordinal);
    }

    private static InvoiceSummary Invoice() => new(
        Id, "AL-36", "invoice", InvoiceStates.Open, Given.Family, "DUPONT Jean", new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31),
        new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), "garderie-alsh",
        "Régie garderie ALSH", 130.40m, 130.40m, true);

    private static OnlineView View() => new(Invoice(), 130.40m, null, null, null, null, []);

    private static async Task<Front> StartAsync(OnlineView? view = null)
    {
        var front = await Front.StartAsync();
        front.Upstream.Answers[$"GET {Given.Api}/billing/online/{Id}"] = view ?? View();
        return front;
    }

    private static string Plain(string text) =>
        string.Join(' ', text.Replace('\u00A0', ' ').Replace('\u202F', ' ').Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
