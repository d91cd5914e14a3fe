using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>
/// Failures in a row for one name from one address, existing or not: after five, the two together wait a minute, then twice as long each time, up to an hour.
/// By name and address, so that a stranger elsewhere can't keep anybody out. Kept by hash, since people type passwords into the wrong field.
/// </summary>
public sealed class SignInGuard
{
    public const int FreeFailures = 5;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>A quiet day forgives.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    public required string NameHash { get; set; }

    public required string AddressHash { get; set; }

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

    public static string HashOf(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Where the request comes from; of IPv6 the network, since one line has all the addresses of it.</summary>
    public static string AddressOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }

        return HashOf(address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address?.ToString() ?? "");
    }

    internal static void Map(ModelBuilder model) => model.Entity<SignInGuard>(b =>
    {
        b.ToTable("SignInGuards");
        b.HasKey(g => new { g.NameHash, g.AddressHash });
        b.Property(g => g.NameHash).HasMaxLength(64);
        b.Property(g => g.AddressHash).HasMaxLength(64);
        // Two tries at once: the second counts on top of the first.
        b.Property(g => g.Failures).IsConcurrencyToken();
        b.HasIndex(g => g.LastFailureAt);
    });
}
