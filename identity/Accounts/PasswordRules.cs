using System.Collections.Frozen;
using Preau.Contracts.Settings;

namespace Preau.Identity.Accounts;

/// <summary>What a password must have (F-16). A commune may ask for more length, never for less
/// than eight or for a maximum under 64 (F-15 is not followed).</summary>
public static class PasswordRules
{
    /// <summary>Far above what anyone types; it only bounds the work of hashing.</summary>
    public const int Longest = 128;

    private static readonly Lazy<FrozenSet<string>> Common = new(ReadCommon);

    extension(PasswordRule rule)
    {
        /// <summary>The strictest of the rules of all communes a person belongs to.</summary>
        public static PasswordRule Strictest(IEnumerable<PasswordRule> rules) => rules.Aggregate(new PasswordRule(), (a, b) => new PasswordRule
        {
            MinLength = Math.Max(a.MinLength, b.MinLength),
            Upper = a.Upper || b.Upper,
            Lower = a.Lower || b.Lower,
            Digit = a.Digit || b.Digit,
        });

        /// <summary>« 8 signes au moins, avec une majuscule, une minuscule et un chiffre. »</summary>
        public string Sentence
        {
            get
            {
                var wanted = new[] { rule.Upper ? "une majuscule" : null, rule.Lower ? "une minuscule" : null,
                    rule.Digit ? "un chiffre" : null }.OfType<string>()
                    .ToList();
                return $"{rule.MinLength} signes au moins{(wanted.Count == 0 ? "" : ", avec " + French.List(wanted))}. Un mot de passe courant est refusé.";
            }
        }

        /// <summary>One sentence per broken rule; empty when the password will do.</summary>
        public IReadOnlyList<string> Broken(string password, string? userName)
        {
            var broken = new List<string>();
            password = SignIn.ComposedPasswords.Composed(password);
            if (password.Length < rule.MinLength)
            {
                broken.Add($"Ce mot de passe a {French.Count(password.Length, "signe")} : il en faut {rule.MinLength} au moins.");
            }

            if (password.Length > Longest)
            {
                broken.Add($"Ce mot de passe a {password.Length} signes : {Longest} au plus.");
            }

            if (rule.Upper && !password.Any(char.IsUpper))
            {
                broken.Add("Il y manque une lettre majuscule.");
            }

            if (rule.Lower && !password.Any(char.IsLower))
            {
                broken.Add("Il y manque une lettre minuscule.");
            }

            if (rule.Digit && !password.Any(char.IsDigit))
            {
                broken.Add("Il y manque un chiffre.");
            }

            if (Common.Value.Contains(password.ToLowerInvariant()))
            {
                broken.Add(
                    "Ce mot de passe est parmi les plus courants, donc facile à deviner : choisissez-en un autre, par exemple trois mots sans lien et un nombre.");
            }

            if (userName is { Length: >= 4 } && password.Contains(userName, StringComparison.OrdinalIgnoreCase))
            {
                broken.Add("Ce mot de passe contient votre identifiant : choisissez-en un qui ne le contient pas.");
            }

            return broken;
        }
    }

    private static FrozenSet<string> ReadCommon()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
    }
}
