using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Contracts;

/// <summary>GET and POST /contracts, POST /contracts/{id}/end.</summary>
internal static class GiveContracts
{
    public static async Task<Results<Ok<ContractView[]>,
    ProblemHttpResult>> List(Guid? family, PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct) =>
        WhoAsks.TryFind(caller, family, out var who, out var problem)
            ? TypedResults.Ok(await OfAsync(db, (await current.LoadAsync(ct)).Rules, who.Family, ct)) : problem!;

    public static async Task<Results<Ok<ContractView[]>,
    ProblemHttpResult>> Handle(GiveContract body, PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        if (!rules.Services.ContainsKey(body.Service))
        {
            return Problems.NotFound("service.unknown");
        }

        if (caller.Scope.Refuse(rules, body.Service) is { } notYours)
        {
            return notYours;
        }

        if (body.Until < body.From || body.Hours.Any(h => h is null || h.To <= h.From || !Enum.IsDefined(h.Weekday))
            || body.Hours.DistinctBy(h => h.Weekday).Count() < body.Hours.Length)
        {
            return Problems.Invalid("contract.hours",
                "Le contrat finit après son début, et chaque jour de la semaine a au plus une plage, dont la fin vient après le début.");
        }

        var problem = await db.WriteAsync<ProblemHttpResult?>(async token =>
        {
            if (!await db.KnownChildren.AnyAsync(c => c.FamilyId == body.Family && c.ChildId == body.Child, token))
            {
                return Problems.NotFound();
            }

            if (await db.ChildContracts.AnyAsync(c =>
                c.ChildId == body.Child && c.Service == body.Service && (body.Until == null || c.From <= body.Until)
                && (c.Until == null || c.Until >= body.From), token))
            {
                return Problems.Conflict("contract.overlaps", "Un autre contrat de cet enfant couvre déjà une partie de ces jours. Terminez-le d’abord.");
            }

            db.ChildContracts.Add(new ChildContract
            {
                FamilyId = body.Family!.Value,
                ChildId = body.Child!.Value,
                Service = body.Service,
                From = body.From!.Value,
                Until = body.Until,
                Week = ChildContract.Write(body.Hours),
                LeaveDays = body.LeaveDays,
                By = rules.Signature(caller.Name),
            });
            return null;
        }, ct);
        return problem is not null ? problem : TypedResults.Ok(await OfAsync(db, rules, body.Family!.Value, ct));
    }

    public static async Task<Results<Ok<ContractView[]>,
    ProblemHttpResult>> End(Guid id, EndContract body, PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        var contract = await db.ChildContracts.SingleOrDefaultAsync(c => c.Id == id, ct);
        if (contract is null)
        {
            return Problems.NotFound();
        }

        if (caller.Scope.Refuse((await current.LoadAsync(ct)).Rules, contract.Service) is { } notYours)
        {
            return notYours;
        }

        if (body.Until < contract.From)
        {
            return Problems.Invalid("contract.hours", "La fin vient avant le début du contrat.");
        }

        contract.Until = body.Until;
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(await OfAsync(db, (await current.LoadAsync(ct)).Rules, contract.FamilyId, ct));
    }

    internal static async Task<ContractView[]> OfAsync(PlanningDb db, PlanningRules rules, Guid family, CancellationToken ct)
    {
        var contracts = await db.ChildContracts.AsNoTracking().Where(c => c.FamilyId == family).OrderByDescending(c => c.From).ToListAsync(ct);
        var names = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == family).ToDictionaryAsync(c => c.ChildId, c => c.FirstName, ct);
        var views = new List<ContractView>();
        foreach (var contract in contracts)
        {
            ContractDay[] hours = [.. contract.Hours()];
            var taken = await LeaveBook.TakenAsync(db, rules, contract, ct);
            views.Add(new ContractView(contract.Id, contract.ChildId, names.GetValueOrDefault(contract.ChildId, ""), contract.Service,
                rules.Services.TryGetValue(contract.Service, out var service) ? service.Label : contract.Service,
                contract.From, contract.Until, hours, hours.Sum(h => (decimal)(h.To - h.From).TotalHours), contract.LeaveDays, taken.Count, contract.By));
        }

        return [.. views];
    }
}
