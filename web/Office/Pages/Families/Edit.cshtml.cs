using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>One part of a file to be changed, or a guardian or child to be added: the same form from the same table of fields.</summary>
[May(Permissions.Families)]
internal sealed class EditModel(FamilyFilesClient files, FamilyTies ties) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>"household", "guardian" or "child".</summary>
    [BindProperty(SupportsGet = true, Name = "quoi")]
    public string Subject { get; set; } = "household";

    /// <summary>Guardian or child; none to add one.</summary>
    [BindProperty(SupportsGet = true, Name = "de")]
    public Guid? Of { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Values { get; set; } = [];

    [BindProperty]
    public long? Version { get; set; }

    [BindProperty]
    public bool EvenIfKnown { get; set; }

    public FieldsForm Form { get; private set; } = null!;

    public string FamilyName { get; private set; } = "";

    /// <summary>A question before the form is sent again: a child of that name is known.</summary>
    public string? Asked { get; private set; }

    public bool IsNew => Of is null && Subject != "household";

    public string Title => Subject switch
    {
        "household" => "Foyer et adresse",
        "guardian" => IsNew ? "Ajouter un responsable" : Form.Group.Name,
        _ => IsNew ? "Ajouter un enfant" : Form.Group.Name,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        try
        {
            if (IsNew)
            {
                await files.AddAsync(Id, Subject == "guardian" ? "guardians" : "children", new AddMember(Values, EvenIfKnown), ct);
            }
            else
            {
                // Only what the form showed and the agent changed: what another wrote meanwhile stays.
                FieldValue[] changed = [.. Form.Group.Fields.Where(f =>
                    Values.TryGetValue(FieldsForm.Short(f.Key), out var typed) && (typed ?? "") != (f.Value ?? ""))
                    .Select(f => new FieldValue(f.Key, Of, Values[FieldsForm.Short(f.Key)]))];
                if (changed.Length > 0)
                {
                    await files.SetFieldsAsync(Id, new SetFields(changed, Version), ct);
                }
            }

            TempData["Toast"] = IsNew ? "Ajouté au dossier." : "Dossier enregistré.";
            return RedirectToPage("/Families/File", new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            Asked = problem.Code == "child.known" ? problem.Detail : null;
            if (Asked is null)
            {
                FieldsForm.AddErrors(ModelState, problem, (_, _) => "Values");
            }

            return Page();
        }
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Of is not { } of || !await LoadAsync(ct))
        {
            return NotFound();
        }

        try
        {
            if (Subject == "child" && await ties.BookedAsync(Id, of, ct) is > 0 and var days)
            {
                ModelState.AddModelError("",
                    $"{Form.Group.Name} a encore {French.Count(days, "jour réservé", "jours réservés")} : annulez-les, "
                        + "ou déplacez l’enfant dans son autre foyer.");
                return Page();
            }

            await files.RemoveAsync(Id, Subject == "guardian" ? "guardians" : "children", of, ct);
            TempData["Toast"] = $"{Form.Group.Name} n’est plus dans ce dossier.";
            return RedirectToPage("/Families/File", new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return Page();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var view = await files.FieldsAsync(Id, ct);
        FamilyName = view.Name;
        Version ??= view.Version;
        var group = IsNew && Subject is "guardian" or "child" && Of is null
            ? await files.BlankAsync(Subject, ct)
            : Array.Find(view.Groups, g => g.Subject == Subject && g.Of == Of);
        if (group is not null)
        {
            Form = new FieldsForm(group, "Values", Values);
        }

        return group is not null;
    }
}
