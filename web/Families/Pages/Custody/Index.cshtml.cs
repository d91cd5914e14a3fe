using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Custody;

/// <summary>Whose week it is, and swaps between the two parents.</summary>
public sealed class IndexModel(CustodyClient custody) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public SwapForm Input { get; set; } = new();

    public CustodyView View { get; private set; } = null!;

    public SelectListItem[] Where => [new("chez vous", "true"), new($"chez {View.OtherParent}", "false")];

    /// <summary>« toute la semaine », « lundi, mardi », or a dash.</summary>
    public string DaysOf(int week, bool here)
    {
        var days = Enumerable.Range(0, 7).Where(d => View.Days[(7 * week) + d] == here).ToList();
        return days.Count switch
        {
            0 => "—",
            7 => "toute la semaine",
            _ when days.Count > 2 && days[^1] - days[0] == days.Count - 1 => $"de {Name(days[0])} à {Name(days[^1])}",
            _ => string.Join(", ", days.Select(Name)),
        };
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await custody.MineAsync(Id, ct);
    }

    public async Task<IActionResult> OnPostProposeAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await custody.MineAsync(Id, ct);
        if (Input is { From: { } from, Until: { } until, Here: { } here })
        {
            try
            {
                await custody.ProposeAsync(Id, new AddCustodyDays(from, until, here), ct);
                TempData["Toast"] = $"Proposition envoyée. {View.OtherParent} reçoit un message et la trouve sur son accueil.";
                return Back();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("Input.Until", problem.Detail);
                return Page();
            }
        }

        foreach (var (missing, key, text) in new[] { (Input.From is null, "Input.From", "Indiquez le premier jour."),
            (Input.Until is null, "Input.Until", "Indiquez le dernier jour."), (Input.Here is null, "Input.Here", "Dites chez qui sera l’enfant.") })
        {
            if (missing)
            {
                ModelState.AddModelError(key, text);
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid swap, bool agree, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await custody.AnswerAsync(swap, agree, ct);
            TempData["Toast"] = agree ? "Échange accepté." : "C’est noté : rien ne change.";
            return Back();
        }
        catch (ApiProblem problem) when (problem.Status is 404 or 409)
        {
            ModelState.AddModelError("", problem.Status == 404 ? "Cette proposition n’attend plus de réponse." : problem.Detail);
        }

        View = await custody.MineAsync(Id, ct);
        return Page();
    }

    private RedirectResult Back() => Redirect(Url.Content($"~/enfants/{Id}/garde"));

    private static string Name(int day) => French.DayName((DayOfWeek)((day + 1) % 7));

    public sealed class SwapForm
    {
        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        public bool? Here { get; set; }
    }
}
