using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>Forms of pages.</summary>
public sealed partial class FormTests
{
    /// <summary>Razor gives a form its token only when it works out the address itself: one that names it must ask, or its button never works.</summary>
    [Fact]
    public void Each_form_that_names_its_address_asks_for_its_token()
    {
        var forms = Repository.Sources(".cshtml").SelectMany(f => Form().Matches(string.Join('\n', f.Lines)).Select(m => (f.Path, m.Value))).ToList();
        Assert.True(forms.Count > 40, $"Only {forms.Count}.");
        Assert.Empty(forms.Where(f => !f.Value.Contains("asp-antiforgery", StringComparison.Ordinal)).Select(f => $"{f.Path}: {f.Value}"));
    }

    [GeneratedRegex("""<form (?=[^>]*method="post")[^>]*\saction="[^>]*""")]
    private static partial Regex Form();
}
