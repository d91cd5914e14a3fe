using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Preau.Identity.Federation;

/// <summary>What a browser carries while someone is on the way to a provider, back from it, or
/// leaving: sealed, for ten minutes, for these pages alone.</summary>
internal sealed class Pending(IDataProtectionProvider protection)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("federation").ToTimeLimitedDataProtector();

    public void Keep<T>(HttpContext http, T value) where T : class
    {
        http.Items[typeof(T)] = value;
        http.Response.Cookies.Append(NameOf<T>(), _protector.Protect(JsonSerializer.Serialize(value), Lifetime), Options(http));
    }

    /// <summary>What this very request kept, else what the browser brought; null for nothing, too old, or made up.</summary>
    public T? Read<T>(HttpContext http) where T : class
    {
        if (http.Items.TryGetValue(typeof(T), out var kept))
        {
            return kept as T;
        }

        try
        {
            return http.Request.Cookies[NameOf<T>()] is { Length: > 0 } cookie ? JsonSerializer.Deserialize<T>(_protector.Unprotect(cookie)) : null;
        }
        catch (Exception e) when (e is CryptographicException or JsonException)
        {
            return null;
        }
    }

    public static void Forget<T>(HttpContext http)
    {
        http.Items[typeof(T)] = null;
        http.Response.Cookies.Delete(NameOf<T>(), Options(http));
    }

    private static string NameOf<T>() => "preau.id." + typeof(T).Name.ToLowerInvariant();

    private static CookieOptions Options(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = http.Request.PathBase, IsEssential = true };
}

/// <summary>On the way to a provider.</summary>
internal sealed record Outward(string Provider, string State, string Nonce, string? Commune, string? ReturnUrl);

/// <summary>Back from it: who was proven, and with which account it is to be tied once that one has entered.</summary>
internal sealed record Proven(string Provider, ProvenPerson Person, string? Commune, Guid? LinkTo = null);

/// <summary>On the way out by the provider.</summary>
internal sealed record Leaving(string State, string Target);
