using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Api;

[JsonConverter(typeof(JsonStringEnumConverter<FileFieldKind>))]
public enum FileFieldKind
{
    Text,
    /// <summary>"2020-03-14".</summary>
    Date,
    Phone,
    Email,
    /// <summary>Five digits.</summary>
    PostCode,
    /// <summary>One of the choices, nothing else.</summary>
    Choice,
    /// <summary>"oui" or "non".</summary>
    YesNo,
}

/// <summary>GET /api/{tenant}/family/families/{id}/fields, permission "families": everything of a file that can be edited, group by group.</summary>
/// <param name="Version">To be sent back with a change.</param>
public sealed record FileFieldsView(Guid FamilyId, string Name, long Version, FileGroup[] Groups);

/// <param name="Subject">"household", "guardian" or "child".</param>
/// <param name="Of">Guardian or child; null for the household.</param>
public sealed record FileGroup(string Subject, Guid? Of, string Name, FileFieldView[] Fields);

/// <param name="Choices">What a choice may be; for a text, suggestions.</param>
/// <param name="Shared">Of the child itself: the other household's file changes with it.</param>
public sealed record FileFieldView(string Key, string Label, FileFieldKind Kind, int Max, bool Required, bool Shared, string[] Choices, string? Value);

/// <summary>
/// PUT …/fields: only what changes. 400 "fields.invalid" with each field's sentence in <c>errors</c> by "key" or "key|of"; 409 "file.changed" when
/// <paramref name="Version"/> is given and someone changed one of these fields since.
/// </summary>
public sealed record SetFields([property: Required, MinLength(1), MaxLength(200)] FieldValue[] Values, long? Version = null);

/// <param name="Field">Key such as "guardian.mobile".</param>
/// <param name="Of">Guardian or child; null for the household.</param>
/// <param name="Value">Null or empty clears it.</param>
public sealed record FieldValue([property: Required, MaxLength(60)] string Field, Guid? Of, [property: MaxLength(1000)] string? Value);

/// <summary>GET /api/{tenant}/family/families/{id}/history?before=…: fifty at a time, newest first.</summary>
/// <param name="Next">To be sent as <c>before</c>; null at the end.</param>
public sealed record FamilyHistoryView(FamilyHistoryEntry[] Entries, long? Next);

/// <param name="At">UTC.</param>
/// <param name="Fields">Old and new of each field, where the change was one of fields.</param>
public sealed record FamilyHistoryEntry(long Version, DateTime At, string By, string What, FamilyHistoryField[] Fields);

public sealed record FamilyHistoryField(string Label, string? Old, string? New);
