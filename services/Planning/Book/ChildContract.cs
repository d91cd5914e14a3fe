using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>What a child has agreed with a service: hours of the week, days of leave (F-94).</summary>
public sealed class ChildContract : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    public required string Service { get; init; }

    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive; null when open.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>"1 08:00 17:30", Monday is 1, one a line.</summary>
    public required string Week { get; init; }

    /// <summary>Over the whole contract.</summary>
    public required int LeaveDays { get; init; }

    public required string By { get; init; }

    public bool Covers(DateOnly date) => From <= date && (Until is null || date <= Until);

    public IEnumerable<ContractDay> Hours() => Week.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
    {
        var parts = line.Split(' ');
        return new ContractDay((DayOfWeek)int.Parse(parts[0], CultureInfo.InvariantCulture),
            TimeOnly.ParseExact(parts[1], "HH:mm", CultureInfo.InvariantCulture), TimeOnly.ParseExact(parts[2], "HH:mm", CultureInfo.InvariantCulture));
    });

    public static string Write(IEnumerable<ContractDay> hours) =>
        string.Join('\n', hours.OrderBy(h => ((int)h.Weekday + 6) % 7)
            .Select(h => string.Create(CultureInfo.InvariantCulture, $"{(int)h.Weekday} {h.From:HH\\:mm} {h.To:HH\\:mm}")));

    /// <summary>Minutes of a stay outside the hours of that day (*heures hors contrat*); all of them on a day without hours.</summary>
    public int ExtraMinutes(DateOnly date, TimeOnly arrival, TimeOnly departure)
    {
        var stay = Math.Max(0, (int)(departure - arrival).TotalMinutes);
        if (departure < arrival || Hours().FirstOrDefault(h => h.Weekday == date.DayOfWeek) is not { } agreed)
        {
            return departure < arrival ? 0 : stay;
        }

        var from = arrival > agreed.From ? arrival : agreed.From;
        var to = departure < agreed.To ? departure : agreed.To;
        return stay - (to > from ? (int)(to - from).TotalMinutes : 0);
    }

    internal static void Map(ModelBuilder model) => model.Entity<ChildContract>(b =>
    {
        b.ToTable("ChildContracts");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.HasIndex(c => new { c.Tenant, c.ChildId, c.Service, c.From }).IsUnique();
        b.HasIndex(c => new { c.Tenant, c.FamilyId });
        b.Property(c => c.Service).HasMaxLength(64);
    });
}
