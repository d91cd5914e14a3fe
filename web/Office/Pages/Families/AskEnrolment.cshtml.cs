using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Asks for an enrolment with its pieces in a family's name, on the family's own form; a rule is set aside with a reason.</summary>
[May(Permissions.Requests)]
internal sealed class AskEnrolmentModel(PlanningEnrolmentsClient enrolments, FamilyClient family, TenantContext tenant) : EnrolmentPage(enrolments, tenant)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? OverrideReason { get; set; }

    /// <summary>Services that were ticked together and are asked for after this one, in their order.</summary>
    [BindProperty(SupportsGet = true, Name = "suite")]
    public string[] More { get; set; } = [];

    /// <summary>The period that was chosen for the service before.</summary>
    [BindProperty(SupportsGet = true, Name = "annee")]
    public string? LastYear { get; set; }

    [BindProperty(SupportsGet = true, Name = "du")]
    public DateOnly? LastFrom { get; set; }

    [BindProperty(SupportsGet = true, Name = "au")]
    public DateOnly? LastUntil { get; set; }

    public FamilyView Family { get; private set; } = null!;

    public override Guid? ForFamily => Id;

    public override string? Override => OverrideReason.OrNull();

    /// <summary>The rule that stands against it; null when none does.</summary>
    public string? Exception => Child?.Offers.FirstOrDefault(o => o.Service == ServiceKey)?.Text;

    public override bool MayAsk(EnrolmentOffer offer) => offer.Blocked is null or "age" or "resident-only";

    /// <param name="services">Ticked together: the first one's form comes, and the others after it.</param>
    public async Task<IActionResult> OnGetAsync(string[] services, CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(ct);
        More = services.Length > 0 ? services : More;
        if (ServiceKey is null && Rest is [var first, .. var then])
        {
            return To(first, then);
        }

        (Year, From, Until) = LastYear == "dates" || Array.Exists(Choices.Years, y => y.Label == LastYear)
            ? (LastYear, LastFrom, LastUntil) : (Choices.Years[0].Label, null, null);
        return Page();
    }

    /// <summary>« Cantine, puis Garderie du matin »: what is still to be asked for after this one.</summary>
    public IEnumerable<string> MoreLabels => Rest.Select(r => Choices.Services.First(s => s.Service == r).Label);

    // Those that may be asked for, each once.
    private string[] Rest => [.. More.Distinct().Where(m => m != ServiceKey && Child?.Offers.Any(o => o.Service == m && MayAsk(o)) == true)];

    // The page's own route has a segment that only sending a form uses: its address is made from its neighbour's.
    private RedirectResult To(string service, string[] then)
    {
        var query = new QueryBuilder { { "enfant", ChildId.ToString()! }, { "service", service } };
        Array.ForEach(then, t => query.Add("suite", t));
        foreach (var (name, value) in new[] { ("annee", Year), ("du", Iso(From)), ("au", Iso(Until)) })
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }

        return Redirect(Url.Page("/Families/Enrolments", new { id = Id }) + "/demande" + query);

        static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        if (Child is null || Service is null)
        {
            return RedirectToPage("/Families/Enrolments", new { id = Id });
        }

        if (Exception is not null && Override is null or { Length: < 3 })
        {
            ModelState.AddModelError(nameof(OverrideReason), "Écrivez en quelques mots pourquoi cette règle est mise de côté.");
        }

        if (await AskAsync(ct) is not { } asked)
        {
            return Page();
        }

        if (Rest is [var next, .. var rest])
        {
            TempData["Toast"] = $"{Child.FirstName}, « {Service.Label} » : demande n° {asked.Number} enregistrée. Voici la suivante.";
            return To(next, rest);
        }

        TempData["Toast"] = asked.Status == RequestStatus.Accepted ? $"{Child.FirstName} : inscription acceptée." : $"Demande n° {asked.Number} enregistrée.";
        return RedirectToPage("/Families/EnrolmentReceipt", new { id = Id, request = asked.Id });
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Family = await family.OneAsync(Id, ct);
        await LoadAsync(ct);
        ViewData["Title"] = Service is null ? "Demander une inscription" : $"Inscrire {Child!.FirstName}";
    }
}
