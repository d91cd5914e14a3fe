using System.Text.Json;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Demo;

/// <summary>
/// The families of a demonstration file as version 0 of their snapshots: demo bookings need birth dates, and events come only once all hosts run.
/// The first real FamilyChanged replaces them.
/// </summary>
internal static class DemoFamilies
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IEnumerable<FamilyChanged> Of(TenantFile file, DateTime at)
    {
        var families = file.Section("family") is { } section && section.TryGetProperty("families", out var list) ? list.Deserialize<FamilyEntry[]>(Json)
            ?? [] : [];
        return families.Select(FamilyChanged (f) => new(file.Slug, at, f.Id, 0, f.Number, f.Name, f.Resident,
            [.. f.Guardians.Select(g => new FamilyGuardian(g.Id, "", g.FirstName, g.LastName, "", null, null, false, false))],
            [.. f.Children.Select((c, i) => new FamilyChild(c.Id, c.FirstName, c.LastName, c.Gender, c.BirthDate, c.School, c.Grade, i + 1, c.PackedLunch,
                c.Custody is { } custody ? new Custody(custody.OtherFamily, custody.OtherParent, custody.AnchorMonday) : null))],
            [], f.Address?.City, f.Categories));
    }

    private sealed record FamilyEntry(Guid Id, string Number, string Name, bool Resident, GuardianEntry[] Guardians, ChildEntry[] Children,
        AddressEntry? Address = null, string[]? Categories = null);

    private sealed record AddressEntry(string? City);

    private sealed record GuardianEntry(Guid Id, string FirstName, string LastName);

    private sealed record ChildEntry(Guid Id, string FirstName, string LastName, string? Gender, DateOnly BirthDate, string? School, string? Grade,
        bool PackedLunch, CustodyEntry? Custody);

    private sealed record CustodyEntry(Guid OtherFamily, string OtherParent, DateOnly AnchorMonday);
}
