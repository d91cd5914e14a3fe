using System.Text.RegularExpressions;

namespace Preau.Identity.Communes;

/// <summary>Addresses of communes: lower-case letters, digits and hyphens.</summary>
internal static partial class Slugs
{
    // First path segments that belong to other hosts behind the same gateway.
    public static readonly string[] Taken = ["api", "identity", "health", "mairie"];

    public static bool Fits(string slug) => slug.Length <= 64 && Pattern().IsMatch(slug) && !Taken.Contains(slug);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Pattern();
}
