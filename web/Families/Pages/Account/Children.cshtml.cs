using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>« Mes enfants »: who they are, and the services they are enrolled in (F-53, F-64).</summary>
public sealed class ChildrenModel(FamilyClient family, PlanningClient planning, ContractsClient contracts) : PageModel
{
    public FamilyView Me { get; private set; } = null!;

    /// <summary>Null when Planning does not answer.</summary>
    public EnrolmentView[]? Enrolments { get; private set; }

    /// <summary>Children with a contract, which has a page of its own.</summary>
    public IReadOnlySet<Guid> WithContract { get; private set; } = new HashSet<Guid>();

    public IReadOnlyDictionary<Guid, string> Names { get; private set; } = new Dictionary<Guid, string>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        var enrolments = planning.EnrolmentsAsync(ct).OrNullAsync(ct);
        var agreed = contracts.ListAsync(ct).OrNullAsync(ct);
        Me = await family.MeAsync(ct);
        WithContract = (await agreed ?? []).Select(c => c.ChildId).ToHashSet();
        Enrolments = await enrolments;
        Names = Choices.Names([.. Me.Children.Select(c => c.ChildId)]);
        ViewData["Title"] = "Mes enfants";
    }
}
