namespace Preau.Billing.Tariffs;

/// <summary>What the treasury's files say of a cash office (facts §2), and which code each unit has there.</summary>
/// <param name="Post">Codique of the treasury's office, 6 or 7 characters.</param>
/// <param name="Siret">14 digits.</param>
/// <param name="Code">Of the collectivité, 3 characters.</param>
/// <param name="Budget">2 characters: a digit or capital, then a digit.</param>
/// <param name="Label">38 at most.</param>
/// <param name="Products">One code for each booking unit; several units may share one.</param>
/// <param name="Least">Euros: under it a debtor's debts wait together (CGCT D1611-1).</param>
internal sealed record PesRules(string Post, string Siret, string Code, string Budget, string Label, PesProduct[] Products, decimal Least = 15)
{
    /// <summary>What the shape of a document can't say.</summary>
    public IEnumerable<(string Where, string Message)> Wrong()
    {
        if (Post.Length is not (6 or 7) || !Post.All(c => char.IsAsciiDigit(c) || c is 'A' or 'B'))
        {
            yield return ("post", "Le codique du poste a 6 ou 7 signes.");
        }

        if (Siret.Length != 14 || !Siret.All(char.IsAsciiDigit))
        {
            yield return ("siret", "Quatorze chiffres.");
        }

        if (Code.Length != 3 || !Code.All(IsSign))
        {
            yield return ("code", "Le code de la collectivité a 3 signes.");
        }

        if (Budget.Length != 2 || !IsSign(Budget[0]) || !char.IsAsciiDigit(Budget[1]))
        {
            yield return ("budget", "Le code budget a 2 signes : une lettre ou un chiffre, puis un chiffre.");
        }

        if (Label.Trim().Length is 0 or > 38)
        {
            yield return ("label", "De 1 à 38 signes.");
        }

        if (Least is < 0 or > 100 || decimal.Round(Least, 2) != Least)
        {
            yield return ("least", "De 0 à 100 euros, deux décimales au plus.");
        }

        foreach (var (product, i) in Products.Select((p, i) => (p, i)))
        {
            if (product.Code.Length is 0 or > 4 || !product.Code.All(IsSign))
            {
                yield return ($"products[{i}].code", "Un code produit a 1 à 4 signes, capitales ou chiffres, tel que le Trésor public le connaît.");
            }

            if (product.Account.Length is < 3 or > 10 || !product.Account.All(char.IsAsciiDigit))
            {
                yield return ($"products[{i}].account", "Un compte a 3 à 10 chiffres.");
            }
        }

        if (Products.GroupBy(p => p.Unit).Any(g => g.Count() > 1))
        {
            yield return ("products", "Une unité a un seul code produit.");
        }
    }

    private static bool IsSign(char c) => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c);
}

/// <param name="Unit">Booking unit; "" for what belongs to none: fees, sums taken over.</param>
/// <param name="Account">Nature of the receipt, "7067".</param>
internal sealed record PesProduct(string Unit, string Code, string Account);
