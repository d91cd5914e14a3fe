using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>What all set-up pages share: the draft, and changes that name their places in it.</summary>
internal abstract class SetupPage(PlanningSetupClient setup) : PageModel
{
    /// <summary>Of the draft as the form showed it.</summary>
    [BindProperty]
    public long Revision { get; set; }

    public SettingsDraftView Draft { get; private set; } = null!;

    public SetupDocument Document { get; private set; } = null!;

    protected PlanningSetupClient Setup => setup;

    public async Task LoadAsync(CancellationToken ct) => Show(await setup.DraftAsync(ct));

    /// <summary>For a form that was sent: the draft as it is now, but the revision that the form was filled on.</summary>
    protected async Task LoadKeepingRevisionAsync(CancellationToken ct)
    {
        var revision = Revision;
        await LoadAsync(ct);
        Revision = revision;
    }

    /// <summary>A page has several forms: the one that was sent is checked alone; "" for none.</summary>
    protected void Only(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => form.Length == 0 || !k.StartsWith(form + ".", StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }
    }

    /// <summary>The list at that place with one of its elements a step further up or down, as the buttons say it ("units/up/2").</summary>
    protected async Task<bool> TryMoveAsync(string path, string? act, string done, CancellationToken ct)
    {
        var parts = (act ?? "").Split('/');
        List<JsonObject> elements = [.. (Document.Find(path) as JsonArray ?? []).Select(e => e.Copy())];
        elements.Apply(parts is [_, "up" or "down", _] ? act : null, parts[0], () => []);
        return await TryChangeAsync(done, ct, Put(path, new JsonArray([.. elements])));
    }

    protected static DraftChange Put(string path, JsonNode? value) => new(path, value is null ? null : JsonSerializer.SerializeToElement(value));

    /// <summary>Puts the changes into the draft. False, with the reason above the form and what was typed still there, when they can't be.</summary>
    /// <remarks>What says the same as the draft already is left out: a form sent back as it was begins no draft.</remarks>
    protected async Task<bool> TryChangeAsync(string done, CancellationToken ct, params DraftChange[] changes)
    {
        if (Document is null)
        {
            await LoadKeepingRevisionAsync(ct);
        }

        DraftChange[] real = [.. changes.Where(c => !IsSaid(c))];
        if (real.Length == 0)
        {
            TempData["Toast"] = "Aucun changement : tout est resté comme avant.";
            return true;
        }

        return await TryAsync(() => setup.ChangeAsync(new ChangeDraft(Revision, real), ct), done, ct);
    }

    private bool IsSaid(DraftChange change) => !change.Path.EndsWith("/-", StringComparison.Ordinal)
        && (Document.Find(change.Path)?.ToJsonString()
            ?? "null") == (change.Value is { } value ? JsonNode.Parse(value.GetRawText())?.ToJsonString() ?? "null" : "null");

    protected async Task<bool> TryAsync(Func<Task<SettingsDraftView>> act, string done, CancellationToken ct)
    {
        try
        {
            Show(await act());
            TempData["Toast"] = done;
            return true;
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("", Words(problem));
            await LoadAsync(ct);
            return false;
        }
    }

    protected static string Words(ApiProblem problem) => problem.Code switch
    {
        "draft.changed" => "Quelqu’un a changé le brouillon pendant que vous écriviez. Vos réponses sont encore là : relisez-les, puis enregistrez de nouveau.",
        "settings.invalid" => $"Rien n’a été enregistré, car ces réglages ne vont pas ensemble. Le détail technique : {problem.Detail}",
        _ => problem.Detail,
    };

    private void Show(SettingsDraftView draft)
    {
        Draft = draft;
        Document = new SetupDocument(draft.Document);
        // The form shown next is for this state of the draft, whatever was posted.
        ModelState.Remove(nameof(Revision));
        Revision = draft.Revision;
    }
}
