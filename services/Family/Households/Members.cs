using Preau.Family.Families;
using Preau.Family.Files;

namespace Preau.Family.Households;

/// <summary>New guardians and children, filled through the same table of fields and the same checks as every later change.</summary>
internal static class Members
{
    public static (Guardian? Guardian,
        List<(string Field, string Text)> Problems) Guardian(Guid family, Dictionary<string, string?> typed, FamilyRules rules, DateOnly today)
    {
        var guardian = new Guardian { Id = Guid.CreateVersion7(), FamilyId = family, Civility = "Mme", FirstName = "", LastName = "", Role = "Autre" };
        var problems = Fill("guardian", new FileSubject(Blank(family), Guardian: guardian), typed, ["civility", "firstName", "lastName", "role"], rules, today);
        return (problems.Count == 0 ? guardian : null, problems);
    }

    public static (HouseholdChild? Child,
        List<(string Field, string Text)> Problems) Child(Guid family, Dictionary<string, string?> typed, FamilyRules rules, DateOnly today)
    {
        var child = new HouseholdChild { ChildId = Guid.CreateVersion7(), FamilyId = family, FirstName = "", LastName = "" };
        var problems = Fill("child", new FileSubject(Blank(family), Child: child), typed, ["firstName", "lastName", "birthDate"], rules, today);
        return (problems.Count == 0 ? child : null, problems);
    }

    /// <summary>Writes what was typed; what must be there and isn't is told too.</summary>
    public static List<(string Field, string Text)> Fill(
        string subject, FileSubject of, Dictionary<string, string?> typed, string[] needed, FamilyRules rules, DateOnly today)
    {
        List<(string, string)> problems = [];
        foreach (var (name, value) in typed)
        {
            if (FileFields.Find($"{subject}.{name}") is not { } field)
            {
                problems.Add((name, "Cette information n’existe pas dans un dossier."));
                continue;
            }

            if (string.IsNullOrWhiteSpace(value) && !needed.Contains(name))
            {
                continue;
            }

            var school = typed.GetValueOrDefault("school")?.Trim();
            var (kept, problem) = FieldRules.Read(field, value, today, rules.ChoicesOf(field.Key, school) ?? field.Choices, needed.Contains(name));
            problem ??= kept is null ? null : rules.FindSchoolProblem(field.Key, kept, school);
            if (problem is null)
            {
                field.Write(of, kept);
            }
            else
            {
                problems.Add((name, problem));
            }
        }

        problems.AddRange(needed.Where(n => !typed.ContainsKey(n))
            .Select(n => (n, FieldRules.Read(FileFields.Find($"{subject}.{n}")!, null, today, [], needed: true).Problem!)));
        return problems;
    }

    public static IEnumerable<FieldProblem> Places(string subject, IEnumerable<(string Field, string Text)> problems) =>
        problems.Select(p => new FieldProblem($"{subject}.{p.Field}", null, p.Text));

    private static FamilyFile Blank(Guid id) => new() { Id = id, Number = "", Name = "" };
}
