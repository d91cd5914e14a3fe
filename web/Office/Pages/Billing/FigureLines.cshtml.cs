using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>The lines behind one number of the figures.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class FigureLinesModel(MoneyReportsClient reports) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "chiffre")]
    public string Figure { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true, Name = "prestation")]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "libelle")]
    public string? Label { get; set; }

    [BindProperty(SupportsGet = true, Name = "anciennete")]
    public string? Age { get; set; }

    /// <summary>First and last month that the figures were shown for.</summary>
    [BindProperty(SupportsGet = true, Name = "de")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "a")]
    public string? Until { get; set; }

    /// <summary>Four months or quarter, "2026-T3".</summary>
    [BindProperty(SupportsGet = true, Name = "periode")]
    public string? Period { get; set; }

    [BindProperty(SupportsGet = true, Name = "ecole")]
    public string? School { get; set; }

    [BindProperty(SupportsGet = true, Name = "lieu")]
    public string? Centre { get; set; }

    [BindProperty(SupportsGet = true, Name = "regime")]
    public string? Regime { get; set; }

    public FigureLines View { get; private set; } = null!;

    /// <summary>« Facturé, décembre 2026 », « Repas à 1 € ou moins, sept. à déc. 2026, École de Biviers ».</summary>
    public string Name => Figure switch
    {
        "meals" => $"Repas à 1\u00A0€ ou moins, {MoneySheets.FourMonths(Period ?? "")}{(School is { Length: > 0 } school ? ", " + school : "")}",
        "hours" =>
            $"Heures, {MoneySheets.Quarter(Period ?? "")}, {Centre}, {MoneySheets.Age(Age ?? "")}{(Regime is { Length: > 0 } regime ? ", " + regime : "")}",
        _ =>
            (Figure switch
            {
                "billed" => "Facturé",
                "paid" => "Payé",
                "treasury" => "Confié au Trésor",
                "givenUp" => "Abandonné",
                "received" => "Encaissé",
                "unpaid" or "age" => "Reste dû",
                "servicePaid" => "Payé, " + Label,
                _ => Label is { Length: > 0 } label ? label : "Facturé par service"
            })
            + (Month is { } month
                ? ", " + FiguresModel.Name(month)
                : From is { } from && Until is { } until ? $", {French.De(FiguresModel.Name(from))} à {FiguresModel.Name(until)}"
                : ""),
    };

    /// <summary>Days rather than lines of invoices.</summary>
    public bool IsDays => Figure is "meals" or "hours";

    private FigureAsked Asked => new(Figure, Month, Unit, Label, Age, From, Until, Period, School, Centre, Regime);

    /// <summary>This page with another page of lines, or as a file.</summary>
    public string Link(string? apres = null, string? format = null) => Url.Page("/Billing/FigureLines", new
    {
        chiffre = Figure,
        mois = Month,
        prestation = Unit,
        libelle = Label,
        anciennete = Age,
        de = From,
        a = Until,
        periode = Period,
        ecole = School,
        lieu = Centre,
        regime = Regime,
        apres,
        format,
    })!;

    /// <param name="apres">"Next" of the page before.</param>
    /// <param name="format">"csv" or "xlsx": all lines as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, string? format, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            if (format is "csv" or "xlsx")
            {
                var all = await MoneySheets.AllAsync(async after => await reports.LinesAsync(Asked, after, ct) is var page ? (page.Lines, page.Next) : default);
                return MoneySheets.Lines(Name, all, Figure == "hours").As(format, "lignes")!;
            }

            View = await reports.LinesAsync(Asked, apres, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
