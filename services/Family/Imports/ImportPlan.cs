using Microsoft.EntityFrameworkCore;
using Preau.Family.Families;

namespace Preau.Family.Imports;

internal enum Fate
{
    New,
    Update,
    /// <summary>Several children fit, or one fits by name alone: an agent says which.</summary>
    Ask,
    Wrong,
    /// <summary>An agent leaves the line.</summary>
    Left,
}

/// <summary>A child that a line may mean, with what tells it apart.</summary>
internal sealed record Candidate(Guid Child, Guid Family, string Number, string Name, DateOnly Birth, string? Grade, string? Address);

/// <summary>What a line will do.</summary>
/// <param name="Family">The file it goes to; null for a new one.</param>
internal sealed record Verdict(RowReading Row, Fate Fate, Guid? Family, Guid? Child, IReadOnlyList<Candidate> Candidates, string? Problem = null);

/// <summary>All open files by what they can be recognised by, read once for a run's step.
/// Recognising is never by position and never decides between two.</summary>
internal sealed class ImportPlan
{
    private readonly Dictionary<string, List<Candidate>> _children = [];
    private readonly Dictionary<string, List<Known>> _guardians = [];
    private readonly Dictionary<string, Guid> _numbers = [];
    private readonly Dictionary<string, List<Guid>> _homes = [];
    private readonly bool _creates;

    private ImportPlan(IReadOnlyCollection<FamilyFile> files, bool creates)
    {
        _creates = creates;
        foreach (var file in files)
        {
            Know(file);
        }
    }

    private sealed record Known(Guid Id, Guid Family, string? Email, string? Mobile, string? City);

    /// <summary>Adds what a file has come to hold since it was read.</summary>
    public void Know(FamilyFile file)
    {
        _numbers[file.Number] = file.Id;
        foreach (var child in file.Children)
        {
            Put(_children, Key($"{child.FirstName} {child.LastName}"), new Candidate(
                child.ChildId, file.Id, file.Number, $"{child.FirstName} {child.LastName}", child.BirthDate, child.Grade,
                file.City is null ? null : $"{file.Street}, {file.City}"));
        }

        foreach (var guardian in file.Guardians)
        {
            Put(_guardians, Key($"{guardian.FirstName} {guardian.LastName}"),
                new Known(guardian.Id, file.Id, guardian.Email, guardian.Mobile, guardian.City ?? file.City));
        }

        foreach (var name in file.Children.Select(c => c.LastName).Concat(file.Guardians.Select(g => g.LastName)).Distinct())
        {
            if (HomeKey(name, file.Street, file.PostCode) is { } key)
            {
                Put(_homes, key, file.Id);
            }
        }
    }

    private static void Put<T>(Dictionary<string, List<T>> index, string key, T value)
    {
        if (!index.TryGetValue(key, out var list))
        {
            index[key] = list = [];
        }

        if (!list.Contains(value))
        {
            list.Add(value);
        }
    }

    private static List<T> Of<T>(Dictionary<string, List<T>> index, string key) => index.GetValueOrDefault(key) ?? [];

    public static async Task<ImportPlan> LoadAsync(FamilyDb db, bool creates, CancellationToken ct) =>
        new(
            await db.Families.AsNoTracking().Include(f => f.Guardians).Include(f => f.Children).AsSplitQuery()
                .Where(f => f.ArchivedAt == null && f.MergedInto == null).ToListAsync(ct),
            creates);

    public Verdict Judge(RowReading row)
    {
        Verdict Say(Fate fate, Guid? family = null, Guid? child = null, IReadOnlyList<Candidate>? candidates = null, string? problem = null) =>
            new(row, fate, family, child, candidates ?? [], problem);

        if (row.Choice == "skip")
        {
            return Say(Fate.Left);
        }

        if (row.Problems.Count > 0)
        {
            return Say(Fate.Wrong);
        }

        var byNumber = row[ImportColumns.Number] is { } number && _numbers.TryGetValue(number, out var numbered) ? numbered : (Guid?)null;
        if (!row.HasChild)
        {
            var family = byNumber ?? FamilyOfGuardian(row);
            return family is not null
                ? Say(Fate.Update, family)
                : _creates && row.HasGuardian ? Say(Fate.New)
                : Say(
                    Fate.Wrong, problem: row.HasGuardian && !_creates
                        ? "Aucune famille de ce numéro ou de ce nom. Pour la créer, cochez « Créer les familles et les enfants » plus bas."
                        : "Aucune famille de ce numéro ou de ce nom.");
        }

        var named = Of(_children, Key($"{row["child.firstName"]} {row["child.lastName"]}")).Where(c => byNumber is null || c.Family == byNumber).ToList();
        var exact = row.Birth is { } birth ? named.Where(c => c.Birth == birth).ToList() : [];
        var fits = row.Birth is null ? named : exact;
        if (Guid.TryParse(row.Choice, out var chosen) && named.Find(c => c.Child == chosen) is { } one)
        {
            return Say(Fate.Update, FamilyOf(row, named, one.Child, byNumber), one.Child);
        }

        if (row.Choice != "new" && (fits.DistinctBy(c => c.Child).Count() > 1 || (row.Birth is null && fits.Count > 0)))
        {
            return Say(Fate.Ask, candidates: [.. fits.DistinctBy(c => c.Child)]);
        }

        if (row.Choice != "new" && exact.Count > 0)
        {
            return Say(Fate.Update, FamilyOf(row, exact, exact[0].Child, byNumber), exact[0].Child);
        }

        return !_creates
            ? Say(Fate.Wrong, problem: "Aucun enfant de ce nom et de cette naissance. Pour le créer, cochez « Créer les familles et les enfants » plus bas.")
            : row.Birth is null ? Say(Fate.Wrong, problem: "Un nouvel enfant a une date de naissance.")
            : Say(Fate.New, row.Choice == "new" ? byNumber : byNumber ?? FamilyOfGuardian(row) ?? FamilyOfHome(row));
    }

    public static string Key(string name) => Care.People.KeyOf(name);

    /// <summary>A child of two households: the one whose guardian or address the line has, else the first.</summary>
    private Guid FamilyOf(RowReading row, List<Candidate> candidates, Guid child, Guid? byNumber)
    {
        var homes = candidates.Where(c => c.Child == child).Select(c => c.Family).ToList();
        return byNumber
            ?? (FamilyOfGuardian(row) is { } known && homes.Contains(known) ? known : FamilyOfHome(row) is { } home && homes.Contains(home) ? home : homes[0]);
    }

    /// <summary>The same name with the same e-mail, mobile or town is the same guardian; the name alone is not.</summary>
    private Guid? FamilyOfGuardian(RowReading row)
    {
        if (!row.HasGuardian)
        {
            return null;
        }

        var known = Of(_guardians, Key($"{row["guardian.firstName"]} {row["guardian.lastName"]}"));
        var same = known.Where(g =>
            (g.Email is { } mail && string.Equals(mail, row["guardian.email"], StringComparison.OrdinalIgnoreCase))
                || (g.Mobile is { } mobile && mobile == row["guardian.mobile"]))
            .ToList();
        same = same.Count > 0 ? same : [.. known.Where(g => g.City is { } city && SearchText.Of(city, 100) == SearchText.Of(row["household.city"] ?? "", 100))];
        return same.Select(g => g.Family).Distinct().Count() == 1 ? same[0].Family : null;
    }

    /// <summary>Brothers and sisters of a school's file: the same last name at the same address.</summary>
    private Guid? FamilyOfHome(RowReading row) =>
        HomeKey(row["child.lastName"], row["household.street"], row["household.postCode"]) is { } key && Of(_homes, key) is [var only] ? only : null;

    private static string? HomeKey(string? name, string? street, string? postCode) =>
        name is null || string.IsNullOrWhiteSpace(street) ? null : $"{SearchText.Of(name, 100)}|{SearchText.Of(street, 100)}|{postCode}";
}
