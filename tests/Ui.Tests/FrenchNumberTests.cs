namespace Preau.Ui.Tests;

public sealed class FrenchNumberTests
{
    [Theory]
    [InlineData("4,80", "4.80")]
    [InlineData("4.80", "4.80")]
    [InlineData(" 4,80 € ", "4.80")]
    [InlineData("1\u202F234,50\u00A0€", "1234.50")]
    [InlineData("-5", "-5")]
    public void A_sum_is_read_as_people_write_it(string text, string value)
    {
        Assert.True(FrenchNumber.TryRead(text, out var read));
        Assert.Equal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("€")]
    [InlineData("1e3")]
    [InlineData("4,80,2")]
    [InlineData("1.234,50")]
    [InlineData("abc")]
    [InlineData("99999999999999999999999999999999")]
    public void What_is_no_plain_number_is_none(string text) => Assert.False(FrenchNumber.TryRead(text, out _));
}
