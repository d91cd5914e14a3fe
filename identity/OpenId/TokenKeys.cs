using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using Preau.Platform;

namespace Preau.Identity.OpenId;

/// <summary>A key of the token server, protected by Data Protection: the same for every replica and after every restart.</summary>
public sealed class StoredKey
{
    public required string Id { get; set; }

    /// <summary>Base64 of the protected key.</summary>
    public required string Protected { get; set; }
}

/// <summary>One RSA key signs, one symmetric key encrypts codes and refresh tokens. Loaded before the host serves.</summary>
public sealed class TokenKeys(IDataProtectionProvider protection) : IConfigureOptions<OpenIddictServerOptions>
{
    private byte[]? _signing;
    private byte[]? _encryption;

    public void Configure(OpenIddictServerOptions options)
    {
        options.SigningCredentials.Add(SigningKey());
        options.EncryptionCredentials.Add(new EncryptingCredentials(new SymmetricSecurityKey(_encryption), SecurityAlgorithms.Aes256KW,
            SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    /// <summary>A token of one minute for a call between hosts, as the server would issue it.</summary>
    internal string Sign(Uri issuer, Guid subject, string name, Membership membership) =>
        Sign(issuer, new Dictionary<string, object> { ["sub"] = subject.ToString(), ["name"] = name, [Membership.ClaimType] = membership.ToClaim() });

    /// <summary>A token of one minute for an operator's question to the hosts: it opens no commune.</summary>
    internal string SignOperator(Uri issuer, Guid subject, string name) =>
        Sign(issuer, new Dictionary<string, object> { ["sub"] = subject.ToString(), ["name"] = name, ["role"] = OpenIdServer.OperatorRole });

    private string Sign(Uri issuer, Dictionary<string, object> claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer.AbsoluteUri,
        Audience = Auth.Audience,
        TokenType = "at+jwt",
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1),
        SigningCredentials = SigningKey(),
        Claims = claims,
    });

    private SigningCredentials SigningKey()
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(_signing ?? throw new InvalidOperationException("The token keys are not loaded yet."), out _);
        var keyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())[..16]);
        return new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = keyId }, SecurityAlgorithms.RsaSha256);
    }

    public async Task LoadAsync(IdentityDb db, CancellationToken ct)
    {
        using var fresh = RSA.Create(2048);
        _signing = await GetAsync(db, "sign-1", fresh.ExportPkcs8PrivateKey, ct);
        _encryption = await GetAsync(db, "encrypt-1", () => RandomNumberGenerator.GetBytes(32), ct);
    }

    private async Task<byte[]> GetAsync(IdentityDb db, string id, Func<byte[]> make, CancellationToken ct)
    {
        var protector = protection.CreateProtector("token-keys");
        while (true)
        {
            if (await db.Keys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, ct) is { } known)
            {
                return protector.Unprotect(Convert.FromBase64String(known.Protected));
            }

            db.Keys.Add(new StoredKey { Id = id, Protected = Convert.ToBase64String(protector.Protect(make())) });
            try
            {
                await db.SaveChangesAsync(ct);
            }
            catch (DbUpdateException)
            {
                // Another replica was first: take its key.
                db.ChangeTracker.Clear();
            }
        }
    }
}
