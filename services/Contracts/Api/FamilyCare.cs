using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

/// <summary>POST /api/{tenant}/family/day-notes, permission "attendance": what to do for these children, and
/// who may come for them. Never why. Each call is logged. 1 to 2 000 children.</summary>
public sealed record AskDayNotes([property: Required, MinLength(1), MaxLength(2000)] Guid[] Children);

/// <summary>Only children known here, with something or someone to tell.</summary>
public sealed record DayNotesView(DayNote[] Notes);

/// <param name="ToDo">"Apporte son panier-repas", "Protocole PAI : trousse dans le sac": instructions, never a diagnosis.</param>
/// <param name="Diet">"sans porc", "sans viande", "végétarien", or null.</param>
/// <param name="LeavesAloneAt">Allowed by the family to leave alone from that local hour.</param>
/// <param name="MayNot">Not to be handed over to them.</param>
/// <param name="CourtOrders">Decisions of a court that hold today, each in one sentence: "Décision de justice du 12 mai 2025 : …".</param>
public sealed record DayNote(
    Guid ChildId, string[] ToDo, string? Diet, bool PackedLunch, TimeOnly? LeavesAloneAt, CareContact[] PickUp, CareContact[] MayNot, CareContact[] Emergency,
        string[]? CourtOrders = null);

public sealed record CareContact(string Name, string Relation, string? Phone);

/// <summary>GET and PUT /api/{tenant}/family/families/{id}/children/{child}/care, permission "families".</summary>
/// <param name="Diets">What a diet can be.</param>
/// <param name="Known">Names of the guardians of all households of the child: written so, a person is that guardian.</param>
public sealed record CareView(
    Guid ChildId, string FirstName, string LastName, string? Diet, string[] ToDo, TimeOnly? LeavesAloneAt, CareContactEntry[] Contacts, string[] Diets,
        string[]? Known = null);

/// <param name="Diet">One of <see cref="CareView.Diets"/> or null. 400 "diet.forbidden" for a religion, "diet.unknown" else.</param>
public sealed record SetCare(
    [property: StringLength(30)] string? Diet, [property: Required, MaxLength(5)] string[] ToDo, TimeOnly? LeavesAloneAt,
    [property: Required, MaxLength(12)] CareContactEntry[] Contacts);

/// <param name="PersonId">Who it is over households; a guardian's id for a guardian. Left out, or unknown here: the one of that name, else someone new.</param>
/// <param name="CourtOrder">Day of the court's decision, for who must not be handed the child.</param>
public sealed record CareContactEntry(ContactKind? Kind, string Name, string Relation, string? Phone, Guid? PersonId = null, DateOnly? CourtOrder = null);

[JsonConverter(typeof(JsonStringEnumConverter<ContactKind>))]
public enum ContactKind
{
    /// <summary>May collect the child.</summary>
    PickUp,
    /// <summary>To be called; may collect the child too.</summary>
    Emergency,
    /// <summary>Must not be handed the child.</summary>
    MayNot,
}
