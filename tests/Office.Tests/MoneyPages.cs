using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Runs and invoices as Billing answers them, and a front that shows them.</summary>
public abstract class MoneyPages
{
    protected const string Api = "/api/biviers/billing";
    protected static readonly Guid Id = Guid.Parse("70000000-0000-0000-0000-000000000001");
    protected static readonly BillingOffice Alsh = new("alsh", "Régie garderie", "AL", "regie", 15);

    protected static readonly FiguresView Figures = new(
        "2026-12", "2026-12", [new MonthFigures("2026-12", 15, 3, 0, 0, 12, 30)], [new ServiceFigures("2026-12", "restauration", "Repas", 4, 14.40m, 0)],
        [new AgeFigures("notDue", "Non échu", 1, 12)],
        [new MealFigures("2026-T3", "École", 41, 41)], [new HourFigures("2026-T4", "Centre", "under6", "MSA", 8.25m, 9)]);

    private protected static Task<Front> StartAsync() => MoneyFront.StartAsync(Alsh);

    private protected static Upstream.Call Sent(Front front, string end) =>
        front.Upstream.Calls.Last(c => c.Method == "POST" && c.Path.EndsWith(end, StringComparison.Ordinal));

    private protected static Task<Front.Shown> PressAsync(Front front, Front.Shown page, string handler, params (string, string)[] values) =>
        MoneyFront.PressAsync(front, page, handler, values);

    protected static RunSummary Run(string state) => new(
        Id, "alsh", "Régie garderie", new DateOnly(2026, 11, 1), new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 8), new DateOnly(2026, 12, 31), state, 93,
        4210.50m,
        "Sophie Perrin", new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc), null);

    protected static RunView View(string state) => new(
        Run(state), new RunProgress(12, 93, 0), new RunTotals(95, 4220m, 93, 4210.50m, 2, 9.50m, 0, 0, 0, 0, 1, 90, 3), "AL-2026-1 à AL-2026-93",
        [new AnomalyView("bookedNotSeen", "Réservé, mais ni présent ni absent", 6, 22.30m, true)],
        [new ServiceComparison("Repas", 1870, 1214, 7891.40m, 5122.80m, -2768.60m)],
        [new FamilyComparison(Given.Family, "DUPONT Jean", 10, 7.20m, -2.80m, "un repas de moins")], []);
}
