namespace Preau.Office.Pages.Debits;

/// <summary>
/// A part of these settings is put aside by leaving its first field empty or unticked; what was typed into the others must not go with it unsaid.
/// </summary>
internal static class Typed
{
    /// <summary>Whether a field holds something else than it was shown with.</summary>
    public static bool Differs(params (string? Shown, string? Typed)[] fields) => Array.Exists(fields, f => Plain(f.Shown) != Plain(f.Typed));

    // As a browser sends it: lines end otherwise, nothing is an empty text.
    private static string Plain(string? text) => (text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).Trim();
}
