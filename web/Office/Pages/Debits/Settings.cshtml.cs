using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Debits;

/// <summary>What each cash office prints on its papers and how it collects: part of the commune's document.</summary>
[May(Permissions.Settings)]
internal sealed class SettingsModel(DebitsClient debits) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regie")]
    public string? Key { get; set; }

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public HeadForm Head { get; set; } = new();

    [BindProperty]
    public DueForm Due { get; set; } = new();

    [BindProperty]
    public DebitForm Debit { get; set; } = new();

    [BindProperty]
    public PesForm Pes { get; set; } = new();

    [BindProperty]
    public DunningForm Dunning { get; set; } = new();

    [BindProperty]
    public PrepaidForm Prepaid { get; set; } = new();

    /// <summary>The part to open: "pes", as a link names it, or the one that was sent.</summary>
    [BindProperty(SupportsGet = true, Name = "partie")]
    public string? Opened { get; set; }

    public OfficePartsView View { get; private set; } = null!;

    public OfficeParts? Office => View.Offices.FirstOrDefault(o => o.Key == Key);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await debits.OfficesAsync(ct);
        Key ??= View.Offices is [var first, ..] ? first.Key : null;
        if (Key is not null && Office is null)
        {
            return NotFound();
        }

        Version = View.Version;
        (Head, Debit, Pes) = (HeadForm.Of(Office?.Collecting), DebitForm.Of(Office?.DirectDebit), PesForm.Of(Office?.Pes));
        (Due, Dunning, Prepaid) = (DueForm.Of(Office?.Due), DunningForm.Of(Office?.Dunning), PrepaidForm.Of(Office?.Prepaid));
        return Page();
    }

    public Task<IActionResult> OnPostHeadAsync(CancellationToken ct) => SaveAsync("collecting", "Head", o => Head.Read(o.Collecting, ModelState), ct);

    public Task<IActionResult> OnPostDueAsync(CancellationToken ct) => SaveAsync("due", "Due", _ => Due.Read(ModelState), ct);

    public Task<IActionResult> OnPostDebitAsync(CancellationToken ct) => SaveAsync("directDebit", "Debit", o => Debit.Read(o.DirectDebit, ModelState), ct);

    public Task<IActionResult> OnPostPesAsync(CancellationToken ct) => SaveAsync("pes", "Pes", o => Pes.Read(o.Pes, ModelState), ct);

    public Task<IActionResult> OnPostDunningAsync(CancellationToken ct) => SaveAsync("dunning", "Dunning", o => Dunning.Read(o.Dunning, ModelState), ct);

    public Task<IActionResult> OnPostPrepaidAsync(CancellationToken ct) => SaveAsync("prepaid", "Prepaid", o => Prepaid.Read(o.Prepaid, ModelState), ct);

    /// <param name="read">The part as it was typed, given what is kept; null takes it away.</param>
    private async Task<IActionResult> SaveAsync(string part, string form, Func<OfficeParts, object?> read, CancellationToken ct)
    {
        ModelState.Clear();
        View = await debits.OfficesAsync(ct);
        if (Office is null)
        {
            return NotFound();
        }

        var value = read(Office);
        // The other forms on the page show what is kept.
        Opened = form;
        Head = form == "Head" ? Head : HeadForm.Of(Office.Collecting);
        Due = form == "Due" ? Due : DueForm.Of(Office.Due);
        Debit = form == "Debit" ? Debit : DebitForm.Of(Office.DirectDebit);
        Pes = form == "Pes" ? Pes : PesForm.Of(Office.Pes);
        Dunning = form == "Dunning" ? Dunning : DunningForm.Of(Office.Dunning);
        Prepaid = form == "Prepaid" ? Prepaid : PrepaidForm.Of(Office.Prepaid);
        if (!ModelState.IsValid)
        {
            return Page();
        }

        try
        {
            await debits.SavePartAsync(Key!, part, Version, value, ct);
            TempData["Toast"] = $"{Office.Label} : réglages enregistrés.";
            return RedirectToPage(new { regie = Key });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            Say(problem, part, form);
            return Page();
        }
    }

    // "cashOffices[0].directDebit.iban" stands beside the field of that name.
    private void Say(ApiProblem problem, string part, string form)
    {
        foreach (var (path, messages) in problem.Errors)
        {
            var at = path.IndexOf($".{part}.", StringComparison.Ordinal);
            var name = at < 0 ? "" : path[(at + part.Length + 2)..];
            var field = name.Split('[', '.')[0] switch { "" => "", "version" => "Form", var first => char.ToUpperInvariant(first[0]) + first[1..] };
            ModelState.AddModelError(field.Length == 0 ? "" : $"{form}.{field}", string.Join(" ", messages));
        }

        if (problem.Errors.Count == 0)
        {
            ModelState.AddModelError("", problem.Detail);
        }
    }
}
