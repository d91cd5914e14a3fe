namespace Preau.Billing.Tariffs;

/// <summary>What follows from the settings of a tariff.</summary>
internal static class TariffFacts
{
    extension(Tariff tariff)
    {
        /// <summary>Said so, or with a food part or a price for those who bring their meal.</summary>
        public bool IsMeal => tariff.Meal || Array.Exists(tariff.Versions, v => v.Food is not null || v.PackedLunch is not null);

        public TariffVersion? On(DateOnly day) => Array.Find(tariff.Versions, v => v.From <= day && (v.Until is null || day <= v.Until));
    }

    extension(TariffVersion version)
    {
        public bool IsTimed => version.Per is PricePer.QuarterHour or PricePer.HalfHour or PricePer.Hour;

        /// <summary>The days themselves cost nothing: the month or the year is charged.</summary>
        public bool IsPackage => version.Per is PricePer.Month or PricePer.Year || version.Contract is not null;

        public int? Planned => version.PlannedUnits ?? version.PlannedQuarters;

        public PriceCondition? WithoutBooking =>
            version.Unbooked ?? (version.UnbookedPercent is { } percent ? new PriceCondition { Percent = percent } : null);
    }

    extension(DaySupplement supplement)
    {
        public bool Covers(DateOnly day) =>
            Array.IndexOf(supplement.Dates ?? [], day) >= 0 || Array.IndexOf(supplement.Weekdays ?? [], day.DayOfWeek) >= 0;
    }

    extension(FoodPart food)
    {
        /// <summary>Cents of food in a line of <paramref name="cents"/>; care is the rest. A credit gives back the parts that were charged.</summary>
        public long Of(long cents) => cents < 0 ? -food.Of(-cents) : food.Percent is { } percent
            ? (long)Math.Round(cents * percent / 100, 0, MidpointRounding.AwayFromZero)
            : Math.Min(cents, (long)Math.Round((food.Amount ?? 0) * 100, 0, MidpointRounding.AwayFromZero));
    }

    extension(CouncilDecision decision)
    {
        /// <summary>"Délibération n° 2026-41 du 23 juin 2026".</summary>
        public string Words => decision.Text ?? $"Délibération n°\u00A0{decision.Number}{(decision.Date is { } day ? $" du {French.Date(day)}" : "")}";
    }
}
