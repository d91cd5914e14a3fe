
namespace Preau.Planning.Judging;

/// <summary>The effect of an absence in French, with the dates that decide.</summary>
public static class AbsenceWords
{
    /// <summary>« rien ne sera facturé si le certificat arrive avant le jeudi 10 décembre à 23 h 59 ».</summary>
    public static string Evidence(Verdict verdict, Func<DateTimeOffset?, string> moment) =>
        $"Absence notée : rien ne sera facturé si le certificat arrive avant le {moment(verdict.Evidence!.Due)}. {After(verdict.Evidence, verdict.Waiting, moment)}";

    /// <summary>One day of a week that is excused, or will be once a certificate comes; <see cref="WeekDue"/> or <see cref="Excused"/> follows.</summary>
    public static string Part(Verdict verdict, Func<DateTimeOffset?, string> moment) => verdict.Evidence is { } evidence
        ? $"Absence notée : ce jour est excusé si le certificat arrive avant le {moment(evidence.Due)}." : "Absence notée, la place de ce jour est rendue.";

    /// <summary>The bill is the week's.</summary>
    public static string WeekDue(string week) => $" « {week} » reste facturé en entier, sauf si tous ses jours sont excusés.";

    /// <param name="evidence">If the certificate comes.</param>
    public static string Excused(string week, bool evidence) => evidence
        ? $" Si tous ses jours sont ainsi excusés, « {week} » n’est pas facturé." : $" Tous ses jours sont excusés : « {week} » n’est pas facturé.";

    /// <summary>For an absence that an agent decides: with a space in front, or nothing.</summary>
    public static string Due(Verdict verdict, Func<DateTimeOffset?, string> moment) =>
        verdict.Evidence is { } evidence ? $" Certificat à remettre avant le {moment(evidence.Due)}." : "";

    /// <summary>What becomes of the days once the limit has passed.</summary>
    public static string After(EvidenceTerms evidence, WaitingDocument? waiting, Func<DateTimeOffset?, string> moment) =>
        evidence.Closes <= evidence.Due ? "Sans lui, le jour est facturé."
        : waiting is null ? $"Sans lui, le jour est facturé ; un certificat en retard est encore accepté jusqu’au {moment(evidence.Closes)}."
        : $"Plus tard, et jusqu’au {moment(evidence.Closes)}, {Days(waiting)} {(waiting.Days == 1 ? "reste facturé" : "restent facturés")} ; ensuite tout est facturé.";

    public static string Waiting(WaitingDocument waiting) => waiting switch
    {
        { From: WaitingStart.Notice, Days: 1 } =>
            "Absence notée. Ce jour reste facturé : le jour où l’absence est signalée et le suivant sont dus (délai de carence).",
        { From: WaitingStart.Notice } =>
            $"Absence notée. Ce jour reste facturé : le jour où l’absence est signalée et les {waiting.Days} suivants sont dus (délai de carence).",
        _ => $"Absence notée. Ce jour reste facturé : {Days(waiting)} d’une absence {(waiting.Days == 1 ? "est dû" : "sont dus")} (délai de carence).",
    };

    private static string Days(WaitingDocument waiting)
    {
        var what = waiting.Unit == WaitingUnit.Service ? waiting.Days == 1 ? "jour réservé" : "jours réservés" : waiting.Days == 1 ? "jour" : "jours";
        return (waiting.FirstDay, waiting.Days) switch
        {
            (1, 1) => $"le premier {what}",
            (1, _) => $"les {waiting.Days} premiers {what}",
            (_, 1) => $"le {waiting.FirstDay}e {what}",
            _ => $"les {what} du {waiting.FirstDay}e au {waiting.FirstDay + waiting.Days - 1}e",
        };
    }
}
