using Preau.Family.Families;
using Preau.Family.Files;

namespace Preau.Family.Imports;

/// <summary>Where a column may go, and by which headers it is recognised. ONDE's two exports
/// (facts §12) and what communes write by hand; never by position.</summary>
internal static class ImportColumns
{
    public const string Number = "family.number";
    public const string QuotientValue = "quotient.value";
    public const string QuotientFrom = "quotient.from";
    public const string QuotientUntil = "quotient.until";
    public const string QuotientSource = "quotient.source";

    /// <summary>Every target with its words, in the order of the select.</summary>
    public static readonly (string Target, string Label)[] Targets =
    [
        (Number, "Famille : numéro"),
        .. FileFields.All.Where(f => f.Subject == "child" && f.Key != "child.packedLunch").Select(f => (f.Key, "Enfant : " + Lower(f.Label))),
        .. FileFields.All.Where(f => f.Subject == "guardian" && !Left.Contains(f.Key)).Select(f => (f.Key, "Responsable : " + Lower(f.Label))),
        .. FileFields.All.Where(f => f.Subject == "household").Select(f => (f.Key, "Foyer : " + Lower(f.Label))),
        (QuotientValue, "Quotient : montant"), (QuotientFrom, "Quotient : valable du"), (QuotientUntil, "Quotient : jusqu’au"),
        (QuotientSource, "Quotient : source"),
    ];

    private static readonly Dictionary<string, string> Known = new()
    {
        ["numero famille"] = Number,
        ["n famille"] = Number,
        ["no famille"] = Number,
        ["numero de famille"] = Number,
        ["numero dossier"] = Number,
        ["n dossier"] = Number,
        ["matricule"] = Number,
        ["nom eleve"] = "child.lastName",
        ["nom enfant"] = "child.lastName",
        ["nom de l enfant"] = "child.lastName",
        ["enfant nom"] = "child.lastName",
        ["prenom eleve"] = "child.firstName",
        ["prenom enfant"] = "child.firstName",
        ["prenom de l enfant"] = "child.firstName",
        ["enfant prenom"] = "child.firstName",
        ["date naissance"] = "child.birthDate",
        ["date de naissance"] = "child.birthDate",
        ["date naissance eleve"] = "child.birthDate",
        ["naissance"] = "child.birthDate",
        ["ne le"] = "child.birthDate",
        ["nee le"] = "child.birthDate",
        ["ne e le"] = "child.birthDate",
        ["ddn"] = "child.birthDate",
        ["date naissance enfant"] = "child.birthDate",
        ["date de naissance enfant"] = "child.birthDate",
        ["date de naissance de l enfant"] = "child.birthDate",
        ["lieu de naissance"] = "child.birthPlace",
        ["lieu naissance"] = "child.birthPlace",
        ["sexe"] = "child.gender",
        ["sexe eleve"] = "child.gender",
        ["sexe enfant"] = "child.gender",
        ["ecole"] = "child.school",
        ["etablissement"] = "child.school",
        ["niveau"] = "child.grade",
        ["classe"] = "child.class",
        ["groupe"] = "child.group",
        ["libelle classe"] = "child.class",
        ["civilite"] = "guardian.civility",
        ["civilite responsable"] = "guardian.civility",
        ["nom responsable"] = "guardian.lastName",
        ["nom du responsable"] = "guardian.lastName",
        ["nom responsable legal"] = "guardian.lastName",
        ["nom du responsable legal"] = "guardian.lastName",
        ["responsable nom"] = "guardian.lastName",
        ["nom usage"] = "guardian.lastName",
        ["nom d usage"] = "guardian.lastName",
        ["prenom responsable"] = "guardian.firstName",
        ["prenom du responsable"] = "guardian.firstName",
        ["prenom responsable legal"] = "guardian.firstName",
        ["prenom du responsable legal"] = "guardian.firstName",
        ["responsable prenom"] = "guardian.firstName",
        ["nom de naissance"] = "guardian.birthName",
        ["qualite"] = "guardian.role",
        ["lien"] = "guardian.role",
        ["lien de parente"] = "guardian.role",
        ["lien avec l eleve"] = "guardian.role",
        ["situation"] = "guardian.maritalStatus",
        ["courriel"] = "guardian.email",
        ["email"] = "guardian.email",
        ["e mail"] = "guardian.email",
        ["mail"] = "guardian.email",
        ["adresse mail"] = "guardian.email",
        ["adresse email"] = "guardian.email",
        ["adresse electronique"] = "guardian.email",
        ["telephone portable"] = "guardian.mobile",
        ["portable"] = "guardian.mobile",
        ["mobile"] = "guardian.mobile",
        ["telephone"] = "guardian.mobile",
        ["tel portable"] = "guardian.mobile",
        ["telephone mobile"] = "guardian.mobile",
        ["tel"] = "guardian.mobile",
        ["telephone domicile"] = "guardian.homePhone",
        ["tel domicile"] = "guardian.homePhone",
        ["telephone travail"] = "guardian.workPhone",
        ["telephone professionnel"] = "guardian.workPhone",
        ["tel travail"] = "guardian.workPhone",
        ["profession"] = "guardian.profession",
        ["employeur"] = "guardian.employer",
        ["adresse"] = "household.street",
        ["adresse1"] = "household.street",
        ["rue"] = "household.street",
        ["voie"] = "household.street",
        ["cp"] = "household.postCode",
        ["cp1"] = "household.postCode",
        ["code postal"] = "household.postCode",
        ["commune"] = "household.city",
        ["commune1"] = "household.city",
        ["ville"] = "household.city",
        ["resident"] = "household.resident",
        ["quotient"] = QuotientValue,
        ["qf"] = QuotientValue,
        ["quotient familial"] = QuotientValue,
        ["montant qf"] = QuotientValue,
        ["valeur"] = QuotientValue,
        ["date debut"] = QuotientFrom,
        ["valable du"] = QuotientFrom,
        ["debut"] = QuotientFrom,
        ["date d effet"] = QuotientFrom,
        ["date fin"] = QuotientUntil,
        ["valable jusqu au"] = QuotientUntil,
        ["fin"] = QuotientUntil,
        ["source"] = QuotientSource,
        ["organisme"] = QuotientSource,
    };

    private static string[] Left =>
        ["guardian.livesElsewhere", "guardian.restricted", "guardian.emailConsent", "guardian.smsConsent", "guardian.street", "guardian.postCode",
            "guardian.city"];

    /// <summary>For each header its target, or nothing. The same target is never given twice: the first column has it.</summary>
    public static string[] Recognise(string[] headers)
    {
        var plain = headers.Select(h => SearchText.Of(h, 100)).ToArray();
        // "Nom" and "Prénom" alone are the child's, unless the file has columns that say « élève » or « enfant ».
        var ofGuardian = plain.Any(h =>
            h.StartsWith("nom eleve", StringComparison.Ordinal) || h.StartsWith("prenom eleve", StringComparison.Ordinal)
                || h.Contains("enfant", StringComparison.Ordinal))
            || !plain.Any(h => h.Contains("naissance", StringComparison.Ordinal) || h is "ne le" or "nee le" or "ne e le" or "ddn");
        HashSet<string> taken = [];
        return [.. plain.Select(h =>
        {
            var target = h switch
            {
                "nom" =>
                    ofGuardian ? plain.Contains("nom usage") || plain.Contains("nom d usage") ? "guardian.birthName" : "guardian.lastName" : "child.lastName",
                "prenom" => ofGuardian ? "guardian.firstName" : "child.firstName",
                _ => Known.GetValueOrDefault(h, ""),
            };
            return target.Length > 0 && taken.Add(target) ? target : "";
        })];
    }

    public static string? LabelOf(string target) => Array.Find(Targets, t => t.Target == target).Label;

    private static string Lower(string label) => char.ToLowerInvariant(label[0]) + label[1..];
}
