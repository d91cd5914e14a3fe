using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Settings;

/// <summary>
/// What this commune knows better than the shipped calendar: years taken from an official file, and its own changes
/// (code de l'éducation D521-1 and following).
/// </summary>
public sealed record SchoolDocument
{
    /// <summary>Whole school years; each takes the place of the shipped one with the same rentrée year. Corsica and overseas need them.</summary>
    [Label("Années scolaires")]
    public IReadOnlyList<SchoolYearDocument> Years { get; init; } = [];

    /// <summary>Days of class added: a worked Wednesday or Saturday.</summary>
    [Label("Jours de classe ajoutés")]
    public IReadOnlyList<DateOnly> ExtraSchoolDays { get; init; } = [];

    /// <summary>Days without class that are no holiday.</summary>
    [Label("Jours sans classe")]
    public IReadOnlyList<NoClassDay> NoClassDays { get; init; } = [];

    /// <summary>A published date (rentrée, first day off, day of return, summer) and the local one that stands for it.</summary>
    [Label("Dates déplacées")]
    public IReadOnlyList<MovedDate> MovedDates { get; init; } = [];
}

/// <param name="Published">The date of the calendar in force without local changes.</param>
/// <param name="Local">What it is here.</param>
public sealed record MovedDate([property: Label("Date officielle")] DateOnly Published, [property: Label("Date ici")] DateOnly Local);

/// <summary>One school year: the day pupils come back, the first day of summer, the short holidays and the days without class.</summary>
public sealed record SchoolYearDocument
{
    [Label("Rentrée")]
    public required DateOnly Rentree { get; init; }

    [Label("Été")]
    public required DateOnly Summer { get; init; }

    [Label("Vacances"), MaxLength(10)]
    public IReadOnlyList<HolidayDates> Holidays { get; init; } = [];

    [Label("Jours sans classe")]
    public IReadOnlyList<NoClassDay> NoClass { get; init; } = [];
}

/// <summary>Short holidays of one zone.</summary>
/// <param name="Name">« Vacances de Noël ».</param>
/// <param name="First">First day without class.</param>
/// <param name="Back">The day on whose morning classes resume.</param>
public sealed record HolidayDates(
    [property: Label("Nom"), StringLength(100, MinimumLength = 1)] string Name, [property: Label("Premier jour")] DateOnly First,
    [property: Label("Reprise")] DateOnly Back);

/// <summary>A day without class that is no holiday.</summary>
/// <param name="Date">The day.</param>
/// <param name="Label">What families read.</param>
public sealed record NoClassDay([property: Label("Date")] DateOnly Date, [property: Label("Nom"), StringLength(100, MinimumLength = 1)] string Label);
