using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>State of a commune on the platform (F-22).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TenantState>))]
public enum TenantState
{
    Open,
    Soon,
    OwnPortal,
}

/// <summary>GET /identity/tenants and /identity/tenants/{slug}: public facts of a commune, no personal data.</summary>
/// <param name="Hosts">Host names that lead straight to this commune.</param>
/// <param name="LoginTitle">F-8, in the commune's words.</param>
/// <param name="LogoutTarget">Where sign-out ends: an absolute address or a path of this origin, or null for the sign-in page (F-121, F-122).</param>
/// <param name="Members">Communes sharing this portal (F-22); empty for a single commune.</param>
/// <param name="LongName">« Commune de Biviers », where there is room for it.</param>
public sealed record TenantView(
    string Slug, string Name, TenantState State, string TimeZone, string Brand, string[] Hosts, string? Website,
    string LoginTitle, string LoginText, string? LoginHelp, string? LogoutTarget, MemberCommune[] Members, string? LongName = null);

public sealed record MemberCommune(string Name, TenantState State, string? Website, string? Brand);

/// <summary>POST /identity/tenants/{slug}/guardians/{guardian}/code, permission "families": for a printed letter; it replaces the code before.</summary>
/// <param name="Code">"K7F4-Q2MX-9DRT", good once.</param>
/// <param name="Path">Where it is entered, on the platform's address.</param>
public sealed record AccessCode(string Code, DateTime ValidUntil, string Path);
