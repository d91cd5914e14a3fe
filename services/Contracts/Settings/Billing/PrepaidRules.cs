using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>An office where families pay in advance: what they put in pays the days, and what is left is theirs.</summary>
public sealed record PrepaidRules
{
    /// <summary>When a day is taken from the account.</summary>
    [Label("Un jour est pris sur le compte")]
    public PrepaidTake Take { get; init; }

    /// <summary>Euros offered as buttons; any other sum can be typed.</summary>
    [Label("Sommes proposées, en euros", Help = "Séparées par des espaces. Toute autre somme peut être écrite."), MaxLength(6)]
    [Items(Least = 0.01, Most = 1000)]
    public decimal[]? Amounts { get; init; }

    /// <summary>Euros: the smallest top-up, never above 1 € (what the treasury's page accepts).</summary>
    [Label("Versement le plus petit, en euros", Help = "1 € au plus : un minimum plus haut n’est pas permis.")]
    [Euros(0.01, 1), Refused("De 0,01 à 1 euro : un minimum plus haut n’est pas permis.")]
    public decimal Least { get; init; } = 1;

    /// <summary>Euros: under it the family is told once; null: never.</summary>
    [Label("Prévenir la famille en dessous de, en euros", Help = "Vide : jamais."), Euros(0, 500), Refused("De 0 à 500 euros, deux décimales au plus.")]
    public decimal? Low { get; init; } = 10;

    /// <summary>Tickets sold by the book; null: none is sold.</summary>
    [Label("Tickets par carnet")]
    public TicketBook? Book { get; init; }

    /// <summary>Bookings that are confirmed by paying: what the account doesn't cover in time leaves its place to the next; null: none.</summary>
    [Label("Payer pour confirmer")]
    public HoldRule? Hold { get; init; }
}

public enum PrepaidTake
{
    /// <summary>As soon as it is booked; given back when it is cancelled in time.</summary>
    Booked,

    /// <summary>On the day itself.</summary>
    Consumed,
}

/// <summary>Tickets sold by the book: one for each day of its units, shared by the children, given back with a day cancelled in time.</summary>
public sealed record TicketBook
{
    /// <summary>Units of section planning that are booked only with a ticket name it.</summary>
    [Label("Clé du carnet",
        Help = "Une prestation qui la nomme, dans les réglages des services, ne se réserve qu’avec un ticket ; sinon les jours sans ticket sont dus.")]
    [RegularExpression("^[^ ]{1,64}$")]
    public required string Key { get; init; }

    [Label("Nom du carnet", Help = "Laissez vide pour ne pas en vendre. « Carnet de 10 repas »."), StringLength(60, MinimumLength = 1)]
    public required string Label { get; init; }

    /// <summary>Booking units a ticket pays; their tariff asks the price of one ticket.</summary>
    [Label("Prestations payées", Help = "Leurs clés, séparées par des espaces. Leur tarif est le prix d’un ticket."), MinLength(1), Items(MaxLength = 64)]
    public required string[] Units { get; init; }

    /// <summary>Tickets of a book.</summary>
    [Label("Tickets d’un carnet"), Range(1, 100)]
    public required int Count { get; init; }

    /// <summary>Euros for a book.</summary>
    [Label("Prix d’un carnet, en euros"), Euros(0.01, 1000)]
    public required decimal Price { get; init; }
}

/// <summary>
/// A booking of these units holds for so many minutes, or to the end of a printed day; what the account doesn't cover by then leaves its place to the next.
/// </summary>
public sealed record HoldRule
{
    /// <summary>How long a booking holds.</summary>
    [Label("Une réservation tient, en minutes", Word = "minutes",
        Help = "Laissez vide pour ne rien exiger. Passé ce délai, les jours que le compte ne paie pas vont au suivant.")]
    [Range(5, 10_080)]
    public required int Minutes { get; init; }

    /// <summary>Booking units it concerns.</summary>
    [Label("Prestations concernées", Help = "Leurs clés, séparées par des espaces."), MinLength(1), Items(MaxLength = 64)]
    public required string[] Units { get; init; }

    /// <summary>Printed beforehand: bookings for these days made by 'by' hold to its midnight, in place of the minutes.</summary>
    [Label("Dates imprimées", Help = "Une ligne par période : premier jour, dernier jour, à payer au plus tard le. « 19/12/2026 3/1/2027 4/12/2026 » : "
        + "ce qui n’est pas payé le 4 décembre à minuit est rendu. Hors de ces périodes, et après la date, les minutes comptent.")]
    [MaxLength(20)]
    public PayBy[]? Dates { get; init; }
}

/// <summary>Days of a period, both included, and the last day on which they can be paid: at its midnight the places go.</summary>
public sealed record PayBy
{
    /// <summary>First day of the period.</summary>
    [Label("Premier jour")]
    public required DateOnly From { get; init; }

    /// <summary>Last day, included.</summary>
    [Label("Dernier jour")]
    public required DateOnly Until { get; init; }

    /// <summary>Last day to pay, before the period.</summary>
    [Label("À payer au plus tard le")]
    public required DateOnly By { get; init; }
}
