using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Plans;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Dunning;

/// <summary>« Je rencontre une difficulté » by a payer; an agent answers, offers a plan of two to
/// four dates, or passes it to the CCAS with the family's agreement.</summary>
internal static class Hardships
{
    public static async Task<Ok<MyDifficulty>> Mine(Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (payer, today) = (caller.Owner!.OwnerId!.Value, rules.Today(clock));
        var views = new List<DifficultyOffice>();
        foreach (var office in rules.CashOffices.Values.Where(o => o.Mode == CashMode.Regie).OrderBy(o => o.Label, StringComparer.Ordinal))
        {
            var owed = (await OwedInvoice.OfAsync(db, office.Key, payer, ct)).ConvertAll(o => o.Owed);
            var plan = await db.Plans.AsNoTracking().SingleOrDefaultAsync(p => p.Payer == payer && p.CashOffice == office.Key && p.EndedAt == null, ct);
            var last = await db.Hardships.AsNoTracking().Where(h => h.Payer == payer && h.CashOffice == office.Key).OrderByDescending(h => h.At)
                .FirstOrDefaultAsync(ct);
            views.Add(new DifficultyOffice(
                office.Key, office.Label, Euros.Of(owed.Sum(o => o.Open)),
                plan is null ? null : DunningBook.ViewOf(plan, owed, office.Dunning?.Grace ?? 3, today),
                last is null
                    ? null
                    : new DifficultyView(last.At.ToLocal(rules.Zone), last.Text, last.AnsweredAt?.ToLocal(rules.Zone), last.Answer, last.Ccas)));
        }

        return TypedResults.Ok(new MyDifficulty([.. views.Where(v => v.Owed > 0 || v.Plan is not null || v.Last is not null)]));
    }

    /// <summary>A second one while the first waits is added to it.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Tell(
        TellDifficulty body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.CashOffices.GetValueOrDefault(body.Office) is not { Mode: CashMode.Regie })
        {
            return Problems.NotFound();
        }

        var payer = caller.Owner!.OwnerId!.Value;
        await db.WriteAsync(async token =>
        {
            if (await db.Hardships.SingleOrDefaultAsync(h => h.Payer == payer && h.CashOffice == body.Office && h.AnsweredAt == null, token) is { } open)
            {
                var text = $"{open.Text}\n{body.Text}";
                open.Text = text.Length > 2000 ? text[..2000] : text;
                open.Version++;
                return;
            }

            db.Hardships.Add(new Hardship { Id = Guid.CreateVersion7(), Payer = payer, CashOffice = body.Office, Text = body.Text, At = clock.UtcNow() });
        }, ct);
        return TypedResults.NoContent();
    }

    public static async Task<HardshipRow[]> OpenAsync(BillingDb db, string office, BillingRules rules, CancellationToken ct) =>
        [.. (await (
            from h in db.Hardships.AsNoTracking()
            where h.CashOffice == office && h.AnsweredAt == null
            join f in db.KnownFamilies on h.Payer equals f.FamilyId into families
            from f in families.DefaultIfEmpty()
            orderby h.At
            select new { Hardship = h, Name = f != null ? f.Name : "" }).ToListAsync(ct))
            .Select(h => new HardshipRow(h.Hardship.Id, h.Hardship.Payer, h.Name, h.Hardship.Text, h.Hardship.At.ToLocal(rules.Zone)))];

    public static async Task<Results<NoContent, ProblemHttpResult>> Answer(
        Guid id, AnswerDifficulty body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.WriteAsync(async token =>
        {
            if (await db.Hardships.SingleOrDefaultAsync(h => h.Id == id, token) is not { } hardship)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            if (hardship.AnsweredAt is not null)
            {
                return Problems.Conflict("difficulty.answered", "Une réponse a déjà été donnée : rechargez la page.");
            }

            var words = body.Answer;
            if (body.Parts is { } parts)
            {
                var (plan, problem) = await PlanAsync(db, rules, hardship.CashOffice, hardship.Payer, parts, body.First, body.Answer, caller.Name, clock,
                    token);
                if (problem is not null)
                {
                    return problem;
                }

                words += "\n" + Words(plan!);
            }

            (hardship.AnsweredAt, hardship.AnsweredBy, hardship.Answer, hardship.Ccas) =
                (clock.UtcNow(), caller.Name, words.Length > 2000 ? words[..2000] : words, body.Ccas);
            hardship.Version++;
            var ccas = body.Ccas
                ? "\nAvec votre accord, votre situation est transmise au CCAS, qui vous contactera. Aucun rappel ne part pendant 30 jours."
                : "";
            db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), hardship.Id, hardship.Payer, "dunning", "Réponse à votre difficulté de paiement",
                words + ccas, "difficulte"));
            return TypedResults.NoContent();
        }, ct);
    }

    /// <summary>POST /dunning/plans: a plan agreed at the counter.</summary>
    public static async Task<Results<Ok<PlanView>, ProblemHttpResult>> Agree(
        AgreePlan body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        return await db.WriteAsync(async token =>
        {
            var (plan, problem) = await PlanAsync(db, rules, body.Office, body.Family!.Value, body.Parts!.Value, body.First, body.Note, caller.Name, clock,
                token);
            if (problem is not null)
            {
                return (Results<Ok<PlanView>, ProblemHttpResult>)problem;
            }

            db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), plan!.Id, plan.Payer, "dunning", "Votre échéancier de paiement", Words(plan),
                "difficulte"));
            var owed = (await OwedInvoice.OfAsync(db, body.Office, body.Family.Value, token)).ConvertAll(o => o.Owed);
            return TypedResults.Ok(DunningBook.ViewOf(plan, owed, rules.CashOffices[body.Office].Dunning?.Grace ?? 3, rules.Today(clock)));
        }, ct);
    }

    public static Task<Results<NoContent, ProblemHttpResult>> Cancel(Guid id, BillingDb db, TimeProvider clock, CancellationToken ct) =>
        db.WriteAsync(async token =>
        {
            if (await db.Plans.SingleOrDefaultAsync(p => p.Id == id, token) is not { } plan)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            plan.EndedAt ??= clock.UtcNow();
            plan.Version++;
            return TypedResults.NoContent();
        }, ct);

    private static async Task<(Plan? Plan, ProblemHttpResult? Problem)> PlanAsync(
        BillingDb db, BillingRules rules, string office, Guid payer, int parts, DateOnly? first, string? note, string by, TimeProvider clock,
        CancellationToken ct)
    {
        var today = rules.Today(clock);
        if (first is not { } start || start < today || start > today.AddMonths(3))
        {
            return (null, Problems.Invalid("plan.first", "La première date se choisit entre aujourd’hui et dans trois mois."));
        }

        var owed = (await OwedInvoice.OfAsync(db, office, payer, ct)).Select(o => o.Owed).Where(o => !o.Contested && !o.Debited).ToList();
        if (owed.Sum(o => o.Open) < 100 * parts)
        {
            return (null, Problems.Conflict("plan.nothing", "Il ne reste pas de quoi faire autant de dates d’un euro au moins."));
        }

        if (await db.Plans.SingleOrDefaultAsync(p => p.Payer == payer && p.CashOffice == office && p.EndedAt == null, ct) is { } before)
        {
            before.EndedAt = clock.UtcNow();
            before.Version++;
            await db.SaveChangesAsync(ct);
        }

        var cents = owed.Sum(o => o.Open);
        var plan = new Plan
        {
            Id = Guid.CreateVersion7(),
            Payer = payer,
            CashOffice = office,
            Cents = cents,
            Dates = JsonSerializer.Serialize(Shares.Equal(cents, parts).Select((c, i) => new PlanDate(start.AddMonths(i), c))),
            Invoices = JsonSerializer.Serialize(owed.Select(o => o.Id)),
            Note = note?[..Math.Min(note.Length, 400)],
            At = clock.UtcNow(),
            By = by,
        };
        db.Plans.Add(plan);
        return (plan, null);
    }

    private static string Words(Plan plan) => "Vous pouvez payer en plusieurs fois :\n"
        + string.Join('\n',
            JsonSerializer.Deserialize<PlanDate[]>(plan.Dates)!.Select(d => $"– {French.Price(Euros.Of(d.Cents))} avant le {French.Date(d.On)}"))
        + "\nTant que ces dates sont tenues, aucun rappel ne part.";
}
