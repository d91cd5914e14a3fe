using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>A family's own requests over any period (F-114…F-118), and for agents those that wait, oldest first.</summary>
internal static class ListRequests
{
    private const int PageSize = 20;

    /// <summary>GET /me/requests?since=&amp;until=&amp;form=&amp;status=&amp;page=: newest first; the last month's when no date is given.</summary>
    public static async Task<Results<Ok<FamilyRequestPage>, ProblemHttpResult>> Mine(
        DateOnly? since, DateOnly? until, string? form, string? status, int? page, Caller caller, FamilyDb db, SettingsCache settings, Vault vault,
        TimeProvider clock, CancellationToken ct)
    {
        RequestStatus? wanted = null;
        if (!string.IsNullOrEmpty(status))
        {
            if (!Enum.TryParse<RequestStatus>(status, ignoreCase: true, out var known) || !Enum.IsDefined(known) || int.TryParse(status, out _))
            {
                return Problems.Invalid("status.unknown", $"Le statut est l’un de {string.Join(", ", Enum.GetNames<RequestStatus>())}.");
            }

            wanted = known;
        }

        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "Les pages commencent à 1.");
        }

        if (!string.IsNullOrEmpty(form) && form is not ("account" or "children") && !RequestForms.Keys.Contains(form))
        {
            return Problems.Invalid("form.unknown", $"Le formulaire est l’un de account, children, {string.Join(", ", RequestForms.Keys)}.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var family = caller.Owner!.OwnerId!.Value;
        var from = rules.StartOf(since ?? rules.Today(clock).AddMonths(-1));
        var requests = db.Requests.AsNoTracking().Where(r => r.FamilyId == family && r.At >= from);
        if (until is { } last && last < DateOnly.MaxValue)
        {
            var end = rules.StartOf(last.AddDays(1));
            requests = requests.Where(r => r.At < end);
        }

        requests = wanted is null ? requests : requests.Where(r => r.Status == wanted);
        string[] forms = form switch
        {
            "account" => [.. RequestForms.Keys.Where(f => !RequestForms.IsOfChild(f))],
            "children" => [.. RequestForms.Keys.Where(RequestForms.IsOfChild)],
            { Length: > 0 } one => [one],
            _ => []
        };
        requests = forms.Length == 0 ? requests : requests.Where(r => forms.Contains(r.Form));
        return TypedResults.Ok(await PageAsync(requests.OrderByDescending(r => r.At).ThenByDescending(r => r.Number), page ?? 1, RequestReader.Family,
            new RequestViews(db, rules, vault), ct));
    }

    /// <summary>GET /requests/queue?form=&amp;q=&amp;page=.</summary>
    public static async Task<Results<Ok<FamilyRequestPage>, ProblemHttpResult>> Queue(
        string? form, string? q, int? page, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        if (page is < 1 or > 100_000 || q?.Length > 100)
        {
            return Problems.Invalid("page.invalid", "Les pages commencent à 1, et la recherche est limitée à 100 caractères.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var requests = db.Requests.AsNoTracking().Where(r => r.Status == RequestStatus.Pending);
        requests = string.IsNullOrEmpty(form) ? requests : requests.Where(r => r.Form == form);
        foreach (var word in SearchText.Of(q ?? "", 100).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var number = word.ToUpperInvariant();
            requests = requests.Where(r => db.Families.Any(f => f.Id == r.FamilyId && f.SearchKey.Contains(word)) || r.Number.Contains(number));
        }

        return TypedResults.Ok(await PageAsync(requests.OrderBy(r => r.At).ThenBy(r => r.Number), page ?? 1, RequestReader.Agent(caller),
            new RequestViews(db, rules, vault), ct));
    }

    /// <summary>GET /requests/decided?family=&amp;q=&amp;page=: what agents decided in the last month, newest first; of one family without end.</summary>
    public static async Task<Results<Ok<FamilyRequestPage>, ProblemHttpResult>> Decided(
        Guid? family, string? q, int? page, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        if (page is < 1 or > 100_000 || q?.Length > 100)
        {
            return Problems.Invalid("page.invalid", "Les pages commencent à 1, et la recherche est limitée à 100 caractères.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var since = rules.StartOf(rules.Today(clock).AddMonths(-1));
        var requests = db.Requests.AsNoTracking()
            .Where(r => r.DecidedAt != null && !r.Automatic && r.DecidedBy != null && r.Status != RequestStatus.Pending && r.Status != RequestStatus.Cancelled);
        requests = family is { } one ? requests.Where(r => r.FamilyId == one) : requests.Where(r => r.DecidedAt >= since);
        foreach (var word in SearchText.Of(q ?? "", 100).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var number = word.ToUpperInvariant();
            requests = requests.Where(r => db.Families.Any(f => f.Id == r.FamilyId && f.SearchKey.Contains(word)) || r.Number.Contains(number));
        }

        return TypedResults.Ok(await PageAsync(requests.OrderByDescending(r => r.DecidedAt).ThenByDescending(r => r.Number), page ?? 1,
            RequestReader.Agent(caller), new RequestViews(db, rules, vault), ct));
    }

    /// <summary>GET /requests/{id}: for its family and for agents.</summary>
    public static async Task<Results<Ok<FamilyRequestView>, ProblemHttpResult>> One(
        Guid id, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var family = await db.Requests.Where(r => r.Id == id).Select(r => (Guid?)r.FamilyId).SingleOrDefaultAsync(ct);
        var own = family is not null && caller.Owner?.OwnerId == family;
        if (family is null || !(own || caller.May(Permissions.Requests)))
        {
            return Problems.NotFound();
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return TypedResults.Ok(await new RequestViews(db, rules, vault).OneAsync(id, own ? RequestReader.Family : RequestReader.Agent(caller), ct));
    }

    private static async Task<FamilyRequestPage> PageAsync(
        IQueryable<FamilyRequest> requests, int page, RequestReader reader, RequestViews views, CancellationToken ct)
    {
        var total = await requests.CountAsync(ct);
        var items = await requests.Include(r => r.Lines).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return new FamilyRequestPage(await views.OfAsync(items, reader, ct), page, Math.Max(1, (total + PageSize - 1) / PageSize), total);
    }
}
