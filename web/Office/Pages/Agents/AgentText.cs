using Preau.Contracts;
using Preau.Platform;

namespace Preau.Office.Pages.Agents;

/// <summary>Words of rights and roles.</summary>
internal static class AgentText
{
    /// <summary>What one begins with; each right can then be changed.</summary>
    public static readonly (string Key, string Label, string[] Permissions)[] Roles =
    [
        ("animation", "Animation : listes du jour et pointage", [Permissions.Attendance]),
        ("accueil", "Accueil de la mairie : demandes, familles, messages",
            [Permissions.Requests, Permissions.Families, Permissions.Messages, Permissions.MoneyView]),
        ("facturation", "Facturation et encaissements",
            [Permissions.Families, Permissions.Billing, Permissions.Cash, Permissions.MoneyView, Permissions.Messages]),
        ("sante", "Suivi sanitaire : listes du jour et santé", [Permissions.Attendance, Permissions.Families, Permissions.Health]),
        ("responsable", "Responsable : tous les droits", [.. Permissions.All]),
    ];

    public static (string Label, string Help) Words(string permission) => permission switch
    {
        Permissions.Requests => ("Demandes", "lire et décider les réservations, absences et inscriptions"),
        Permissions.Attendance => ("Listes du jour et pointage", "présences, repas, qui vient chercher ; toujours ce qu’il faut pour la sécurité"),
        Permissions.Families => ("Dossiers des familles", "adresses, téléphones, quotients, pièces"),
        Permissions.Billing => ("Facturation", "tarifs appliqués, factures, corrections"),
        Permissions.Cash => ("Encaissements", "règlements au guichet, remises, clôture du jour"),
        Permissions.MoneyView => ("Voir les montants", "factures et comptes, sans rien y changer"),
        Permissions.Messages => ("Messages", "la boîte de la commune"),
        Permissions.Health => ("Santé", "allergies, PAI, vaccins ; chaque lecture est notée et montrée aux parents"),
        Permissions.Settings => ("Réglages", "services, règles, tarifs, textes"),
        Permissions.Accounts => ("Agents et droits", "inviter, changer les droits, désactiver"),
        _ => (permission, ""),
    };

    public static readonly (ScopeRight Right, string Word)[] Columns =
        [(ScopeRight.See, "Voir"), (ScopeRight.Mark, "Pointer"), (ScopeRight.Decide, "Décider"), (ScopeRight.Set, "Régler")];

    /// <summary>« Tous les services, avec la santé » or the names of the services.</summary>
    public static string Where(string scope, string[] permissions, IReadOnlyDictionary<string, string> services)
    {
        var parts = Scope.Parse(scope);
        var health = permissions.Contains(Permissions.Health) ? ", avec la santé" : "";
        return (parts.IsAll ? "Tous les services" : string.Join(", ", parts.Parts.Keys.Select(k => services.GetValueOrDefault(k, k.TrimStart('@'))))) + health;
    }

    /// <summary>« Tous les droits », the role's name, or how many rights.</summary>
    public static string Rights(string? title, string[] permissions) =>
        title
            ?? (permissions.Length == Permissions.All.Count
                ? "Tous les droits"
                : string.Join(", ", permissions.Select(p => Words(p).Label.ToLowerInvariant())));
}
