using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Preau.Contracts.Api;

/// <summary>GET /api/{tenant}/billing/offices, permission "settings": what each cash office is
/// set to do besides its tariffs, as the commune's file writes it.</summary>
public sealed record OfficePartsView(long Version, OfficeParts[] Offices);

/// <param name="Collects">"regie" or "title".</param>
public sealed record OfficeParts(
    string Key, string Label, string Collects, JsonElement? DirectDebit, JsonElement? Pes = null, JsonElement? Dunning = null, JsonElement? Prepaid = null,
    JsonElement? Collecting = null, JsonElement? Due = null)
{
    /// <summary>Parts that <see cref="SaveOfficePart"/> may name.</summary>
    public static readonly string[] Names = ["collecting", "due", "directDebit", "pes", "dunning", "prepaid"];
}

/// <summary>
/// PUT /offices/{key}/{part}, permission "settings": the part as the file writes it; null
/// takes it away. 400 names each error by its path, 409 "settings.changed".
/// </summary>
public sealed record SaveOfficePart([property: Required] long? BasedOn, JsonElement? Value);
