using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>
/// One sign-in of one browser: named in the cookie of these pages and in every token that follows from it, of all communes and both fronts. Ended here, it
/// is ended everywhere; it never lasts longer than <see cref="Longest"/>, however busy it is.
/// </summary>
public sealed class OpenSession
{
    public const string ClaimType = "sid";

    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid AccountId { get; set; }

    /// <summary>« Téléphone, Firefox »: to recognise it in a list.</summary>
    public required string Device { get; set; }

    public DateTime StartedAt { get; set; }

    public DateTime SeenAt { get; set; }

    public DateTime EndsAt { get; set; }

    public DateTime? EndedAt { get; set; }

    public static string DeviceOf(string? userAgent)
    {
        var agent = userAgent ?? "";
        bool Has(string word) => agent.Contains(word, StringComparison.OrdinalIgnoreCase);
        var kind = Has("iPad") || Has("Tablet") || (Has("Android") && !Has("Mobile"))
            ? "Tablette"
            : Has("iPhone") || Has("Mobile") ? "Téléphone"
            : "Ordinateur";
        var browser = Has("Edg")
            ? "Edge"
            : Has("Firefox") || Has("FxiOS") ? "Firefox"
            : Has("Chrome") || Has("CriOS") ? "Chrome"
            : Has("Safari") ? "Safari"
            : null;
        return browser is null ? kind : $"{kind}, {browser}";
    }

    internal static void Map(ModelBuilder model) => model.Entity<OpenSession>(b =>
    {
        b.ToTable("Sessions");
        b.Property(s => s.Id).ValueGeneratedNever();
        b.Property(s => s.Device).HasMaxLength(60);
        b.HasIndex(s => new { s.AccountId, s.EndedAt });
        b.HasIndex(s => s.EndsAt);
    });
}
