using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>Words of certificates, the same for families and agents.</summary>
public static class EvidenceWords
{
    public static (string Tone, string Icon, string Word) Of(EvidenceState state) => state switch
    {
        EvidenceState.Awaited => ("wait", "clock", "Justificatif attendu"),
        EvidenceState.Given => ("info", "doc", "Reçu, à vérifier"),
        EvidenceState.Accepted => ("ok", "check", "Justificatif accepté"),
        EvidenceState.Refused => ("bad", "x", "Justificatif refusé"),
        EvidenceState.Missed => ("bad", "warn", "Pas arrivé à temps"),
        _ => ("", "undo", "Plus demandé"),
    };

    /// <summary>« Il reste 2 jours ».</summary>
    public static string Left(DateTime due, DateTime now) => "Il reste " + French.Relative(due, now).Replace("dans ", "", StringComparison.Ordinal);

    public static string Kind(string contentType) => contentType == "application/pdf" ? "PDF" : "photo";
}
