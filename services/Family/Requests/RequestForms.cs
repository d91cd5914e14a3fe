using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Forms;

namespace Preau.Family.Requests;

/// <summary>The forms of a family's account (F-43…F-47, F-57…F-63) and the fields of each.</summary>
internal static class RequestForms
{
    public const string People = "personnes";
    public const string NewChild = "ajout-enfant";
    public const string School = "inscription-scolaire";
    public const string Access = "acces";

    private static readonly (string Key, string Label)[] Own =
    [
        ("responsable", "Informations du responsable"), ("conjoint", "Informations de l’autre parent"), ("enfant", "Identité de l’enfant"),
        (People, "Personnes de confiance"),
        (NewChild, "Ajout d’un enfant"), (School, "Inscription scolaire"), (Access, "Accès de l’autre parent"),
    ];

    /// <summary>Fields of a child that is not in the file yet, in their order.</summary>
    public static readonly string[] NewChildFields = ["child.firstName", "child.lastName", "child.gender", "child.birthDate", "child.birthPlace",
        "child.school", "child.grade"];

    public static IEnumerable<string> Keys => Own.Select(f => f.Key).Concat(SectionForms.All.Select(f => f.Key));

    public static string LabelOf(string form) => Array.Find(Own, f => f.Key == form).Label ?? SectionForms.Find(form)?.Label ?? form;

    /// <summary>Forms about one child (F-115: the tab « Mes enfants »).</summary>
    public static bool IsOfChild(string form) => form is "enfant" or People or NewChild or School || SectionForms.Find(form)?.PerChild == true;

    /// <summary>Fields of the file that this form shows, each with its subject; sections and people have forms of their own.</summary>
    public static IEnumerable<(FileField Field, FileSubject Subject)> FieldsOf(string form, FamilyFile file, Guid? you, Guid? of) => form switch
    {
        "responsable" =>
            All("guardian", file.Guardians.Where(g => g.Id == you).Select(g => new FileSubject(file, Guardian: g))).Where(f => !IsElsewhere(f.Field))
                .Concat(All("household", [new FileSubject(file)])),
        "conjoint" =>
            All("guardian", file.Guardians.Where(g => g.Id == of && g.Id != you).Select(g => new FileSubject(file, Guardian: g)))
                .Where(f => f.Subject.Guardian!.LivesElsewhere || !IsElsewhere(f.Field)),
        "enfant" => All("child", file.Children.Where(c => c.ChildId == of).Select(c => new FileSubject(file, Child: c))),
        _ => [],
    };

    private static IEnumerable<(FileField Field, FileSubject Subject)> All(string subject, IEnumerable<FileSubject> of) =>
        of.SelectMany(s => FileFields.All.Where(f => f.Subject == subject).Select(f => (f, s)));

    // The address of the household is the guardian's own, unless the guardian lives elsewhere.
    private static bool IsElsewhere(FileField field) => field.Key is "guardian.street" or "guardian.postCode" or "guardian.city";
}
