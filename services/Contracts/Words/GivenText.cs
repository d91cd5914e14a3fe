namespace Preau.Contracts.Words;

/// <summary>What a person typed.</summary>
public static class GivenText
{
    /// <summary>Without blanks around; null when nothing was written.</summary>
    public static string? OrNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
