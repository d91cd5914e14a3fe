using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Family.Households;
using Preau.Platform;

namespace Preau.Family.SharedCustody;

/// <summary>Custody as agents set it: the rule, and days that are otherwise.</summary>
internal static class EditCustody
{
    public static async Task<Results<Ok<CustodyView>, ProblemHttpResult>> Read(
        Guid id, Guid child, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await db.LoadAsync(id, tracked: false, ct) is { } file && file.Children.Find(c => c.ChildId == child) is { } row
            && await CustodyFacts.LoadAsync(db, child, rules, ct) is { } facts
            ? TypedResults.Ok(CustodyFacts.ViewOf(file, row, facts.Plan, facts.Exceptions, facts.Calendar, rules.Today(clock))) : Problems.NotFound();
    }

    public static async Task<Results<Ok<CustodyView>, ProblemHttpResult>> Handle(
        Guid id, Guid child, SetCustody body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (body.Weeks == CustodyWeeks.Alternate && body.Anchor is not { Year: >= 2000 and <= 2100 })
        {
            return Problems.Invalid("custody.anchor", "Indiquez un jour où une semaine commence dans ce foyer.");
        }

        return await FileAct.RunAsync<CustodyView>(db, id, async (file, token) =>
        {
            var row = file.Children.Find(c => c.ChildId == child);
            var otherId = body.Other ?? row?.OtherFamilyId;
            if (row is null || otherId is null || otherId == id || await db.LoadAsync(otherId.Value, tracked: true, token) is not { IsOpen: true } other)
            {
                return (null, row is null
                    ? Problems.NotFound()
                    : Problems.Conflict("custody.other", "Choisissez l’autre foyer : un dossier ouvert, qui n’est pas celui-ci."));
            }

            if (await db.Set<HouseholdChild>().AnyAsync(c => c.ChildId == child && c.FamilyId != id && c.FamilyId != other.Id, token))
            {
                return (null, Problems.Conflict("custody.third", $"{row.FirstName} est déjà partagé avec un autre foyer."));
            }

            if (!other.Children.Exists(c => c.ChildId == child))
            {
                var there = ChildMoves.Copy(row, other.Id);
                (there.ToDo, there.Diet, there.LeavesAloneAt) = (row.ToDo, row.Diet, null);
                other.Children.Add(there);
            }

            var today = rules.Today(clock);
            var plan = await db.CustodyPlans.SingleOrDefaultAsync(p => p.ChildId == child, token);
            if (plan is null)
            {
                plan = new CustodyPlan { ChildId = child, Home = id, Other = other.Id };
                db.CustodyPlans.Add(plan);
            }

            (plan.Home, plan.Other, plan.From, plan.Weeks, plan.Anchor, plan.Holidays) =
                (id, other.Id, body.From ?? today, body.Weeks!.Value, body.Anchor ?? default, body.Holidays!.Value);
            var exceptions = await db.CustodyExceptions.Where(e => e.ChildId == child).ToListAsync(token);
            var calendar = new CustodyCalendar(plan, exceptions, Holidays.Of(rules.HolidayZone));
            CustodyFacts.Write(file, other, child, calendar, today);
            await TellAsync(db, file, other, rules, caller.Name, $"Garde {Grammar.De(row.FirstName)} : {Words(plan)}", clock, token);
            return (CustodyFacts.ViewOf(file, row, plan, exceptions, calendar, today), null);
        }, ct);
    }

    public static async Task<Results<Ok<CustodyView>, ProblemHttpResult>> AddDays(
        Guid id, Guid child, AddCustodyDays body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct) =>
        await AddAsync(id, child, body, null, caller.Name, db, settings, clock, ct);

    public static async Task<Results<Ok<CustodyView>, ProblemHttpResult>> RemoveDays(
        Guid id, Guid child, Guid exception, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await FileAct.RunAsync<CustodyView>(db, id, async (file, token) =>
            file.Children.Find(c => c.ChildId == child) is { } row
                && await db.CustodyExceptions.SingleOrDefaultAsync(e => e.Id == exception && e.ChildId == child, token) is { } found
                ? await AnswerAsync(db, file, row, found, SwapState.Withdrawn, caller.Name, rules, clock, token) : (null, Problems.NotFound()), ct);
    }

    /// <param name="proposedBy">The household of a guardian, who waits for the other; null for an agent, at once.</param>
    public static async Task<Results<Ok<CustodyView>, ProblemHttpResult>> AddAsync(
        Guid id, Guid child, AddCustodyDays body, Guid? proposedBy, string by, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var (today, from, until) = (rules.Today(clock), body.From!.Value, body.Until!.Value);
        if (until < from || until.DayNumber - from.DayNumber > 200 || from < today.AddYears(-1) || until > today.AddYears(2)
            || (proposedBy is not null && from <= today))
        {
            return Problems.Invalid("custody.days",
                proposedBy is not null && from <= today ? "Un échange commence demain au plus tôt." : "La période va d’un jour à un autre, 200 jours au plus.");
        }

        return await FileAct.RunAsync<CustodyView>(db, id, async (file, token) =>
        {
            if (file.Children.Find(c => c.ChildId == child) is not { } row || await CustodyFacts.LoadAsync(db, child, rules, token) is not { } facts)
            {
                return (null, Problems.NotFound());
            }

            var made = new CustodyException
            {
                ChildId = child,
                From = from,
                Until = until,
                Home = body.Here!.Value ? id : facts.Plan.Home == id ? facts.Plan.Other : facts.Plan.Home,
                State = SwapState.Proposed,
                ProposedBy = proposedBy,
                At = clock.UtcNow(),
                By = by,
            };
            db.CustodyExceptions.Add(made);
            if (proposedBy is not null && await db.LoadAsync(facts.Plan.Home == id ? facts.Plan.Other : facts.Plan.Home, tracked: false, token) is { } other)
            {
                SwapNotice.Proposed(db, made, row.FirstName, other, made.At);
            }

            return proposedBy is null ? await AnswerAsync(db, file, row, made, SwapState.Agreed, by, rules, clock, token)
                : (CustodyFacts.ViewOf(file, row, facts.Plan, [.. facts.Exceptions, made], facts.Calendar, today), null);
        }, ct);
    }

    public static async Task<(CustodyView?, ProblemHttpResult?)> AnswerAsync(
        FamilyDb db, FamilyFile file, HouseholdChild row, CustodyException swap, SwapState state, string by, FamilyRules rules, TimeProvider clock,
        CancellationToken ct)
    {
        var counts = swap.State == SwapState.Agreed || state == SwapState.Agreed;
        if (swap is { State: SwapState.Proposed, ProposedBy: { } proposer } && proposer != file.Id && state is SwapState.Agreed or SwapState.Refused)
        {
            SwapNotice.Answered(db, swap, row.FirstName, file, proposer, state == SwapState.Agreed, clock.UtcNow());
        }

        (swap.State, swap.AnsweredBy) = (state, by);
        var facts = (await CustodyFacts.LoadAsync(db, row.ChildId, rules, ct))!.Value;
        if (counts && await db.LoadAsync(facts.Plan.Home == file.Id ? facts.Plan.Other : facts.Plan.Home, tracked: true, ct) is { } other)
        {
            CustodyFacts.Write(file, other, row.ChildId, facts.Calendar, rules.Today(clock));
            await TellAsync(db, file, other, rules, by,
                $"Garde {Grammar.De(row.FirstName)} du {swap.From:dd/MM/yyyy} au {swap.Until:dd/MM/yyyy} : {(state == SwapState.Agreed ? "changée" : "comme d’habitude")}",
                clock, ct);
        }

        return (CustodyFacts.ViewOf(file, row, facts.Plan, facts.Exceptions, facts.Calendar, rules.Today(clock)), null);
    }

    private static async Task TellAsync(
        FamilyDb db, FamilyFile file, FamilyFile other, FamilyRules rules, string by, string what, TimeProvider clock, CancellationToken ct)
    {
        await ChildMoves.TellAsync(db, file, rules, by, what, clock, ct);
        await ChildMoves.TellAsync(db, other, rules, by, what, clock, ct);
    }

    private static string Words(CustodyPlan plan) => plan.Weeks switch
    {
        CustodyWeeks.Odd => "semaines impaires",
        CustodyWeeks.Even => "semaines paires",
        CustodyWeeks.Always => "ici, sauf exceptions",
        _ => $"une semaine sur deux à partir du {plan.Anchor:dd/MM/yyyy}",
    } + (plan.Holidays == CustodyHolidays.AsWeeks ? "" : ", moitié des vacances");
}
