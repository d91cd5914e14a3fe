using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Family.Forms;

/// <summary>A form of the file.</summary>
/// <param name="PerChild">Filled for each child of the household.</param>
/// <param name="Restricted">Health data: what to do and whom to call, never a diagnosis.</param>
internal sealed record SectionForm(string Key, string Label, string? Help, bool PerChild, bool Restricted, FileSectionField[] Fields);

/// <summary>The forms there are (F-43…F-47, F-57…F-59), reduced to what a service needs. Which
/// are asked, and which are obligatory, is data of the commune.</summary>
internal static class SectionForms
{
    public static readonly SectionForm[] All =
    [
        new("caf", "Informations C.A.F.", "Pour le tarif et les aides.", false, false,
        [
            Choice("regime", "Régime allocataire", "CAF", "MSA", "Autre régime", "Aucun"),
            Text("numero", "N° d’allocataire", required: false, "Laissez vide si vous n’en avez pas."),
            YesNo("consultation", "Le service peut consulter mon quotient familial"),
        ]),
        new("fiscales", "Informations fiscales", null, false, false,
        [
            Text("foyer", "Nombre de parts du foyer", required: true),
            YesNo("avis", "Je fournis mon avis d’imposition au service"),
        ]),
        new("banque", "Coordonnées bancaires", "Aucun numéro de compte n’est enregistré ici : le mandat se signe auprès du service.", false, false,
        [
            YesNo("prelevement", "Je souhaite le prélèvement automatique"),
            Text("titulaire", "Titulaire du compte", required: false),
        ]),
        new("autorisations", "Autorisations", null, true, false,
        [
            YesNo("seul", "L’enfant peut rentrer seul"),
            YesNo("photos", "L’enfant peut être photographié pendant les activités"),
            YesNo("sorties", "L’enfant peut participer aux sorties"),
        ]),
        new("complementaires", "Données complémentaires", null, true, false,
        [
            YesNo("lunettes", "Port de lunettes"),
            YesNo("dentaire", "Port d’un appareil dentaire"),
            Text("assurance", "Assurance : compagnie et n° de contrat", required: true),
        ]),
        new("sanitaires", "Données sanitaires", "Lues par les seuls agents qui tiennent les dossiers ; vous voyez qui les a lues.", true, true,
        [
            YesNo("vaccins", "Les vaccinations obligatoires sont à jour"),
            Date(HealthDates.Dtp, "DTP (diphtérie, tétanos, polio) : dernière injection", "Copiez la date du carnet de santé."),
            Date(HealthDates.NextDtp, "DTP : prochain rappel", "Vide, c’est celui du calendrier : 6 ans, puis 11 ans."),
            Date("ror", "ROR (rougeole, oreillons, rubéole) : deuxième injection"),
            Date("meningocoques", "Méningocoques : dernière injection"),
            Text("autres", "Autres vaccins et dates", required: false),
            Text("medecin", "Médecin traitant et téléphone", required: true),
            YesNo("pai", "L’enfant a un projet d’accueil individualisé (PAI)"),
            YesNo("urgence", "En cas d’urgence, j’autorise l’appel des secours et le transport à l’hôpital"),
        ]),
        new(HealthDates.CarePlan, "Projet d’accueil individualisé (PAI)",
            "Ce qu’il faut faire, jamais le diagnostic : l’équipe lit ces lignes chaque jour. Le PAI signé s’envoie dans « Documents ».", true, true,
        [
            Text(HealthDates.Protocol, "Ce qu’il faut faire", required: true, "« Gonflement ou gêne pour respirer : trousse rouge, puis le 15. »"),
            Text(HealthDates.Kit, "Trousse d’urgence : ce qu’elle est, où elle est", required: false),
            Text("medecin", "Médecin qui a signé, et téléphone", required: true),
            Date(HealthDates.End, "Valable jusqu’au", required: true),
            YesNo(HealthDates.PackedLunch, "L’enfant apporte son panier-repas"),
        ]),
    ];

    public static SectionForm? Find(string key) => Array.Find(All, f => f.Key == key);

    /// <summary>Answers that both households of a child read of each other, as both are bound by them:
    /// health, and what the child may do; never a text about one's own affairs.</summary>
    public static bool IsShared(SectionForm form, FileSectionField field) => form.PerChild && (form.Restricted || field.Kind == "yesno");

    /// <summary>Every required field has an answer.</summary>
    public static bool IsComplete(SectionForm form, IReadOnlyCollection<string>? answered) =>
        answered is not null && form.Fields.All(f => !f.Required || answered.Contains(f.Key));

    /// <summary>The answer is one the question can have.</summary>
    public static bool Holds(FileSectionField field, string value) => field.Kind switch
    {
        "yesno" => value is "oui" or "non",
        "date" => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "choice" => field.Choices.Contains(value),
        _ => value.Length <= 300,
    };

    private static FileSectionField Text(string key, string label, bool required, string? help = null) => new(key, label, "text", required, [], help);

    private static FileSectionField Date(string key, string label, string? help = null, bool required = false) => new(key, label, "date", required, [], help);

    private static FileSectionField YesNo(string key, string label) => new(key, label, "yesno", true, [], null);

    private static FileSectionField Choice(string key, string label, params string[] choices) => new(key, label, "choice", true, choices, null);
}
