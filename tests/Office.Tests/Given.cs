using Preau.Contracts.Api;

namespace Preau.Office.Tests;

/// <summary>Answers of the services, as a test needs them.</summary>
internal static class Given
{
    public static readonly Guid Family = Guid.Parse("10000000-0000-0000-0000-000000000001");

    public static readonly Guid Child = Guid.Parse("30000000-0000-0000-0000-000000000002");

    public static QueuePage Queue(params QueueItem[] items) =>
        new(items, 1, 1, items.Length, new QueueCounts(items.Length, items.Count(i => i.Late), 3, 1),
            [new FilterOption("restauration", "Restauration scolaire")]);

    public static QueueItem Request(Guid id, string number = "2026-000017", string family = "DUPONT Jean", string? comment = null, int days = 1) => new(
        id, number, Family, family, "1001001818331", "Jean Dupont", "booking", new DateTime(2026, 12, 7, 21, 14, 0), 1, false, comment, RequestStatus.Pending,
        [.. Enumerable.Range(0, days).Select(n => new QueueLine(
            Guid.NewGuid(), Child, "Tom", "Repas", "Restauration scolaire", "Garderie périscolaire", new DateOnly(2026, 12, 14).AddDays(n), IntentAction.Book,
            null, LineOutcome.Pending,
            CellState.Free, CellState.Booked, new DateTime(2026, 12, 10, 12, 0, 0), false, 4, "", "restauration"))],
        [new RequestEventView(new DateTime(2026, 12, 7, 21, 14, 0), "Jean Dupont", "Demande envoyée")]);

    public static DecisionResult Done(Guid id, RequestStatus status) => new([new DecisionOutcome(id, "2026-000017", true, "done", "", status)]);

    public static FamilyView File() => new(
        Family, "1001001818331", "DUPONT Jean", true, new AddressView("12 rue des Bonbons", "38330", "Biviers"), null,
        [new GuardianView(Guid.NewGuid(), "M.", "Jean", "Dupont", "Père", null, "jean@example.org", null, true, false)],
        [new ChildView(Child, "Tom", "DUPONT", "m", new DateOnly(2020, 5, 3), 6, "École de Biviers", "CP", true, null)], null, [], 1);
}
