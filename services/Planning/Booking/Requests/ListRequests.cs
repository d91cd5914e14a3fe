using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Requests;

/// <summary>GET /requests: the family's requests, newest first; the last month's when no date is given (F-114).</summary>
internal static class ListRequests
{
    private const int PageSize = 20;

    public static async Task<Results<Ok<RequestPage>, ProblemHttpResult>> Handle(
        Guid? family, DateOnly? since, string? status, string? type, int? page, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        RequestStatus? wanted = null;
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.TryParse<RequestStatus>(status, ignoreCase: true, out var known) || !Enum.IsDefined(known) || int.TryParse(status, out _))
            {
                return Problems.Invalid("status.unknown", $"Le statut est l’un de {string.Join(", ", Enum.GetNames<RequestStatus>())}.");
            }

            wanted = known;
        }

        if (!RequestTypes.IsKnown(type))
        {
            return Problems.Invalid("type.unknown", RequestTypes.Unknown);
        }

        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "Les pages commencent à 1.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var names = await ChildNames.OfAsync(db, who.Family, ct);
        if (names is null)
        {
            return Problems.NotFound();
        }

        var from = since ?? rules.Today(now).AddMonths(-1);
        var fromUtc = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddDays(from > DateOnly.MinValue ? -1 : 0);
        var requests = db.Requests.AsNoTracking().Where(r => r.FamilyId == who.Family && r.At >= fromUtc);
        requests = OfStatus(db, requests, wanted);
        requests = requests.OfType(type);
        var total = await requests.CountAsync(ct);
        var items = await requests.OrderByDescending(r => r.At).ThenByDescending(r => r.Number).Skip(((page ?? 1) - 1) * PageSize).Take(PageSize)
            .ToListAsync(ct);
        return TypedResults.Ok(new RequestPage(await Summaries.OfAsync(db, items, rules, names, ct), page ?? 1, Math.Max(1, (total + PageSize - 1) / PageSize),
            total));
    }

    // What a certificate still decides waits, though its rule has accepted it.
    internal static IQueryable<Request> OfStatus(PlanningDb db, IQueryable<Request> requests, RequestStatus? wanted) => wanted switch
    {
        null => requests,
        RequestStatus.Pending => requests.Where(r => r.Status == RequestStatus.Pending
            || (r.Status == RequestStatus.Accepted && EvidenceBook.Deciding(db).Contains(r.Id))),
        RequestStatus.Accepted => requests.Where(r => r.Status == RequestStatus.Accepted && !EvidenceBook.Deciding(db).Contains(r.Id)),
        _ => requests.Where(r => r.Status == wanted),
    };
}
