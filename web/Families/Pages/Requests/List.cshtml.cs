using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Requests;

/// <summary>What the family asked, and the answers; less than a month old unless asked otherwise (F-114…F-118).</summary>
public sealed class ListModel(PlanningClient planning, TenantContext tenant) : PageModel
{
    public RequestPage Found { get; private set; } = null!;

    public RequestStatus? Status { get; private set; }

    public string? Type { get; private set; }

    public bool IsLong { get; private set; }

    public DateOnly Since { get; private set; }

    /// <param name="etat">State: "attente", "acceptees", "refusees", "annulees".</param>
    /// <param name="type">"reservations", "annulations" or "absences".</param>
    /// <param name="depuis">"an" shows a year.</param>
    public async Task OnGetAsync(string? etat, string? type, string? depuis, int p, CancellationToken ct)
    {
        Status = etat switch
        {
            "attente" => RequestStatus.Pending,
            "acceptees" => RequestStatus.Accepted,
            "refusees" => RequestStatus.Refused,
            "annulees" => RequestStatus.Cancelled,
            _ => null,
        };
        Type = type is "reservations" or "annulations" or "absences" ? type : null;
        IsLong = depuis == "an";
        Since = IsLong ? tenant.Today.AddYears(-1) : tenant.Today.AddMonths(-1);
        var kind = Type switch { "reservations" => "booking", "annulations" => "cancellation", "absences" => "absence", _ => null };
        Found = await planning.RequestsAsync(ct, Since, Status?.ToString(), kind, Math.Max(1, p));
        ViewData["Title"] = "Mes demandes";
    }

    /// <summary>The same list with one thing changed.</summary>
    public string Link(string? etat, int page = 1)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] { ("etat", etat), ("type", Type), ("depuis", IsLong ? "an" : null), ("p", page > 1 ? French.Number(page) : null) })
        {
            query = value is null ? query : query.Add(name, value);
        }
        return Url.Content("~/demandes") + query;
    }
}
