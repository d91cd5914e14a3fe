using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Platform;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>The commune's file both ways: one section a service. All sections are checked before
/// any is saved; each is saved in one transaction of its service.</summary>
[May(Permissions.Settings)]
internal sealed class FileModel(
    FamilyClient family, PlanningClient planning, BillingClient billing, MessagingClient messaging, PlanningSetupClient setup, TenantDirectory communes,
    TenantContext tenant, Session session, IConfiguration configuration) : PageModel
{
    private const int MostBytes = 900_000;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public List<string> Results { get; } = [];

    public bool Saved { get; private set; }

    /// <summary>What can be saved and is to be looked at: contradictions of the planning, days without a price.</summary>
    public List<string> Advice { get; } = [];

    /// <summary>Why the file changes rules of the planning that hold already.</summary>
    public string? Correction { get; private set; }

    private (string Name, string Words, ApiClient Client)[] Sections =>
        [("family", "familles", family), ("planning", "planning", planning), ("billing", "facturation", billing), ("messaging", "messages", messaging)];

    public async Task<IActionResult> OnGetDownloadAsync(CancellationToken ct)
    {
        var file = new JsonObject { ["$schema"] = "./schema.json" };
        if (await communes.SectionAsync(tenant.Slug, session, ct) is { } own)
        {
            file["tenant"] = JsonNode.Parse(own.GetRawText());
        }

        foreach (var (name, _, client) in Sections)
        {
            var section = await client.SectionAsync(ct);
            if (section.Version > 0)
            {
                file[name] = JsonNode.Parse(section.Document.GetRawText());
            }
        }

        return File(Encoding.UTF8.GetBytes(file.ToJsonString(Readable) + "\n"), "application/json", tenant.Slug + ".json");
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, bool save, string? correction, CancellationToken ct)
    {
        Correction = string.IsNullOrWhiteSpace(correction) ? null : correction.Trim()[..Math.Min(correction.Trim().Length, 500)];
        if (await ReadAsync(file, ct) is { } document && await CheckAsync(document, ct) is { } sections && save)
        {
            await SaveAsync(sections, ct);
        }

        return Page();
    }

    private async Task<JsonObject?> ReadAsync(IFormFile? file, CancellationToken ct)
    {
        if (file is not { Length: > 0 })
        {
            ModelState.AddModelError("file", "Choisissez le fichier de la commune.");
            return null;
        }

        if (file.Length > MostBytes)
        {
            ModelState.AddModelError("file",
                $"« {file.FileName} » pèse {French.Size(file.Length)} : un fichier de commune en pèse rarement plus de 100 ko, 900 ko au plus.");
            return null;
        }

        try
        {
            if (await TextFile.ReadAsync(file.OpenReadStream(), ct) is not { } text)
            {
                ModelState.AddModelError("file", "Ce fichier n’est pas du texte lisible. Enregistrez-le en UTF-8, puis choisissez-le de nouveau.");
                return null;
            }

            using var read = JsonDocument.Parse(text);
            if (TenantFiles.FindDouble(read.RootElement) is { } twice)
            {
                ModelState.AddModelError("file", $"« {twice} » est écrit deux fois au même endroit : gardez l’un des deux. Rien n’a été enregistré.");
                return null;
            }

            if (JsonNode.Parse(text) is JsonObject document)
            {
                return document;
            }

            ModelState.AddModelError("file", "Le fichier ne commence pas par une accolade : ce n’est pas un fichier de commune.");
        }
        catch (JsonException e)
        {
            ModelState.AddModelError("file",
                $"Ligne {(e.LineNumber ?? 0) + 1}, colonne {(e.BytePositionInLine ?? 0) + 1} : le fichier n’est pas du JSON lisible à cet endroit. "
                    + "Rien n’a été enregistré.");
        }

        return null;
    }

    /// <summary>Null, with every problem and its place, unless all sections could be saved now.</summary>
    private async Task<List<(string Words, ApiClient Client, SaveSection Section)>?> CheckAsync(JsonObject document, CancellationToken ct)
    {
        var sections = new List<(string, ApiClient, SaveSection)>();
        var whole = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var unknown in document.Select(m => m.Key).Where(k => k is not ("$schema" or "tenant") && Sections.All(s => s.Name != k)))
        {
            ModelState.AddModelError("file", $"« {unknown} » n’est pas une partie connue d’un fichier de commune.");
        }

        var money = document["planning"] is not null || document["billing"] is not null;
        foreach (var (name, words, client) in Sections.Where(s => document[s.Name] is not null || (money && s.Name is "planning" or "billing")))
        {
            var now = await client.SectionAsync(ct);
            whole[name] = now.Document;
            if (document[name] is null)
            {
                continue;
            }

            var wanted = whole[name] = JsonSerializer.SerializeToElement(document[name]);
            if (JsonElement.DeepEquals(now.Document, wanted))
            {
                Results.Add($"{French.Sentence(words)} : identique à ce qui est en vigueur.");
                continue;
            }

            try
            {
                await client.SaveSectionAsync(new SaveSection(now.Version, wanted, CheckOnly: true, Correction: name == "planning" ? Correction : null), ct);
                sections.Add((words, client, new SaveSection(now.Version, wanted, Correction: name == "planning" ? Correction : null)));
                Results.Add($"{French.Sentence(words)} : différente de la version {now.Version}, sans erreur.");
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 413)
            {
                Tell(problem, name, words);
            }
        }

        if (document["tenant"] is { } facts && await communes.SectionAsync(tenant.Slug, session, ct) is { } own
            && !JsonElement.DeepEquals(own, JsonSerializer.SerializeToElement(facts)))
        {
            var whom = configuration["Operator:Contact"] is { Length: > 0 } address ? $" : écrivez-lui à {address}" : "";
            Results.Add($"Commune (« tenant ») : différente, laissée de côté. Le nom, les adresses et les couleurs sont à l’opérateur de la plateforme{whom}.");
        }

        if (ModelState.IsValid && money)
        {
            await AdviseAsync(whole, ct);
        }

        if (ModelState.IsValid)
        {
            return sections;
        }

        ModelState.AddModelError("", "Rien n’a été enregistré, dans aucune partie.");
        return null;
    }

    private void Tell(ApiProblem problem, string section, string words)
    {
        var texts = problem.Errors.SelectMany(e => e.Value.Select(t => $"{section}.{e.Key} : {t}"));
        foreach (var text in problem.Errors.Count == 0 ? [problem.Detail] : texts)
        {
            ModelState.AddModelError("file", $"Partie {words}, {text}");
        }
    }

    /// <summary>The sections as they would be together: no service sees more than its own.</summary>
    private async Task AdviseAsync(Dictionary<string, JsonElement> whole, CancellationToken ct)
    {
        if (whole["planning"].TryGetProperty("facilities", out _))
        {
            Advice.AddRange((await setup.CheckAsync(whole["planning"], ct)).Select(f => $"{f.Place} : {f.Text} {f.Fix}"));
        }

        foreach (var found in CheckTogether.Run(whole["planning"], whole["billing"]))
        {
            if (found.Refused)
            {
                ModelState.AddModelError("file", $"{found.Path} : {found.Text}");
            }
            else
            {
                Advice.Add(found.Text);
            }
        }
    }

    private async Task SaveAsync(List<(string Words, ApiClient Client, SaveSection Section)> sections, CancellationToken ct)
    {
        foreach (var (words, client, section) in sections)
        {
            try
            {
                var saved = await client.SaveSectionAsync(section, ct);
                Results.Add($"{French.Sentence(words)} : enregistrée, version {saved.Version}.");
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("file", $"Partie {words} : {problem.Detail} Reprenez le même fichier pour terminer.");
                return;
            }
        }

        Saved = true;
    }
}
