using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings.Billing;

/// <summary>What a commune does about unpaid invoices of an office, step after step.</summary>
public sealed record DunningRules
{
    /// <summary>In the order of their days.</summary>
    [Label("Étapes"), MinLength(1), MaxLength(6), Refused("D’une à six étapes.")]
    public required DunningStep[] Steps { get; init; }

    /// <summary>Euros: under it nobody is reminded.</summary>
    [Label("Somme la plus petite relancée, en euros"), Euros(0, 100), Refused("De 0 à 100 euros, deux décimales au plus.")]
    public decimal Least { get; init; } = 5;

    /// <summary>Days a date of a plan may be late before it counts as missed.</summary>
    [Label("Jours de retard admis sur une date d’échéancier"), Range(0, 30), Refused("De 0 à 30 jours.")]
    public int Grace { get; init; } = 3;

    /// <summary>Whom to turn to when one can't pay: printed on every letter.</summary>
    [Label("À qui s’adresser en cas de difficulté", Help = "Imprimé sur chaque lettre : CCAS, permanence."), StringLength(500), Refused("500 signes au plus.")]
    public string? Help { get; init; }

    /// <summary>Days a debt may be overdue before bookings may be stopped; null: never, as in a commune that decided nothing.</summary>
    [Label("Jours de retard", Word = "jours de retard avant de suspendre",
        Help = "Laissez vide pour ne jamais suspendre. Les repas ne sont suspendus que par un agent, famille par famille, avec un motif.")]
    [Range(15, 365), Refused("De 15 à 365 jours de retard.")]
    public int? StopAfter { get; init; }

    /// <summary>Euros: under it nobody is stopped by the rule.</summary>
    [Label("Pas en dessous de, en euros", Word = "somme avant de suspendre"), Euros(0, 1000), Refused("De 0 à 1 000 euros, deux décimales au plus.")]
    public decimal StopLeast { get; init; } = 50;

    /// <summary>The rule stops by itself, meals never; else only an agent does.</summary>
    [Label("Suspendre sans attendre un agent (jamais les repas)")]
    public bool StopItself { get; init; }
}

/// <summary>One step: a letter, or what is left to the treasury.</summary>
public sealed record DunningStep
{
    [Label("Nom, titre de la lettre", Word = "nom"), StringLength(60, MinimumLength = 1), Refused("De 1 à 60 signes.")]
    public required string Label { get; init; }

    /// <summary>After the due date of the oldest debt; more than those of the step before.</summary>
    [Label("Jours après l’échéance la plus ancienne", Word = "jours"), Range(1, 365)]
    public required int Days { get; init; }

    /// <summary>What the letter says, a paragraph a line.</summary>
    [Label("Ce que dit la lettre", Word = "texte"), StringLength(1500, MinimumLength = 1), Refused("De 1 à 1 500 signes.")]
    public required string Text { get; init; }

    /// <summary>The step at which the treasury takes over: nothing is sent, the agent is led to the bordereau.</summary>
    [Label("Cette étape est la transmission au Trésor public : rien n’est envoyé", Word = "transmission au Trésor public")]
    public bool HandOver { get; init; }
}
