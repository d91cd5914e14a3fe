using Preau.Contracts.Api;

namespace Preau.Billing.Tariffs;

/// <summary>The reasons of a price while it is made.</summary>
internal sealed class Explanation
{
    private readonly List<PriceStep> _steps = [];
    private readonly List<string> _reasons = [];

    public string? Missing { get; set; }

    /// <summary>A price nothing more applies to.</summary>
    public bool IsFixed { get; set; }

    /// <summary>The family brings the meal: no food in the price.</summary>
    public bool IsPackedLunch { get; set; }

    /// <summary>Surcharges in the price so far, euros.</summary>
    public decimal Extra { get; set; }

    public static Explanation Of(string label, TariffVersion version)
    {
        var why = new Explanation();
        why.Add("Tarif", $"{label}, depuis le {French.Date(version.From)}");
        if (version.Decision is { } decision)
        {
            why.Add("Décision", decision.Words);
        }

        return why;
    }

    public void Add(string label, string value) => _steps.Add(new PriceStep(label, value));

    public void Because(string reason, string label, string value)
    {
        _reasons.Add(reason);
        Add(label, value);
    }

    /// <summary>Rounds half up to the cent, once, and parts food and surcharges.</summary>
    public Priced Round(decimal amount, TariffVersion version)
    {
        var rounded = Math.Round(amount, 2, MidpointRounding.AwayFromZero);
        Add("Montant", French.Price(rounded));
        var cents = (long)(rounded * 100);
        var extra = Math.Clamp((long)Math.Round(Extra * 100, 0, MidpointRounding.AwayFromZero), 0, Math.Max(0, cents));
        return new Priced(rounded, Missing, new PriceWhy($"{French.Price(rounded)} : {string.Join(", ", _reasons)}.", [.. _steps]))
        {
            FoodCents = IsPackedLunch || version.Food is not { } food ? 0 : Math.Min(food.Of(cents), cents - extra),
            ExtraCents = extra,
        };
    }
}
