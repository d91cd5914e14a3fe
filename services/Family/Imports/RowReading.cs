using System.Globalization;
using Preau.Family.Families;
using Preau.Family.Files;

namespace Preau.Family.Imports;

/// <summary>One cell that can't be taken as it is: where, what was read, what is expected.</summary>
internal sealed record CellProblem(string Target, int Column, string Read, string Expected, string[] Choices);

/// <summary>A line as the mapping understands it: values ready for the file's fields, by target.</summary>
internal sealed class RowReading
{
    private static readonly Dictionary<string, string> GradeWords = new()
    {
        ["toute petite section"] = "TPS",
        ["petite section"] = "PS",
        ["moyenne section"] = "MS",
        ["grande section"] = "GS",
        ["cours preparatoire"] = "CP",
        ["cours elementaire 1ere annee"] = "CE1",
        ["cours elementaire 2eme annee"] = "CE2",
        ["cours moyen 1ere annee"] = "CM1",
        ["cours moyen 2eme annee"] = "CM2",
        ["maternelle petite section"] = "PS",
    };

    public required int Line { get; init; }

    public Dictionary<string, string> Values { get; } = [];

    public List<CellProblem> Problems { get; } = [];

    public string? Choice { get; init; }

    public string? this[string target] => Values.GetValueOrDefault(target);

    public bool HasChild => Values.ContainsKey("child.firstName") || Values.ContainsKey("child.lastName");

    public bool HasGuardian => Values.ContainsKey("guardian.lastName");

    public DateOnly? Birth => this["child.birthDate"] is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    public static RowReading Of(ImportRow row, string[] targets, string? school, FamilyRules rules, DateOnly today)
    {
        var reading = new RowReading { Line = row.Line, Choice = row.Choice };
        var cells = row.Values;
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i].Length > 0 && cells[i].Trim() is { Length: > 0 } cell)
            {
                reading.Take(targets[i], i, cell, cells, targets, school, rules, today);
            }
        }

        if (school is not null && reading.HasChild)
        {
            reading.Values.TryAdd("child.school", school);
        }

        reading.Require(targets, today);
        return reading;
    }

    private void Take(string target, int column, string cell, string[] cells, string[] targets, string? school, FamilyRules rules, DateOnly today)
    {
        if (FileFields.Find(target) is { } field)
        {
            var schoolCell = Array.IndexOf(targets, "child.school") is >= 0 and var at && cells[at].Length > 0 ? SchoolOf(cells[at], rules) : school;
            var choices = rules.ChoicesOf(target, schoolCell) ?? field.Choices;
            var (kept, problem) = FieldRules.Read(field, Shape(target, cell, choices, rules), today, choices);
            problem ??= kept is null ? null : rules.FindSchoolProblem(target, kept, schoolCell);
            if (problem is not null)
            {
                Problems.Add(new CellProblem(target, column, cell, problem, target is "child.class" or "child.school" or "child.group" ? choices : []));
            }
            else if (kept is not null)
            {
                Values[target] = kept;
            }

            return;
        }

        var bad = target switch
        {
            ImportColumns.QuotientValue =>
                decimal.TryParse(
                    cell.Replace(" ", "", StringComparison.Ordinal).Replace("\u00a0", "", StringComparison.Ordinal).Replace("€", "", StringComparison.Ordinal)
                        .Replace(',', '.'),
                    NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                    && value is >= 0 and <= 99999
                ? Keep(target, decimal.Round(value, 2, MidpointRounding.ToZero).ToString(CultureInfo.InvariantCulture)) : "Un quotient en euros : « 612 ».",
            ImportColumns.QuotientFrom or ImportColumns.QuotientUntil =>
                FieldRules.DateOf(cell) is { Year: >= 2000 and <= 2100 } day
                    ? Keep(target, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
                    : "Un jour qui existe : « 01/02/2026 ».",
            ImportColumns.QuotientSource =>
                rules.Sources.FirstOrDefault(s => SearchText.Of(s, 100) == SearchText.Of(cell, 100)) is { } source
                    ? Keep(target, source)
                    : $"Une source de la commune : {string.Join(", ", rules.Sources)}.",
            _ => Keep(target, cell),
        };
        if (bad is not null)
        {
            Problems.Add(new CellProblem(target, column, cell, bad, target == ImportColumns.QuotientSource ? rules.Sources : []));
        }
    }

    private string? Keep(string target, string value)
    {
        Values[target] = value;
        return null;
    }

    /// <summary>What a line can't do without.</summary>
    private void Require(string[] targets, DateOnly today)
    {
        void Need(string target, bool needed, string expected)
        {
            if (needed && !Values.ContainsKey(target) && !Problems.Exists(p => p.Target == target))
            {
                Problems.Add(new CellProblem(target, Array.IndexOf(targets, target), "", expected, []));
            }
        }

        Need("child.lastName", HasChild || Array.IndexOf(targets, "child.lastName") >= 0 && !HasGuardian && !Values.ContainsKey(ImportColumns.Number),
            "Un nom");
        Need("child.firstName", HasChild, "Un prénom");
        Need("guardian.firstName", HasGuardian, "Un prénom");
        if (Array.IndexOf(targets, ImportColumns.QuotientFrom) < 0 && Values.ContainsKey(ImportColumns.QuotientValue))
        {
            // A list of families says the quotient, not since when: it counts from this month on, as in a file.
            Values[ImportColumns.QuotientFrom] = new DateOnly(today.Year, today.Month, 1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        Need(ImportColumns.QuotientFrom, Values.ContainsKey(ImportColumns.QuotientValue), "Le jour à partir duquel le quotient vaut");
    }

    /// <summary>As offices and programs write it, to what the field takes.</summary>
    private static string Shape(string target, string cell, string[] choices, FamilyRules rules)
    {
        var plain = SearchText.Of(cell, 100);
        return target switch
        {
            "child.gender" =>
                plain switch { "f" or "feminin" or "fille" or "2" => "fille", "m" or "masculin" or "garcon" or "1" or "g" => "garçon", _ => cell },
            "guardian.civility" => plain switch { "mme" or "madame" or "mlle" or "mademoiselle" => "Mme", "m" or "mr" or "monsieur" => "M.", _ => cell },
            "guardian.role" => plain switch { "mere" => "Mère", "pere" => "Père", "tuteur" => "Tuteur", "tutrice" => "Tutrice", _ => Named(cell) },
            "household.resident" or "guardian.emailConsent" =>
                plain is "o" or "oui" or "1" or "vrai" or "x" ? "oui" : plain is "n" or "non" or "0" or "faux" ? "non" : cell,
            "child.grade" => GradeWords.GetValueOrDefault(plain) ?? (Array.Find(FileFields.Grades, g => SearchText.Of(g, 10) == plain) ?? cell),
            "child.school" => SchoolOf(cell, rules),
            "child.class" or "child.group" => ListedAs(cell, choices),
            "child.lastName" or "child.firstName" or "guardian.lastName" or "guardian.firstName" or "guardian.birthName" or "child.birthPlace"
                or "household.street" or "household.city" =>
                Named(cell),
            "guardian.email" => cell.ToLowerInvariant(),
            "household.postCode" => cell.Length == 4 && cell.All(char.IsAsciiDigit) ? "0" + cell : cell,
            "guardian.mobile" or "guardian.homePhone" or "guardian.workPhone" => cell.Length == 9 && cell.All(char.IsAsciiDigit) ? "0" + cell : cell,
            _ => cell,
        };
    }

    private static string SchoolOf(string cell, FamilyRules rules) =>
        (rules.Schools ?? []).FirstOrDefault(s => SearchText.Of(s.Name, 100) == SearchText.Of(cell, 100) || s.Code == cell.Trim())?.Name ?? cell;

    /// <summary>"CP LAURENT" is "CP, Mme Laurent" when no other of the list has those words.</summary>
    private static string ListedAs(string cell, string[] choices)
    {
        var words = SearchText.Of(cell, 100).Split(' ');
        var fit = choices.Where(c => words.All(w => SearchText.Of(c, 100).Split(' ').Contains(w))).ToList();
        return fit.Count == 1 ? fit[0] : cell;
    }

    /// <summary>Files that shout are read in a normal voice: "DUPONT" is Dupont, "12 RUE DES BONBONS" is 12 rue des Bonbons.</summary>
    private static string Named(string text)
    {
        if (text.Any(char.IsLower) || !text.Any(char.IsLetter))
        {
            return text;
        }

        string[] small = ["rue", "avenue", "allee", "allée", "chemin", "place", "impasse", "route", "boulevard", "des", "du", "de", "la", "le", "les", "et",
            "en", "sur", "aux", "d", "l"];
        var word = new System.Text.StringBuilder();
        var result = new System.Text.StringBuilder();
        void Flush()
        {
            var lower = word.ToString().ToLowerInvariant();
            result.Append(lower.Length == 0 || (result.Length > 0 && small.Contains(lower)) ? lower : char.ToUpperInvariant(lower[0]) + lower[1..]);
            word.Clear();
        }

        foreach (var c in text)
        {
            if (char.IsLetter(c))
            {
                word.Append(c);
            }
            else
            {
                Flush();
                result.Append(c);
            }
        }

        Flush();
        return result.ToString();
    }
}
