using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>Diets that may be kept: what is not eaten. A religion may not (RGPD art. 9; the canteen's menu without pork says enough).</summary>
internal static class Diets
{
    public static readonly string[] All = ["sans porc", "sans viande", "végétarien"];

    private static readonly string[] Religions = ["halal", "hallal", "casher", "cacher", "kascher", "kasher", "kosher", "musulman", "juif", "religi",
        "ramadan"];

    /// <summary>Code and sentence of what is wrong, or null.</summary>
    public static (string Code, string Text)? FindProblem(string? diet) =>
        string.IsNullOrEmpty(diet) || All.Contains(diet) ? null
        : Array.Exists(Religions, r => diet.Contains(r, StringComparison.OrdinalIgnoreCase))
            ? ("diet.forbidden", "La loi ne permet pas de noter une religion. Notez ce que l’enfant ne mange pas : sans porc, sans viande ou végétarien.")
            : ("diet.unknown", $"Ce régime n’existe pas ici. Régimes possibles : {string.Join(", ", All)}.");

    /// <exception cref="TenantFileException">In a demonstration file.</exception>
    public static string? Checked(string? diet, string place) =>
        FindProblem(diet) is { } problem ? throw new TenantFileException($"{place}: {problem.Text}") : string.IsNullOrEmpty(diet) ? null : diet;
}
