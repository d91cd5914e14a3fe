using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

public enum LetterKind
{
    /// <summary>A parent may enter: a link to choose a password, or the way in when there is one.</summary>
    Invitation,

    /// <summary>A commune opens its portal to an account that exists already.</summary>
    Join,

    /// <summary>Asks the holder whether a new address is right.</summary>
    AddressAsked,

    /// <summary>Tells the old address that another one signs in now.</summary>
    AddressChanged,

    /// <summary>An agent may enter.</summary>
    AgentInvitation,

    /// <summary>The password was changed: who did not do it learns it.</summary>
    PasswordChanged,

    /// <summary>Asks a new address whether it is the holder's: a typing error must not give the account to a stranger.</summary>
    AddressProof,

    /// <summary>Tells the address in use that another one waits to be proven.</summary>
    AddressNoted,
}

/// <summary>A mail to write: in the transaction of what it tells of. Links are made when it is sent, so no row holds one.</summary>
public sealed class Letter
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    public LetterKind Kind { get; set; }

    public required string To { get; set; }

    public Guid AccountId { get; set; }

    public string? Commune { get; set; }

    public Guid? GuardianId { get; set; }

    /// <summary>Unix milliseconds: not before; also the end of a worker's lease.</summary>
    public long NextAttemptAt { get; set; }

    public int Attempts { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Letter>(b =>
    {
        b.ToTable("Letters");
        b.Property(l => l.Id).ValueGeneratedNever();
        b.Property(l => l.To).HasMaxLength(320);
        b.Property(l => l.Commune).HasMaxLength(64);
        b.HasIndex(l => l.NextAttemptAt);
    });
}
