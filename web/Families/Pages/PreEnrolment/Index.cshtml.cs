using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.PreEnrolment;

/// <summary>« Préinscription » of a family without an account (F-39). Robots meet a field that people
/// don't see and a form that can't be filled in no time; people meet nothing.</summary>
[AllowAnonymous]
public sealed class IndexModel(PreEnrolmentClient client, IDataProtectionProvider protection, TimeProvider clock) : PageModel
{
    public const int MostChildren = 4;

    private static readonly TimeSpan Fastest = TimeSpan.FromSeconds(4);
    private static readonly string[] GuardianFields = ["civility", "role", "firstName", "lastName", "mobile"];
    private static readonly string[] ChildFields = ["firstName", "lastName", "birthDate", "school", "grade"];

    private readonly IDataProtector _stamps = protection.CreateProtector("pre-enrolment");
    private IFormCollection? _typed;

    public static IEnumerable<SelectListItem> Roles { get; } = new[] { "", "Mère", "Père", "Tutrice", "Tuteur", "Famille d’accueil", "Grand-parent",
        "Autre" }.Select(r => new SelectListItem(r, r));

    public PreEnrolmentTerms Terms { get; private set; } = null!;

    public Guid Key { get; private set; } = Guid.NewGuid();

    /// <summary>When the form was opened, sealed.</summary>
    public string Stamp { get; private set; } = "";

    /// <summary>Address to which the mail went.</summary>
    public string? Sent { get; private set; }

    public string? Value(string name) => _typed?[name].ToString();

    public bool IsFilled(int child) => ChildFields.Any(f => !string.IsNullOrWhiteSpace(Value($"child.{f}.{child}")));

    public async Task OnGetAsync(CancellationToken ct)
    {
        Sent = TempData["Sent"] as string;
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(Guid key, string? opened, string? site, string? comment, CancellationToken ct)
    {
        ModelState.Clear();
        (Key, _typed) = (key == Guid.Empty ? Guid.NewGuid() : key, Request.Form);
        var email = Request.Form["guardian.email"].ToString().Trim();
        if (!string.IsNullOrEmpty(site))
        {
            // Whoever fills the hidden field is told what everyone is told, and nothing is sent.
            TempData["Sent"] = email;
            return RedirectToPage();
        }

        if (Age(opened) is not { } age || age < Fastest || age > TimeSpan.FromHours(12))
        {
            ModelState.AddModelError("", "Relisez vos réponses, puis envoyez : tout est encore là.");
        }
        else
        {
            try
            {
                await client.AskAsync(Read(key, email, comment), ct);
                TempData["Sent"] = email;
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 429)
            {
                foreach (var (place, texts) in problem.Errors)
                {
                    ModelState.AddModelError(place, ApiProblem.Words(texts[0]));
                }

                if (problem.Errors.Count == 0)
                {
                    ModelState.AddModelError("", problem.Detail);
                }
            }
        }

        await ShowAsync(ct);
        // The time is counted from the first opening, not from each correction.
        Stamp = Age(opened) is null ? Stamp : opened!;
        return Page();
    }

    private AskPreEnrolment Read(Guid key, string email, string? comment)
    {
        var children = Enumerable.Range(0, MostChildren).Where(i => i == 0 || IsFilled(i))
            .Select(i => ChildFields.ToDictionary(f => f, f => Value($"child.{f}.{i}"))).ToArray();
        return new AskPreEnrolment(key, email, GuardianFields.ToDictionary(f => f, f => Value($"guardian.{f}")),
            new[] { "street", "postCode", "city" }.ToDictionary(f => f, f => Value($"household.{f}")),
            children, string.IsNullOrWhiteSpace(comment) ? null : comment);
    }

    private TimeSpan? Age(string? stamp)
    {
        try
        {
            return string.IsNullOrEmpty(stamp)
                ? null
                : clock.GetUtcNow() - new DateTimeOffset(long.Parse(_stamps.Unprotect(stamp), CultureInfo.InvariantCulture), TimeSpan.Zero);
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Terms = await client.TermsAsync(ct);
        Stamp = _stamps.Protect(clock.GetUtcNow().UtcTicks.ToString(CultureInfo.InvariantCulture));
        ViewData["Title"] = "Préinscription";
    }
}
