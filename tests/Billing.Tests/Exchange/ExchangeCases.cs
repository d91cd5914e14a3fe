using System.Globalization;
using System.Text.Json;

namespace Preau.Billing.Tests.Exchange;

/// <summary>The worked cases as the tests of files and payments read them.</summary>
internal static class ExchangeCases
{
    public static JsonElement Input(string id) => Element(id, "input");

    public static JsonElement Expected(string id) => Element(id, "expected");

    /// <summary>"120.60" as 12060.</summary>
    public static long Cents(this JsonElement amount) => (long)(decimal.Parse(amount.GetString()!, CultureInfo.InvariantCulture) * 100);

    private static JsonElement Element(string id, string part) => JsonSerializer.SerializeToElement(MoneyCases.Case(id)[part]);
}
