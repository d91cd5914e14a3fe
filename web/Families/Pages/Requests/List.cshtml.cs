using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;
using Preau.Families.Account;
using Preau.Ui.Bff;

namespace Preau.Families.Pages.Requests;

/// <summary>What the family asked, and the answers: the account's and the children's, less than a
/// month old unless another period is asked for (F-114…F-120).</summary>
public sealed class ListModel(RequestRows rows, TenantContext tenant) : PageModel
{
    private static readonly (string Key, string Label, string? Booking, string? Form)[] Types =
    [
        ("reservations", "Réservations", "booking", ""), ("annulations", "Annulations", "cancellation", ""), ("absences", "Absences", "absence", ""),
        ("responsable", "Informations responsable", "", "responsable"), ("conjoint", "Informations conjoint", "", "conjoint"),
        ("fiscales", "Informations fiscales", "", "fiscales"),
        ("caf", "Informations CAF", "", "caf"), ("banque", "Coordonnées bancaires", "", "banque"), ("enfant", "Identité de l’enfant", "", "enfant"),
        ("personnes", "Personnes de confiance", "", "personnes"), ("autorisations", "Autorisations", "", "autorisations"),
        ("complementaires", "Données complémentaires", "", "complementaires"),
        ("sanitaires", "Données sanitaires", "", "sanitaires"), ("ajout-enfant", "Ajout d’un enfant", "", "ajout-enfant"),
        ("inscription-scolaire", "Inscription scolaire", "", "inscription-scolaire"),
        ("acces", "Accès de l’autre parent", "", "acces"),
    ];

    public IReadOnlyList<RequestRow> Found { get; private set; } = [];

    public int PageNumber { get; private set; }

    public int Pages { get; private set; }

    public RequestStatus? Status { get; private set; }

    /// <summary>"compte" or "enfants"; null for both.</summary>
    public string? Subject { get; private set; }

    public string? Type { get; private set; }

    public DateOnly Since { get; private set; }

    public DateOnly? Until { get; private set; }

    public bool IsUsualPeriod => Since == UsualSince && Until is null;

    // What waits is shown however old it is: home counts it too.
    private DateOnly UsualSince => Status is RequestStatus.Pending or RequestStatus.Waiting ? RequestRows.Oldest(tenant.Today) : tenant.Today.AddMonths(-1);

    public IEnumerable<SelectListItem> TypeChoices =>
        Types.Select(t => new SelectListItem(t.Label, t.Key, t.Key == Type)).Prepend(new SelectListItem("Tous les types", ""));

    public string PeriodWords => Until is { } until
        ? $"du {French.DayOfMonth(Since, tenant.Today)} au {French.DayOfMonth(until, tenant.Today)}"
        : $"depuis le {French.DayOfMonth(Since, tenant.Today)}";

    /// <param name="etat">State: "attente", "place", "acceptees", "refusees", "annulees".</param>
    /// <param name="sujet">Tab: "compte" or "enfants".</param>
    /// <param name="type">"reservations", "absences", "caf"…</param>
    /// <param name="depuis">"an" shows a year.</param>
    /// <param name="du">First day of the period; <paramref name="au"/> the last.</param>
    public async Task OnGetAsync(string? etat, string? sujet, string? type, string? depuis, string? du, string? au, int p, CancellationToken ct)
    {
        Status = etat switch
        {
            "attente" => RequestStatus.Pending,
            "place" => RequestStatus.Waiting,
            "acceptees" => RequestStatus.Accepted,
            "partielles" => RequestStatus.PartlyAccepted,
            "refusees" => RequestStatus.Refused,
            "annulees" => RequestStatus.Cancelled,
            _ => null,
        };
        Subject = sujet is "compte" or "enfants" ? sujet : null;
        var chosen = Array.Find(Types, t => t.Key == type);
        Type = chosen.Key;
        Since = Day(du) ?? (depuis == "an" ? tenant.Today.AddYears(-1) : UsualSince);
        Until = Day(au);
        if (Until < Since)
        {
            ModelState.AddModelError("au", "Le dernier jour vient avant le premier.");
            Until = null;
        }

        PageNumber = Math.Clamp(p, 1, 500);
        var (booking, form) = Type is not null
            ? (chosen.Booking, chosen.Form)
            : Subject switch { "compte" => ("", "account"), "enfants" => (null, "children"), _ => (null, null) };
        (Found, Pages, _) = await rows.ReadAsync(new RequestRows.Filter(Since, Until, Status, booking, form), PageNumber, tenant.Today, ct);
        ViewData["Title"] = "Mes demandes";
    }

    /// <summary>The same list with one thing changed.</summary>
    public string Link(string? etat, string? sujet, int page = 1)
    {
        var query = QueryString.Empty;
        foreach (var (name, value) in new[] { ("etat", etat), ("sujet", sujet), ("type", Type), ("du", IsUsualPeriod ? null : Iso(Since)),
            ("au", Until is { } last ? Iso(last) : null), ("p", page > 1 ? French.Number(page) : null) })
        {
            query = value is null ? query : query.Add(name, value);
        }

        return Url.Content("~/demandes") + query;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1999 and < 2200
            ? day
            : null;
}
