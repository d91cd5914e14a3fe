using Preau.Contracts.Api;
using Preau.Family.Documents;
using Preau.Family.Requests;

namespace Preau.Family.Imports;

/// <summary>Section "family" of a demonstration file: whole family files with fixed ids.</summary>
internal sealed record DemoFamilies(DemoFamily[]? Families = null, DemoDocument[]? Documents = null, DemoRequest[]? Requests = null);

internal sealed record DemoFamily(
    Guid Id, string Number, string Name, bool Resident, DemoAddress? Address, DemoGuardian[] Guardians, DemoChild[] Children, DemoQuotient[]? Quotients = null,
    string[]? Categories = null,
    DemoSection[]? Sections = null, string[]? Notes = null);

/// <summary>A form of the file as filled.</summary>
internal sealed record DemoSection(string Section, Dictionary<string, string> Values, Guid? Child = null);

internal sealed record DemoAddress(string Street, string PostCode, string City);

internal sealed record DemoGuardian(
    Guid Id, string Civility, string FirstName, string LastName, string Role, string? MaritalStatus = null, string? Email = null, string? Mobile = null,
    bool EmailConsent = false, bool SmsConsent = false,
    string? HomePhone = null, string? WorkPhone = null, DateOnly? BirthDate = null, string? Profession = null, string? OccupationCategory = null,
    string? Employer = null, bool Restricted = false,
    bool LivesElsewhere = false);

internal sealed record DemoChild(
    Guid Id, string FirstName, string LastName, string? Gender, DateOnly BirthDate, string? School = null, string? Grade = null, bool PackedLunch = false,
    DemoCustody? Custody = null,
    string? Diet = null, string[]? ToDo = null, TimeOnly? LeavesAloneAt = null, DemoContact[]? Contacts = null,
    string? Class = null, string? Group = null, string? BirthPlace = null, DemoOrder[]? CourtOrders = null);

internal sealed record DemoContact(ContactKind Kind, string Name, string Relation, string? Phone = null, DateOnly? CourtOrder = null);

/// <summary>A court's decision about the child.</summary>
internal sealed record DemoOrder(DateOnly Date, string What, DateOnly? Until = null);

internal sealed record DemoCustody(Guid OtherFamily, string OtherParent, DateOnly AnchorMonday);

internal sealed record DemoQuotient(decimal Value, DateOnly From, string Source, DateOnly? Until = null);
