using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>The French sentence of a verdict: what happened, the date and hour that decided, the way out.</summary>
public sealed class Sentences(PlanningRules rules, DateTimeOffset now)
{
    /// <summary>What is known of each code, in one place; a test reads the rules and finds each of their codes here.</summary>
    private static readonly Dictionary<string, Func<Said, string>> Table = new(StringComparer.Ordinal)
    {
        ["booked"] = s => s.UndoUntil > s.By.Now ? $"Réservé. Annulable jusqu’au {s.By.Moment(s.UndoUntil)}." : "Réservé. La limite pour annuler est passée.",
        ["booked.late"] = s =>
            s.Verdict.Surcharge ? $"Réservé hors délai, avec un supplément : la limite était le {s.Limit}." : $"Réservé. La limite était le {s.Limit}.",
        ["booked.exception"] = s => $"Réservé par exception{Lifted(s.Verdict, s.Limit)}{(s.Verdict.Surcharge ? ", avec un supplément" : "")}.",
        ["cancelled.exception"] = s => $"Annulé par exception{Lifted(s.Verdict, s.Limit)} : rien ne sera facturé.",
        ["absence.exception"] = s => $"Absence excusée par exception{Lifted(s.Verdict, s.Limit)} : rien ne sera facturé.",
        ["pending.validation"] = s => (s.Verdict.Late
                ? $"Demande faite après la limite du {s.Limit}. {s.By.Rules.ValidatorAsSubject} vous répondra."
                : $"Demande dans les délais (limite : {s.Limit}). {s.By.Rules.ValidatorAsSubject} vous répondra.") + AbsenceWords.Due(s.Verdict,
                s.By.Moment),
        ["pending.late"] = s => $"La limite était le {s.Limit} : {s.By.Rules.Validator} décidera.{AbsenceWords.Due(s.Verdict, s.By.Moment)}",
        ["pending.full"] = s => $"{Full(s.Verdict)} {s.By.Rules.ValidatorAsSubject} décidera.",
        ["waiting"] = s => $"{Full(s.Verdict)} Sur la liste d’attente, vous serez prévenus dès qu’une place se libère.",
        ["pending.wish"] = s => $"Les souhaits se prennent jusqu’au {s.Limit} ; les places sont ensuite attribuées "
            + "selon les critères publiés, et vous serez prévenus.",
        ["cancelled.exchange"] = s =>
            $"Annulé après la limite du {s.Limit}, mais des familles attendent une place : la vôtre leur est proposée. Le jour reste facturé tant que personne ne l’a prise ; dès qu’elle est prise, il ne l’est plus.",
        ["withdrawn"] = s => "Demande retirée : elle n’attendait pas encore de réponse définitive.",
        ["cancelled"] = s => s.Verdict.Late ? $"Annulé. La limite était le {s.Limit}." : $"Annulé dans les délais (limite : {s.Limit}) : rien ne sera facturé.",
        ["absence.excused"] = s =>
            s.Verdict.Late ? "Absence excusée : rien ne sera facturé."
            : $"Absence déclarée dans les délais (limite : {s.Limit}) : rien ne sera facturé.",
        ["absence.evidence"] = s => AbsenceWords.Evidence(s.Verdict, s.By.Moment),
        ["absence.waiting"] = s => AbsenceWords.Waiting(s.Verdict.Waiting!),
        ["absence.billed"] = s =>
            s.Verdict.BilledPercent is { } percent
            ? $"Absence notée et facturée à {percent}\u00A0% du prix du jour : la limite était le {s.Limit}."
            : $"Absence notée et facturée : la limite était le {s.Limit}.",
        ["unchanged.booked"] = s => "Déjà réservé : rien n’a changé.",
        ["unchanged.pending"] = s => "Déjà demandé, en attente de réponse : rien n’a changé.",
        ["unchanged.waiting"] = s => "Déjà sur la liste d’attente : rien n’a changé.",
        ["unchanged.offered"] = s => "Une place vous est proposée ce jour-là : répondez-y depuis « Places proposées ».",
        ["unchanged.cancel-pending"] = s => "Annulation déjà demandée, en attente de réponse.",
        ["unchanged.absence"] = s => "Absence déjà déclarée : rien n’a changé.",
        ["refused.deadline"] = s => $"La limite est passée : c’était le {s.Limit}. Pour un cas particulier, écrivez au service.",
        ["refused.past"] = s => $"Le {s.Day} est passé. Pour corriger ce jour, écrivez au service.",
        ["refused.full"] = s => Full(s.Verdict),
        ["refused.closed"] = s => s.Verdict.Word is null ? $"Ce service est fermé le {s.Day}." : $"Ce service est fermé le {s.Day} : {s.Verdict.Word}.",
        ["refused.age"] = s => "L’âge de l’enfant ce jour-là ne correspond pas à ce service.",
        ["refused.not-enrolled"] = s => $"L’enfant n’est pas inscrit à ce service le {s.Day}. Demandez d’abord son inscription.",
        ["refused.file-incomplete"] = s =>
            $"Le dossier de la famille est incomplet : il manque « {s.Verdict.Word} ». Complétez-le dans « Mon dossier », puis réservez.",
        ["refused.tickets"] = s => "Il ne vous reste plus de ticket. Achetez un carnet depuis « Compte prépayé », puis réservez.",
        ["refused.unpaid"] = s =>
            "Les nouvelles réservations sont suspendues : des factures sont en retard. Payez-les, ou dites votre difficulté depuis « Mes factures ».",
        ["refused.not-online"] = s => "Ce service ne se réserve pas au jour en ligne. Écrivez au service.",
        ["refused.not-open-yet"] = s => $"Les réservations ouvrent le {s.By.Opening(s.Verdict.OpensAt)}.",
        ["refused.allocation"] = s =>
            $"Les souhaits sont clos depuis le {s.Limit} et les places sont en cours d’attribution. Les réservations reprendront ensuite.",
        ["refused.not-for-family"] = s =>
            $"Les réservations de « {s.Verdict.Word} » ne sont pas ouvertes à votre famille. Pour un cas particulier, écrivez au service.",
        ["refused.part-of-week"] = s =>
            $"Ce jour fait partie de « {s.Verdict.Word} » : la semaine s’annule en entier, depuis son premier jour. Pour un cas particulier, écrivez au service.",
        ["refused.week-asked"] = s => $"« {s.Verdict.Word} » est déjà demandée pour cette semaine-là et attend sa réponse. "
            + "Pour ce jour seul, annulez d’abord la semaine depuis son premier jour, puis demandez le jour.",
        ["refused.week-start"] = s => "Une semaine se réserve sur son premier jour d’ouverture.",
        ["refused.week-length"] = s => $"C’est pour les semaines de {s.Verdict.Word}.",
        ["refused.week-absence"] = s =>
            $"Ce jour fait partie de « {s.Verdict.Word} » et son absence est notée : reprenez-la dans vos demandes, ou écrivez au service.",
        ["refused.changed-once"] = s => "Un jour réservé se modifie une seule fois en ligne, et c’est déjà fait. Pour un autre changement, écrivez au service.",
        ["refused.exclusive"] = s => $"L’enfant a déjà « {s.Verdict.Word} » ce jour-là, et les deux ne vont pas ensemble : choisissez l’un ou l’autre.",
        ["refused.instead"] = s => $"Rien n’est échangé : ce jour ne peut pas être confirmé tout de suite, et « {s.Verdict.Word} » serait perdu en attendant. "
            + "Écrivez au service, qui peut faire l’échange.",
        ["refused.kept"] = s => $"Rien n’a changé : « {s.Verdict.Word} » n’a pas pu prendre sa place.",
        ["refused.requires"] = s => $"Il faut aussi réserver « {s.Verdict.Word} » ce jour-là.",
        ["refused.required"] = s => $"« {s.Verdict.Word} » en dépend ce jour-là. Annulez-le d’abord.",
        ["refused.other-parent"] = s => s.Verdict.Theirs switch
        {
            BookingState.Pending => $"{Other(s.Verdict)} a demandé ce jour-là : la demande attend une réponse.",
            BookingState.Wished => $"{Other(s.Verdict)} a noté un souhait pour ce jour-là : les places ne sont pas encore attribuées.",
            BookingState.Waitlisted => $"{Other(s.Verdict)} est sur la liste d’attente pour ce jour-là.",
            BookingState.Offered => $"Une place est proposée pour ce jour-là à {s.Verdict.Word ?? "l’autre foyer de l’enfant"}, qui doit encore répondre.",
            _ => $"{Other(s.Verdict)} a déjà réservé ce jour-là.",
        },
        ["refused.ordered"] = s => $"La commande de ce jour est passée depuis le {s.Limit} : il ne se réserve et ne s’annule plus en ligne. "
            + "Pour un cas particulier, écrivez au service.",
        ["refused.nothing-booked"] = s => "Rien n’est réservé ce jour-là.",
        ["refused.not-confirmed"] = s => "La réservation attend encore une réponse : annulez-la plutôt.",
        ["refused.cancel-pending"] = s => "Une annulation attend une réponse. Vous pouvez la reprendre dans vos demandes.",
        ["refused.absence-pending"] = s => "Une absence attend une réponse. Vous pouvez la reprendre dans vos demandes.",
        ["refused.reason"] = s => $"Le motif « {s.Verdict.Word} » ne vaut pas pour ce service. Choisissez-en un autre pour ce jour.",
        ["refused.no-contract"] = s => "Un congé se prend sur un contrat, et l’enfant n’en a pas pour ce service ce jour-là.",
        ["refused.leave-used-up"] = s => "Les jours de congé du contrat sont tous pris. Écrivez au service.",
        ["refused.settled"] = s => "La présence de ce jour est déjà notée. Pour la corriger, écrivez au service.",
    };

    private readonly DateOnly _today = rules.Today(now);

    internal static IReadOnlyCollection<string> Codes => Table.Keys;

    private PlanningRules Rules => rules;

    private DateTimeOffset Now => now;

    /// <param name="undoUntil">For a booking: until when it can be cancelled.</param>
    public string Of(Verdict verdict, DateOnly date, DateTimeOffset? undoUntil) =>
        Table[verdict.Code](new Said(this, verdict, Moment(verdict.ClosesAt), FrenchDates.Day(date, _today), undoUntil));

    /// <summary>One day of a week that is told absent; what it means for the week follows.</summary>
    public string OfPart(Verdict verdict) =>
        verdict.Code == "absence.billed" ? $"Absence notée : la limite était le {Moment(verdict.ClosesAt)}." : AbsenceWords.Part(verdict, Moment);

    /// <summary>« Complet : 16 places prises. »</summary>
    public static string Full(Verdict verdict) => verdict.Taken == 1 ? "Complet : 1 place prise." : $"Complet : {verdict.Taken} places prises.";

    /// <summary>The last minute before an instant: « jeudi 10 décembre à 12 h ».</summary>
    public string Moment(DateTimeOffset? closesAt) => rules.LastMinute(closesAt) is { } last ? FrenchDates.Moment(last, _today) : "";

    private static string Other(Verdict verdict) => verdict.Word ?? "L’autre foyer de l’enfant";

    private static string Lifted(Verdict verdict, string limit) => verdict.Lifted switch
    {
        "full" => ", au-delà des places",
        "not-open-yet" => ", avant l’ouverture des réservations",
        "changed-once" => ", après un premier changement",
        _ => limit.Length > 0 ? $", après la limite du {limit}" : "",
    };

    private string Opening(DateTimeOffset? opensAt) => opensAt is { } at ? FrenchDates.Moment(rules.Local(at), _today) : "";

    private sealed record Said(Sentences By, Verdict Verdict, string Limit, string Day, DateTimeOffset? UndoUntil);
}
