using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;

namespace Preau.Messaging.Publications;

/// <summary>GET /publications: the commune's words, documents and links (F-28, F-36).</summary>
internal static class GetPublications
{
    public static async Task<Ok<PublicationsView>> Handle(MessagingRulesInForce inForce, CancellationToken ct)
    {
        return TypedResults.Ok(ViewOf(await inForce.GetAsync(ct)));
    }

    internal static PublicationsView ViewOf(MessagingRules rules) => new(
        rules.Welcome?.Title, rules.Welcome?.Text, rules.ReadingHours, rules.Subjects,
        [.. rules.Documents.Select(d => new DocumentView(d.Title, d.Url, d.Category))], rules.ContactHint);
}
