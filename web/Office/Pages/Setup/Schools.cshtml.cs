using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>Schools with their classes, and groups, in the section "family" of the commune's file; what else is in it survives.</summary>
[May(Permissions.Settings)]
internal sealed partial class SchoolsModel(FamilyClient family) : PageModel
{
    public static readonly SelectListItem[] Zones = [new("Aucune : chaque moitié se note à la main", ""), new("Zone A", "A"), new("Zone B", "B"),
        new("Zone C", "C")];

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public List<SchoolForm> Schools { get; set; } = [];

    [BindProperty]
    public string? Groups { get; set; }

    [BindProperty]
    public string? Zone { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var section = await family.SectionAsync(ct);
        var document = JsonNode.Parse(section.Document.GetRawText())!.AsObject();
        Version = section.Version;
        Schools = [.. (document["schools"]?.AsArray() ?? []).Select(s => new SchoolForm
        {
            Name = (string?)s!["name"],
            Code = (string?)s["code"],
            City = (string?)s["city"],
            Classes = string.Join('\n', (s["classes"]?.AsArray() ?? []).Select(c => (string?)c!["name"])),
        })];
        Groups = string.Join('\n', (document["groups"]?.AsArray() ?? []).Select(g => (string?)g));
        Zone = (string?)document["holidayZone"];
        if (Schools.Count == 0)
        {
            Schools.Add(new SchoolForm());
        }
    }

    public void OnPostMore()
    {
        ModelState.Clear();
        Schools.Add(new SchoolForm());
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var schools = new JsonArray();
        for (var i = 0; i < Schools.Count; i++)
        {
            if (!string.IsNullOrWhiteSpace(Schools[i].Name))
            {
                schools.Add(Read(i));
            }
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        try
        {
            var document = JsonNode.Parse((await family.SectionAsync(ct)).Document.GetRawText())!.AsObject();
            document["schools"] = schools;
            document["groups"] = new JsonArray([.. Lines(Groups).Select(g => (JsonNode)g)]);
            document["holidayZone"] = string.IsNullOrEmpty(Zone) ? null : Zone;
            await family.SaveSectionAsync(new SaveSection(Version, JsonSerializer.SerializeToElement(document)), ct);
            TempData["Toast"] = "Écoles et classes enregistrées.";
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Code == "settings.invalid" ? Sentence(problem.Detail) : problem.Detail);
            return Page();
        }
    }

    private JsonObject Read(int index)
    {
        var (form, classes) = (Schools[index], new JsonArray());
        foreach (var line in Lines(form.Classes))
        {
            string[] grades = [.. Grade().Matches(line).Select(m => m.Value.ToUpperInvariant()).Distinct()];
            if (grades.Length == 0)
            {
                ModelState.AddModelError($"Schools[{index}].Classes", $"« {line} » : écrivez le niveau, par exemple « CP, {line} ».");
            }
            else if (line.Length > 60)
            {
                ModelState.AddModelError($"Schools[{index}].Classes", $"« {line[..40]}… » : 60 signes au plus.");
            }

            classes.Add(new JsonObject { ["name"] = line, ["grades"] = new JsonArray([.. grades.Select(g => (JsonNode)g)]) });
        }

        if (!string.IsNullOrWhiteSpace(form.Code) && !Uai().IsMatch(form.Code.Trim().ToUpperInvariant()))
        {
            ModelState.AddModelError($"Schools[{index}].Code", "Sept chiffres et une lettre : « 0380123A ».");
        }

        return new JsonObject
        {
            ["name"] = form.Name!.Trim(),
            ["code"] = form.Code.OrNull()?.ToUpperInvariant(),
            ["city"] = form.City.OrNull(),
            ["classes"] = classes
        };
    }

    /// <summary>What a form can still get wrong: the same name twice, or one too long.</summary>
    private static string Sentence(string detail) =>
        detail.Contains("same name", StringComparison.Ordinal)
            ? "Deux écoles, deux classes d’une école ou deux groupes ont le même nom : changez-en un."
            : "Un nom est vide ou trop long : 100 signes pour une école, 60 pour une classe ou un groupe.";

    private static string[] Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [GeneratedRegex(@"\b(TPS|PS|MS|GS|CP|CE1|CE2|CM1|CM2|ULIS)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Grade();

    [GeneratedRegex("^[0-9]{7}[A-Z]$")]
    private static partial Regex Uai();

    internal sealed class SchoolForm
    {
        public string? Name { get; set; }

        public string? Code { get; set; }

        public string? City { get; set; }

        public string? Classes { get; set; }
    }
}
