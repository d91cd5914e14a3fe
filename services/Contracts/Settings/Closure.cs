using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>How far a closure or an exceptional opening reaches, the widest first: the narrower one wins.</summary>
[JsonConverter(typeof(WordConverter<CalendarScope>))]
public enum CalendarScope : byte
{
    Municipality,
    School,
    Facility,
    Service,
}

/// <summary>
/// Days closed although the pattern opens them, or (<see cref="Opens"/>) open although the pattern, a public
/// holiday or a wider closure closes them. At equal reach the closure wins. In JSON:
/// <c>{ "first": "2026-12-24", "last": "2027-01-02", "label": "Fermeture de fin d’année", "scope": "facility", "target": "alsh" }</c>.
/// </summary>
/// <param name="First">First day, included.</param>
/// <param name="Last">Last day, included.</param>
/// <param name="Label">What families read, in French.</param>
/// <param name="Scope">For the whole commune unless something narrower is named.</param>
/// <param name="Target">Key of the service, facility, school or member commune; null with scope municipality for the whole tenant.</param>
/// <param name="Opens">Open by exception instead.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record Closure(
    [property: Label("Premier jour"), JsonRequired] DateOnly First,
    [property: Label("Dernier jour"), JsonRequired] DateOnly Last,
    [property: Label("Motif, comme les familles le lisent", Word = "nom"), StringLength(100, MinimumLength = 1), JsonRequired] string Label,
    [property: Label("Ce qui est concerné", Word = "portée"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    CalendarScope Scope = CalendarScope.Municipality,
    [property: Label("Cible"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] string? Target = null,
    [property: Label("C’est une ouverture exceptionnelle", Word = "ouverture"),
        JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Opens = false)
{
    public bool Covers(DateOnly day) => First <= day && day <= Last;
}
