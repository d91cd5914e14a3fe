namespace Preau.Contracts.Words;

/// <summary>The diet of a child: kitchen and table say the same, whoever of its households told it.</summary>
public static class DietWords
{
    /// <summary>« sans porc »; of two that differ both, « sans porc et sans viande »: the meal suits both. Null for none.</summary>
    public static string? Of(IEnumerable<string?> told) =>
        string.Join(" et ", told.Where(d => !string.IsNullOrEmpty(d)).Distinct().Order(StringComparer.Ordinal)) is { Length: > 0 } all ? all : null;
}
