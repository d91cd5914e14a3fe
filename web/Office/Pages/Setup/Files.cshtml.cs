using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>What families may do with each field of their file, what they are asked for, and what the
/// legal pages say: the "family" section, the rest of which stays as it is.</summary>
[May(Permissions.Settings)]
internal sealed class FilesModel(FamilyRequestsClient requests, FamilyClient family) : PageModel
{
    public static IReadOnlyList<(FieldMode Mode, string Words)> Modes { get; } =
        [(FieldMode.Hidden, "caché"), (FieldMode.Shown, "montré"), (FieldMode.Editable, "modifiable"), (FieldMode.Obligatory, "modifiable, jamais vide")];

    public FieldPolicyView[] Fields { get; private set; } = [];

    /// <summary>The list whose rows were just changed: "documents" or "consents".</summary>
    public string? Opened { get; private set; }

    /// <summary>Of the section as the form showed it.</summary>
    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public int AnswerDays { get; set; } = 5;

    /// <summary>"01/09".</summary>
    [BindProperty]
    public string? ConfirmFrom { get; set; }

    [BindProperty]
    public bool PreEnrolment { get; set; }

    [BindProperty]
    public List<AskedDocumentForm> Documents { get; set; } = [];

    [BindProperty]
    public List<AskedConsentForm> Consents { get; set; } = [];

    [BindProperty]
    public LegalForm Legal { get; set; } = new();

    /// <summary>What may be chosen for a field: what only agents fill in is shown to families at most.</summary>
    public static IEnumerable<(FieldMode Mode, string Words)> ModesOf(FieldPolicyView field) =>
        Modes.Where(m => !field.AgentsOnly || m.Mode is FieldMode.Hidden or FieldMode.Shown);

    public async Task OnGetAsync(CancellationToken ct)
    {
        Fields = await requests.PoliciesAsync(ct);
        var section = await family.SectionAsync(ct);
        var root = JsonNode.Parse(section.Document.GetRawText())!.AsObject();
        Version = section.Version;
        AnswerDays = (int?)root["answerDays"] ?? 5;
        ConfirmFrom = (string?)root["confirmFrom"] is { Length: 5 } day ? $"{day[3..]}/{day[..2]}" : null;
        PreEnrolment = (bool?)root["preEnrolment"] ?? false;
        Documents = [.. root.Elements("documents").Select(AskedDocumentForm.Of)];
        Consents = [.. root.Elements("consents").Select(AskedConsentForm.Of)];
        Legal = LegalForm.Of(root["legal"].Copy());
    }

    /// <summary>A row more, less, or moved: nothing is saved, nothing typed is lost.</summary>
    public async Task<IActionResult> OnPostRowsAsync(string? act, CancellationToken ct)
    {
        Fields = Wanted(await requests.PoliciesAsync(ct));
        Documents.Apply(act, "documents", () => new AskedDocumentForm());
        Consents.Apply(act, "consents", () => new AskedConsentForm());
        ModelState.Clear();
        Opened = act?.Split('/')[0];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Fields = await requests.PoliciesAsync(ct);
        var section = await family.SectionAsync(ct);
        var root = JsonNode.Parse(section.Document.GetRawText())!.AsObject();
        root["answerDays"] = AnswerDays;
        root["confirmFrom"] = ReadDay();
        root["preEnrolment"] = PreEnrolment;
        CheckRows();
        root.Put("documents", AskedRows.Write(root, "documents", Documents, d => d.Key, d => d.Label, (d, node) => d.WriteTo(node), "piece"));
        root.Put("consents", AskedRows.Write(root, "consents", Consents, c => c.Key, c => c.Label, (c, node) => c.WriteTo(node), "accord"));
        root.Put("legal", Legal.WriteTo(root["legal"].Copy()));
        var wanted = Wanted(Fields);
        // What says the same as before is left to the product's defaults.
        var fields = root["fields"]?.DeepClone().AsObject() ?? [];
        foreach (var (now, before) in wanted.Zip(Fields).Where(p => p.First != p.Second))
        {
            fields[now.Key] = new JsonObject { ["mode"] = JsonNamingPolicy.CamelCase.ConvertName(now.Mode.ToString()), ["automatic"] = now.Automatic };
        }

        if (fields.Count > 0)
        {
            root["fields"] = fields;
        }

        Fields = wanted;
        if (ModelState.IsValid)
        {
            try
            {
                await family.SaveSectionAsync(new SaveSection(Version, JsonSerializer.SerializeToElement(root)), ct);
                TempData["Toast"] = "C’est enregistré, et valable dès maintenant.";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError(
                    "", problem.Code == "settings.changed"
                        ? "Quelqu’un a changé ces réglages entre-temps. Rouvrez la page, puis recommencez."
                        : $"Rien n’a été enregistré. Le détail technique : {problem.Detail}");
            }
        }

        return Page();
    }

    private string? ReadDay()
    {
        if (string.IsNullOrWhiteSpace(ConfirmFrom))
        {
            return null;
        }

        if (DateOnly.TryParseExact(ConfirmFrom.Trim() + "/2023", "dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.None, out var day))
        {
            return $"{day:MM-dd}";
        }

        ModelState.AddModelError(nameof(ConfirmFrom), "Écrivez le jour et le mois comme « 01/09 ».");
        return null;
    }

    private FieldPolicyView[] Wanted(FieldPolicyView[] fields) =>
    [
        .. fields.Select(f => f with
        {
            Mode = Enum.TryParse<FieldMode>(Request.Form[$"mode.{f.Key}"], out var mode) && Enum.IsDefined(mode) ? mode : f.Mode,
            Automatic = !f.AgentsOnly && Request.Form[$"auto.{f.Key}"] == "true",
        }),
    ];

    private void CheckRows()
    {
        for (var i = 0; i < Documents.Count; i++)
        {
            Documents[i].Check(ModelState, $"Documents[{i}]");
        }

        for (var i = 0; i < Consents.Count; i++)
        {
            Consents[i].Check(ModelState, $"Consents[{i}]");
        }

        Legal.Check(ModelState);
    }
}
