using System.Text.Json.Serialization;
using System.Text.Json;
using Preau.Platform;

namespace Preau.Messaging.Publications;

/// <summary>Section "messaging" of a commune's file.</summary>
public sealed record MessagingRules
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>Who signs notices, in the commune's words: "Service enfance jeunesse".</summary>
    public string Sender { get; init; } = "Votre mairie";

    /// <summary>IANA name; days and hours in messages are said in it.</summary>
    public string TimeZone { get; init; } = "Europe/Paris";

    public WelcomeText? Welcome { get; init; }

    /// <summary>When messages are read (F-108), one sentence.</summary>
    public string? ReadingHours { get; init; }

    /// <summary>What to say when writing, one sentence.</summary>
    public string? ContactHint { get; init; }

    /// <summary>Titles proposed to a family that writes.</summary>
    public string[] Subjects { get; init; } = [];

    public PublishedDocument[] Documents { get; init; } = [];

    [JsonIgnore]
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public static MessagingRules Parse(string document) => JsonSerializer.Deserialize<MessagingRules>(document, Json)!;
}

/// <summary>The commune's message on the home page (F-28).</summary>
public sealed record WelcomeText(string Title, string? Text);

/// <summary>A document or link (F-36); without address it is announced, not yet there.</summary>
public sealed record PublishedDocument(string Title, string Category, string? Url);

/// <summary>The rules of the scope's commune, or the defaults when it has none.</summary>
public sealed class MessagingRulesInForce(MessagingDb db, SettingsCache cache)
{
    public const string Section = "messaging";
    private static readonly MessagingRules Defaults = new();

    public async Task<MessagingRules> GetAsync(CancellationToken ct) => (await cache.LoadAsync(db, Section, MessagingRules.Parse, ct))?.Rules ?? Defaults;
}
