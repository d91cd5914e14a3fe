namespace Preau.Ui.Tests;

public sealed class ThemeTests
{
    [Theory]
    [InlineData("#2F6B3A", 6.4, "#91D099")]
    [InlineData("#8A3B12", 7.7, "#FEA47D")]
    [InlineData("#9A4A00", 6.3, "#FBA773")]
    [InlineData("#7A1F3D", 10.0, "#FF9CB3")]
    [InlineData("1f4e79", 8.7, "#91C3F5")]
    public void A_commune_gets_a_night_colour_of_the_same_hue(string brand, double contrast, string night)
    {
        Assert.True(Theme.TryParse(brand, out var theme));
        Assert.Equal(night, theme.Night);
        Assert.Equal(contrast, theme.ContrastWithWhite, 1);
        Assert.True(theme.Passes);
        Assert.Equal(theme.Brand, theme.Proposal().Brand);
    }

    [Theory]
    [InlineData("#FFCC00")]
    [InlineData("#00A0FF")]
    [InlineData("#FFFFFF")]
    [InlineData("#777777")]
    public void A_colour_too_light_for_white_text_is_refused_and_the_nearest_that_passes_is_proposed(string brand)
    {
        var theme = Theme.Of(brand);
        var proposal = theme.Proposal();
        Assert.False(theme.Passes);
        Assert.InRange(proposal.ContrastWithWhite, 4.5, 4.6);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("green")]
    [InlineData("#12345")]
    [InlineData("#1234567")]
    [InlineData("12 456")]
    [InlineData("+12345")]
    [InlineData("12345;")]
    public void What_is_not_six_hexadecimal_digits_is_no_colour(string? text) => Assert.False(Theme.TryParse(text, out _));
}
