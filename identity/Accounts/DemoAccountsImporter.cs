using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.Accounts;

/// <summary>Section "identity" of a demo file: accounts with a known password. Taken once, while the commune has no
/// member yet. An account named by several communes is one account, member of each.</summary>
public sealed class DemoAccountsImporter(IdentityDb db, ILookupNormalizer normalizer, IPasswordHasher<Account> hasher) : ISectionImporter
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public string Section => "identity";

    public bool IsDemo => true;

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        DemoSection demo;
        try
        {
            demo = section.Deserialize<DemoSection>(Json)!;
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: identity{e.Path?.TrimStart('$')}: {e.Message.Split(" Path:")[0]}");
        }

        if (await db.Memberships.AnyAsync(m => m.Commune == file.Slug, ct))
        {
            return;
        }

        // Hashing is slow on purpose: not while others wait to write.
        var accounts = demo.Accounts.Select(a => ToAccount(a, file.Slug)).ToList();
        await db.WriteAsync(async token =>
        {
            foreach (var account in accounts)
            {
                var known = await db.Accounts.Include(a => a.Memberships).SingleOrDefaultAsync(a => a.NormalizedUserName == account.NormalizedUserName, token);
                if (known is null)
                {
                    db.Accounts.Add(account);
                }
                else
                {
                    known.Memberships.AddRange(account.Memberships);
                }
            }
        }, ct);
    }

    private Account ToAccount(DemoAccount demo, string slug)
    {
        var account = Account.Create(demo.UserName, demo.DisplayName, demo.Email, normalizer);
        account.MustChangePassword = demo.MustChangePassword;
        account.IsOperator = demo.Operator;
        account.EmailConfirmed = demo.Email is not null;
        account.PasswordHash = hasher.HashPassword(account, demo.Password);
        if (demo.FamilyId is not null)
        {
            account.Memberships.Add(new AccountMembership { Commune = slug, Role = Membership.Owner, OwnerId = demo.FamilyId, PersonId = demo.GuardianId });
        }

        if (demo.Permissions.Length > 0)
        {
            account.Memberships.Add(new AccountMembership { Commune = slug, Role = Membership.Staff, Permissions = string.Join(',', demo.Permissions) });
        }

        return account;
    }

    private sealed record DemoSection
    {
        public DemoAccount[] Accounts { get; init; } = [];
    }

    private sealed record DemoAccount
    {
        public required string UserName { get; init; }

        public required string DisplayName { get; init; }

        public string? Email { get; init; }

        public required string Password { get; init; }

        public bool MustChangePassword { get; init; }

        public Guid? FamilyId { get; init; }

        public Guid? GuardianId { get; init; }

        public string[] Permissions { get; init; } = [];

        public bool Operator { get; init; }
    }
}
