using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>
/// Prices in force from a day to another, both included. Exactly one of <see cref="Flat"/>, <see cref="Brackets"/>, <see cref="Effort"/>,
/// <see cref="PercentOf"/>, <see cref="ByChildren"/> and <see cref="Durations"/> says how much; the rest adjusts it. Rounded half up to the cent once, at
/// the end.
/// </summary>
public sealed record TariffVersion
{
    [Label("En vigueur le")]
    public required DateOnly From { get; init; }

    /// <summary>Last day, included; absent: until the next version.</summary>
    [Label("Jusqu’au", Word = "jusqu’au")]
    public DateOnly? Until { get; init; }

    [Label("Prix, en euros"), Price]
    public decimal? Flat { get; init; }

    /// <summary>By quotient, half-open [from, below) over 0 to infinity. A printed '501 – 800' is from 501 below 801: a quotient with cents counts as its
    /// whole euros.</summary>
    [Label("Tranches de quotient et prix", Word = "tranches"), MinLength(1), Refused("Une tranche au moins.")]
    public QuotientBracket[]? Brackets { get; init; }

    [Label("Taux d’effort")]
    public EffortRate? Effort { get; init; }

    [Label("Part d’un autre tarif")]
    public PercentOf? PercentOf { get; init; }

    /// <summary>Price with one child counted, with two…; the last also for more (see <see cref="Siblings"/>).</summary>
    [Label("Prix avec 1 enfant ; 2 ; 3…, en euros", Help = "Par exemple 12 ; 22 ; 30. Le dernier vaut aussi pour plus d’enfants.")]
    [MinLength(1), Refused("Un prix au moins."), Items(Most = PriceAttribute.Most, Decimals = PriceAttribute.Digits, Sentence = PriceAttribute.Why)]
    public decimal[]? ByChildren { get; init; }

    /// <summary>Price by the length of the stay, shortest first; upTo in minutes, absent in the last one only.</summary>
    [Label("Prix par durée, une par ligne", Help = "Minutes comprises, deux-points, prix : 60 : 2,50. La dernière ligne : au-delà : 4.")]
    [MinLength(1)]
    public DurationPrice[]? Durations { get; init; }

    /// <summary>quarterHour, halfHour, hour: times the units of the billed time. month, year: for the calendar month or the school year and child, however
    /// many days.</summary>
    [Label("Ce prix vaut pour")]
    public PricePer Per { get; init; }

    /// <summary>With a unit of time: how many count until the clock has told.</summary>
    [Label("Unités sans pointage"), Range(1, 96)]
    public int? PlannedUnits { get; init; }

    /// <summary>Older name of plannedUnits, with quarterHour.</summary>
    [Label("Quarts d’heure sans pointage"), Range(1, 96)]
    public int? PlannedQuarters { get; init; }

    /// <summary>Minutes past a full unit that start no new one.</summary>
    [Label("Tolérance, en minutes"), Range(0, 59)]
    public int? GraceMinutes { get; init; }

    /// <summary>Never fewer units than this for a stay.</summary>
    [Label("Jamais moins d’unités par jour"), Range(1, 96)]
    public int? LeastUnits { get; init; }

    /// <summary>Never more.</summary>
    [Label("Jamais plus d’unités par jour"), Range(1, 96)]
    public int? MostUnits { get; init; }

    /// <summary>How a part of a unit counts: a started unit whole, to the nearest unit, or to the minute.</summary>
    [Label("Unité commencée")]
    public UnitRounding Rounding { get; init; }

    /// <summary>Stays by steps of hours: counted as the first step they fit in; a longer one for its real time.</summary>
    [Label("Paliers, un par ligne",
        Help = "Heures de présence, deux-points, heures facturées : 5 : 4, ou 5 : 4 : sans repas. Vide : le temps réel.")]
    [MinLength(1)]
    public StayStep[]? Steps { get; init; }

    /// <summary>Price of a household that doesn't live in the commune, whatever its quotient.</summary>
    [Label("Hors commune : un prix, en euros"), Price]
    public decimal? NonResident { get; init; }

    /// <summary>Percent more for such a household, on the price by quotient; not together with nonResident or percentOf.</summary>
    [Label("Hors commune : % de plus"), Percent(1000)]
    public decimal? NonResidentPercent { get; init; }

    /// <summary>Euros more for such a household; one of the three at most.</summary>
    [Label("Hors commune : euros de plus"), Price]
    public decimal? NonResidentAmount { get; init; }

    /// <summary>Price when the family brings the meal: pays the supervision only, so nothing else adjusts it.</summary>
    [Label("Panier-repas (PAI), en euros", Help = "Vide : pas de prix à part."), Price]
    public decimal? PackedLunch { get; init; }

    /// <summary>Prices of some households or users, whatever the quotient: "agent", "adult".</summary>
    [Label("Prix d’une catégorie, une par ligne", Help = "Par exemple agent : 4,20. Ce prix vaut quel que soit le quotient.")]
    public CategoryPrice[]? Categories { get; init; }

    /// <summary>Percent off for the 2nd child counted, the 3rd…; the last also for all after.</summary>
    [Label("Moins, en %, pour le 2e enfant ; le 3e…", Help = "Par exemple 10 ; 20. Le dernier vaut aussi pour les suivants.")]
    [Items(Most = 100, Sentence = "Un pourcentage de 0 à 100.")]
    public decimal[]? SiblingDiscounts { get; init; }

    /// <summary>Which children are counted for the discounts; those of the household when absent.</summary>
    [Label("Enfants comptés")]
    public Siblings? Siblings { get; init; }

    /// <summary>Percent off from the nth charged day of the month on.</summary>
    [Label("Réduction selon le jour du mois, une par ligne", Help = "À partir du quantième, deux-points, % de moins : 11 : 10.")]
    public VolumeDiscount[]? VolumeDiscounts { get; init; }

    /// <summary>What some dates or weekdays cost more: an outing.</summary>
    [Label("Suppléments de certains jours, un par ligne", Help = "Nom, euros, puis dates ou jours : Sortie : 2 : 08/07/2027 ; mercredi.")]
    public DaySupplement[]? DaySupplements { get; init; }

    /// <summary>Booked after its deadline. The only place where this surcharge is written; rules of section planning say that there is one, not how
    /// much.</summary>
    [Label("Réservé en retard")]
    public PriceCondition? Late { get; init; }

    /// <summary>Came without booking; takes the place of <see cref="Late"/>, never both.</summary>
    [Label("Venu sans réservation")]
    public PriceCondition? Unbooked { get; init; }

    /// <summary>Short for <see cref="Unbooked"/> in percent.</summary>
    [Label("Venu sans réservation : % de plus"), Percent(1000)]
    public decimal? UnbookedPercent { get; init; }

    /// <summary>A child that is not enrolled as a regular one.</summary>
    [Label("Occasionnel")]
    public PriceCondition? Occasional { get; init; }

    /// <summary>A penalty on an absence that is billed.</summary>
    [Label("Absence facturée")]
    public PriceCondition? Unexcused { get; init; }

    /// <summary>What a child picked up after the slot (attendance.slot, attendance.lateAfterMinutes) costs besides, on a line of its own.</summary>
    [Label("Retard au départ")]
    public LatePickUpFee? LatePickUp { get; init; }

    /// <summary>How a month or a year is billed.</summary>
    [Label("Forfait")]
    public Package? Package { get; init; }

    /// <summary>Hours of the week agreed by contract, billed in equal months instead of day by day.</summary>
    [Label("Contrat mensualisé")]
    public HoursContract? Contract { get; init; }

    /// <summary>Once for each child or household, with its first day of the year.</summary>
    [Label("Droit d’inscription")]
    public RegistrationFee? RegistrationFee { get; init; }

    /// <summary>The most that is charged over a day or a month.</summary>
    [Label("Plafond")]
    public PriceCap? Cap { get; init; }

    /// <summary>What of the price is food (at most the line's amount, or a percentage of it); the rest is care.</summary>
    [Label("Part alimentaire")]
    public FoodPart? Food { get; init; }

    /// <summary>Budget account of the price, or of its care part: 7067.</summary>
    [Label("Compte"), AccountCode]
    public string? Account { get; init; }

    /// <summary>Product code known to the treasury.</summary>
    [Label("Code produit du Trésor", Word = "code produit"), AccountCode]
    public string? ProductCode { get; init; }

    /// <summary>Whether the care part counts for the tax credit of child care (CGI 200 quater B).</summary>
    [Label("La part de garde compte pour le crédit d’impôt (moins de 6 ans)", Word = "crédit d’impôt")]
    public bool TaxCredit { get; init; }

    /// <summary>Council decision the prices come from, as cited on grids: its number, date and address; or one sentence.</summary>
    [Label("Décision")]
    public CouncilDecision? Decision { get; init; }
}
