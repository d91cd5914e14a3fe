using System.Text;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>The draft on requests already made: which answers would be others. Also as CSV.</summary>
[May(Permissions.Settings)]
internal sealed class TrialModel(PlanningSetupClient setup, TenantContext tenant) : SetupPage(setup)
{
    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "until")]
    public DateOnly? Until { get; set; }

    public SimulationView? Result { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        var first = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        From ??= first.AddMonths(-1);
        Until ??= From < first ? first.AddDays(-1) : tenant.Today;
        if (!ModelState.IsValid)
        {
            return;
        }

        try
        {
            Result = await Setup.SimulateAsync(From, Until, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 400)
        {
            ModelState.AddModelError("", problem.Detail);
        }
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        var result = await Setup.SimulateAsync(From, Until, ct);
        var csv = new StringBuilder(
            "\uFEFFDemande;Famille;Enfant;Demandé le;Action;Service;Prestation;Jour;Réponse donnée;Raison;Avec le brouillon;Raison\r\n");
        foreach (var line in result.Lines)
        {
            csv.AppendJoin(
                ';', ((string[])[line.RequestNumber, line.FamilyName, line.Child, line.AskedAt.ToString("yyyy-MM-dd HH:mm", null),
                    OfficeText.Action(line.Action), line.ServiceLabel, line.UnitLabel, line.Date.Iso(),
                SetupText.Answer(line.Before), line.BeforeText, SetupText.Answer(line.After), line.AfterText]).Select(Cell)).Append("\r\n");
        }

        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", $"essai-{result.From.Iso()}-{result.Until.Iso()}.csv");
    }

    // A spreadsheet runs what begins like a formula.
    private static string Cell(string text) =>
        $"\"{(text.Length > 0 && "=+-@\t".Contains(text[0], StringComparison.Ordinal) ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
