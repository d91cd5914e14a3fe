using Preau.Family.Files;
using Preau.Platform;

namespace Preau.Family;

/// <summary>A school of the commune.</summary>
/// <param name="Name">As it stands in the children's files and on every list.</param>
/// <param name="Code">UAI, eight signs: "0380123A" (facts §12).</param>
internal sealed record SchoolRules(string Name, string? Code = null, string? City = null, SchoolClass[]? Classes = null)
{
    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static void Check(SchoolRules[] schools, string[] groups)
    {
        for (var i = 0; i < schools.Length; i++)
        {
            var (place, school) = ($"family.schools[{i}]", schools[i]);
            Require(school?.Name?.Trim() is { Length: >= 2 and <= 100 } name && name == school.Name, $"{place}.name: 2 to 100 characters, without blanks around.");
            Require(schools.Count(s => s?.Name == school!.Name) == 1, $"{place}.name: two schools have the same name.");
            Require(school!.Code is null || (school.Code.Length == 8 && school.Code[..7].All(char.IsAsciiDigit) && char.IsAsciiLetterUpper(school.Code[7])), $"{place}.code: seven digits and a capital.");
            Require(school.City is null or { Length: <= 100 }, $"{place}.city: at most 100 characters.");
            for (var j = 0; j < (school.Classes?.Length ?? 0); j++)
            {
                var one = school.Classes![j];
                Require(one?.Name?.Trim() is { Length: >= 1 and <= 60 } label && label == one.Name, $"{place}.classes[{j}].name: 1 to 60 characters.");
                Require(school.Classes.Count(c => c?.Name == one!.Name) == 1, $"{place}.classes[{j}].name: two classes have the same name.");
                Require(one!.Grades is { Length: > 0 } && one.Grades.All(g => g is { Length: >= 1 and <= 32 }), $"{place}.classes[{j}].grades: at least one, {string.Join(", ", FileFields.Grades)}.");
            }
        }

        Require(groups.All(g => g?.Trim() is { Length: >= 1 and <= 60 } name && name == g), "family.groups: 1 to 60 characters each.");
        Require(groups.Distinct().Count() == groups.Length, "family.groups: two groups have the same name.");
    }

    private static void Require(bool holds, string problem)
    {
        if (!holds)
        {
            throw new TenantFileException(problem);
        }
    }
}

/// <summary>A class of a school, "CP, Mme Laurent", with its grades ("CP", or "CE1" and "CE2").</summary>
internal sealed record SchoolClass(string Name, string[] Grades);
