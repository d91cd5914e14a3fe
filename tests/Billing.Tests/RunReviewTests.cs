using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>What an agent looks at before issuing: anomalies, differences, and the rows behind each count.</summary>
public abstract class RunReviewTests(TestDatabase database) : RunWorld(database)
{
    [Fact]
    public async Task Anomalies_are_counted_and_each_opens_its_rows()
    {
        await TwoFamiliesAsync();
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1), Cell(Tom, "restauration", 1, CellOutcome.Present),
            Cell(Tom, "restauration", 2, CellOutcome.PresentUnbooked), Cell(Louise, "atelier", 3, CellOutcome.Present)));
        await Billing.DeliverAsync(JeanFamily(2, true, new FamilyQuotient(612, Day(2, 1), Day(1, 20, 2027), "CAF")) with { Address = null });
        var draft = await DraftAsync(Day(12, 1), Day(12, 31));

        Assert.Equal(
            [("bookedNotSeen", 1, 3.60m), ("unbooked", 1, 1.60m), ("noTariff", 1, 0m), ("quotientMissing", 2, 12.80m), ("quotientEnding", 1, 0m),
                ("noAddress", 1, 0m)],
            draft.Anomalies.Select(a => (a.Key, a.Count, a.Stake)));
        foreach (var anomaly in draft.Anomalies)
        {
            var rows = await AsAgent(Permissions.Billing).GetAsAsync<AnomalyRows>($"/api/biviers/billing/runs/{draft.Run.Id}/anomalies/{anomaly.Key}");
            Assert.Equal((anomaly.Count, anomaly.Stake), (rows.Rows.Length, rows.Rows.Sum(r => r.Stake)));
        }

        await HttpAssert.StatusAsync(HttpStatusCode.NotFound,
            await AsAgent(Permissions.Billing).GetAsync($"/api/biviers/billing/runs/{draft.Run.Id}/anomalies/rien"));
    }

    [Fact]
    public async Task A_booked_day_is_to_be_looked_at_where_another_child_was_seen_or_hours_are_kept_and_not_where_nobody_was()
    {
        await TwoFamiliesAsync();
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1), Cell(Louise, "restauration", 2), Cell(Louise, "garderie-matin", 2),
            Cell(Louise, "restauration", 8), Cell(Tom, "restauration", 1, CellOutcome.Present), Cell(Tom, "restauration", 2, CellOutcome.AbsentExcused)));
        var draft = await DraftAsync(Day(12, 1), Day(12, 31));
        async Task<(DateOnly?, string?)[]> OpenAsync() =>
            [.. (await AsAgent(Permissions.Billing).GetAsAsync<AnomalyRows>($"/api/biviers/billing/runs/{draft.Run.Id}/anomalies/bookedNotSeen")).Rows
                .Select(r => (r.Date, r.Unit))];

        Assert.Equal([(Day(12, 1), "restauration")], await OpenAsync());
        await Billing.DeliverAsync(Settled(Jean, Cell(Tom, "garderie-matin", 4, CellOutcome.Present) with { RealMinutes = 40 }));
        Assert.Equal([(Day(12, 1), "restauration"), (Day(12, 2), "garderie-matin")], await OpenAsync());
    }

    [Fact]
    public async Task What_changed_since_the_month_before_adds_up_to_the_difference_in_five_lines_at_most()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 3), Cell(Louise, "restauration", 4), Cell(Louise, "garderie-matin", 4),
            Cell(Tom, "restauration", 4)));
        await IssueAsync(Day(12, 1), Day(12, 5));
        await Billing.DeliverAsync(JeanFamily(2, true, new FamilyQuotient(612, Day(2, 1), Day(12, 6), "CAF"),
            new FamilyQuotient(890, Day(12, 7), null, "CAF")));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Louise, "alsh-mercredi-journee", 9),
            Cell(Louise, "restauration", 3, CellOutcome.AbsentExcused, 2)));
        await IssueAsync(Day(12, 6), Day(12, 31));

        var invoice = await InvoiceAsync(Jean);

        Assert.InRange(invoice.Changes.Length, 2, 5);
        Assert.Equal(invoice.Invoice.Amount - invoice.Before, invoice.Changes.Sum(c => c.Difference));
        Assert.Equal(invoice.Invoice.Amount, invoice.Children.Sum(c => c.Amount) + invoice.Corrections.Sum(c => c.Amount));
        Assert.All(invoice.Children, c => Assert.Equal((c.Amount, c.Amount), (c.Lines.Sum(l => l.Amount), c.Sums.Sum(s => s.Amount))));
    }

    [Fact]
    public async Task A_second_run_of_a_month_is_compared_with_all_of_it()
    {
        await TwoFamiliesAsync();
        await IssueAsync(Day(12, 1), Day(12, 5));
        await IssueAsync(Day(12, 6), Day(12, 31));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 11)));
        Billing.Clock.Advance(TimeSpan.FromMinutes(1));

        var second = await DraftAsync(Day(12, 6), Day(12, 31));

        Assert.Equal([("MOREAU Claire", 6.40m, 12.80m), ("DUPONT Jean", 0m, 4.70m)], second.Families.Select(f => (f.Payer, f.Before, f.Now)));
        Assert.Equal([("Garderie du matin", 0, 1), ("Repas", 1, 3)], second.Services.Select(s => (s.Label, s.CountBefore, s.Count)));
        await ConfirmAsync(second);
        var issued = await Eventually.SeeAsync(() => RunAsync(second.Run.Id), r => r.Run.State == "issued");
        Assert.Equal(second.Families.Select(f => (f.Payer, f.Before, f.Now)), issued.Families.Select(f => (f.Payer, f.Before, f.Now)));
    }

    [Fact]
    public async Task Counts_of_a_run_open_their_payers_and_their_lines()
    {
        await Billing.DeliverAsync(JeanFamily() with
        {
            Guardians = [new FamilyGuardian(Guid.NewGuid(), "m", "Jean", "DUPONT", "guardian", "jean@example.org", null, true, false)]
        });
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Jean, November(Cell(Louise, "restauration", 10)), November(Cell(Louise, "garderie-matin", 10))));
        await Billing.DeliverAsync(Settled(Moreau, November(Cell(Noe, "restauration", 3, CellOutcome.Present)), November(Cell(Noe, "restauration", 10))));
        var draft = await DraftAsync(Day(11, 1), Day(11, 30));
        var agent = AsAgent(Permissions.MoneyView);
        var api = $"/api/biviers/billing/runs/{draft.Run.Id}";
        async Task<string[]> PayersAsync(string kind) => [.. (await agent.GetAsAsync<RunPayers>($"{api}/payers?kind={kind}")).Payers.Select(p => p.Payer)];

        Assert.Equal((1, 1), (draft.Totals.ByMail, draft.Totals.OnPaper));
        Assert.Equal(["DUPONT Jean"], await PayersAsync("mail"));
        Assert.Equal(["MOREAU Claire"], await PayersAsync("paper"));
        Assert.Empty(await PayersAsync("corrected"));
        foreach (var service in draft.Services)
        {
            var lines = await agent.GetAsAsync<FigureLines>($"{api}/lines?label={Uri.EscapeDataString(service.Label)}");
            Assert.Equal((service.Label, service.Count, service.Now), (service.Label, lines.Count, lines.Total));
            Assert.Empty((await agent.GetAsAsync<FigureLines>($"{api}/lines?label={Uri.EscapeDataString(service.Label)}&before=true")).Lines);
        }

        await ConfirmAsync(draft);
        await Eventually.SeeAsync(() => RunAsync(draft.Run.Id), r => r.Run.State == "issued");
        var issued = await agent.GetAsAsync<FigureLines>($"{api}/lines?label=Repas");
        Assert.Equal(3, issued.Count);
        Assert.Equal(["AL-2026-53", "AL-2026-54"], issued.Lines.Select(l => l.Number!).Distinct().Order());
        // The month after, its count of before opens what this one issued; a correction stands by itself.
        await Billing.DeliverAsync(Settled(Moreau, November(Cell(Noe, "restauration", 3, CellOutcome.AbsentExcused, version: 2)),
            Cell(Noe, "restauration", 3)));
        var next = await DraftAsync(Day(12, 1), Day(12, 31));
        Assert.Equal([("Garderie du matin", 1, 0), ("Repas", 3, 1), ("Corrections", 0, 1)], next.Services.Select(s => (s.Label, s.CountBefore, s.Count)));
        foreach (var service in next.Services)
        {
            var (now, was) = (await agent.GetAsAsync<FigureLines>($"/api/biviers/billing/runs/{next.Run.Id}/lines?label={Uri.EscapeDataString(service.Label)}"),
                await agent.GetAsAsync<FigureLines>($"/api/biviers/billing/runs/{next.Run.Id}/lines?label={Uri.EscapeDataString(service.Label)}&before=true"));
            Assert.Equal((service.Label, service.Count, service.Now, service.CountBefore, service.Before),
                (service.Label, now.Count, now.Total, was.Count, was.Total));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.GetAsync($"/api/biviers/billing/runs/{Guid.NewGuid()}/lines?label=Repas"));

        static SettledCell November(SettledCell cell) => cell with { Date = cell.Date.AddMonths(-1) };
    }
}

public sealed class RunReviewOnSqlite() : RunReviewTests(TestDatabase.Sqlite);

public sealed class RunReviewOnSqlServer() : RunReviewTests(TestDatabase.SqlServer);
