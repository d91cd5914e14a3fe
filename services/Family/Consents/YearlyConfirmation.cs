using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Consents;

/// <summary>A guardian's word that what the file says is right, once a year.</summary>
public sealed class YearlyConfirmation : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required Guid GuardianId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Of the file that was read.</summary>
    public required long FileVersion { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<YearlyConfirmation>(b =>
    {
        b.ToTable("YearlyConfirmations");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.HasIndex(c => new { c.Tenant, c.FamilyId, c.GuardianId, c.At });
    });

    /// <summary>POST /me/confirmation. Twice on one day is one.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        ConfirmFile body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var (family, you) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId ?? Guid.Empty);
        var known = await db.WriteAsync(async token =>
        {
            if (await db.LoadAsync(family, tracked: true, token) is not { } file)
            {
                return false;
            }

            var last = await LastAsync(db, family, you, token);
            if (last is null || DateOnly.FromDateTime(last.Value.ToLocal(rules.Zone)) < rules.Today(clock))
            {
                db.Record(file, caller.Name, "« Mes informations sont exactes »", clock);
                db.Add(new YearlyConfirmation { FamilyId = family, GuardianId = you, At = clock.UtcNow(), FileVersion = body.Version!.Value });
            }

            return true;
        }, ct);
        return known ? TypedResults.NoContent() : Problems.NotFound();
    }

    internal static Task<DateTime?> LastAsync(FamilyDb db, Guid family, Guid? you, CancellationToken ct)
    {
        var guardian = you ?? Guid.Empty;
        return db.Set<YearlyConfirmation>().Where(c => c.FamilyId == family && c.GuardianId == guardian).MaxAsync(c => (DateTime?)c.At, ct);
    }

    /// <summary>Not since the last day of the year on which the commune asks.</summary>
    internal static bool IsDue(FamilyRules rules, DateTime? last, DateOnly today)
    {
        if (rules.ConfirmFrom is not { } day)
        {
            return false;
        }

        var asked = new DateOnly(today.Year, int.Parse(day[..2], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(day[3..], System.Globalization.CultureInfo.InvariantCulture));
        asked = asked <= today ? asked : asked.AddYears(-1);
        return last is null || DateOnly.FromDateTime(last.Value.ToLocal(rules.Zone)) < asked;
    }
}
