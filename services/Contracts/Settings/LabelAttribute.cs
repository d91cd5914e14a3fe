namespace Preau.Contracts.Settings;

/// <summary>
/// How screens, lists of changes and error messages call a setting, in French. What it means stands in its documentation comment, which becomes the
/// description of <c>deploy/tenants/schema.json</c>; its range in the attributes of System.ComponentModel.DataAnnotations.
/// </summary>
/// <param name="text">The question of the form: « Motif, comme les familles le lisent ».</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LabelAttribute(string text) : Attribute
{
    public string Text => text;

    /// <summary>Sentence under the question.</summary>
    public string? Help { get; init; }

    /// <summary>What a list of changes calls it, in lower case: « nom ». Left out, the question itself.</summary>
    public string? Word { get; init; }
}
