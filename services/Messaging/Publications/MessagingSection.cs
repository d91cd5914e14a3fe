using System.Text.Json;
using Preau.Platform;

namespace Preau.Messaging.Publications;

/// <summary>Section "messaging" of a commune's file: what its shape can't say.</summary>
internal sealed class MessagingSection() : SettingsSection<MessagingDb>(MessagingRulesInForce.Section)
{
    public override void Check(JsonElement document)
    {
        var settings = ReadSection.Checked<MessagingSettings>(Name, document.GetRawText());
        ReadSection.CheckZone(Name, settings.TimeZone);
        foreach (var (i, published) in settings.Documents.Index())
        {
            ReadSection.Require(published.Url is not { } url || IsLink(url),
                $"{Name}.documents[{i}].url: « {published.Url} » ne va pas ; il faut une adresse en https:// ou un chemin qui commence par /.");
        }
    }

    // A link of a commune's page: https or a path of the portal, never a script.
    private static bool IsLink(string url) => (url.StartsWith('/') && !url.StartsWith("//", StringComparison.Ordinal))
        || (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps);
}
