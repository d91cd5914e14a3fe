using System.Text.Json;
using Preau.Platform;

namespace Preau.Messaging.Publications;

/// <summary>Section "messaging" of a commune's file → a new version of its rules when they differ.</summary>
internal sealed class ImportMessagingRules(MessagingDb db, TimeProvider clock) : ISectionImporter, ISectionExporter
{
    public string Section => MessagingRulesInForce.Section;

    public bool IsDemo => false;

    public Task<JsonElement?> ExportAsync(CancellationToken ct) => db.LatestDocumentAsync(Section, ct);

    public async Task ImportAsync(TenantFile file, JsonElement section, CancellationToken ct)
    {
        try
        {
            Check(section);
        }
        catch (TenantFileException e)
        {
            throw new TenantFileException($"{Path.GetFileName(file.Path)}: {e.Message}");
        }

        await db.WriteAsync(token => db.SaveImportedAsync(file, Section, section, clock.UtcNow(), token), ct);
    }

    /// <exception cref="TenantFileException">The path of what is wrong.</exception>
    public static void Check(JsonElement section)
    {
        MessagingRules rules;
        try
        {
            rules = MessagingRules.Parse(section.GetRawText());
        }
        catch (JsonException e)
        {
            throw new TenantFileException($"{MessagingRulesInForce.Section}.{e.Path?.TrimStart('$', '.')}: not readable.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(rules.TimeZone, out _))
        {
            throw new TenantFileException($"{MessagingRulesInForce.Section}.timeZone: no such time zone.");
        }

        for (var i = 0; i < rules.Documents.Length; i++)
        {
            // A link of a commune's page: https or a path of the portal, never a script.
            if (rules.Documents[i].Url is { } url && !(url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal)) && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps))
            {
                throw new TenantFileException($"{MessagingRulesInForce.Section}.documents[{i}].url: an https address or a path that begins with /.");
            }
        }
    }
}
