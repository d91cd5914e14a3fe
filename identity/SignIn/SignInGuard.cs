using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.SignIn;

/// <summary>
/// Failures in a row for one name, existing or not: after five, the name waits a minute, then twice as long each time, up to an hour.
/// Kept by hash, since people type passwords into the wrong field.
/// </summary>
public sealed class SignInGuard
{
    public const int FreeFailures = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>A quiet day forgives.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    public required string NameHash { get; set; }

    public int Failures { get; set; }

    public DateTime LastFailureAt { get; set; }

    public DateTime? LockedUntil { get; set; }

    public bool IsLockedAt(DateTime now) => LockedUntil > now;

    public void Fail(DateTime now)
    {
        Failures = now - LastFailureAt > Memory ? 1 : Failures + 1;
        LastFailureAt = now;
        LockedUntil = Failures < FreeFailures ? null : now + WaitAfter(Failures);
    }

    public static TimeSpan WaitAfter(int failures)
    {
        var doublings = Math.Min(failures - FreeFailures, 10);
        var wait = FirstWait * Math.Pow(2, doublings);
        return wait < LongestWait ? wait : LongestWait;
    }

    public static string HashOf(string normalizedName) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(normalizedName)));

    internal static void Map(ModelBuilder model) => model.Entity<SignInGuard>(b =>
    {
        b.ToTable("SignInGuards");
        b.HasKey(g => g.NameHash);
        b.Property(g => g.NameHash).HasMaxLength(64);
        // Two tries at once: the second counts on top of the first.
        b.Property(g => g.Failures).IsConcurrencyToken();
        b.HasIndex(g => g.LastFailureAt);
    });
}
