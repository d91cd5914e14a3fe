using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Banking;
using Preau.Billing.Cells;
using Preau.Billing.Invoicing;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Payments;
using Preau.Billing.Tariffs;
using Preau.Billing.ThirdParties;
using Preau.Billing.Truth;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Demo;

/// <summary>
/// Plays a demonstration's past once its families are known: days, runs, payments, a correction, a credit note, by the code that does them for real, in one
/// transaction. Nobody is told of them.
/// </summary>
internal sealed class PlayHistory(IServiceScopeFactory scopes, ILogger<PlayHistory> log) : TenantWorker(scopes, log)
{
    public const string Waiting = "billing-demo";
    private const string Played = "billing-demo-played";

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override async Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        var waiting = await WithAsync<SettingsVersion>(db, s => s.Section == Waiting, ct);
        return waiting.Count == 0 ? [] : [.. waiting.Except(await WithAsync<SettingsVersion>(db, s => s.Section == Played, ct))];
    }

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        var document = await db.Settings.AsNoTracking().Where(s => s.Section == Waiting).OrderByDescending(s => s.Version).Select(s =>
            s.Document).FirstAsync(ct);
        var history = JsonSerializer.Deserialize<DemoHistory>(document, BillingRules.Json)!;
        var families = history.Days.Select(d => d.Family).Distinct().ToList();
        if (await db.KnownFamilies.CountAsync(f => f.Version > 0 && families.Contains(f.FamilyId), ct) < families.Count)
        {
            return;
        }

        await db.WriteAsync(async token =>
        {
            await AddDaysAsync(db, history.Days, token);
            await db.SaveChangesAsync(token);
            foreach (var step in history.Steps)
            {
                await PlayAsync(services, db, step, families, token);
                await db.SaveChangesAsync(token);
            }

            db.Settings.Add(new SettingsVersion
            {
                Section = Played,
                Version = 1,
                Document = "{}",
                At = services.GetRequiredService<TimeProvider>().UtcNow(),
                By = "démonstration"
            });
        }, ct);
    }

    private static async Task AddDaysAsync(BillingDb db, DemoDays[] all, CancellationToken ct)
    {
        foreach (var days in all)
        {
            // What Planning has told already is newer.
            var told = (await db.Cells.Where(c => c.ChildId == days.Child && c.Unit == days.Unit && c.Date >= days.From && c.Date <= days.Until)
                .Select(c => c.Date).ToListAsync(ct))
                .ToHashSet();
            for (var day = days.From; day <= days.Until; day = day.AddDays(1))
            {
                if (days.Has(day) && !told.Contains(day))
                {
                    // Version 0: whatever Planning says of the day is newer.
                    db.Cells.Add(new Cell { ChildId = days.Child, Unit = days.Unit, Date = day, Payer = days.Family, Outcome = CellOutcome.Present });
                    await db.MarkMonthAsync(days.Family, day, ct);
                }
            }
        }
    }

    private static async Task PlayAsync(IServiceProvider services, BillingDb db, DemoStep step, List<Guid> families, CancellationToken ct)
    {
        // Each act bears the day it is said to have been done on.
        var (clock, cache) = (new Morning(step.Date), services.GetRequiredService<SettingsCache>());
        var books = new Books(db, clock);
        var issue = new IssueInvoice(db, books, services.GetRequiredService<PriceMonths>(), cache, clock);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        switch (step.Do)
        {
            case "run":
                await RunAsync(db, issue, rules, clock, step, families, ct);
                break;
            case "pay":
                var book = step.Books is null ? null : rules.CashOffices[step.Office!].Prepaid!.Book!;
                await new Receive(db, books, clock).Async(
                    new Incoming(Guid.CreateVersion7(), step.Family!.Value, step.Office!, step.Date, step.Method!, Euros.Cents(step.Amount!.Value),
                        Opening.Source, Guid.NewGuid().ToString(), "démonstration", TicketBook: book?.Key, Tickets: (step.Books ?? 0) * (book?.Count ?? 0)),
                    rules, book is null ? null : [], null, ct, tell: false);
                await Tickets.TellAsync(db, step.Family.Value, book?.Key, clock.UtcNow(), ct);
                break;
            case "cover":
                var party = await KeepThirdParty.AddAsync(db, books, step.Party!, "démonstration", clock, ct);
                families.Add(party.Id);
                await KeepCoverage.AddAsync(
                    db, party.Id, new SaveCoverage(step.Family, step.From, Child: step.Child, Percent: step.Percent), "démonstration", clock, ct);
                await db.SaveChangesAsync(ct);
                // Its months were marked in the database: those held here are of before.
                db.ChangeTracker.Clear();
                break;
            case "mandate":
                await GiveMandate.AddAsync(
                    db, services.GetRequiredService<Vault>(), rules.CashOffices[step.Office!], step.Family!.Value, Iban.Plain(step.Iban!), step.Holder!,
                    step.Date,
                    new MandateTrail("portal", "", null, "démonstration", clock.UtcNow()), ct);
                break;
            case "excuse":
                var cell = await db.Cells.SingleAsync(c => c.ChildId == step.Child && c.Unit == step.Unit && c.Date == step.Date, ct);
                cell.Outcome = CellOutcome.AbsentExcused;
                await db.MarkMonthAsync(cell.Payer, cell.Date, ct);
                break;
            default:
                var invoice = await db.Invoices.AsNoTracking().Where(i => i.Payer == step.Family
                    && i.Kind == InvoiceKind.Invoice).OrderByDescending(i => i.Seq).FirstAsync(ct);
                var lines = await db.BilledLines.AsNoTracking().Where(l => l.InvoiceId == invoice.Id).OrderBy(l => l.No).Take(1).ToListAsync(ct);
                var credit = await CreditNote.AddAsync(db, books, issue, rules, invoice, lines, new CreditInvoice(step.Reason!, null, false), step.Date, ct);
                await issue.CloseAsync([credit], rules, "démonstration", ct, tell: false);
                db.InvoiceEvents.Add(new InvoiceEvent
                {
                    InvoiceId = invoice.Id,
                    No = 2,
                    Kind = InvoiceEvent.Credited,
                    At = clock.UtcNow(),
                    By = "démonstration",
                    Note = $"{credit.Number}\u00A0: {step.Reason}"
                });
                break;
        }
    }

    private static async Task RunAsync(BillingDb db, IssueInvoice issue, BillingRules rules, Morning clock, DemoStep step, List<Guid> families,
        CancellationToken ct)
    {
        var run = new Run
        {
            Id = Guid.CreateVersion7(),
            CashOffice = step.Office!,
            From = step.From!.Value,
            Until = step.Until!.Value,
            Date = step.Date,
            DueDate = (rules.CashOffices[step.Office!].Due ?? new DueRule()).DateFor(step.Date),
            State = RunState.Issued,
            By = "démonstration",
            At = clock.UtcNow(),
            IssuedAt = clock.UtcNow(),
        };
        db.Runs.Add(run);
        var issued = await issue.OfAsync(run, families, ct, tell: false);
        (run.Issued, run.IssuedCents) = (issued.Count, issued.Sum(i => i.Cents));
        (run.ToIssue, run.ToIssueCents) = (run.Issued, run.IssuedCents);
        run.Tell("Émis", "démonstration", clock.UtcNow());
    }

    private sealed class Morning(DateOnly day) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(day.ToDateTime(new TimeOnly(8, 20)), TimeSpan.Zero);
    }
}
