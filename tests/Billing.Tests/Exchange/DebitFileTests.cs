using System.Globalization;
using System.Text;
using System.Text.Json;
using Preau.Billing.Banking;
using Preau.Billing.DirectDebit;

namespace Preau.Billing.Tests.Exchange;

public sealed class DebitFileTests
{
    private const string Account = "FR7630006000011234567890189";

    private static readonly DebitMessage Message = new(
        "AL-2027-01", new DateTime(2026, 12, 20, 9, 30, 0, DateTimeKind.Utc), "Commune de Biviers – Régie ALSH", "21380045500017", "FR72ZZZ123456", Account,
        null, "Facture périscolaire");

    public static TheoryData<string, string> Ibans => MoneyCases.Of("iban");

    public static TheoryData<string, string> Creditors => MoneyCases.Of("creditorId");

    public static TheoryData<string, string> Texts => MoneyCases.Of("sepaText");

    public static TheoryData<string, string> Files => MoneyCases.Of("pain008");

    public static TheoryData<string, string> Notices => MoneyCases.Of("preNotification");

    [Theory]
    [MemberData(nameof(Ibans))]
    public void An_account_number_is_checked(string id, string title)
    {
        var (iban, expected) = (ExchangeCases.Input(id).GetProperty("iban").GetString()!, ExchangeCases.Expected(id));

        Assert.True(expected.GetProperty("valid").GetBoolean() == Iban.IsValid(iban), title);
        if (expected.TryGetProperty("ribKey", out var key))
        {
            Assert.Equal(key.GetString(), Iban.RibKey(iban));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("FR")]
    [InlineData("FR7630006000011234567890188")]
    [InlineData("XX7630006000011234567890189")]
    [InlineData("FR76300060000112345678901891")]
    [InlineData("FR76é0006000011234567890189")]
    public void What_is_no_account_number_is_refused(string text) => Assert.False(Iban.IsValid(text));

    [Fact]
    public void An_account_number_is_shown_masked() => Assert.Equal("FR76 •••• •••• 189", Iban.Masked(Account));

    [Theory]
    [MemberData(nameof(Creditors))]
    public void The_check_digits_of_a_creditor_leave_the_business_code_out(string id, string title)
    {
        var input = ExchangeCases.Input(id);
        var made = CreditorId.Of(input.GetProperty("country").GetString()!, input.GetProperty("businessCode").GetString()!,
            input.GetProperty("national").GetString()!);

        Assert.True(ExchangeCases.Expected(id).GetString() == made, $"{title}: {made}");
        Assert.True(CreditorId.IsValid(made), title);
    }

    [Fact]
    public void A_creditor_with_wrong_digits_is_refused()
    {
        Assert.True(CreditorId.IsValid("FR72ZZZ123456"));
        Assert.False(CreditorId.IsValid("FR73ZZZ123456"));
        Assert.False(CreditorId.IsValid("FR72ZZZ12345"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Texts_are_converted_to_the_letters_of_banks(string id, string title)
    {
        Assert.True(ExchangeCases.Expected(id).GetString() == SepaText.Of(ExchangeCases.Input(id).GetProperty("text").GetString()!), title);
        Assert.Equal("a/b", SepaText.Of("//a//b/"));
        Assert.Equal("Nguyen Thi Anh, OEuvre", SepaText.Of("Nguyễn Thị Ánh, Œuvré"));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_goes_into_a_file_and_what_does_not_is_as_worked_out_by_hand(string id, string title)
    {
        var input = ExchangeCases.Input(id);
        var selection = DebitSelection.Of(Day(input.GetProperty("date")), input.GetProperty("debits").EnumerateArray().Select(Read));
        var expected = ExchangeCases.Expected(id);

        Assert.True(Day(expected.GetProperty("collectionDate")) == selection.CollectionDate, title);
        Assert.Equal((expected.GetProperty("NbOfTxs").GetInt32(), expected.GetProperty("CtrlSum").Cents()), (selection.Count, selection.Cents));
        Assert.Equal(
            expected.GetProperty("PmtInf").EnumerateArray()
                .Select(g => (g.GetProperty("SeqTp").GetString()!, g.GetProperty("NbOfTxs").GetInt32(), g.GetProperty("CtrlSum").Cents())),
            selection.Groups.Select(g => (g.Sequence, g.Debits.Length, g.Cents)));
        Assert.Equal(
            expected.GetProperty("refused").EnumerateArray()
                .Select(r => new DebitRefusal(r.GetProperty("invoice").GetString()!, r.GetProperty("why").GetString()!)),
            selection.Refused);
    }

    [Theory]
    [InlineData("2027-05-05", null)]
    [InlineData("2027-05-06", "lapsed")]
    public void A_mandate_ends_on_the_day_thirty_six_months_after_its_last_debit(string day, string? why)
    {
        var selection = DebitSelection.Of(DateOnly.Parse(day, CultureInfo.InvariantCulture),
            [new Debit("AL-1", 1000, "BIV-1", new DateOnly(2020, 1, 1), "DUPONT Jean", Account, LastDebit: new DateOnly(2024, 5, 6))]);

        Assert.Equal(why, selection.Refused.SingleOrDefault()?.Why);
    }

    [Theory]
    [MemberData(nameof(Notices))]
    public void The_payer_is_told_fourteen_days_before(string id, string title) =>
        Assert.True(Day(ExchangeCases.Expected(id)) == DebitSelection.LastNotice(Day(ExchangeCases.Input(id).GetProperty("debit"))), title);

    [Theory]
    [InlineData("2027-03-26", false)]
    [InlineData("2027-03-29", false)]
    [InlineData("2027-05-06", true)]
    [InlineData("2027-05-01", false)]
    [InlineData("2027-07-14", true)]
    [InlineData("2026-12-25", false)]
    public void Banks_work_on_Ascension_and_the_14th_of_July_but_not_on_Good_Friday(string day, bool open) =>
        Assert.Equal(open, TargetCalendar.IsOpen(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("02", "BIC")]
    [InlineData("08", "BICFI")]
    public void The_file_is_byte_for_byte_the_one_made_by_hand(string version, string bic)
    {
        Debit[] debits =
        [
            new("AL-2027-24", 13040, "BIV-1001001818331-1", new DateOnly(2026, 9, 14), "DUPONT Łukasz & Élodie", Account),
            new("AL-2027-25", 5, "BIV-1001001818362-1", new DateOnly(2026, 9, 14), "Nguyễn", Account, OneOff: true),
        ];
        var file = Pain008.Write(Message with { Bic = "BDFEFRPPCCT" }, DebitSelection.Of(new DateOnly(2027, 1, 5), debits),
            version == "02" ? PainVersion.V02 : PainVersion.V08);

        var byHand = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Exchange", "pain008.xml")).Replace("{version}", version, StringComparison.Ordinal)
            .Replace("{bic}", bic, StringComparison.Ordinal).TrimEnd();
        Assert.Equal(byHand, Encoding.UTF8.GetString(file));
        PainSchema.Validate(byHand, version);
    }

    [Theory]
    [InlineData("<EndToEndId>AL-2027-24</EndToEndId>", "<EndToEndId>AL_2027é24</EndToEndId>")]
    [InlineData("<NbOfTxs>2</NbOfTxs>", "")]
    [InlineData("<Nm>Nguyen</Nm>", "<Nm>Nguyen</Nm><PstlAdr><AdrLine>1 rue</AdrLine></PstlAdr>")]
    [InlineData("0.05</InstdAmt>", "0.00</InstdAmt>")]
    public void The_schema_refuses_what_a_bank_would(string what, string by)
    {
        var good = FileSchemas.Read("pain008.xml").Replace("{version}", "08", StringComparison.Ordinal).Replace("{bic}", "BICFI", StringComparison.Ordinal);

        Assert.Contains(what, good, StringComparison.Ordinal);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => PainSchema.Validate(good.Replace(what, by, StringComparison.Ordinal), "08"));
    }

    [Fact]
    public void Rejections_and_returns_are_read_and_good_news_left_aside()
    {
        var rejected = BankReturns.Read(Stream("""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><OrgnlPmtInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>AL-2027-24</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf><OrgnlTxRef><Amt><InstdAmt Ccy="EUR">130.40</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>AL-2027-25</OrgnlEndToEndId><TxSts>ACSC</TxSts><StsRsnInf><Rsn><Cd>G000</Cd></Rsn></StsRsnInf></TxInfAndSts>
            <TxInfAndSts><OrgnlEndToEndId>AL-2027-26</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>NARR</Cd></Rsn><AddtlInf>compte bloqué</AddtlInf></StsRsnInf></TxInfAndSts>
            </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
            """));
        var returned = BankReturns.Read(Stream("""
            <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn><Ntfctn>
            <Ntry><Amt Ccy="EUR">45.30</Amt><CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd><BookgDt><Dt>2027-01-12</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>AL-2027-30</EndToEndId></Refs>
            <AmtDtls><InstdAmt><Amt Ccy="EUR">45.30</Amt></InstdAmt></AmtDtls><RtrInf><Rsn><Cd>MD06</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry>
            <Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2027-01-12</Dt></BookgDt><NtryDtls><TxDtls><Refs><EndToEndId>AL-2027-31</EndToEndId></Refs></TxDtls></NtryDtls></Ntry>
            </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
            """));

        Assert.Equal([new("AL-2027-24", "AC04", null, 13040, null, false), new("AL-2027-26", "NARR", "compte bloqué", null, null, false)], rejected);
        Assert.Equal([new BankReturn("AL-2027-30", "MD06", null, 4530, new DateOnly(2027, 1, 12), true)], returned);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not xml")]
    [InlineData("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.03'/>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Document>&e;</Document>")]
    public void A_file_of_another_kind_is_refused_in_words(string text) =>
        Assert.Contains("Ce fichier", Assert.Throws<BankReturnException>(() => BankReturns.Read(Stream(text))).Message, StringComparison.Ordinal);

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static DateOnly Day(JsonElement text) => DateOnly.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static Debit Read(JsonElement d) => new(
        d.GetProperty("invoice").GetString()!, d.GetProperty("amount").Cents(), "M", DayOrNone(d, "signed"), "DUPONT",
        d.TryGetProperty("iban", out var iban) ? iban.GetString()! : Account,
        DayOrNone(d, "lastDebit"), Flag(d, "oneOff"), Flag(d, "revoked"), Flag(d, "onlinePaymentPending"), Flag(d, "inFile"), Flag(d, "contested"));

    private static DateOnly? DayOrNone(JsonElement of, string name) =>
        of.TryGetProperty(name, out var day) && day.ValueKind != JsonValueKind.Null ? Day(day) : null;

    private static bool Flag(JsonElement of, string name) => of.TryGetProperty(name, out var flag) && flag.GetBoolean();
}
