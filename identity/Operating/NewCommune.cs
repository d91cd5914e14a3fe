using System.Text.RegularExpressions;
using Preau.Identity.Communes;
using Preau.Ui;

namespace Preau.Identity.Operating;

/// <summary>What is asked of the operator to make a commune. All of it can be changed later but the slug.</summary>
internal sealed partial record NewCommune(
    string Name, string Slug, string? Host, string Brand, string Zone, string Territory, Preset Preset, IReadOnlyList<string> Members, string AgentName,
    string AgentEmail)
{
    public string TimeZone => Territories.GetValueOrDefault(Territory, "Europe/Paris");

    /// <summary>Territories of the public holidays, with their clock.</summary>
    public static IReadOnlyDictionary<string, string> Territories { get; } = new Dictionary<string, string>
    {
        ["metropole"] = "Europe/Paris",
        ["alsace-moselle"] = "Europe/Paris",
        ["guadeloupe"] = "America/Guadeloupe",
        ["martinique"] = "America/Martinique",
        ["guyane"] = "America/Cayenne",
        ["reunion"] = "Indian/Reunion",
        ["mayotte"] = "Indian/Mayotte",
        ["saint-barthelemy"] = "America/St_Barthelemy",
        ["saint-martin"] = "America/Marigot",
    };

    /// <summary>Zones whose school holidays are shipped.</summary>
    public static IReadOnlyList<string> Zones { get; } = ["A", "B", "C"];

    /// <summary>« saint-aubin-du-lac » for « Saint-Aubin-du-Lac ».</summary>
    public static string SlugOf(string name) =>
        Separators().Replace(Account.Fold(name.Replace("œ", "oe", StringComparison.OrdinalIgnoreCase)).ToLowerInvariant(), "-").Trim('-');

    /// <summary>One sentence per field that is not good, by the field's name here.</summary>
    public IEnumerable<(string Field, string Sentence)> Broken()
    {
        if (Name.Trim().Length is 0 or > 80)
        {
            yield return (nameof(Name), "Écrivez le nom de la commune, 80 signes au plus.");
        }

        if (!Slugs.Fits(Slug))
        {
            yield return (nameof(Slug),
                $"L’adresse est faite de lettres sans accent, de chiffres et de tirets, par exemple saint-aubin-du-lac ; ni {string.Join(", ", Slugs.Taken)}.");
        }

        if (Host is not null && !Hosts().IsMatch(Host))
        {
            yield return (nameof(Host), "Un nom de domaine s’écrit sans https:// ni barre, par exemple famille.saint-aubin.fr.");
        }

        if (!Theme.TryParse(Brand, out var theme))
        {
            yield return (nameof(Brand), $"« {Brand} » n’est pas une couleur. Écrivez-la en six signes après un dièse, par exemple #2F6B3A.");
        }
        else if (!theme.Passes)
        {
            yield return (nameof(Brand),
                $"Le blanc ne se lit pas assez sur {theme.Brand} : {theme.ContrastWithWhite:0.0} pour 1, il faut 4,5. La plus proche qui passe est {theme.Proposal().Brand}.");
        }

        if (!Zones.Contains(Zone))
        {
            yield return (nameof(Zone), "Choisissez la zone de vacances A, B ou C.");
        }

        if (!Territories.ContainsKey(Territory))
        {
            yield return (nameof(Territory), "Choisissez le territoire dans la liste.");
        }

        foreach (var broken in BrokenMembers().Concat(BrokenAgent()))
        {
            yield return broken;
        }
    }

    private IEnumerable<(string Field, string Sentence)> BrokenMembers()
    {
        if (Preset == Preset.Intercommunality && Members.Count < 2)
        {
            yield return (nameof(Members), "Écrivez les communes membres, une par ligne : il en faut deux au moins.");
        }

        if (Members.Count > 60 || Members.Any(m => m.Length > 80))
        {
            yield return (nameof(Members), "Soixante communes au plus, avec un nom de 80 signes au plus.");
        }

        if (Members.GroupBy(SlugOf).FirstOrDefault(g => g.Count() > 1 || g.Key.Length == 0) is { } twice)
        {
            yield return (nameof(Members), $"« {twice.First()} » est là deux fois, ou n’est pas un nom.");
        }
    }

    private IEnumerable<(string Field, string Sentence)> BrokenAgent()
    {
        if (AgentName.Trim().Length is 0 or > 120)
        {
            yield return (nameof(AgentName), "Écrivez le prénom et le nom du premier agent.");
        }

        if (!MimeKit.MailboxAddress.TryParse(AgentEmail, out var address) || address.Address != AgentEmail || !AgentEmail.Contains('@')
            || AgentEmail.Length > 320)
        {
            yield return (nameof(AgentEmail), "Écrivez une adresse électronique complète, par exemple c.bonnet@saint-aubin.fr.");
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$")]
    private static partial Regex Hosts();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Separators();
}
