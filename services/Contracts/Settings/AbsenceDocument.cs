using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>A reason a family chooses from (F-87).</summary>
public sealed record AbsenceReasonDocument
{
    [Label("Clé"), SettingKey]
    public required string Key { get; init; }

    [Label("Motif, comme les familles le lisent", Word = "nom"), StringLength(100, MinimumLength = 1)]
    public required string Label { get; init; }

    /// <summary>A certificate is due (F-90), within <see cref="EvidenceDays"/> days.</summary>
    [Label("Un justificatif est demandé", Word = "justificatif demandé")]
    public bool NeedsEvidence { get; init; }

    [Label("Jours", Word = "jours pour le justificatif"), Range(0, 365)]
    public int? EvidenceDays { get; init; }

    [Label("Prévenue dans les délais", Word = "effet dans les délais")]
    public AbsenceEffect InTime { get; init; } = AbsenceEffect.Excused;

    [Label("Prévenue en retard", Word = "après la limite")]
    public AbsenceEffect Late { get; init; } = AbsenceEffect.ToAgent;

    /// <summary>
    /// With <see cref="Late"/> "billed": that many percent of the day's price instead of all of it; above 100 a penalty on top. Null: all of it.
    /// </summary>
    [Label("Facturée en retard : part du prix du jour, en %", Help = "Vide : tout le jour. Plus de 100 : une pénalité en plus.",
        Word = "part facturée après la limite, en %")]
    [Range(1, 300)]
    public int? LatePercent { get; init; }

    /// <summary>Keys of the services it is offered and accepted for; empty: all.</summary>
    [Label("Seulement pour ces services", Help = "Rien de coché : pour tous.", Word = "services")]
    public IReadOnlyList<string> Services { get; init; } = [];

    [Label("Phrase d’aide sous le motif", Word = "aide"), StringLength(200)]
    public string? Help { get; init; }

    /// <summary>Limits of the certificate; null: <see cref="EvidenceDays"/> alone.</summary>
    [Label("Justificatif")]
    public EvidenceDocument? Evidence { get; init; }

    [Label("Délai de carence")]
    public WaitingDocument? Waiting { get; init; }

    /// <summary>Leave of a contract (congé): within its days, shown as such.</summary>
    [Label("C’est un congé prévu par un contrat", Word = "congé d’un contrat")]
    public bool Leave { get; init; }

    /// <summary>False: only agents give this reason.</summary>
    [Label("Les familles peuvent le choisir", Word = "choisi par les familles")]
    public bool ByFamily { get; init; } = true;

    [JsonIgnore]
    public bool AsksEvidence => NeedsEvidence || Evidence is not null;

    public bool Fits(string service) => Services.Count == 0 || Services.Contains(service);
}

/// <summary>What telling an absence comes to.</summary>
[JsonConverter(typeof(WordConverter<AbsenceEffect>))]
public enum AbsenceEffect
{
    Excused,
    Billed,
    ToAgent,
}

/// <summary>
/// When the certificate of an absence is due (F-90). Counted from the first day of the absence, or from the day it was told when that is later.
/// </summary>
public sealed record EvidenceDocument
{
    /// <summary>Due so many hours after the absence was told (after its first day began, when told before).</summary>
    [Label("Heures"), Range(1, 8760)]
    public int? Hours { get; init; }

    /// <summary>Due at the end of the day so many calendar days later.</summary>
    [Label("Jours"), Range(0, 365)]
    public int? Days { get; init; }

    /// <summary>Due at the end of the last school day of the month of the first day.</summary>
    [Label("Avant la fin du mois d’école")]
    public bool MonthEnd { get; init; }

    /// <summary>A late certificate is still taken until so many days later, never after; null: not after the limit.</summary>
    [Label("Remis en retard, encore pris jusqu’à … jours", Help = "Vide : plus après la limite.", Word = "jours jusqu’au dernier délai")]
    [Range(0, 365)]
    public int? MaxDays { get; init; }

    /// <summary>Asked also when the absence was told in time; otherwise only after the limit.</summary>
    [Label("Demandé aussi quand l’absence est dite dans les délais", Word = "effet dans les délais")]
    public bool InTime { get; init; } = true;
}

/// <summary>Days of an absence that stay billed (délai de carence), counted over consecutive absences of the same child for the same reason.</summary>
public sealed record WaitingDocument
{
    [Label("Nombre de jours", Help = "Vide : aucun.", Word = "jours"), Range(1, 60)]
    public required int Days { get; init; }

    [Label("Compter", Word = "en comptant")]
    public WaitingUnit Unit { get; init; }

    /// <summary>The first of them: 1 is the first day of the absence, 3 the third.</summary>
    [Label("À partir du … jour de l’absence", Word = "à partir du jour"), Range(1, 60)]
    public int FirstDay { get; init; } = 1;

    [Label("À partir de")]
    public WaitingStart From { get; init; }

    /// <summary>Only when the certificate came after its limit.</summary>
    [Label("Seulement quand le justificatif vient en retard", Word = "seulement si le justificatif vient en retard")]
    public bool OnlyLateEvidence { get; init; }

    /// <summary>Also for days that were told in time.</summary>
    [Label("Aussi pour les jours dits dans les délais", Word = "effet dans les délais")]
    public bool InTime { get; init; }
}

[JsonConverter(typeof(WordConverter<WaitingUnit>))]
public enum WaitingUnit
{
    Calendar,

    /// <summary>Days on which the child was booked.</summary>
    Service,
}

[JsonConverter(typeof(WordConverter<WaitingStart>))]
public enum WaitingStart
{
    Absence,

    /// <summary>The day it is told is due, and so many after it.</summary>
    Notice,
}

/// <summary>What becomes of certificates, whatever the reason.</summary>
public sealed record CertificatesDocument
{
    /// <summary>Days after the decision until the files are deleted.</summary>
    [Label("Justificatifs gardés … jours après la décision", Word = "jours de garde des justificatifs"), Range(1, 1000)]
    public int KeepDays { get; init; } = 60;

    /// <summary>Hours before the limit at which the family is reminded; 0 for never.</summary>
    [Label("Rappel avant la limite d’un justificatif, en heures", Help = "0 : jamais.", Word = "heures du rappel avant la limite"), Range(0, 720)]
    public int RemindHours { get; init; } = 24;
}
