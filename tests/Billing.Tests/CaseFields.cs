using System.Text.Json.Nodes;

namespace Preau.Billing.Tests;

/// <summary>
/// The fields that the theory of each kind reads. One that is not here would be passed over in silence, so it is an error of the case. A tariff version
/// isn't looked into: reading it refuses what it doesn't know.
/// </summary>
internal static class CaseFields
{
    private static readonly string[] Head = ["id", "kind", "title", "trap", "proposed", "notes"];

    private static readonly Dictionary<string, string> Known = new()
    {
        ["price"] =
            "input.tariff input.facts.(date quotient resident rank packedLunch minutes late billedPercent unbooked occasional absent meal category children) "
            + "expected.(amount label food care)",
        ["version"] = "input.(versions date) input.facts.(quotient resident rank) expected.amount",
        ["quotientDate"] = "input.(tariff policy days) input.quotients.(from until value) expected.lines.(date quotient amount) expected.total",
        ["package"] = "input.(amount days) expected.(days cancelledDayCredit)",
        ["foodSplit"] = "input.(amount foodAmount foodPercent) expected.(food care)",
        ["instalments"] = "input.(total parts) expected",
        ["latePickUp"] = "input.fee.(amount from within per everyMinutes) input.evenings.(date child minutes) expected.(date child amount)",
        ["custody"] = "input.(anchorMonday date by even odd tariff days) input.overrides.(from until household) input.households.*.(quotient rank resident) "
            + "expected expected.*.lines.(date amount) expected.*.total",
        ["correction"] = "input.issued.(payer cell amount) input.truth.(payer cell amount) expected expected.(payer cell amount)",
        ["invoice"] = "input.(runs threshold) expected.(issued carried)",
        ["allocation"] = "input.invoices.(number due open lines) input.payments.(id amount for) expected.payments.(payment advance) "
            + "expected.payments.allocations expected.payments.allocations.(invoice amount lines) expected.open.*",
        ["refund"] = "input.(advance allocated asked) expected.allowed",
        ["balance"] = "input.(invoice handedToTreasuryAs payments) input.payments.amount expected.(homeBalance statementClosing payable)",
        ["certificate"] =
            "input.year input.children.* input.allocations.(at child amount line care kind method) "
            + "expected.children expected.children.* expected.(total ofWhichCesu)",
        ["due"] = "input.(issued endOfMonth days) expected",
        ["iban"] = "input.iban expected.(valid ribKey)",
        ["creditorId"] = "input.(country businessCode national) expected",
        ["pain008"] = "input.date input.debits.(invoice amount signed lastDebit oneOff revoked onlinePaymentPending inFile contested iban) "
            + "expected.(collectionDate NbOfTxs CtrlSum PmtInf refused) expected.PmtInf.(SeqTp NbOfTxs CtrlSum) expected.refused.(invoice why)",
        ["preNotification"] = "input.debit expected",
        ["sepaText"] = "input.text expected",
        ["ormcKeys"] = "input.(codcol idbord yy per dette) expected.(Cle1 Cle2)",
        ["ormc"] = "input.pieces.(debt lines) input.pieces.lines.(product amount) expected.(NbrPce MtBordHt waiting)",
        ["payfip"] = "input.(prefix year number text amount) expected",
        ["payfipSettle"] = "input.created.(montant saisie at) input.answers input.answers.(resultrans montant exer refdet numcli saisie) "
            + "expected.(state states postings receipts alarm)",
        ["dunning"] = "input.today input.invoices.(open due contested) expected.(dueSum title)",
        ["number"] = "input.issues.(office date draft) expected",
        ["meals1"] = "input.meals.(date price state count) expected expected.*",
        ["hoursCaf"] =
            "input.slot.(from to) input.hours.(unitMinutes rounding toleranceMinutes minimumMinutes capAtSlot freeIfLeftBefore) input.tariff "
            + "input.stays.(date day child birth regime centre state arrival departure meal) "
            + "expected expected.(quarter centre age regime realised billed)",
        ["cesu"] = "input.vouchers input.lines.(kind service date birth open) expected.(eligible accepted returned leftToPay)",
        ["calendar"] = "input.(start end) expected.(firstDay lastDay)",
        ["thirdParty"] = "input.lines input.agreements.(percent each month total used) expected",
    };

    public static IEnumerable<string> UnreadIn(JsonNode one)
    {
        var allowed = Known.TryGetValue((string)one["kind"]!, out var text) ? Expand(text).ToHashSet() : [];
        return one.AsObject().Where(p => !Head.Contains(p.Key)).SelectMany(p => Leaves(p.Value, p.Key)).Distinct()
            .Where(leaf => !allowed.Any(a => Matches(a, leaf)));
    }

    private static IEnumerable<string> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject o => o.SelectMany(p => Leaves(p.Value, $"{path}\n{p.Key}")),
        JsonArray { Count: > 0 } a => a.SelectMany(i => Leaves(i, path)),
        _ => [path],
    };

    private static bool Matches(string allowed, string leaf)
    {
        var (a, l) = (allowed.Split('.'), leaf.Split('\n'));
        return a.Length == l.Length ? a.Zip(l).All(p => p.First == "*" || p.First == p.Second)
            : a[^1] is "tariff" or "versions" && l.Length > a.Length && a.SequenceEqual(l.Take(a.Length));
    }

    // "input.(a b)" is "input.a input.b".
    private static IEnumerable<string> Expand(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var end = text.IndexOfAny([' ', '('], at) is >= 0 and var found ? found : text.Length;
            var word = text[at..end];
            if (end < text.Length && text[end] == '(')
            {
                at = text.IndexOf(')', end);
                foreach (var name in text[(end + 1)..at].Split(' '))
                {
                    yield return word + name;
                }

                at++;
                continue;
            }

            if (word.Length > 0)
            {
                yield return word;
            }

            at = end;
        }
    }
}
