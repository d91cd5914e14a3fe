using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;
using Preau.Identity.Communes;
using Preau.Identity.OpenId;
using Preau.Identity.Proof;
using Preau.Platform;

namespace Preau.Identity;

/// <summary>
/// Rows of the Identity service. Accounts are persons, not rows of a commune: only here does a query see several communes,
/// since this service is the one that says who belongs where.
/// </summary>
public abstract class IdentityDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope), IDataProtectionKeyContext
{
    // What has a length of its own; all other texts of OpenIddict are unlimited.
    private static readonly HashSet<string> Short =
        ["Id", "Name", "ClientId", "ConcurrencyToken", "ConsentType", "ApplicationType", "ClientType", "Status", "Subject", "Type", "ReferenceId",
            "ApplicationId", "AuthorizationId"];

    public DbSet<Account> Accounts => Set<Account>();

    public DbSet<AccountMembership> Memberships => Set<AccountMembership>();

    public DbSet<PasswordLink> PasswordLinks => Set<PasswordLink>();

    public DbSet<PasswordRequest> PasswordRequests => Set<PasswordRequest>();

    public DbSet<SignInGuard> SignInGuards => Set<SignInGuard>();

    public DbSet<SignInRecord> SignInRecords => Set<SignInRecord>();

    public DbSet<GuardianAccess> GuardianAccesses => Set<GuardianAccess>();

    public DbSet<Confirmation> Confirmations => Set<Confirmation>();

    public DbSet<Letter> Letters => Set<Letter>();

    public DbSet<OpenSession> Sessions => Set<OpenSession>();

    public DbSet<FederatedIdentity> FederatedIdentities => Set<FederatedIdentity>();

    public DbSet<FederatedSession> FederatedSessions => Set<FederatedSession>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<AgentChange> Changes => Set<AgentChange>();

    public DbSet<Commune> Communes => Set<Commune>();

    public DbSet<StoredKey> Keys => Set<StoredKey>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override bool MaySaveSynchronously => true;

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.UseOpenIddict();
        foreach (var property in modelBuilder.Model.GetEntityTypes().Where(t => t.ClrType.Assembly == typeof(OpenIddictEntityFrameworkCoreToken).Assembly)
            .SelectMany(t => t.GetProperties()).Where(p => p.ClrType == typeof(string) && !Short.Contains(p.Name)))
        {
            property.SetMaxLength(-1);
        }

        modelBuilder.Entity<DataProtectionKey>().Property(k => k.Xml).HasMaxLength(-1);
        modelBuilder.Entity<StoredKey>().Property(k => k.Protected).HasMaxLength(-1);
        Account.Map(modelBuilder);
        AccountMembership.Map(modelBuilder);
        PasswordLink.Map(modelBuilder);
        GuardianAccess.Map(modelBuilder);
        Confirmation.Map(modelBuilder);
        Letter.Map(modelBuilder);
        OpenSession.Map(modelBuilder);
        FederatedIdentity.Map(modelBuilder);
        SecondFactor.Map(modelBuilder);
        AgentChange.Map(modelBuilder);
        SignInGuard.Map(modelBuilder);
        SignInRecord.Map(modelBuilder);
        Commune.Map(modelBuilder);
    }
}

public sealed class SqliteIdentityDb(DbContextOptions<SqliteIdentityDb> options, DbScope scope) : IdentityDb(options, scope);

public sealed class SqlServerIdentityDb(DbContextOptions<SqlServerIdentityDb> options, DbScope scope) : IdentityDb(options, scope);

internal sealed class SqliteIdentityDesign() : SqliteDesign<SqliteIdentityDb>(o => new SqliteIdentityDb(o, null!));

internal sealed class SqlServerIdentityDesign() : SqlServerDesign<SqlServerIdentityDb>(o => new SqlServerIdentityDb(o, null!));
