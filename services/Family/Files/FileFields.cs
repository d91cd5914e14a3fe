using Preau.Contracts.Api;
using Preau.Family.Families;

namespace Preau.Family.Files;

/// <summary>A field of a family file that a form can show and a change can name: <c>household.street</c>, <c>guardian.mobile</c>, <c>child.grade</c>.</summary>
/// <param name="Max">Longest value, in characters.</param>
/// <param name="Shared">Of the child itself, not of one household: a change is made in each household's file.</param>
/// <param name="Choices">What a choice may be, or what a text may well be.</param>
internal sealed record FileField(
    string Key, string Label, FileFieldKind Kind, int Max, bool Required, bool Shared, string[] Choices, Func<FileSubject, string?> Read,
        Action<FileSubject, string?> Write)
{
    public string Subject => Key[..Key.IndexOf('.', StringComparison.Ordinal)];
}

/// <summary>Whose field: the household, or one of its guardians or children.</summary>
internal sealed record FileSubject(FamilyFile File, Guardian? Guardian = null, HouseholdChild? Child = null)
{
    public Guid Of => Guardian?.Id ?? Child?.ChildId ?? Guid.Empty;

    /// <summary>"de Tom", "de Jean DUPONT" or nothing.</summary>
    public string Name => Guardian is { } g ? $"{g.FirstName} {g.LastName}" : Child?.FirstName ?? "";

    public static FileSubject? Find(FamilyFile file, string kind, Guid? of) => kind switch
    {
        "household" => of is null || of == Guid.Empty ? new FileSubject(file) : null,
        "guardian" => file.Guardians.Find(g => g.Id == of) is { } guardian ? new FileSubject(file, Guardian: guardian) : null,
        "child" => file.Children.Find(c => c.ChildId == of) is { } child ? new FileSubject(file, Child: child) : null,
        _ => null,
    };
}

/// <summary>Every field of a file, once: agents' forms, families' requests, imports and the history read this table (F-41, F-42, F-53).</summary>
internal static class FileFields
{
    private static readonly string[] Civilities = ["Mme", "M."];
    private static readonly string[] Roles = ["Mère", "Père", "Tutrice", "Tuteur", "Famille d’accueil", "Grand-parent", "Autre"];
    private static readonly string[] Situations = ["Célibataire", "Vie maritale", "Pacsé", "Marié", "Séparé", "Divorcé", "Veuf"];
    private static readonly string[] Occupations =
    [
        "Agriculteurs exploitants", "Artisans, commerçants et chefs d’entreprise", "Cadres et professions intellectuelles supérieures",
        "Professions intermédiaires",
        "Employés", "Ouvriers", "Retraités", "Sans activité professionnelle",
    ];

    public static readonly string[] Grades = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS"];

    public static readonly IReadOnlyList<FileField> All =
    [
        Household("street", "Adresse", FileFieldKind.Text, 200, false, f => f.Street, (f, v) => f.Street = v),
        Household("postCode", "Code postal", FileFieldKind.PostCode, 5, false, f => f.PostCode, (f, v) => f.PostCode = v),
        Household("city", "Ville", FileFieldKind.Text, 100, false, f => f.City, (f, v) => f.City = v),
        Household("resident", "Réside dans la commune", FileFieldKind.YesNo, 3, true, f => YesNo(f.Resident), (f, v) => f.Resident = v == "oui"),

        Guardian("civility", "Civilité", FileFieldKind.Choice, 16, true, g => g.Civility, (g, v) => g.Civility = v!, Civilities),
        Guardian("firstName", "Prénom", FileFieldKind.Text, 100, true, g => g.FirstName, (g, v) => g.FirstName = v!),
        Guardian("lastName", "Nom", FileFieldKind.Text, 100, true, g => g.LastName, (g, v) => g.LastName = v!),
        Guardian("birthName", "Nom de naissance", FileFieldKind.Text, 100, false, g => g.BirthName, (g, v) => g.BirthName = v),
        Guardian("role", "Qualité", FileFieldKind.Text, 60, true, g => g.Role, (g, v) => g.Role = v!, Roles),
        Guardian("maritalStatus", "Situation", FileFieldKind.Text, 60, false, g => g.MaritalStatus, (g, v) => g.MaritalStatus = v, Situations),
        Guardian("email", "Courriel", FileFieldKind.Email, 200, false, g => g.Email, (g, v) => g.Email = v),
        Guardian("mobile", "Mobile", FileFieldKind.Phone, 32, false, g => g.Mobile, (g, v) => g.Mobile = v),
        Guardian("homePhone", "Téléphone du domicile", FileFieldKind.Phone, 32, false, g => g.HomePhone, (g, v) => g.HomePhone = v),
        Guardian("workPhone", "Téléphone professionnel", FileFieldKind.Phone, 32, false, g => g.WorkPhone, (g, v) => g.WorkPhone = v),
        Guardian("birthDate", "Date de naissance", FileFieldKind.Date, 10, false, g => Day(g.BirthDate), (g, v) => g.BirthDate = Day(v)),
        Guardian("birthPlace", "Lieu de naissance", FileFieldKind.Text, 100, false, g => g.BirthPlace, (g, v) => g.BirthPlace = v),
        Guardian("profession", "Profession", FileFieldKind.Text, 100, false, g => g.Profession, (g, v) => g.Profession = v),
        Guardian("occupationCategory", "Catégorie socioprofessionnelle", FileFieldKind.Choice, 100, false, g => g.OccupationCategory,
            (g, v) => g.OccupationCategory = v, Occupations),
        Guardian("employer", "Employeur", FileFieldKind.Text, 100, false, g => g.Employer, (g, v) => g.Employer = v),
        Guardian("employerAddress", "Adresse de l’employeur", FileFieldKind.Text, 200, false, g => g.EmployerAddress, (g, v) => g.EmployerAddress = v),
        Guardian("emailConsent", "Avis par courriel", FileFieldKind.YesNo, 3, true, g => YesNo(g.EmailConsent), (g, v) => g.EmailConsent = v == "oui"),
        Guardian("smsConsent", "Avis par SMS", FileFieldKind.YesNo, 3, true, g => YesNo(g.SmsConsent), (g, v) => g.SmsConsent = v == "oui"),
        Guardian("livesElsewhere", "Vit ailleurs, sans dossier ici", FileFieldKind.YesNo, 3, true, g => YesNo(g.LivesElsewhere),
            (g, v) => g.LivesElsewhere = v == "oui"),
        Guardian("street", "Adresse, si elle est autre", FileFieldKind.Text, 200, false, g => g.Street, (g, v) => g.Street = v),
        Guardian("postCode", "Code postal, s’il est autre", FileFieldKind.PostCode, 5, false, g => g.PostCode, (g, v) => g.PostCode = v),
        Guardian("city", "Ville, si elle est autre", FileFieldKind.Text, 100, false, g => g.City, (g, v) => g.City = v),
        Guardian("restricted", "Droits retirés ou limités par un juge", FileFieldKind.YesNo, 3, true, g => YesNo(g.Restricted),
            (g, v) => g.Restricted = v == "oui"),

        Child("firstName", "Prénom", FileFieldKind.Text, 100, true, c => c.FirstName, (c, v) => c.FirstName = v!, shared: true),
        Child("lastName", "Nom", FileFieldKind.Text, 100, true, c => c.LastName, (c, v) => c.LastName = v!, shared: true),
        Child("gender", "Fille ou garçon", FileFieldKind.Choice, 6, false, c => c.Gender switch { "f" => "fille", "m" => "garçon", _ => null },
            (c, v) => c.Gender = v switch { "fille" => "f", "garçon" => "m", _ => null }, ["fille", "garçon"], true),
        Child("birthDate", "Date de naissance", FileFieldKind.Date, 10, true, c => Day(c.BirthDate), (c, v) => c.BirthDate = Day(v)!.Value, shared: true),
        Child("birthPlace", "Lieu de naissance", FileFieldKind.Text, 100, false, c => c.BirthPlace, (c, v) => c.BirthPlace = v, shared: true),
        Child("school", "École", FileFieldKind.Text, 100, false, c => c.School, (c, v) => c.School = v, shared: true),
        Child("grade", "Niveau", FileFieldKind.Text, 32, false, c => c.Grade, (c, v) => c.Grade = v, Grades, true),
        Child("class", "Classe", FileFieldKind.Text, 60, false, c => c.Class, (c, v) => c.Class = v, shared: true),
        Child("group", "Groupe", FileFieldKind.Text, 60, false, c => c.Group, (c, v) => c.Group = v, shared: true),
        Child("packedLunch", "Apporte son panier-repas", FileFieldKind.YesNo, 3, true, c => YesNo(c.PackedLunch), (c, v) => c.PackedLunch = v == "oui"),
    ];

    private static readonly Dictionary<string, FileField> ByKey = All.ToDictionary(f => f.Key);

    public static FileField? Find(string key) => ByKey.GetValueOrDefault(key);

    private static FileField Household(
        string key, string label, FileFieldKind kind, int max, bool required, Func<FamilyFile, string?> read, Action<FamilyFile, string?> write) =>
        new($"household.{key}", label, kind, max, required, false, [], s => read(s.File), (s, v) => write(s.File, v));

    private static FileField Guardian(
        string key, string label, FileFieldKind kind, int max, bool required, Func<Guardian, string?> read, Action<Guardian, string?> write,
            string[]? choices = null) =>
        new($"guardian.{key}", label, kind, max, required, false, choices ?? [], s => read(s.Guardian!), (s, v) => write(s.Guardian!, v));

    private static FileField Child(
        string key, string label, FileFieldKind kind, int max, bool required, Func<HouseholdChild, string?> read, Action<HouseholdChild, string?> write,
        string[]? choices = null, bool shared = false) =>
        new($"child.{key}", label, kind, max, required, shared, choices ?? [], s => read(s.Child!), (s, v) => write(s.Child!, v));

    private static string YesNo(bool yes) => yes ? "oui" : "non";

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static DateOnly? Day(string? text) =>
        text is null ? null : DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
