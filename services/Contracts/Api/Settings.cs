using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/{service}/settings, permission "settings": the service's section of the commune's file, as in force.</summary>
/// <param name="Version">0 when the commune has none yet; <paramref name="Document"/> is then {}.</param>
public sealed record SectionView(long Version, DateTime? At, string? By, JsonElement Document);

/// <summary>
/// PUT /api/{tenant}/{service}/settings: the whole section. 400 "settings.invalid" with the path of the error, 409 "settings.changed" when someone
/// saved in between.
/// </summary>
/// <param name="CheckOnly">Everything is checked and nothing saved: what a file of several sections needs before any of them is taken.</param>
/// <param name="Correction">Planning only: why rules that hold already are changed, else 409 "rule.in-force".</param>
public sealed record SaveSection(
    [property: Required] long? BasedOn, [property: Required] JsonElement? Document, bool CheckOnly = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Correction = null);
