using Preau.Contracts.Api;

namespace Preau.Office.Tests;

public sealed class CounterPageTests
{
    private const string Api = "/api/biviers/billing";
    private static readonly Guid Invoice = Guid.Parse("70000000-0000-0000-0000-000000000001");
    private static readonly Guid Paid = Guid.Parse("60000000-0000-0000-0000-000000000001");
    private static readonly Guid Refund = Guid.Parse("60000000-0000-0000-0000-000000000002");
    private static readonly BillingOffice Alsh = new("alsh", "Régie garderie", "AL", "regie", 15);

    [Fact]
    public async Task A_family_is_found_and_its_cheque_recorded_once_with_the_sums_put_by_hand()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments"] = Detail();
        var page = await front.OpenAsync("/encaissements?q=dupont");
        Assert.Contains("DUPONT Jean doit 120,60", page.Text, StringComparison.Ordinal);

        var look = await MoneyFront.PressAsync(front, page, "Look", ("Input.Method", "cheque"), ("Input.Amount", "20"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
        var receipt = await front.SubmitAsync(look, "main form[method=post]", ("Input.Method", "cheque"), ("Input.Amount", "20"), ("Input.ByHand", "true"), ($"Input.Lines[{Invoice:N}_3]", "12,50"));

        Assert.Equal("Reçu n° 2026-12", receipt.Title);
        var sent = front.Upstream.Calls.Single(c => c.Method == "POST").Body;
        Assert.Contains($"\"invoice\":\"{Invoice}\",\"line\":3,\"amount\":12.50", sent, StringComparison.Ordinal);
        Assert.Contains(look.Document.QuerySelector("[name='Input.Id']")!.GetAttribute("value")!, sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_or_cannot_be_read_is_said_beside_its_field()
    {
        await using var front = await StartAsync();
        var page = await front.OpenAsync($"/encaissements?famille={Given.Family}");

        var again = await front.SubmitAsync(page, "main form[method=post]", ("Input.Amount", "beaucoup"), ("Input.ByHand", "true"), ($"Input.Lines[{Invoice:N}_3]", "douze"));

        Assert.Equal(200, again.Status);
        Assert.All((string[])["Choisissez le moyen de paiement.", "« douze » n’est pas une somme"], text => Assert.Contains(text, again.Text, StringComparison.Ordinal));
        Assert.Equal("beaucoup", again.Document.QuerySelector("#Input_Amount")!.GetAttribute("value"));
        Assert.DoesNotContain(front.Upstream.Calls, c => c.Method == "POST");
    }

    [Theory]
    [InlineData("Allocate", "/allocate")]
    [InlineData("Reverse", "/reverse")]
    [InlineData("Refund", "/refund")]
    public async Task An_advance_is_used_given_back_or_the_payment_taken_back(string button, string route)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/payments/{Paid}{route}"] = Detail();
        var page = await front.OpenAsync($"/encaissements/{Paid}");
        if (button != "Allocate")
        {
            Assert.Contains("Écrivez pourquoi", (await MoneyFront.PressAsync(front, page, button)).Text, StringComparison.Ordinal);
        }

        await MoneyFront.PressAsync(front, page, button, ("Reason", "Chèque sans provision"), ("Amount", "2,80"));

        Assert.Single(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith(route, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Paid", "paid")]
    [InlineData("Cancel", "cancelled")]
    public async Task A_refund_is_confirmed_or_dropped(string button, string route)
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"POST {Api}/refunds/{Refund}/{route}"] = 204;

        await MoneyFront.PressAsync(front, await front.OpenAsync($"/encaissements/{Paid}"), button);

        Assert.Single(front.Upstream.Calls, c => c.Method == "POST" && c.Path.EndsWith(route, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_that_lacks_two_euros_asks_for_an_explanation_and_keeps_what_was_typed()
    {
        await using var front = await StartAsync();
        front.Upstream.Answers[$"PUT {Api}/days/2026-12-08"] = new Upstream.Refusal(400, "day.explain", "Il manque 2,00 € : recomptez, ou écrivez pourquoi.");
        var page = await front.OpenAsync("/encaissements/jour/2026-12-08?regie=alsh");

        var again = await front.SubmitAsync(page, "main form[method=post]", ("Counted", "112,00"));
        Assert.Contains("Il manque 2,00 €", again.Text, StringComparison.Ordinal);
        Assert.Equal("112,00", again.Document.QuerySelector("#Counted")!.GetAttribute("value"));
        front.Upstream.Answers[$"PUT {Api}/days/2026-12-08"] = Day();
        await front.SubmitAsync(again, "main form[method=post]", ("Counted", "112,00"), ("Explanation", "Erreur de rendu"));

        Assert.Contains("\"cashCounted\":112.00,\"explanation\":\"Erreur de rendu\"", front.Upstream.Calls.Last(c => c.Method == "PUT").Body, StringComparison.Ordinal);
        Assert.Equal(404, (await front.OpenAsync("/encaissements/jour/hier?regie=alsh")).Status);
    }

    [Fact]
    public async Task A_deposit_slip_is_made_from_what_waits_and_opens_with_its_total()
    {
        await using var front = await StartAsync();
        var slip = new DepositView(Refund, "2026-3", "alsh", "Régie garderie", "cheque", "Chèques", new DateOnly(2026, 12, 8), 1, 10m, "Sophie Perrin", [Payment()]);
        front.Upstream.Answers[$"GET {Api}/deposits"] = new DepositsView([new DepositWaiting("alsh", "cheque", "Chèques", 1, 10m)], [slip]);
        front.Upstream.Answers[$"POST {Api}/deposits"] = slip;
        front.Upstream.Answers[$"GET {Api}/deposits/{Refund}"] = slip;

        var made = await front.SubmitAsync(await front.OpenAsync("/encaissements/bordereaux?regie=alsh"), "main form[method=post]");

        Assert.Equal("Bordereau n° 2026-3", made.Title);
        Assert.Contains("10,00", made.Text, StringComparison.Ordinal);
    }

    private static async Task<Front> StartAsync()
    {
        var front = await MoneyFront.StartAsync(Alsh);
        front.Upstream.Answers["GET /api/biviers/family/families"] = new FamilyPage([new FamilySummary(Given.Family, "1001", "DUPONT Jean", "Biviers", ["Tom"])], 1, 1, 1);
        front.Upstream.Answers[$"GET {Api}/days/2026-12-08"] = Day();
        front.Upstream.Answers[$"GET {Api}/payments/{Paid}"] = Detail();
        front.Upstream.Answers[$"GET {Api}/counter"] = new CounterView(
            Given.Family, "DUPONT Jean", "alsh", 120.60m, 0, [new MethodView("cheque", "Chèque", null), new MethodView("cesuPaper", "CESU papier", "la garderie seulement")],
            [new CounterLine(Invoice, "AL-36", new DateOnly(2026, 12, 31), 3, Given.Child, "Tom", "Repas", 120.60m, 0, 120.60m, true, 20m)], null, null, null);
        return front;
    }

    private static PaymentSummary Payment() => new(
        Paid, "2026-12", Given.Family, "DUPONT Jean", "alsh", "Régie garderie", new DateOnly(2026, 12, 8), new DateTime(2026, 12, 8, 8, 2, 0, DateTimeKind.Utc), PayMethods.Cheque, "Chèque",
        10m, "received", ["AL-36"], 2.80m, 0);

    private static PaymentDetail Detail() => new(
        Payment(), null, null, null, "Sophie Perrin", null, [new AllocationView(Invoice, "AL-36", 3, Given.Child, "Repas", 7.20m, new DateOnly(2026, 12, 8))],
        [new RefundView(Refund, Paid, "DUPONT Jean", 2.80m, "requested", "Trop payé", new DateTime(2026, 12, 8, 8, 5, 0, DateTimeKind.Utc), "Sophie Perrin", null)], null);

    private static CashDayView Day() => new(
        new DateOnly(2026, 12, 8), "alsh", 10m, 7.20m, 2.80m, 0, true, [new MethodTotal("cheque", "Chèque", 1, 10m)], [Payment()], 64m, 50m, null);
}
