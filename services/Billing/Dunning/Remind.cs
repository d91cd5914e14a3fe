using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Documents;
using Preau.Billing.Invoicing;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>GET /dunning?office: whose turn it is. POST /dunning: sends one step to those an
/// agent chose; again, or while it sleeps, it sends nothing.</summary>
internal static class Remind
{
    /// <summary>Where the commune names nobody to turn to.</summary>
    private const string NoHelp =
        "Vous rencontrez une difficulté ? Dites-le sur le portail famille ou à la mairie : un agent peut proposer de payer en plusieurs fois.";

    public static async Task<Results<Ok<DunningView>, ProblemHttpResult>> List(
        string? office, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        DunningOffice[] offices = [.. rules.CashOffices.Values.Where(o => o.Mode == CashMode.Regie).OrderBy(o => o.Label, StringComparer.Ordinal)
            .Select(o => new DunningOffice(o.Key, o.Label, o.Dunning is not null))];
        if (rules.CashOffices.GetValueOrDefault(office ?? "") is not { Dunning: { } dunning } known)
        {
            return office is null || Array.Exists(offices, o => o.Key == office)
                ? TypedResults.Ok(new DunningView(offices, office, [], [], [], []))
                : Problems.NotFound();
        }

        var today = rules.Today(clock);
        var cases = await DunningBook.CasesAsync(db, rules, known, today, ct);
        var hard = await Hardships.OpenAsync(db, known.Key, rules, ct);
        var recent = await db.Reminders.AsNoTracking().Where(r => r.CashOffice == known.Key).OrderByDescending(r => r.At).Take(100)
            .Join(db.KnownFamilies, r => r.Payer, f => f.FamilyId, (r, f) => new ReminderRow(r.Id, f.Name, r.Label, r.Date, r.Cents / 100m, r.Mailed))
            .ToArrayAsync(ct);
        var stops = await db.BookingStops.AsNoTracking().Where(s => s.CashOffice == known.Key && s.Stopped)
            .Join(db.KnownFamilies, s => s.FamilyId, f => f.FamilyId, (s, f) => new { Stop = s, f.Name }).OrderBy(s => s.Name).ToListAsync(ct);
        return TypedResults.Ok(new DunningView(
            offices, known.Key, [.. dunning.Steps.Select((s, i) => new DunningStepView(
                i + 1, s.Label, s.Days, s.HandOver, Euros.Of(cases.Where(c => c.Step == i + 1).Sum(c => c.Owing.Cents))))],
            [.. cases.Select(c => new DunningRow(
                c.Payer, c.Name, Euros.Of(c.Owing.Cents), c.Owing.Oldest, [.. c.Owing.Overdue.Select(i => i.Number)], c.Sent, c.SentOn, c.Step, c.Sleeps,
                c.HasMail, c.Plan))],
            hard, recent, dunning.StopAfter,
            [.. stops.Select(s => new BookingStopView(s.Stop.FamilyId, s.Name, s.Stop.Meals, s.Stop.Automatic, s.Stop.Reason, s.Stop.By,
                s.Stop.At.ToLocal(rules.Zone)))], await PrintReminders.ListAsync(db, known.Key, ct)));
    }

    public static async Task<Results<Ok<RemindersSent>, ProblemHttpResult>> Send(
        SendReminders body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, IConfiguration configuration, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.CashOffices.GetValueOrDefault(body.Office) is not { Dunning: { } dunning } office || body.Step > dunning.Steps.Length)
        {
            return Problems.NotFound();
        }

        var step = dunning.Steps[body.Step!.Value - 1];
        if (step.HandOver)
        {
            return Problems.Conflict("dunning.handOver", "Cette étape est la transmission au Trésor public : elle se fait par un bordereau.");
        }

        var (sent, cents, paper) = (0, 0L, 0);
        foreach (var payer in body.Families.Distinct())
        {
            var reminded = await db.WriteAsync(async token =>
            {
                var today = rules.Today(clock);
                var one = (await DunningBook.CasesAsync(db, rules, office, today, token, payer)).SingleOrDefault();
                return one?.Step == body.Step ? await AddAsync(db, office, dunning, step, one, today, caller.Name, clock.UtcNow(), configuration, token) : null;
            }, ct);
            db.ChangeTracker.Clear();
            (sent, cents, paper) = reminded is null ? (sent, cents, paper) : (sent + 1, cents + reminded.Cents, paper + (reminded.Mailed ? 0 : 1));
        }

        return TypedResults.Ok(new RemindersSent(sent, Euros.Of(cents), body.Families.Distinct().Count() - sent, paper));
    }

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Letter(Guid id, Caller caller, BillingDb db, CancellationToken ct)
    {
        var kept = await db.Reminders.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
        return kept is null || !await GetInvoice.MayReadAsync(db, caller, kept.Payer, ct) ? Problems.NotFound()
            : TypedResults.File(ReminderDocument.Draw(JsonSerializer.Deserialize<Reminder>(kept.Document)!), "application/pdf",
                $"Rappel-{kept.Date:yyyy-MM-dd}.pdf");
    }

    private static async Task<Reminded> AddAsync(
        BillingDb db, CashOffice office, DunningRules rules, DunningStep step, DunningCase one, DateOnly today, string by, DateTime at,
        IConfiguration configuration, CancellationToken ct)
    {
        var family = await db.KnownFamilies.AsNoTracking().SingleAsync(f => f.FamilyId == one.Payer, ct);
        var id = Guid.CreateVersion7();
        var portal = $"{(configuration["PublicUrl"] is { Length: > 0 } url ? url : "http://localhost:8080").TrimEnd('/')}/{db.CurrentTenant}/factures";
        var help = rules.Help ?? NoHelp;
        var letter = new Reminder(
            id.ToString("N"), today, office.Head, office.Collecting?.Siret, [family.Name, .. family.AddressLines()], step.Label,
            step.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            [.. one.Owing.Overdue.Select(i => new ReminderDebt(i.Number, office.Label, i.DueDate, Euros.Of(i.Billed), Euros.Of(i.Open)))],
            HowToPay.Means(office), help, portal);
        var reminded = new Reminded
        {
            Id = id,
            Payer = one.Payer,
            CashOffice = office.Key,
            Step = one.Step!.Value,
            Label = step.Label,
            Date = today,
            OldestDue = one.Owing.Oldest!.Value,
            Cents = one.Owing.Cents,
            Document = JsonSerializer.Serialize(letter),
            Mailed = family.HasMail,
            At = at,
            By = by,
        };
        db.Reminders.Add(reminded);
        if (family.IsThirdParty)
        {
            // It has no account on the portal: the letter is all it gets.
            return reminded;
        }

        var debts = string.Join('\n', letter.Debts.Select(d => $"– facture {d.Number}, échue le {French.Date(d.DueDate)} : {French.Price(d.Open)}"));
        db.Raise(new FamilyNotified(
            db.CurrentTenant, at, id, one.Payer, "dunning", $"{step.Label} : {French.Price(Euros.Of(one.Owing.Cents))} à régler",
            $"{step.Text}\n{debts}\n{help}", "factures"));
        return reminded;
    }
}
