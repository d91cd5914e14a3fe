namespace Preau.Billing.OnlinePayment;

/// <summary>What a payment is created with (facts §1.1): all texts, as they go on the wire.</summary>
/// <param name="Exer">Year of four digits.</param>
/// <param name="Montant">Cents, digits only.</param>
/// <param name="Refdet">6 to 30 letters and digits.</param>
/// <param name="Saisie">T test, X activation, W production.</param>
internal sealed record PayFipPayment(
    string Exer, string Mel, string Montant, string Numcli, string Objet, string Refdet, string Saisie, string Urlnotif, string Urlredirect);

/// <summary>What the treasury says of a payment; each may be missing.</summary>
/// <param name="Resultrans">P card, V direct debit ordered, A abandoned, R card refused, Z debit refused; others may come.</param>
/// <param name="Dattrans">DDMMYYYY, Paris wall time, as <paramref name="Heurtrans"/> HHMM.</param>
internal sealed record PayFipResult(
    string? Resultrans, string? Montant, string? Refdet, string? Numcli, string? Saisie, string? Exer, string? Dattrans = null, string? Heurtrans = null,
    string? Numauto = null)
{
    /// <summary>The day of the payment for accounting; null when unreadable.</summary>
    public DateOnly? Date => DateOnly.TryParseExact(Dattrans, "ddMMyyyy", out var day) ? day : null;
}

/// <summary>Whose client number it is, as the treasury knows it.</summary>
internal sealed record PayFipClientDetail(string? Numcli, string? LibelleN1, string? LibelleN2, string? LibelleN3);

/// <param name="Code">S1, T1, M3, P5…; "" when the fault has none, "unreachable" when no answer came.</param>
/// <param name="Libelle">For logs and settings, never for parents.</param>
internal sealed record PayFipFault(string Code, string Libelle)
{
    public const string Unreachable = "unreachable";
    public const string Unknown = "P1";
    public const string Used = "P3";
    public const string TooOld = "P4";
    public const string NoResultYet = "P5";
}

/// <summary>An answer or a fault, never both.</summary>
internal sealed record PayFipAnswer<T>(T? Value, PayFipFault? Fault) where T : class
{
    public static PayFipAnswer<T> Of(T value) => new(value, null);

    public static PayFipAnswer<T> Failed(string code, string libelle) => new(null, new PayFipFault(code, libelle));
}
