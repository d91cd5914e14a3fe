using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>Runs, and one with its draft as truth stands now or with what was issued.</summary>
internal static class ReadRuns
{
    private const int Page = 50;

    public static async Task<Ok<RunsView>> List(BillingDb db, SettingsCache cache, CancellationToken ct, string? office = null)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        // The cash offices are everybody's to know, the runs of all families are not.
        var runs = db.IsLimited
            ? []
            : await db.Runs.AsNoTracking().Where(r => office == null || r.CashOffice == office).OrderByDescending(r => r.At).ToListAsync(ct);
        return TypedResults.Ok(new RunsView(
            [.. runs.Select(r => r.ToView(rules))],
            [.. rules.CashOffices.Values.OrderBy(o => o.Label, StringComparer.Ordinal)
                .Select(o =>
                    new BillingOffice(o.Key, o.Label, o.Prefix, o.Mode.ToString().ToLowerInvariant(), o.Collecting?.Threshold ?? 0,
                        (o.Due ?? new DueRule()).Words))]));
    }

    public static async Task<Results<Ok<RunView>, ProblemHttpResult>> Get(Guid id, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null)
        {
            return Problems.NotFound();
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        // Counted before the sums are read: a price worked out between the two would call complete what was read without it.
        var pricing = run.State is RunState.Issued or RunState.Issuing ? 0 : await db.PricingAsync(run.Until, ct);
        var payers = await PayersAsync(db, run, rules, ct);
        var issue = payers.Where(p => p.Kind == DraftKind.ToIssue).ToList();
        var summary = run.ToView(rules);
        if (run.State is RunState.Draft or RunState.Checked)
        {
            summary = summary with { Invoices = issue.Count, Amount = Euros.Of(issue.Sum(p => p.Cents)) };
        }

        var anomalies = run.State == RunState.Issued ? [] : await new Anomalies(db, rules, run, rules.Today(clock)).CountAsync(ct);
        var (services, families) = await Comparison.OfAsync(db, run, payers, ct);
        return TypedResults.Ok(new RunView(
            summary, new RunProgress(run.Issued, run.ToIssue, pricing), Totals(payers), await NumbersAsync(db, rules, run, issue.Count, ct), anomalies,
                services, families,
            JsonSerializer.Deserialize<RunStep[]>(run.History)!,
            new ServiceTotals(services.Sum(s => s.Before), services.Sum(s => s.Now), services.Sum(s => s.Difference))));
    }

    /// <param name="kind">
    /// What becomes of them ("toIssue", "carried", "waiting", "blocked"), or of those to issue "mail", "paper" or "corrected"; all without.
    /// </param>
    public static async Task<Results<Ok<RunPayers>, ProblemHttpResult>> Payers(
        Guid id, BillingDb db, SettingsCache cache, CancellationToken ct, string? kind = null, string? after = null)
    {
        var run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        if (run is null)
        {
            return Problems.NotFound();
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.RunId == id).Select(i => new { i.Payer, i.Id, i.Number }).ToDictionaryAsync(i =>
            i.Payer, ct);
        var payers = (await PayersAsync(db, run, rules, ct)).Where(p => IsOf(kind, p)).ToList();
        var begin = Guid.TryParse(after, out var last) ? payers.FindIndex(p => p.Payer == last) + 1 : 0;
        var page = payers.Skip(begin).Take(Page).ToList();
        return TypedResults.Ok(new RunPayers(
            [.. page.Select(p => new RunPayer(
                p.Payer, p.Name, Word(p.Kind), Euros.Of(p.Cents), p.Lines, p.Corrections, p.Mail, invoices.GetValueOrDefault(p.Payer)?.Id,
                    invoices.GetValueOrDefault(p.Payer)?.Number))],
            begin + Page < payers.Count ? page[^1].Payer.ToString() : null));
    }

    /// <summary>The lines an invoice would have if it were issued now; nothing is written.</summary>
    public static async Task<Results<Ok<DraftInvoice>, ProblemHttpResult>> Draft(Guid id, Guid family, BillingDb db, CancellationToken ct)
    {
        var run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        var payer = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == family && f.Version > 0, ct);
        if (run is null || payer is null)
        {
            return Problems.NotFound();
        }

        var open = await db.Prices.AsNoTracking().Where(p => p.Payer == family && p.CashOffice == run.CashOffice && p.Date <= run.Until
            && p.Open != 0).ToListAsync(ct);
        var children = payer.IsThirdParty ? (await CoverFacts.ChildrenAsync(db, [family], ct)).ConvertAll(c => c.Child)
            : await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == family).ToListAsync(ct);
        var frozen = InvoiceFrozen.Of(payer, children, null, null, 0);
        var draft = new Invoice { CashOffice = run.CashOffice, Number = "" };
        var corrections = await Corrections.LoadAsync(db, open, ct);
        var ids = open.Select(p => p.WhyId).Distinct().ToList();
        var whys = await db.Whys.AsNoTracking().Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => w.Text, ct);
        var lines = open.OrderBy(p => p.Date).ThenBy(p => p.Unit, StringComparer.Ordinal).Select((p, i) => corrections.Line(draft, i + 1, p))
            .Select(l => InvoiceText.Line(l, Why.Read(l.WhyId is null ? null : whys.GetValueOrDefault(l.WhyId)), l.Cents, frozen)).ToArray();
        return TypedResults.Ok(new DraftInvoice(
            family, payer.Name, lines.Sum(l => l.Amount), InvoiceText.Children(lines.Where(l => l.Corrects is null), frozen),
                [.. lines.Where(l => l.Corrects is not null)]));
    }

    public static async Task<Results<Ok<AnomalyRows>, ProblemHttpResult>> AnomalyRows(
        Guid id, string key, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? after = null)
    {
        var run = await db.Runs.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var rows = run is null ? null : await new Anomalies(db, rules, run, rules.Today(clock)).RowsAsync(key, int.TryParse(after, out var skip)
            && skip > 0 ? skip : 0, ct);
        return rows is null ? Problems.NotFound() : TypedResults.Ok(rows);
    }

    // While issuing: those that have their invoice, and those that wait for it.
    private static async Task<List<DraftPayer>> PayersAsync(BillingDb db, Run run, BillingRules rules, CancellationToken ct)
    {
        var issued = run.State is RunState.Draft or RunState.Checked ? [] : await IssuedAsync(db, run, ct);
        var done = issued.Select(p => p.Payer).ToHashSet();
        return run.State == RunState.Issued ? issued
            : [.. issued.Concat((await db.DraftAsync(run, rules, ct)).Where(p => !done.Contains(p.Payer)))
                .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Payer)];
    }

    private static async Task<List<DraftPayer>> IssuedAsync(BillingDb db, Run run, CancellationToken ct)
    {
        var names = await db.PayersAsync(ct);
        var invoices = await db.Invoices.Where(i => i.RunId == run.Id).Select(i => new
        {
            i.Payer,
            i.Cents,
            Lines = db.BilledLines.Count(l => l.InvoiceId == i.Id),
            Corrections = db.BilledLines.Count(l => l.InvoiceId == i.Id && l.Corrects != null),
        }).ToListAsync(ct);
        return [.. invoices.Select(i => names.GetValueOrDefault(i.Payer) is var known
                ? new DraftPayer(i.Payer, known.Name ?? "", known.HasMail, DraftKind.ToIssue, i.Cents, i.Lines, i.Corrections) : null!)
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Payer)];
    }

    private static RunTotals Totals(List<DraftPayer> payers)
    {
        var kinds = payers.ToLookup(p => p.Kind);
        decimal Sum(DraftKind kind) => Euros.Of(kinds[kind].Sum(p => p.Cents));
        var issue = kinds[DraftKind.ToIssue].ToList();
        return new RunTotals(
            payers.Count, Euros.Of(payers.Sum(p => p.Cents)), issue.Count, Sum(DraftKind.ToIssue), kinds[DraftKind.Carried].Count(), Sum(DraftKind.Carried),
            kinds[DraftKind.Waiting].Count(), Sum(DraftKind.Waiting), kinds[DraftKind.Blocked].Count(), Sum(DraftKind.Blocked), issue.Sum(p => p.Corrections),
            issue.Count(p => p.Mail), issue.Count(p => !p.Mail));
    }

    private static async Task<string?> NumbersAsync(BillingDb db, BillingRules rules, Run run, int count, CancellationToken ct)
    {
        if (run.State == RunState.Issued || run.Issued > 0)
        {
            var taken = await db.Invoices.Where(i => i.RunId == run.Id).GroupBy(i => 1).Select(g =>
                new { First = g.Min(i => i.Seq), Last = g.Max(i => i.Seq) }).SingleOrDefaultAsync(ct);
            return taken is null ? null : Range(rules, run, taken.First, taken.Last);
        }

        var next = await db.Counters.Where(c => c.CashOffice == run.CashOffice && c.Year == run.Date.Year
            && c.Series == Counter.Invoices).Select(c => (long?)c.Next).SingleOrDefaultAsync(ct) ?? 1;
        return count == 0 ? null : Range(rules, run, next, next + count - 1);
    }

    private static string Range(BillingRules rules, Run run, long first, long last)
    {
        var from = IssueInvoice.NumberOf(rules, run.CashOffice, run.Date.Year, first);
        return first == last ? from : $"{from} à {IssueInvoice.NumberOf(rules, run.CashOffice, run.Date.Year, last)}";
    }

    private static bool IsOf(string? kind, DraftPayer payer) => kind switch
    {
        "mail" => payer.Kind == DraftKind.ToIssue && payer.Mail,
        "paper" => payer.Kind == DraftKind.ToIssue && !payer.Mail,
        "corrected" => payer.Kind == DraftKind.ToIssue && payer.Corrections > 0,
        null or "" => true,
        _ => Word(payer.Kind) == kind,
    };

    private static string Word(DraftKind kind) =>
        kind switch { DraftKind.ToIssue => "toIssue", DraftKind.Carried => "carried", DraftKind.Waiting => "waiting", _ => "blocked" };
}
