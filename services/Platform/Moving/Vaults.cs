using System.Text.Json;

namespace Preau.Platform.Moving;

/// <summary>The two keys of a move: the installation's own, and the one for the way, which both sides are given and nobody keeps with the folder.</summary>
internal static class Vaults
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Vault Own(IServiceProvider services) => services.GetService<Vault>()
        ?? throw new TenantFileException("A value is sealed, and this host has no key to open or seal one.");

    /// <summary>Asked for at the first sealed value: a host that seals nothing needs none.</summary>
    public static Func<Vault> Transfer(IServiceProvider services)
    {
        var made = new Lazy<Vault>(() => services.GetRequiredService<IConfiguration>()["Transfer:Key"] is { Length: > 0 } key
            ? Vault.With(key, "Transfer:Key")
            : throw new TenantFileException(
                "Transfer:Key is missing: 32 bytes in base64 (openssl rand -base64 32), the same on both sides, kept apart from the folder."));
        return () => made.Value;
    }
}
