namespace Preau.EndToEnd;

/// <summary>A form as it stands on a page. <paramref name="To"/> holds its handler.</summary>
/// <param name="Name">As in <see cref="HostPage.Handlers"/>.</param>
/// <param name="Most">By field, how many signs its page lets one type, and whether it takes lines.</param>
internal sealed record FormOnPage(
    string Name, Uri To, IReadOnlyList<KeyValuePair<string, string>> Fields, IReadOnlyList<string> Files, bool Multipart,
    IReadOnlyDictionary<string, (int Signs, bool Lines)> Most);
