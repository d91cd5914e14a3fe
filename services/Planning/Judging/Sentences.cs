using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>The French sentence of a verdict: what happened, the date and hour that decided, the way out.</summary>
public sealed class Sentences(PlanningRules rules, DateTimeOffset now)
{
    private readonly DateOnly _today = rules.Today(now);

    /// <param name="undoUntil">For a booking: until when it can be cancelled.</param>
    public string Of(Verdict verdict, DateOnly date, DateTimeOffset? undoUntil)
    {
        var limit = Moment(verdict.ClosesAt);
        var day = FrenchDates.Day(date, _today);
        return verdict.Code switch
        {
            "booked" => undoUntil > now ? $"Réservé. Annulable jusqu’au {Moment(undoUntil)}." : "Réservé. La limite pour annuler est passée.",
            "booked.late" => verdict.Surcharge ? $"Réservé hors délai, avec un supplément : la limite était le {limit}." : $"Réservé. La limite était le {limit}.",
            "booked.exception" => $"Réservé par exception{Lifted(verdict, limit)}.",
            "cancelled.exception" => $"Annulé par exception{Lifted(verdict, limit)} : rien ne sera facturé.",
            "absence.exception" => $"Absence excusée par exception{Lifted(verdict, limit)} : rien ne sera facturé.",
            "pending.validation" => (verdict.Late
                ? $"Demande reçue après la limite du {limit}. {rules.ValidatorAsSubject} vous répondra."
                : $"Demande reçue dans les délais (limite : {limit}). {rules.ValidatorAsSubject} vous répondra.") + AbsenceWords.Due(verdict, Moment),
            "pending.late" => $"La limite était le {limit} : {rules.Validator} décidera.{AbsenceWords.Due(verdict, Moment)}",
            "pending.full" => $"{Full(verdict)} {rules.ValidatorAsSubject} décidera.",
            "waiting" => $"{Full(verdict)} L’enfant est sur la liste d’attente : vous serez prévenus dès qu’une place se libère.",
            "pending.wish" => $"Souhait noté. Les places seront attribuées après le {limit}, selon les critères publiés : vous serez prévenus.",
            "cancelled.exchange" => $"Annulé après la limite du {limit}, mais des familles attendent une place : la vôtre leur est proposée. Le jour reste facturé tant que personne ne l’a prise ; dès qu’elle est prise, il ne l’est plus.",
            "withdrawn" => "Demande retirée : elle n’attendait pas encore de réponse définitive.",
            "cancelled" => verdict.Late ? $"Annulé. La limite était le {limit}." : $"Annulé dans les délais (limite : {limit}) : rien ne sera facturé.",
            "absence.excused" => verdict.Late ? "Absence excusée : rien ne sera facturé." : $"Absence déclarée dans les délais (limite : {limit}) : elle est acceptée, rien ne sera facturé.",
            "absence.evidence" => AbsenceWords.Evidence(verdict, Moment),
            "absence.waiting" => AbsenceWords.Waiting(verdict.Waiting!),
            "absence.billed" => verdict.BilledPercent is { } percent ? $"Absence notée et facturée à {percent}\u00A0% du prix du jour : la limite était le {limit}." : $"Absence notée et facturée : la limite était le {limit}.",
            "unchanged.booked" => "Déjà réservé : rien n’a changé.",
            "unchanged.pending" => "Déjà demandé, en attente de réponse : rien n’a changé.",
            "unchanged.waiting" => "Déjà sur la liste d’attente : rien n’a changé.",
            "unchanged.offered" => "Une place vous est proposée ce jour-là : répondez-y depuis « Places proposées ».",
            "unchanged.cancel-pending" => "Annulation déjà demandée, en attente de réponse.",
            "unchanged.absence" => "Absence déjà déclarée : rien n’a changé.",
            "refused.deadline" => $"La limite est passée : c’était le {limit}. Pour un cas particulier, écrivez au service.",
            "refused.past" => $"Le {day} est passé. Pour corriger ce jour, écrivez au service.",
            "refused.full" => Full(verdict),
            "refused.closed" => verdict.Word is null ? $"Ce service est fermé le {day}." : $"Ce service est fermé le {day} : {verdict.Word}.",
            "refused.age" => "L’âge de l’enfant ce jour-là ne correspond pas à ce service.",
            "refused.not-enrolled" => $"L’enfant n’est pas inscrit à ce service le {day}. Demandez d’abord son inscription.",
            "refused.file-incomplete" => $"Le dossier de la famille est incomplet : il manque « {verdict.Word} ». Complétez-le dans « Mon dossier », puis réservez.",
            "refused.not-online" => "Ce service ne se réserve pas au jour en ligne. Écrivez au service.",
            "refused.not-open-yet" => $"Les réservations ouvrent le {Opening(verdict.OpensAt)}.",
            "refused.allocation" => $"Les souhaits sont clos depuis le {limit} et les places sont en cours d’attribution. Les réservations reprendront ensuite.",
            "refused.not-for-family" => $"Les réservations de « {verdict.Word} » ne sont pas ouvertes à votre famille. Pour un cas particulier, écrivez au service.",
            "refused.part-of-week" => $"Ce jour fait partie de « {verdict.Word} » : la semaine s’annule en entier, depuis son premier jour. Pour un cas particulier, écrivez au service.",
            "refused.week-start" => "Une semaine se réserve sur son premier jour d’ouverture.",
            "refused.week-absence" => $"Ce jour fait partie de « {verdict.Word} » et son absence est notée : reprenez-la dans vos demandes, ou écrivez au service.",
            "refused.changed-once" => "Un jour réservé se modifie une seule fois en ligne, et c’est déjà fait. Pour un autre changement, écrivez au service.",
            "refused.exclusive" => $"L’enfant a déjà « {verdict.Word} » ce jour-là, et les deux ne vont pas ensemble. Annulez-le d’abord.",
            "refused.requires" => $"Il faut aussi réserver « {verdict.Word} » ce jour-là.",
            "refused.required" => $"« {verdict.Word} » en dépend ce jour-là. Annulez-le d’abord.",
            "refused.other-parent" => verdict.Word is null ? "L’autre foyer de l’enfant a déjà réservé ce jour-là." : $"{verdict.Word} a déjà réservé ce jour-là.",
            "refused.nothing-booked" => "Rien n’est réservé ce jour-là.",
            "refused.not-confirmed" => "La réservation attend encore une réponse : annulez-la plutôt.",
            "refused.cancel-pending" => "Une annulation attend une réponse. Vous pouvez la reprendre dans vos demandes.",
            "refused.absence-pending" => "Une absence attend une réponse. Vous pouvez la reprendre dans vos demandes.",
            "refused.reason" => $"Le motif « {verdict.Word} » ne vaut pas pour ce service. Choisissez-en un autre pour ce jour.",
            "refused.no-contract" => "Un congé se prend sur un contrat, et l’enfant n’en a pas pour ce service ce jour-là.",
            "refused.leave-used-up" => "Les jours de congé du contrat sont tous pris. Écrivez au service.",
            "refused.settled" => "La présence de ce jour est déjà notée. Pour la corriger, écrivez au service.",
            _ => "Cette demande n’est pas possible. Écrivez au service.",
        };
    }

    /// <summary>One day of a week that is told absent; what it means for the week follows.</summary>
    public string OfPart(Verdict verdict) => verdict.Code == "absence.billed" ? $"Absence notée : la limite était le {Moment(verdict.ClosesAt)}." : AbsenceWords.Part(verdict, Moment);

    /// <summary>« Complet : 16 places prises. »</summary>
    public static string Full(Verdict verdict) => verdict.Taken == 1 ? "Complet : 1 place prise." : $"Complet : {verdict.Taken} places prises.";

    /// <summary>The last minute before an instant: « jeudi 10 décembre à 12 h ».</summary>
    public string Moment(DateTimeOffset? closesAt) => rules.LastMinute(closesAt) is { } last ? FrenchDates.Moment(last, _today) : "";

    private static string Lifted(Verdict verdict, string limit) => verdict.Lifted switch
    {
        "full" => ", au-delà des places",
        "not-open-yet" => ", avant l’ouverture des réservations",
        "changed-once" => ", après un premier changement",
        _ => limit.Length > 0 ? $", après la limite du {limit}" : "",
    };

    private string Opening(DateTimeOffset? opensAt) => opensAt is { } at ? FrenchDates.Moment(rules.Local(at), _today) : "";
}
