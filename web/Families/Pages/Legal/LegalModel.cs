using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Families.Pages.Legal;

/// <summary>Pages that everyone may read, signed in or not: what the law asks a commune to say, and help.</summary>
[AllowAnonymous]
public sealed class LegalModel(LegalDirectory directory, TenantContext tenant) : PageModel
{
    /// <summary>Null when the service does not answer.</summary>
    public LegalView? Legal { get; private set; }

    public string Commune => tenant.View.LongName ?? tenant.View.Name;

    /// <summary>As a sentence begins: « La commune de Biviers »; a name of its own stays as it is.</summary>
    public string TheCommune => Commune.Split(' ')[0] switch
    {
        "Commune" or "Communauté" or "Ville" or "Métropole" => "La " + char.ToLowerInvariant(Commune[0]) + Commune[1..],
        "Syndicat" or "Centre" => "Le " + char.ToLowerInvariant(Commune[0]) + Commune[1..],
        _ => Commune,
    };

    /// <summary>How long what is kept: the commune's own words, else what is usual.</summary>
    public string[] Retention => Legal?.Retention is { Length: > 0 } own ? own :
    [
        "Santé et protocoles : jusqu’à la fin de l’année scolaire.", "Réservations et présences : trois ans.", "Messages : deux ans.",
        "Pièces justificatives : le temps de leur validité, puis un an.", "Factures et paiements : dix ans.",
    ];

    public async Task OnGetAsync() => Legal = await directory.FindAsync(tenant.Slug);
}
