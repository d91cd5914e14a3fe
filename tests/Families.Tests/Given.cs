using System.Text.Json;
using Preau.Contracts.Api;
using Preau.Office.Tests;

namespace Preau.Families.Tests;

/// <summary>A family of two children in December 2026, and what the services answer about it.</summary>
internal static class Given
{
    public static readonly Guid Family = Guid.Parse("10000000-0000-0000-0000-000000000001");
    public static readonly Guid Guardian = Guid.Parse("20000000-0000-0000-0000-000000000001");
    public static readonly Guid Louise = Guid.Parse("30000000-0000-0000-0000-000000000001");
    public static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    public static readonly Guid RequestId = Guid.Parse("40000000-0000-0000-0000-000000000001");

    public const string Api = "/api/biviers";

    public static void Answers(Upstream upstream)
    {
        var answers = upstream.Answers;
        answers[$"GET {Api}/family/me"] = Me();
        answers[$"GET {Api}/family/me/home"] = new FamilyHome(Me(), []);
        answers[$"GET {Api}/planning/home"] = Plan();
        answers[$"GET {Api}/billing/home"] = new BillingHome(new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 3.60m, [], "612"), 3.60m);
        answers[$"GET {Api}/messaging/home"] = new MessagingHome(2, [],
            new PublicationsView("Bienvenue", "Bonne rentrée <à tous>", "Lus à 9 h", ["Cantine"], []));
        answers[$"GET {Api}/planning/month"] = Month();
        answers[$"GET {Api}/planning/requests"] = new RequestPage([], 1, 1, 0);
        answers[$"GET {Api}/planning/requests/{RequestId}"] = Receipt(RequestStatus.Accepted, Line(LineOutcome.Booked));
        answers[$"POST {Api}/planning/requests/preview"] = Receipt(RequestStatus.Accepted, Line(LineOutcome.Booked));
        answers[$"POST {Api}/planning/requests"] = Receipt(RequestStatus.Accepted, Line(LineOutcome.Booked));
        answers[$"GET {Api}/billing/prices"] = new PriceTable([Price()]);
        answers[$"POST {Api}/billing/quotes"] = (Func<string, object>)(body => Quotes((PriceTable)answers[$"GET {Api}/billing/prices"], body));
        answers[$"GET {Api}/billing/month"] = new MonthMoney("2026-12", 3.60m, [new MonthAmount(Louise, "restauration", 10, 3.60m)], [Price()]);
        var meal = new ChargeView(Louise, "Louise", "restauration", "Restauration scolaire", new DateOnly(2026, 12, 10), 3.60m, "toBill", null, null,
            new PriceWhy("Quotient 612.", [new PriceStep("Quotient", "612")]));
        answers[$"GET {Api}/billing/charges"] = new ChargesView("2026-12", 3.60m, [meal], [new ChargeGroup(meal, [meal.Date], 3.60m, 3.60m, 0, 0)]);
        answers[$"POST {Api}/planning/absences/effects"] = Effects();
        answers[$"GET {Api}/planning/evidence"] = Array.Empty<EvidenceView>();
        answers[$"GET {Api}/billing/account"] = new AccountView(new DateOnly(2026, 12, 8), 120.60m, null, 3.60m, [], "612");
        answers[$"GET {Api}/billing/invoices"] = new InvoicesView(0, null, []);
        answers[$"GET {Api}/messaging/unread"] = new UnreadView(2);
        answers[$"GET {Api}/messaging/threads"] = new ThreadPage([], 1, 1, 0, 2);
        answers[$"GET {Api}/messaging/publications"] = new PublicationsView("Bienvenue", "Bonne rentrée <à tous>", "Lus à 9 h", ["Cantine"], []);
    }

    // As Billing answers: the table's first price for each cell.
    private static QuoteView Quotes(PriceTable table, string body)
    {
        var price = table.Prices[0];
        var cells = JsonSerializer.Deserialize<QuoteRequest>(body, JsonSerializerOptions.Web)!.Cells;
        decimal? Of(QuoteCell cell) => (cell.Late ? price.Late : price.Price) * (cell.Percent ?? 100) / 100;
        var sums = cells.SelectMany(c => c.In!.Select(name => (name, cell: c))).GroupBy(c => c.name, c => c.cell);
        return new QuoteView([.. cells.Select(Of)], price.Missing, sums.ToDictionary(g => g.Key, g => new QuoteSum(
            g.Sum(Of), g.Sum(_ => price.Covered), [.. g.GroupBy(Of).Select(s => new QuoteStep(s.Count(), s.Key!.Value, s.Sum(Of)!.Value))])));
    }

    public static ReasonEffect[] Effects() =>
    [
        new("medical", "Raison médicale", null,
            [Line(LineOutcome.Excused, "Rien ne sera facturé si le certificat arrive avant le vendredi 11 décembre à 23 h 59.", IntentAction.Absence)],
            new DateTime(2026, 12, 11, 23, 59, 0)),
        new("other", "Autres", null, [Line(LineOutcome.Billed, "Absence notée et facturée.", IntentAction.Absence)], null),
    ];

    public static FamilyView Me() => new(Family, "1001001818331", "DUPONT Jean", true, null,
        new GuardianView(Guardian, "M.", "Jean", "Dupont", "Père", "Séparé", "jean@example.org", null, true, false), [],
        [Child(Louise, "Louise", "f"), Child(Tom, "Tom", "m")], null, [], 1);

    public static UnitPrice Price() => new("restauration", [Louise, Tom], new DateOnly(2026, 12, 1), 3.60m, 3.60m, null);

    public static PlanningHome Plan(params OfferView[] offers) => new([Month()], [], offers, []);

    public static MonthView Month() => new("2026-12", new DateOnly(2026, 12, 8),
        [.. Enumerable.Range(1, 31).Select(d => new MonthDay(new DateOnly(2026, 12, d), d == 25 ? ["F"] : [], d > 23, d == 25 ? "Noël" : null))],
        [MonthChild(Louise, "Louise", "f", Booked(10), Free(14)), MonthChild(Tom, "Tom", "m", Free(14), Free(15))],
        [new AbsenceReasonView("medical", "Raison médicale", true, null), new AbsenceReasonView("other", "Autres", false, null)],
        [new FilterOption("garderie-periscolaire", "Garderie périscolaire")], [new FilterOption("restauration", "Restauration scolaire")]);

    public static MonthCell Free(int day) => new(day, CellState.Free, CellActions.Book, new DateTime(2026, 12, 10, 12, 0, 0), null, null, true, false);

    public static MonthCell Booked(int day) =>
        new(day, CellState.Booked, CellActions.Cancel | CellActions.Absence, new DateTime(2026, 12, 8, 12, 0, 0), null, null, true, false);

    public static Receipt Receipt(RequestStatus status, params ReceiptLine[] lines) => new(
        RequestId, "2026-00042", new DateTime(2026, 12, 8, 9, 10, 0), "Jean Dupont", status, lines, null, null, null, null,
        new DateTime(2026, 12, 10, 12, 0, 0), []);

    public static ReceiptLine Line(
        LineOutcome outcome, string text = "Réservé. Annulable jusqu’au jeudi 10 décembre à 12 h.", IntentAction action = IntentAction.Book) =>
        new(
            Guid.NewGuid(), Louise, "Louise", "restauration", "Restauration scolaire", "Restauration scolaire", "Garderie périscolaire",
            new DateOnly(2026, 12, 14), action, outcome, "booked", text, null);

    private static ChildView Child(Guid id, string name, string gender) =>
        new(id, name, "DUPONT", gender, new DateOnly(2018, 3, 12), 8, "École de Biviers", "CE2", false, null);

    public static MonthChild MonthChild(Guid id, string name, string gender, params MonthCell[] cells) => new(id, name, gender, "CE2", "Jeanne Dupont", null,
        [new MonthRow("restauration", "Restauration scolaire", "Repas", "restauration", "Restauration scolaire", "garderie-periscolaire",
            "Garderie périscolaire", "Jean Dupont", true, cells)]);
}
