using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Diet, instructions and people of a child, as the agents of the day will read them.</summary>
[May(Permissions.Families)]
internal sealed class CareModel(CareClient care) : PageModel
{
    private const int Rows = 6;

    public static readonly (ContactKind Kind, string Label)[] Kinds =
        [(ContactKind.PickUp, "Peut venir chercher"), (ContactKind.Emergency, "À appeler, peut venir"), (ContactKind.MayNot, "Ne doit pas venir")];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Child { get; set; }

    [BindProperty]
    public CareForm Input { get; set; } = new();

    public CareView Care { get; private set; } = null!;

    public IEnumerable<SelectListItem> Diets =>
        Care.Diets.Select(d => new SelectListItem(French.Sentence(d), d)).Prepend(new SelectListItem("Mange de tout", ""));

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Care = await care.CareAsync(Id, Child, ct);
        Input = new CareForm
        {
            Diet = Care.Diet,
            ToDo = string.Join('\n', Care.ToDo),
            LeavesAloneAt = Care.LeavesAloneAt,
            Contacts = [.. Care.Contacts.Select(c =>
                new ContactForm { Kind = c.Kind ?? ContactKind.PickUp, Name = c.Name, Relation = c.Relation, Phone = c.Phone, CourtOrder = c.CourtOrder })]
        };
        Fill();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        Care = await care.CareAsync(Id, Child, ct);
        string[] toDo = [.. (Input.ToDo ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
        if (toDo.Length > 5)
        {
            ModelState.AddModelError("Input.ToDo", "Cinq consignes au plus : une par ligne.");
        }

        var contacts = Input.Contacts.Where(c => !string.IsNullOrWhiteSpace(c.Name)).ToList();
        if (contacts.Exists(c => string.IsNullOrWhiteSpace(c.Relation)))
        {
            ModelState.AddModelError("", "Indiquez pour chaque personne son lien avec l’enfant : « grand-mère ».");
        }

        if (ModelState.IsValid)
        {
            try
            {
                await care.SetCareAsync(Id, Child,
                    new SetCare(Input.Diet, toDo, Input.LeavesAloneAt,
                        [.. contacts.Select(c =>
                            new CareContactEntry(c.Kind, c.Name!, c.Relation!, c.Phone, CourtOrder: c.Kind == ContactKind.MayNot ? c.CourtOrder : null))]),
                    ct);
                TempData["Toast"] = $"Consignes {French.De(Care.FirstName)} enregistrées.";
                return RedirectToPage("/Families/File", new { id = Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                problem.AddTo(ModelState, nameof(Input));
            }
        }

        Fill();
        return Page();
    }

    private void Fill()
    {
        while (Input.Contacts.Count < Rows)
        {
            Input.Contacts.Add(new ContactForm());
        }
    }

    internal sealed class CareForm
    {
        public string? Diet { get; set; }

        public string? ToDo { get; set; }

        public TimeOnly? LeavesAloneAt { get; set; }

        public List<ContactForm> Contacts { get; set; } = [];
    }

    internal sealed class ContactForm
    {
        public ContactKind Kind { get; set; }

        public string? Name { get; set; }

        public string? Relation { get; set; }

        public string? Phone { get; set; }

        public DateOnly? CourtOrder { get; set; }
    }
}
