using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>State of a commune on the platform (F-22).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TenantState>))]
public enum TenantState
{
    Open,
    Soon,
    OwnPortal,

    /// <summary>Families no longer enter; agents finish their work.</summary>
    Closed,

    /// <summary>Nobody enters; kept until it is exported and erased.</summary>
    Archived,

    /// <summary>Everything of it is deleted; its address is never given again.</summary>
    Erased,
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

/// <summary>POST /identity/tenants/{slug}/guardians/accounts, permission "families": which of these guardians can sign in already. Answers their ids.</summary>
public sealed record WhoSignsIn([property: Required, MaxLength(2000)] Guid[]? Guardians);

/// <summary>How far an agent's access is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AgentState>))]
public enum AgentState
{
    Active,

    /// <summary>Has not chosen a password yet.</summary>
    Invited,

    /// <summary>Can't enter any more; the name stays on what was done.</summary>
    Deactivated,
}

/// <summary>GET /identity/tenants/{slug}/agents, permission "accounts".</summary>
/// <param name="SecondFactorRequired">Whether agents of this commune need one to sign in.</param>
/// <param name="Me">The caller's own id: nobody changes their own rights.</param>
public sealed record AgentsView(AgentView[] Agents, bool SecondFactorRequired, Guid Me);

/// <param name="Title">What the agent does: « Animatrice ».</param>
/// <param name="Permissions">Of <see cref="Permissions"/>.</param>
/// <param name="Scope">Where they hold: services and facilities with letters, "garderie-matin=vp;@accueil-de-loisirs=v"; empty for everywhere.</param>
/// <param name="HasSecondFactor">Codes of a telephone, set up and proved.</param>
/// <param name="RecoveryCodes">How many are left.</param>
public sealed record AgentView(
    Guid Id, string Name, string UserName, string? Email, string? Title, string[] Permissions, string Scope, AgentState State, DateTime? InvitedAt,
    DateTime? LastSignInAt,
    bool HasSecondFactor, int RecoveryCodes);

/// <summary>GET /identity/tenants/{slug}/agents/{id}?page=.</summary>
/// <param name="Changes">One page of the history, newest first.</param>
public sealed record AgentDetail(
    AgentView Agent, bool SecondFactorRequired, bool IsMe, DeviceSession[] Sessions, AgentChangeView[] Changes, int Page = 1, int Pages = 1);

/// <param name="Device">« Téléphone, Firefox ».</param>
public sealed record DeviceSession(Guid Id, string Device, DateTime StartedAt, DateTime SeenAt);

public sealed record AgentChangeView(DateTime At, string By, string What);

/// <summary>POST /identity/tenants/{slug}/agents: a mail with a link. 409 "agent.known", 403 "agent.more-than-mine".</summary>
public sealed record InviteAgent(
    [property: Required, StringLength(120, MinimumLength = 1)] string? Name, [property: Required, EmailAddress, StringLength(320)] string? Email,
    [property: StringLength(120)] string? Title, [property: Required] string[]? Permissions, [property: StringLength(2000)] string? Scope = null);

/// <summary>PUT /identity/tenants/{slug}/agents/{id}: all rights as they shall be.</summary>
public sealed record SetAgentRights(
    [property: StringLength(120)] string? Title, [property: Required] string[]? Permissions, [property: StringLength(2000)] string? Scope = null);

/// <summary>PUT /identity/tenants/{slug}/agents/second-factor.</summary>
public sealed record SetSecondFactor([property: Required] bool? Required);
