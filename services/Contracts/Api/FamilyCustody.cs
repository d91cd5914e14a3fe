using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

[JsonConverter(typeof(JsonStringEnumConverter<CustodyWeeks>))]
public enum CustodyWeeks
{
    /// <summary>One week in two from an anchor, whatever the weeks' numbers.</summary>
    Alternate,
    /// <summary>Weeks with an odd ISO number: two in a row after a week 53, as a judgment that speaks of numbers has it.</summary>
    Odd,
    Even,
    /// <summary>Lives here; the other parent has exceptions and holidays only.</summary>
    Always,
}

[JsonConverter(typeof(JsonStringEnumConverter<CustodyHolidays>))]
public enum CustodyHolidays
{
    /// <summary>The weeks go on.</summary>
    AsWeeks,
    /// <summary>The first half in even years, the second in odd ones.</summary>
    FirstInEvenYears,
    FirstInOddYears,
}

[JsonConverter(typeof(JsonStringEnumConverter<SwapState>))]
public enum SwapState
{
    Agreed,
    Proposed,
    Refused,
    Withdrawn,
}

/// <summary>
/// GET /api/{tenant}/family/families/{id}/children/{child}/custody, permission "families", and for a guardian GET …/me/children/{child}/custody: seen from one
/// household. Nothing of the other but the first name of its parent.
/// </summary>
/// <param name="Weeks">Of this household.</param>
/// <param name="Days">56 days from this Monday: whether the child is here.</param>
public sealed record CustodyView(
    Guid ChildId, string Child, string OtherParent, DateOnly From, CustodyWeeks Weeks, DateOnly Anchor, CustodyHolidays Holidays, DateOnly FirstDay,
    bool[] Days, CustodyExceptionView[] Exceptions);

/// <param name="Here">The child is in this household on these days.</param>
/// <param name="Mine">Proposed by this household.</param>
public sealed record CustodyExceptionView(Guid Id, DateOnly From, DateOnly Until, bool Here, SwapState State, bool Mine, string By);

/// <summary>PUT …/families/{id}/children/{child}/custody: seen from this household. With
/// <paramref name="Other"/> a child comes to be shared with that file. Both files tell it.</summary>
/// <param name="Other">The other household; may be left out once shared.</param>
public sealed record SetCustody(
    Guid? Other, [property: Required] CustodyWeeks? Weeks, DateOnly? Anchor, [property: Required] CustodyHolidays? Holidays, DateOnly? From);

/// <summary>POST …/custody/exceptions by an agent, in force at once; POST
/// …/me/children/{child}/custody/swaps by a guardian, who waits for the other parent. 200 days at
/// most.</summary>
public sealed record AddCustodyDays([property: Required] DateOnly? From, [property: Required] DateOnly? Until, [property: Required] bool? Here);

/// <summary>POST …/me/custody/swaps/{swap}: the other parent agrees or refuses; who proposed withdraws by refusing.</summary>
public sealed record AnswerSwap([property: Required] bool? Agree);
