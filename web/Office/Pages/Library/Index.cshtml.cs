using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Library;

/// <summary>« Infos et documents »: agents put up what families read (F-36, F-37), say until when, and take it away.</summary>
[May(Permissions.Messages)]
internal sealed class IndexModel(LibraryClient library) : PageModel
{
    public LibraryItemView[] Items { get; private set; } = [];

    /// <summary>The item whose change was not taken; empty for a new one.</summary>
    public Guid? Failed { get; private set; }

    public static IEnumerable<SelectListItem> Kinds(bool files = true) =>
        LibraryWords.Headings.Where(h => !files || h.Kind != LibraryKind.Link).Select(h => new SelectListItem(h.One, h.Kind.ToString()));

    /// <summary>What was typed into the form that failed, or what the item says.</summary>
    public string? Typed(LibraryItemView? item, string field, string? known) =>
        Failed == (item?.Id ?? Guid.Empty) ? Request.Form[$"{field}-{Suffix(item?.Id ?? Guid.Empty)}"].ToString() : known;

    /// <summary>Ends the names of a form's fields.</summary>
    public static string Suffix(Guid id) => id.ToString("N")[^6..];

    public async Task<IActionResult> OnGetAsync(string? envoi, CancellationToken ct)
    {
        if (envoi is not null)
        {
            return RedirectToPage(new { envoi = (string?)null });
        }

        Items = (await library.ListAsync(ct)).Items;
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(Guid id, CancellationToken ct)
    {
        var (bytes, contentType, name) = await library.FileAsync(id, ct);
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(bytes, contentType, name);
    }

    /// <summary>A file with its heading, or a link.</summary>
    public Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (entry, file) = (Read(Guid.Empty), Request.Form.Files.GetFile($"file-{Suffix(Guid.Empty)}"));
        if (entry.Kind == LibraryKind.Link)
        {
            return TryAsync(Guid.Empty, () => library.AddLinkAsync(entry, ct), $"« {entry.Title} » est publié.", ct);
        }

        if (file is not { Length: > 0 })
        {
            ModelState.AddModelError($"file-{Suffix(Guid.Empty)}", file is null ? "Choisissez un fichier." : "Ce fichier est vide : choisissez-en un autre.");
        }

        return TryAsync(Guid.Empty, async () =>
        {
            await using var bytes = file!.OpenReadStream();
            return await library.UploadAsync(entry, bytes, ct);
        }, $"« {entry.Title} » est publié.", ct);
    }

    public Task<IActionResult> OnPostChangeAsync(Guid id, CancellationToken ct)
    {
        var entry = Read(id);
        return TryAsync(id, () => library.ChangeAsync(id, entry, ct), $"« {entry.Title} » est modifié.", ct);
    }

    public Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken ct) =>
        TryAsync(id, () => library.RemoveAsync(id, ct), "C’est retiré : les familles ne le voient plus.", ct);

    private async Task<IActionResult> TryAsync(Guid id, Func<Task<LibraryView>> act, string done, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            try
            {
                await act();
                TempData["Toast"] = done;
                return RedirectToPage(new { envoi = (string?)null });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                var field = problem.Code switch
                {
                    "library.link" => "url",
                    ['l', ..] => problem.Code.Split('.')[1],
                    ['f', ..] => "file",
                    _ => null,
                };
                ModelState.AddModelError(field is null ? "" : $"{field}-{Suffix(id)}", problem.Detail);
            }
        }

        Failed = id;
        Items = (await library.ListAsync(ct)).Items;
        return Page();
    }

    private LibraryEntry Read(Guid id)
    {
        var end = "-" + Suffix(id);
        string Text(string field) => Request.Form[field + end].ToString().Trim();
        ModelState.Clear();
        if (!Enum.TryParse<LibraryKind>(Text("kind"), out var kind) || !Enum.IsDefined(kind))
        {
            ModelState.AddModelError("kind" + end, "Choisissez sous quel titre le ranger.");
        }

        var title = Text("title");
        if (title.Length is < 2 or > 120)
        {
            ModelState.AddModelError("title" + end, "Donnez un titre de 2 à 120 lettres : c’est lui que les familles lisent.");
        }

        return new LibraryEntry(kind, title, Text("note"), DayOf("week" + end), Text("url"), DayOf("until" + end), Request.Form["open" + end].Contains("true"));
    }

    private DateOnly? DayOf(string field)
    {
        var text = Request.Form[field].ToString();
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (text.Length > 0)
        {
            ModelState.AddModelError(field, "Cette date n’existe pas.");
        }

        return null;
    }
}
