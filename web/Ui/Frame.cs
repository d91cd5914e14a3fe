namespace Preau.Ui;

/// <summary>What surrounds a page: whose portal, who is there, where one can go. Scoped; each front fills it in one place, before its pages run.</summary>
/// <remarks>Paths begin with <c>~/</c> (the front's own path base) or <c>/</c> (another host behind the same gateway).</remarks>
public sealed class Frame
{
    /// <summary>Short name on the roof and in titles: « Biviers ».</summary>
    public string Name { get; set; } = "Préau";

    /// <summary>Name in full on the sign-in page: « Commune de Biviers ».</summary>
    public string? LongName { get; set; }

    /// <summary>Second line of the roof, and end of each title in lower case: « Portail famille ».</summary>
    public string Portal { get; set; } = "Portail famille";

    /// <summary>The tenant's slug; empty outside a tenant.</summary>
    public string Slug { get; set; } = "";

    /// <summary>The tenant's colours.</summary>
    public Theme Theme { get; set; } = Theme.Of(null);

    /// <summary>Path of the tenant's logo (same origin), instead of the drawn shelter.</summary>
    public string? Logo { get; set; }

    /// <summary>Where the roof's name leads.</summary>
    public string HomePath { get; set; } = "~/";

    /// <summary>Full name of the person signed in; null shows « Se connecter » when <see cref="SignInPath"/> is set.</summary>
    public string? UserName { get; set; }

    public string? AccountPath { get; set; }

    /// <summary>Takes a POST with the antiforgery token.</summary>
    public string? SignOutPath { get; set; }

    public string? SignInPath { get; set; }

    /// <summary>Path of the agents' search of families, in the roof; null hides it.</summary>
    public string? SearchPath { get; set; }

    public IReadOnlyList<NavEntry> Nav { get; set; } = [];

    /// <summary>The account's other portals: another commune, or the other role in this one. Paths of the platform, or whole addresses.</summary>
    public IReadOnlyList<FootLink> Elsewhere { get; set; } = [];

    public IReadOnlyList<FootLink> Foot { get; set; } = [];

    /// <summary>Path of the current entry, for a page that does not lie under it.</summary>
    public string? Current { get; set; }

    /// <summary>Value of <c>aria-current</c> for an entry: "page" on its own page, "true" under it, null elsewhere.</summary>
    public string? CurrentOf(NavEntry entry, string path)
    {
        var here = Current ?? Nav.Select(e => e.Path).Where(p => Covers(p, path)).MaxBy(p => p.Length);
        return entry.Path != here ? null : Trim(entry.Path) == Trim(path) ? "page" : "true";
    }

    /// <summary>First letter of a name, for the face.</summary>
    public static string Initial(string? name) => string.IsNullOrWhiteSpace(name) ? "?" : name.Trim()[..1].ToUpperInvariant();

    // The home entry has everything under it: it is current on its own page only.
    private static bool Covers(string entry, string path) =>
        Trim(entry) == Trim(path) || (Trim(entry).Length > 0 && Trim(path).StartsWith(Trim(entry) + "/", StringComparison.OrdinalIgnoreCase));

    private static string Trim(string path) => path.TrimStart('~').Trim('/').ToLowerInvariant();
}

/// <summary>One entry of the main navigation.</summary>
/// <param name="Path">Begins with <c>~/</c>.</param>
/// <param name="Icon">Name in icons.svg without <c>i-</c>.</param>
/// <param name="Count">Shown beside the label when not 0.</param>
/// <param name="Counted">What is counted, read aloud after the number: « nouveaux », « à traiter ».</param>
/// <param name="OnPhone">On a phone in sight: one of the five at the bottom for families (the others under
/// the face), of the seven at the top for agents (the others in the sheet).</param>
public sealed record NavEntry(string Label, string Path, string Icon, int Count = 0, string Counted = "", bool OnPhone = true);

/// <summary>A link of the footer.</summary>
public sealed record FootLink(string Label, string Path);
