using System.Text.RegularExpressions;

namespace Preau.Architecture;

public sealed partial class PackageTests
{
    // Paid, or paid above a size of organisation, or copyleft for the whole product.
    private static readonly string[] Refused = ["AutoMapper", "MediatR", "Duende.IdentityServer", "QuestPDF", "FluentAssertions", "IdentityServer4", "EPPlus"];

    [Fact]
    public void No_paid_package_is_used()
    {
        var versions = Versions();

        Assert.DoesNotContain(versions.Keys, p => Refused.Any(r => p.StartsWith(r, StringComparison.OrdinalIgnoreCase)));
        Assert.All(versions.Where(v => v.Key.StartsWith("MassTransit", StringComparison.Ordinal)),
            v => Assert.StartsWith("8.", v.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_package_has_its_reason_and_licence_in_the_architecture_notes()
    {
        var notes = Repository.Read("ARCHITECTURE.md");
        var used = from project in Repository.Projects()
                   from Match reference in Reference().Matches(project.Text)
                   select reference.Groups[1].Value;

        Assert.DoesNotContain(used.Distinct(), p => !notes.Contains($"`{p}`", StringComparison.Ordinal));
    }

    [Fact]
    public void No_project_names_a_version_of_its_own() =>
        Assert.DoesNotContain(Repository.Projects(), p => Regex.IsMatch(p.Text, "PackageReference [^>]*Version="));

    private static Dictionary<string, string> Versions() =>
        Version().Matches(Repository.Read("Directory.Packages.props")).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    [GeneratedRegex("PackageReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex("PackageVersion Include=\"([^\"]+)\" Version=\"([^\"]+)\"")]
    private static partial Regex Version();
}
