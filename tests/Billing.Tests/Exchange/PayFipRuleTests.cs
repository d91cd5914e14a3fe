using System.Globalization;
using System.Text.Json;
using Preau.Billing.Ledger;
using Preau.Billing.OnlinePayment;

namespace Preau.Billing.Tests.Exchange;

public sealed class PayFipRuleTests
{
    private static readonly DateTime Start = new(2027, 1, 5, 10, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, string> Texts => MoneyCases.Of("payfip");

    public static TheoryData<string, string> Settlements => MoneyCases.Of("payfipSettle");

    [Theory]
    [MemberData(nameof(Texts))]
    public void Reference_object_and_amount_are_written_as_the_treasury_takes_them(string id, string title)
    {
        var input = ExchangeCases.Input(id);
        var written = input.TryGetProperty("prefix", out var prefix)
            ? Balances.Reference(prefix.GetString()!, input.GetProperty("year").GetInt32(), input.GetProperty("number").GetInt64())
            : input.TryGetProperty("text", out var text) ? PayFipText.Object(text.GetString()!) : PayFipText.Amount(input.GetProperty("amount").Cents());

        Assert.True(ExchangeCases.Expected(id).GetString() == written, $"{title}: {written}");
    }

    [Fact]
    public void A_long_object_is_cut()
    {
        Assert.True(PayFipText.Object(string.Join(' ', Enumerable.Repeat("périscolaire", 20))).Length <= 100);
    }

    [Theory]
    [MemberData(nameof(Settlements))]
    public void Answers_of_the_treasury_end_as_worked_out_by_hand(string id, string title)
    {
        var (input, expected) = (ExchangeCases.Input(id), ExchangeCases.Expected(id));
        var created = input.GetProperty("created");
        var attempt = Attempt(long.Parse(created.GetProperty("montant").GetString()!, CultureInfo.InvariantCulture),
            created.GetProperty("saisie").GetString()!);
        attempt.CreatedAt = At(created.GetProperty("at").GetString()!);
        var (states, postings) = (new List<string>(), new List<long>());
        var now = attempt.CreatedAt;
        foreach (var answer in input.GetProperty("answers").EnumerateArray())
        {
            // Hours rise; one that is earlier is the next day's.
            now = At(answer[0].GetString()!) is var at && at >= now ? at : at.AddDays((now - at).Days + 1);
            if (Settlement.Apply(attempt, Answer(answer[1], attempt.Mode), now))
            {
                postings.Add(attempt.Amount);
            }

            states.Add(attempt.State.ToString().ToLowerInvariant());
        }

        if (expected.TryGetProperty("states", out var all))
        {
            Assert.Equal(all.EnumerateArray().Select(s => s.GetString()), states);
        }

        if (expected.TryGetProperty("state", out var last))
        {
            Assert.Equal(last.GetString(), states[^1]);
        }

        if (expected.TryGetProperty("receipts", out var receipts))
        {
            Assert.Equal(receipts.GetInt32(), postings.Count);
        }

        if (expected.TryGetProperty("alarm", out var alarm))
        {
            Assert.Equal(alarm.ValueKind == JsonValueKind.True, attempt.Alarm is not null);
        }

        Assert.True(expected.GetProperty("postings").EnumerateArray().Select(p => p.Cents()).SequenceEqual(postings), title);
    }

    [Theory]
    [InlineData("R")]
    [InlineData("A")]
    [InlineData("P5")]
    [InlineData("P1")]
    public void Paid_stays_paid_whatever_is_told_later(string later)
    {
        var attempt = Attempt(12060, "W");
        Assert.True(Settlement.Apply(attempt, Result("P"), Start.AddMinutes(4)));

        Assert.False(Settlement.Apply(attempt, later.Length == 1 ? Result(later) : PayFipAnswer<PayFipResult>.Failed(later, ""), Start.AddMinutes(30)));
        Assert.Equal((AttemptState.Paid, (DateTime?)null), (attempt.State, attempt.NextAskAt));
    }

    [Theory]
    [InlineData("montant", "result.amount")]
    [InlineData("refdet", "result.reference")]
    [InlineData("numcli", "result.client")]
    [InlineData("saisie", "result.mode")]
    public void An_answer_about_another_payment_posts_nothing_and_calls_an_agent(string field, string alarm)
    {
        var attempt = Attempt(12060, "W");

        Assert.False(Settlement.Apply(attempt, PayFipAnswer<PayFipResult>.Of(new PayFipResult(
            "P", field == "montant" ? "1206" : "12060", field == "refdet" ? "AL2027000037" : "AL2027000036", field == "numcli" ? "000001" : "012345",
            field == "saisie" ? "T" : "W", "20")),
            Start.AddMinutes(4)));
        Assert.Equal((AttemptState.Alarm, alarm), (attempt.State, attempt.Alarm));
    }

    [Theory]
    [InlineData("T")]
    [InlineData("X")]
    public void A_test_or_an_activation_moves_no_money(string mode)
    {
        var attempt = Attempt(12060, mode);

        Assert.False(Settlement.Apply(attempt, Result("P", mode), Start.AddMinutes(4)));
        Assert.Equal(AttemptState.Paid, attempt.State);
    }

    [Fact]
    public void An_unknown_result_waits_and_calls_an_agent()
    {
        var attempt = Attempt(12060, "W");

        Assert.False(Settlement.Apply(attempt, Result("W"), Start.AddMinutes(4)));
        Assert.Equal((AttemptState.Waiting, "result.unknown"), (attempt.State, attempt.Alarm));
        Assert.NotNull(attempt.NextAskAt);
        Assert.True(Settlement.Apply(attempt, Result("P"), Start.AddMinutes(6)));
    }

    [Theory]
    [InlineData("P3")]
    [InlineData("P4")]
    public void A_used_or_old_name_lets_the_payer_begin_again_and_is_still_asked(string code)
    {
        var attempt = Attempt(12060, "W");
        Settlement.Apply(attempt, PayFipAnswer<PayFipResult>.Failed(code, ""), Start.AddMinutes(16));

        Assert.Equal(AttemptState.Expired, attempt.State);
        Assert.NotNull(attempt.NextAskAt);
        Assert.True(Settlement.Apply(attempt, Result("V"), Start.AddMinutes(40)));
        Assert.Equal("V", attempt.PaidBy);
    }

    [Fact]
    public void A_name_the_treasury_does_not_know_is_never_asked_again()
    {
        var attempt = Attempt(12060, "W");
        Settlement.Apply(attempt, PayFipAnswer<PayFipResult>.Failed("P1", ""), Start.AddMinutes(3));

        Assert.Equal((AttemptState.Expired, (DateTime?)null), (attempt.State, attempt.NextAskAt));
    }

    [Fact]
    public void The_treasury_is_asked_after_1_3_6_10_16_21_30_and_60_minutes_and_then_nightly_for_three_days()
    {
        var asked = new List<DateTime>();
        for (var next = Settlement.NextAsk(Start, Start); next is { } at; next = Settlement.NextAsk(Start, at))
        {
            asked.Add(at);
        }

        Assert.Equal([1, 3, 6, 10, 16, 21, 30, 60], asked.Take(8).Select(a => (int)(a - Start).TotalMinutes));
        Assert.Equal([6, 7, 8], asked.Skip(8).Select(a => a.Day));
    }

    [Fact]
    public void After_a_technical_error_half_an_hour_passes()
    {
        var attempt = Attempt(12060, "W");
        Settlement.Apply(attempt, PayFipAnswer<PayFipResult>.Failed("999", ""), Start.AddMinutes(3));

        Assert.Equal((AttemptState.Waiting, Start.AddMinutes(33)), (attempt.State, attempt.NextAskAt));
    }

    [Fact]
    public void The_envelope_is_byte_for_byte_the_one_made_by_hand()
    {
        const string head =
            """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:pai="http://securite.service.tpa.cp.finances.gouv.fr/services/mas_securite/contrat_paiement_securise/PaiementSecuriseService"><soapenv:Header /><soapenv:Body>""";
        const string foot = "</soapenv:Body></soapenv:Envelope>";

        Assert.Equal(
            head
                + "<pai:creerPaiementSecurise><arg0><exer>2027</exer><mel>jean@example.test</mel><montant>12060</montant><numcli>012345</numcli><objet>Cantine</objet><refdet>AL2027000036</refdet><saisie>W</saisie>"
            + "<urlnotif>https://a.test/n?x=1&amp;y=2</urlnotif><urlredirect>https://a.test/r</urlredirect></arg0></pai:creerPaiementSecurise>" + foot,
            PayFipEnvelope.Create(new PayFipPayment("2027", "jean@example.test", "12060", "012345", "Cantine", "AL2027000036", "W", "https://a.test/n?x=1&y=2",
                "https://a.test/r")));
        Assert.Equal(head + "<pai:recupererDetailPaiementSecurise><arg0><idOp>42</idOp></arg0></pai:recupererDetailPaiementSecurise>" + foot,
            PayFipEnvelope.Result("42"));
        Assert.Equal(head + "<pai:recupererDetailClient><arg0><numCli>012345</numCli></arg0></pai:recupererDetailClient>" + foot,
            PayFipEnvelope.Client("012345"));
    }

    [Fact]
    public void Answers_are_read_without_regard_to_case_and_faults_keep_their_code()
    {
        const string ok =
            "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Body><ns2:creerPaiementSecuriseResponse xmlns:ns2='u'><return><{0}>42</{0}></return></ns2:creerPaiementSecuriseResponse></S:Body></S:Envelope>";
        const string fault =
            "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Body><S:Fault><faultcode>S:Server</faultcode><faultstring>x</faultstring><detail><ns1:FonctionnelleErreur xmlns:ns1='u'><code>P5</code><libelle>Pas encore</libelle><severite>2</severite></ns1:FonctionnelleErreur></detail></S:Fault></S:Body></S:Envelope>";

        Assert.Equal("42", PayFipEnvelope.ReadIdOp(ok.Replace("{0}", "idOp", StringComparison.Ordinal)).Value);
        Assert.Equal("42", PayFipEnvelope.ReadIdOp(ok.Replace("{0}", "idop", StringComparison.Ordinal)).Value);
        Assert.Equal(new PayFipFault("P5", "Pas encore"), PayFipEnvelope.ReadResult(fault).Fault);
        Assert.All((string[])["", "<html>", "<a/>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"],
            body => Assert.Equal("unreachable", PayFipEnvelope.ReadResult(body).Fault!.Code));
    }

    private static PayAttempt Attempt(long amount, string mode) => new()
    {
        Id = Guid.NewGuid(),
        CashOffice = "garderie-alsh",
        Amount = amount,
        Reference = "AL2027000036",
        ClientNumber = "012345",
        Mode = mode,
        Email = "jean@example.test",
        CreatedAt = Start,
        IdOp = "42",
    };

    private static PayFipAnswer<PayFipResult> Result(string result, string mode = "W") =>
        PayFipAnswer<PayFipResult>.Of(new PayFipResult(result, "12060", "AL2027000036", "012345", mode, "20", "05012027", "1104", "112233"));

    private static PayFipAnswer<PayFipResult> Answer(JsonElement answer, string mode) => answer.ValueKind == JsonValueKind.String
        ? PayFipAnswer<PayFipResult>.Failed(answer.GetString()!, "")
        : PayFipAnswer<PayFipResult>.Of(new PayFipResult(
            answer.GetProperty("resultrans").GetString(), answer.GetProperty("montant").GetString(), Told(answer, "refdet", "AL2027000036"),
            Told(answer, "numcli", "012345"),
            Told(answer, "saisie", mode), Told(answer, "exer", "2027")));

    private static string? Told(JsonElement answer, string name, string otherwise) => answer.TryGetProperty(name, out var told) ? told.GetString() : otherwise;

    private static DateTime At(string time) => Start.Date + TimeSpan.Parse(time, CultureInfo.InvariantCulture);
}
