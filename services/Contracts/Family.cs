namespace Preau.Contracts;

/// <summary>
/// State of a family file as others need it (a snapshot, not a difference). Keep the highest <paramref name="Version"/> per family.
/// No health data and no bank data ever travel in it.
/// </summary>
/// <param name="Number">N° Famille as printed (F-30): digits kept as text.</param>
/// <param name="Name">Name agents see, "DUPONT Jean".</param>
/// <param name="MissingSections">Obligatory sections not complete; null or empty when there is none.</param>
/// <param name="Resident">Whether the household pays the resident tariff.</param>
/// <param name="City">Town of residence as written in the address; null when not known.</param>
/// <param name="Archived">Closed by the commune: nothing new begins for this family; what was booked and billed stays its own.</param>
/// <param name="MergedInto">The file that took this one's people over: what still runs for them belongs there.</param>
/// <param name="Categories">What gives precedence where a commune says so, of <see cref="FamilyCategories"/>.</param>
public sealed record FamilyChanged(
    string Tenant, DateTime At, Guid FamilyId, long Version, string Number, string Name, bool Resident,
    FamilyGuardian[] Guardians, FamilyChild[] Children, FamilyQuotient[] Quotients, string? City = null, string[]? Categories = null,
    MissingSection[]? MissingSections = null,
    bool Archived = false, Guid? MergedInto = null, FamilyAddress? Address = null) : IEvent;

/// <summary>Where bills are sent to; null parts aren't known.</summary>
public sealed record FamilyAddress(string? Street, string? PostCode, string? City);

/// <summary>An obligatory section of the file that is not complete (F-51).</summary>
/// <param name="Label">As families read it: "Données sanitaires".</param>
/// <param name="ChildId">Null for a section of the household.</param>
public sealed record MissingSection(string Section, string Label, Guid? ChildId);

/// <summary>Situations of a household that a commune may let count when places are scarce. Kept by agents on proof, never guessed.</summary>
public static class FamilyCategories
{
    public const string BothParentsWorking = "both-parents-working";
    public const string SingleParent = "single-parent";
    public const string SocialReferral = "social-referral";
    public const string Agent = "agent";

    /// <summary>In the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> All = [BothParentsWorking, SingleParent, SocialReferral, Agent];
}

/// <summary>A guardian of the household. E-mail is filled only to reach the person; the consents say whether one may (F-41).</summary>
public sealed record FamilyGuardian(
    Guid GuardianId, string Civility, string FirstName, string LastName, string Role, string? Email, string? Mobile, bool EmailConsent, bool SmsConsent);

/// <summary>A child of the household.</summary>
/// <param name="Gender">"f", "m" or null when not known: only to agree French sentences.</param>
/// <param name="Rank">1 for the eldest child of the household, for sibling discounts.</param>
/// <param name="PackedLunch">The family brings the meal under a signed care plan (PAI): only the price needs to know.</param>
/// <param name="Class">"CP, Mme Laurent".</param>
/// <param name="Group">Group of the commune's own services.</param>
/// <param name="Origin">Where it lived before it was moved here; null for a child who was always here.</param>
/// <param name="Custody">Null when the child lives in this household only.</param>
public sealed record FamilyChild(
    Guid ChildId, string FirstName, string LastName, string? Gender, DateOnly BirthDate, string? School, string? Grade, int Rank, bool PackedLunch,
    Custody? Custody, string? Class = null,
    string? Group = null, ChildOrigin? Origin = null);

/// <summary>The household that a child came from: what it has booked from that day on is the new household's.</summary>
/// <param name="ChildId">The child there: the same, or its double in a file that was merged.</param>
public sealed record ChildOrigin(Guid FamilyId, Guid ChildId, DateOnly On);

/// <summary>Alternating weeks between two households.</summary>
/// <param name="OtherFamilyId">The other household; this one may know that the other parent booked, nothing more.</param>
/// <param name="OtherParent">First name of the other parent.</param>
/// <param name="AnchorMonday">Monday of any week the child spends in this household; parity is
/// counted from it (never from ISO week numbers: 53-week years).</param>
/// <param name="KnownUntil">Last day that <paramref name="Here"/> speaks of; later days go by the anchor.</param>
/// <param name="Here">Dated days in this household, holidays, exceptions and agreed swaps included; null where the anchor says it all.</param>
public sealed record Custody(Guid OtherFamilyId, string OtherParent, DateOnly AnchorMonday, DateOnly? KnownUntil = null, DaySpan[]? Here = null);

/// <summary>Days from one to another, both included.</summary>
public sealed record DaySpan(DateOnly From, DateOnly Until);

/// <summary>A family quotient valid from a day to another, both inclusive (<paramref name="Until"/> null = open).</summary>
public sealed record FamilyQuotient(decimal Value, DateOnly From, DateOnly? Until, string Source);

/// <summary>
/// Diets of a household's children, for counting meals: what is not eaten, never why. Apart from <see cref="FamilyChanged"/> so that only who
/// orders meals learns it. All of the household; keep the highest <paramref name="Version"/>.
/// </summary>
public sealed record MealDietsChanged(string Tenant, DateTime At, Guid FamilyId, long Version, ChildDiet[] Children) : IEvent;

/// <param name="Diet">"sans porc", "sans viande" or "végétarien"; children who eat everything are left out.</param>
public sealed record ChildDiet(Guid ChildId, string Diet);

/// <summary>
/// Whether a guardian may enter the portal, and under which address: what Identity needs to open, change or close the access. State of one guardian;
/// keep the highest <paramref name="Version"/> per guardian.
/// </summary>
/// <param name="Email">Address that signs in; null for a guardian without one (a printed code lets in).</param>
/// <param name="MayEnter">False once archived, barred or moved out: the access ends at once.</param>
/// <param name="InvitedAt">When an agent last asked for an invitation; a new moment sends a new mail. Null: not invited.</param>
public sealed record GuardianAccessChanged(
    string Tenant, DateTime At, Guid GuardianId, Guid FamilyId, string FirstName, string LastName, string? Email, bool MayEnter, DateTime? InvitedAt,
    long Version) : IEvent;
