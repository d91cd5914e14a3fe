using System.Text;
using Preau.Billing.Treasury;

namespace Preau.Billing.Tests.Exchange;

public sealed class PesFileTests
{
    private static readonly PesDebtor Debtor = new("1001001818331", "M.", "ŞAHIN-ŒUVRÉ", "Łukasz", ["Bât. B", "12 rue de l’Église"], "38330", "BIVIERS");

    public static TheoryData<string, string> Keys => MoneyCases.Of("ormcKeys");

    public static TheoryData<string, string> Selections => MoneyCases.Of("ormc");

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_keys_of_a_debt_are_as_worked_out_by_hand(string id, string title)
    {
        var (input, expected) = (ExchangeCases.Input(id), ExchangeCases.Expected(id));
        string At(string name) => input.GetProperty(name).GetString()!;

        Assert.True(expected.GetProperty("Cle1").GetInt32() == PesKeys.First(At("codcol"), At("idbord"), At("yy"), At("per"), At("dette")), title);
        Assert.Equal(expected.GetProperty("Cle2").GetString(), PesKeys.Second(At("yy"), At("per"), At("dette")).ToString());
    }

    [Theory]
    [MemberData(nameof(Selections))]
    public void Nothing_of_zero_or_less_goes_out_and_a_credit_is_netted_within_its_service(string id, string title)
    {
        var pieces = ExchangeCases.Input(id).GetProperty("pieces").EnumerateArray().Select(p =>
            Piece(p.GetProperty("debt").GetString()!, [.. p.GetProperty("lines").EnumerateArray().Select(LineOf)]));
        var selection = PesSelection.Of(pieces);
        var expected = ExchangeCases.Expected(id);

        Assert.True((expected.GetProperty("NbrPce").GetInt32(), expected.GetProperty("MtBordHt").Cents()) == (selection.Pieces.Length, selection.Total), title);
        Assert.Equal(expected.GetProperty("waiting").EnumerateArray().Select(w => w.GetString()), selection.Waiting.Select(w => w.DebtNumber));
    }

    [Fact]
    public void Under_fifteen_euros_a_debtor_waits_and_two_small_debts_go_together()
    {
        PesLine[] small = [new("Repas", "CANT", "7067", 800)];
        var selection = PesSelection.Of(
        [
            Piece("1", small), Piece("2", [small[0] with { Cents = 700 }]),
            Piece("3", small) with { Debtor = Debtor with { Reference = "other" } },
        ]);

        Assert.Equal(["1", "2"], selection.Pieces.Select(p => p.DebtNumber));
        Assert.Equal([("3", "small")], selection.Waiting.Select(w => (w.DebtNumber, w.Why)));
    }

    [Fact]
    public void What_the_treasury_would_reject_is_told_before_it_is_sent()
    {
        PesLine[] lines = [new("Repas", "CANT", "7067", 5000)];
        var selection = PesSelection.Of(
        [
            Piece("SM-12", lines), Piece("1", lines) with { Debtor = Debtor with { Town = "" } }, Piece("2", [lines[0] with { Product = "" }]),
            Piece("3", [.. lines, new("Garderie", "GARD", "7067", -100)]),
        ]);

        Assert.Empty(selection.Pieces);
        Assert.Equal(["number", "address", "product", "credit"], selection.Waiting.Select(w => w.Why));
    }

    [Fact]
    public void The_file_is_byte_for_byte_the_one_made_by_hand()
    {
        var file = PesFile.Write(
            new PesIssuer("038012", "21380045500017", "123", "00", "Commune de Biviers"),
            new PesSlip(2026, 45, 3, new DateOnly(2026, 12, 15), "Restauration scolaire – novembre 2026 (n° 1)"),
            PesSelection.Of([Piece("2026000036",
                [new("Repas & goûter", "CANT", "7067", 5400), new("Repas", "CANT", "7067", -450), new("Garderie", "GARD", "7066", 105)])]));

        Assert.Equal(Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Exchange", "ormc.xml"))).TrimEnd(),
            Encoding.Latin1.GetString(file));
        PesSchema.Validate(file);
        Assert.Contains("l'Église", Encoding.Latin1.GetString(file), StringComparison.Ordinal);
    }

    // An amount alone is of one service.
    private static PesLine LineOf(System.Text.Json.JsonElement line) => line.ValueKind == System.Text.Json.JsonValueKind.Object
        ? new PesLine("Repas", line.GetProperty("product").GetString()!, "7067", line.GetProperty("amount").Cents())
        : new PesLine("Repas", "CANT", "7067", line.Cents());

    private static PesPiece Piece(string debt, PesLine[] lines) => new(debt, "SM-" + debt, "Facture de novembre 2026", lines, Debtor);
}
