using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.Proof;
using Preau.Identity.SignIn;
using QRCoder;

namespace Preau.Identity.Pages;

/// <summary>A telephone becomes the second proof: at the first sign-in of an agent, or later by one's own wish.</summary>
internal sealed class SecondFactorSetupModel(
    Door door, SecondFactors factors, Sessions sessions, UserManager<Account> accounts, CommuneOfRequest here) : PageModel
{
    private Account _account = null!;
    private bool _onTheWay;

    [BindProperty]
    [Required(ErrorMessage = "Écrivez les six chiffres que l’application montre.")]
    [StringLength(20, ErrorMessage = "Le code a six chiffres.")]
    public string Code { get; set; } = "";

    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    /// <summary>Where to go on.</summary>
    public string Back { get; private set; } = "/";

    public bool IsRequired { get; private set; }

    public bool IsOperator => _account.IsOperator;

    /// <summary>« JBSW Y3DP … », to be typed.</summary>
    public string Key { get; private set; } = "";

    public IHtmlContent Qr { get; private set; } = HtmlString.Empty;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var ct = HttpContext.RequestAborted;
        var onTheWay = await door.OnTheWayAsync(HttpContext, ct);
        if ((onTheWay ?? await accounts.GetUserAsync(User)) is not { } account)
        {
            context.Result = RedirectToPage("/SignIn", here.Route);
            return;
        }

        (_account, _onTheWay) = (account, onTheWay is not null);
        if (await factors.IsSetUpAsync(account.Id, ct))
        {
            // A password alone must not replace what stands beside it.
            context.Result = RedirectToPage(_onTheWay ? "/SecondFactor" : "/Security", here.Route);
            return;
        }

        Back = await door.BackAsync(account.Id, ct);
        IsRequired = await factors.IsRequiredAsync(account, ct);
        await next();
    }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            RecoveryCodes = await factors.ConfirmAsync(_account.Id, Code, ct);
            if (RecoveryCodes is not null)
            {
                if (_onTheWay)
                {
                    await sessions.StartAsync(HttpContext, _account, here.Commune?.Slug, ct);
                }

                return Page();
            }

            ModelState.AddModelError(nameof(Code),
                "Ce code n’est pas le bon. Attendez le suivant dans l’application, et vérifiez que l’heure du téléphone est juste.");
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        var secret = Totp.Base32(await factors.BeginAsync(_account.Id, ct));
        Key = string.Join(' ', secret.Chunk(4).Select(c => new string(c)));
        var issuer = Uri.EscapeDataString(here.Commune is { } commune ? "Préau " + commune.Facts.Name : "Préau");
        Qr = Drawn($"otpauth://totp/{issuer}:{Uri.EscapeDataString(_account.UserName!)}?secret={secret}&issuer={issuer}");
    }

    // One path of squares: no style, no script, sharp at any size.
    private static HtmlString Drawn(string text)
    {
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var size = data.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (data.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        return new HtmlString(
            $"""<svg viewBox="0 0 {size} {size}" width="240" height="240" role="img" aria-label="Code à photographier"><path fill="#FFF" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>""");
    }
}
