using System.ComponentModel.DataAnnotations;

namespace Preau.Contracts.Api;

/// <summary>
/// GET /api/{tenant}/family/me/sections, and for agents GET /api/{tenant}/family/families/{id}/sections: the forms of the file (F-43…F-59), those of the
/// household first, then child by child. An agent's look at restricted ones is logged.
/// </summary>
public sealed record FileSectionsView(FileSectionView[] Sections, int Missing);

/// <param name="ChildId">Null for a section of the household.</param>
/// <param name="Restricted">Health: only the family and agents of the family files read it.</param>
/// <param name="Values">By field; only what was answered.</param>
/// <param name="Withheld">An agent without the health right reads neither answers nor writes them.</param>
/// <param name="Due">Day on which something of it is to be renewed: the next booster, the end of a care plan; with <paramref name="DueLabel"/>.</param>
/// <param name="Elsewhere">What the child's other household answered differently, by field; null where it said nothing else.</param>
/// <param name="Readers">Agents who read the file's restricted answers, newest first; for the family itself.</param>
public sealed record FileSectionView(
    string Section, string Label, string? Help, Guid? ChildId, string? Child, bool Obligatory, bool Complete, bool Restricted, FileSectionField[] Fields,
    Dictionary<string, string> Values,
    DateTime? ChangedAt, string? ChangedBy, FileSectionReader[] Readers, bool Withheld = false, DateOnly? Due = null, string? DueLabel = null,
    Dictionary<string, string>? Elsewhere = null);

/// <param name="Kind">"text", "yesno", "date" or "choice".</param>
public sealed record FileSectionField(string Key, string Label, string Kind, bool Required, string[] Choices, string? Help);

/// <param name="At">UTC.</param>
public sealed record FileSectionReader(DateTime At, string By);

/// <summary>PUT /api/{tenant}/family/families/{id}/sections/{section}, by an agent from paper (a family asks by a demande): the whole
/// form; answers the <see cref="FileSectionsView"/>. yes or no are "oui" and "non", dates 2026-12-08.</summary>
public sealed record FillSection(Guid? Child, [property: Required, MaxLength(30)] Dictionary<string, string?>? Values);
