using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Platform;

namespace Preau.Identity.Communes;

/// <summary>Section "tenant" of a commune's file, and what the fronts are told of it.</summary>
public sealed record CommuneFacts : TenantSettings
{
    public const string Section = "tenant";

    public static CommuneFacts Parse(string document) => ReadSection.Stored<CommuneFacts>(document);

    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static CommuneFacts Checked(string document) => ReadSection.Checked<CommuneFacts>(Section, document);

    public TenantView ToView(string slug, TenantState state) => new(
        slug, Name, state, TimeZone, Brand, Hosts, Website, LoginTitle, LoginText, LoginHelp, LogoutTarget,
        [.. Members.Select(m => new MemberCommune(m.Name, m.State, m.Website, m.Brand))], LongName);
}
