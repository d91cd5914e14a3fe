namespace Preau.Platform;

/// <summary>What an agent may do in a part of the tenant; each has a letter in the token.</summary>
public enum ScopeRight
{
    See = 'v',
    Mark = 'p',
    Decide = 'd',
    Set = 'r',
}

/// <summary>
/// Which parts of a tenant an agent's permissions reach: <c>part=letters;part=letters</c>, a part being a key of the tenant's own, or a group of parts
/// written <c>@group</c>. Empty: all of it. The permission says what may be done, this says where; both must hold.
/// </summary>
public sealed class Scope
{
    private readonly Dictionary<string, string> _letters;

    private Scope(Dictionary<string, string> letters) => _letters = letters;

    public static Scope All { get; } = new([]);

    public bool IsAll => _letters.Count == 0;

    /// <summary>Parts named, with what may be done there.</summary>
    public IReadOnlyDictionary<string, string> Parts => _letters;

    public static Scope Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return All;
        }

        var letters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            letters[at < 0 ? part : part[..at]] = at < 0 ? "" : part[(at + 1)..];
        }

        return new Scope(letters);
    }

    /// <summary>Whether the right holds for a part, by itself or by its group.</summary>
    public bool Allows(ScopeRight right, string group, string part) => IsAll || Has(part, right) || Has("@" + group, right);

    /// <summary>Of these parts, those where the right holds: what a query filters by.</summary>
    public HashSet<string> Among(ScopeRight right, IEnumerable<(string Group, string Part)> parts) =>
        parts.Where(p => Allows(right, p.Group, p.Part)).Select(p => p.Part).ToHashSet(StringComparer.Ordinal);

    public override string ToString() => string.Join(';', _letters.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));

    private bool Has(string part, ScopeRight right) => _letters.TryGetValue(part, out var letters) && letters.Contains((char)right);
}
