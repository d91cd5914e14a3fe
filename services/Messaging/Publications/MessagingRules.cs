using Preau.Platform;

namespace Preau.Messaging.Publications;

/// <summary>Section "messaging" of a commune's file, and what it means.</summary>
public sealed record MessagingRules : MessagingSettings
{
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public static MessagingRules Parse(string document) => ReadSection.Stored<MessagingRules>(document);
}

/// <summary>The rules of the scope's commune, or the defaults when it has none.</summary>
public sealed class MessagingRulesInForce(MessagingDb db, SettingsCache cache)
{
    public const string Section = "messaging";
    private static readonly MessagingRules Defaults = new() { Sender = "Votre mairie" };

    public async Task<MessagingRules> GetAsync(CancellationToken ct) => (await cache.LoadAsync(db, Section, MessagingRules.Parse, ct))?.Rules ?? Defaults;
}
