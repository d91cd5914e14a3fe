using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>What one or several units cost, by period of validity.</summary>
public sealed record Tariff
{
    [Label("Clé"), OfficeKey]
    public required string Key { get; init; }

    /// <summary>As families read it in "why this price".</summary>
    [Label("Nom, comme les familles le lisent", Help = "Par exemple « Repas » ou « Garderie du soir ».", Word = "nom"), StringLength(120, MinimumLength = 1)]
    public required string Label { get; init; }

    /// <summary>Booking units of section planning; a unit has one tariff.</summary>
    [Label("Ce qu’il donne à payer", Word = "prestations"), MinLength(1), Refused("Un tarif vaut pour une unité au moins.")]
    [Items(Pattern = OfficeKeyAttribute.Form, Sentence = OfficeKeyAttribute.Why)]
    public required string[] Units { get; init; }

    /// <summary>Key of the cash office that collects.</summary>
    [Label("Qui encaisse", Word = "régie"), RegularExpression(OfficeKeyAttribute.Form)]
    public required string CashOffice { get; init; }

    /// <summary>From the oldest to the newest, without overlap.</summary>
    [Label("Versions")]
    public required TariffVersion[] Versions { get; init; }

    /// <summary>False keeps the tariff off the public grid.</summary>
    [Label("Dans la grille que tous peuvent lire", Word = "grille publique")]
    public bool Public { get; init; } = true;

    /// <summary>A proposal that no price follows until it is published.</summary>
    [Label("Brouillon")]
    public TariffVersion? Draft { get; init; }

    /// <summary>A meal and nothing else: one at 1 € or less counts for the State's aid. A tariff with 'food' or 'packedLunch' counts without it. No price
    /// hangs on it, so it may be said later.</summary>
    [Label("C’est un repas et rien d’autre", Word = "repas")]
    public bool Meal { get; init; }
}
