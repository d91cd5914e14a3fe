namespace Preau.DemoTreasury;

/// <summary>One payment as the treasury keeps it.</summary>
/// <param name="Fields">As they were sent: exer, mel, montant…</param>
public sealed record Operation(string IdOp, IReadOnlyDictionary<string, string> Fields, DateTimeOffset CreatedAt)
{
    /// <summary>P, V, A, R or Z; null without a result yet.</summary>
    public string? Result { get; set; }

    public DateTimeOffset? ResultAt { get; set; }

    /// <summary>Answers that differ from what was sent, for tests: montant, saisie…</summary>
    public Dictionary<string, string> Overrides { get; } = [];

    /// <summary>Purged, as unused ones are at night: P1 from then on.</summary>
    public bool Forgotten { get; set; }
}
