namespace Preau.Billing.Treasury;

/// <summary>What the treasury's file says of who sends it (facts §2).</summary>
/// <param name="Post">Codique of the treasury's office, 6 or 7 characters.</param>
/// <param name="Siret">14 digits.</param>
/// <param name="Code">Of the collectivité, 3 characters.</param>
/// <param name="Budget">2 characters: a digit or capital, then a digit.</param>
/// <param name="Label">38 at most.</param>
internal sealed record PesIssuer(string Post, string Siret, string Code, string Budget, string Label);

/// <param name="Number">Of the bordereau: unique and rising within the year.</param>
/// <param name="Period">One digit; said in each piece and part of its key.</param>
internal sealed record PesSlip(int Year, int Number, int Period, DateOnly Date, string Object);

/// <param name="DebtNumber">Digits only, 15 at most.</param>
/// <param name="Lines">As invoiced; credits among them are netted within their product code.</param>
internal sealed record PesPiece(string DebtNumber, string InvoiceNumber, string Object, PesLine[] Lines, PesDebtor Debtor);

/// <param name="Product">Code of the service that the treasury knows, 4 at most.</param>
/// <param name="Account">Nature of the receipt, "7067".</param>
/// <param name="Cents">Signed.</param>
internal sealed record PesLine(string Label, string Product, string Account, long Cents);

/// <param name="Address">Line by line, without postcode and town.</param>
/// <param name="IsBody">No private person: the treasury's file knows it by other codes, so its title is made apart.</param>
internal sealed record PesDebtor(string Reference, string? Title, string LastName, string? FirstName, string[] Address, string PostCode, string Town,
    bool IsBody = false);

/// <summary>Why a debt stays out of the file: a stable code and a sentence for the agent.</summary>
internal sealed record PesRefusal(string DebtNumber, string InvoiceNumber, string Why, string Sentence);

/// <summary>What goes into a file and what waits, decided before anything is written.</summary>
internal sealed record PesSelection(PesPiece[] Pieces, PesRefusal[] Waiting)
{
    /// <summary>CGCT L1611-5, D1611-1: under 15 € a claim is not put into recovery.</summary>
    public const long Least = 1500;

    public long Total => Pieces.Sum(p => p.Lines.Sum(l => l.Cents));

    /// <param name="least">Cents; 0 to send every sum.</param>
    public static PesSelection Of(IEnumerable<PesPiece> pieces, long least = Least)
    {
        var (taken, waiting) = (new List<PesPiece>(), new List<PesRefusal>());
        var all = pieces.Select(p => p with { Lines = Net(p.Lines) }).ToList();
        // Small debts of one debtor count together.
        var byDebtor = all.GroupBy(p => p.Debtor.Reference).ToDictionary(g => g.Key, g => g.Sum(p => Math.Max(0, p.Lines.Sum(l => l.Cents))));
        foreach (var piece in all)
        {
            if (Why(piece, byDebtor[piece.Debtor.Reference], least) is var (why, sentence) && why.Length > 0)
            {
                waiting.Add(new PesRefusal(piece.DebtNumber, piece.InvoiceNumber, why, sentence));
            }
            else
            {
                taken.Add(piece);
            }
        }

        return new PesSelection([.. taken], [.. waiting]);
    }

    private static PesLine[] Net(PesLine[] lines) =>
        [.. lines.GroupBy(l => (l.Product, l.Account)).Select(g => g.First() with { Cents = g.Sum(l => l.Cents) }).Where(l => l.Cents != 0)];

    private static (string Why, string Sentence) Why(PesPiece piece, long debtorOwes, long least)
    {
        var total = piece.Lines.Sum(l => l.Cents);
        return total <= 0 ? ("nothing", "Rien à recouvrer : le total n’est pas positif.")
            : piece.Debtor.IsBody ? ("body", "Un tiers payeur n’est pas un particulier : son titre se fait à part.")
            : piece.Lines.Any(l => l.Cents < 0) ? ("credit", "Une prestation est créditrice : elle attend d’être compensée par une facture du même service.")
            : debtorOwes < least ? ("small", "Moins de 15 € dus en tout : la somme attend d’autres factures (CGCT D1611-1).")
            : piece.DebtNumber.Length is 0 or > 15 || !piece.DebtNumber.All(char.IsAsciiDigit)
            ? ("number", "Le numéro de dette doit être fait de chiffres, 15 au plus.")
            : piece.Debtor.PostCode.Length != 5 || piece.Debtor.Town.Length == 0 || piece.Debtor.Address.Length == 0
            ? ("address", "L’adresse du débiteur est incomplète : il faut la rue, le code postal et la ville.")
            : piece.Lines.Any(l => l.Product.Length is 0 or > 4) ? ("product", "Une prestation n’a pas de code produit : complétez les réglages de la régie.")
            : ("", "");
    }
}
