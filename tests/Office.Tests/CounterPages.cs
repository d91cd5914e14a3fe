using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>A cash office with one family that owes, one payment and one open day.</summary>
public abstract class CounterPages
{
    protected const string Api = "/api/biviers/billing";
    protected static readonly Guid Invoice = Guid.Parse("70000000-0000-0000-0000-000000000001");
    protected static readonly Guid Paid = Guid.Parse("60000000-0000-0000-0000-000000000001");
    protected static readonly Guid Refund = Guid.Parse("60000000-0000-0000-0000-000000000002");
    protected static readonly BillingOffice Alsh = new("alsh", "Régie garderie", "AL", "regie", 15);

    private protected static async Task<Front> StartAsync()
    {
        var front = await MoneyFront.StartAsync(Alsh);
        front.Upstream.Answers["GET /api/biviers/family/families"] = new FamilyPage(
            [new FamilySummary(Given.Family, "1001", "DUPONT Jean", "Biviers", ["Tom"])],
            1, 1, 1);
        front.Upstream.Answers[$"GET {Api}/days/2026-12-08"] = Day();
        front.Upstream.Answers[$"GET {Api}/payments/{Paid}"] = Detail();
        front.Upstream.Answers[$"GET {Api}/counter"] = new CounterView(
            Given.Family, "DUPONT Jean", "alsh", 120.60m, 0,
            [new MethodView("cheque", "Chèque", null), new MethodView("cesuPaper", "CESU papier", "la garderie seulement")],
            [new CounterLine(Invoice, "AL-36", new DateOnly(2026, 12, 31), 3, Given.Child, "Tom", "Repas", 120.60m, 0, 120.60m, true, 20m)], null, null, null,
            Invoices: [new CounterInvoice(Invoice, "AL-36", new DateOnly(2026, 12, 31), 120.60m)]);
        return front;
    }

    protected static PaymentSummary Payment() => new(
        Paid, "2026-12", Given.Family, "DUPONT Jean", "alsh", "Régie garderie", new DateOnly(2026, 12, 8), new DateTime(2026, 12, 8, 8, 2, 0, DateTimeKind.Utc),
        PayMethods.Cheque, "Chèque",
        10m, "received", ["AL-36"], 2.80m, 0);

    protected static PaymentDetail Detail() => new(
        Payment(), null, null, null, "Sophie Perrin", null, [new AllocationView(Invoice, "AL-36", 3, Given.Child, "Repas", 7.20m, new DateOnly(2026, 12, 8))],
        [new RefundView(Refund, Paid, "DUPONT Jean", 2.80m, "requested", "Trop payé", new DateTime(2026, 12, 8, 8, 5, 0, DateTimeKind.Utc), "Sophie Perrin",
            null)],
        null);

    protected static CashDayView Day() => new(
        new DateOnly(2026, 12, 8), "alsh", 10m, 7.20m, 2.80m, 0, true, [new MethodTotal("cheque", "Chèque", 1, 10m)], [Payment()], 64m, 50m, null, 0, null,
        new DateOnly(2026, 12, 8), CashIn: 14m);
}
