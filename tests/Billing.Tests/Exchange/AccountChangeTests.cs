using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>A payer gives another account while a debit is announced or in a file.</summary>
public abstract class AccountChangeTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";
    private const string Former = "FR76 3000 6000 0112 3456 7890 189";
    private const string Later = "DE89 3704 0044 0532 0130 00";

    private HttpClient Agent => AsAgent(Permissions.Billing);

    [Fact]
    public async Task What_was_announced_is_debited_from_the_new_account_and_the_invoice_says_so_while_its_paper_stays_as_issued()
    {
        var invoice = await AnnouncedAsync();
        var given = await GiveAsync(Later);

        var line = Assert.Single((await DraftAsync()).Lines);
        Assert.Equal((invoice.Number, given.Rum, given.Account), (line.Number, line.Rum, line.Account));
        Assert.Equal((given.Account, given.Rum), await ShownAsync(invoice.Id));
        Assert.Equal([invoice.Number], (await ComingAsync()).Select(c => c.Number));
        var paper = await Pdf.TextAsync(await (await As(Jean).GetAsync(Root + $"invoices/{invoice.Id}/pdf")).Content.ReadAsByteArrayAsync());
        Assert.Contains("AL-1001001818331-1", paper, StringComparison.Ordinal);
        var file = await MakeAsync();
        var xml = await (await Agent.GetAsync(Root + $"debits/{file.Id}/file")).Content.ReadAsStringAsync();
        Assert.Contains("DE89370400440532013000", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("FR7630006000011234567890189", xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_in_a_file_goes_on_and_takes_the_new_account_only_when_the_file_is_cancelled()
    {
        var invoice = await AnnouncedAsync();
        var file = await MakeAsync();
        var given = await GiveAsync(Later);
        Assert.Equal("AL-1001001818331-1", Assert.Single((await Agent.GetAsAsync<DebitFileDetail>(Root + $"debits/{file.Id}")).Lines).Rum);
        Assert.Equal("AL-1001001818331-1", (await ShownAsync(invoice.Id)).Rum);

        await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{file.Id}/cancel", new { });

        Assert.Equal(given.Rum, Assert.Single((await DraftAsync()).Lines).Rum);
        Assert.Equal(given.Rum, (await ShownAsync(invoice.Id)).Rum);
    }

    [Fact]
    public async Task What_was_in_a_cancelled_file_is_debited_no_more_when_its_mandate_was_stopped_meanwhile()
    {
        var invoice = await AnnouncedAsync();
        var file = await MakeAsync();
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await As(Jean).PostAsync(Root + "mandates/garderie-alsh/stop", null));

        await Agent.PostAsAsync<DebitFileView>(Root + $"debits/{file.Id}/cancel", new { });

        Assert.Null((await As(Jean).GetAsAsync<InvoiceDetail>(Root + $"invoices/{invoice.Id}")).Invoice.DebitOn);
        Assert.Empty(await ComingAsync());
        var draft = await DraftAsync();
        Assert.Equal((0, 0), (draft.Count, draft.LeftOut.Length));
    }

    /// <summary>Jean's invoice of December, to be debited on the 31st under his first mandate.</summary>
    private async Task<InvoiceSummary> AnnouncedAsync()
    {
        await Billing.DeliverAsync(JeanFamily());
        await GiveAsync(Former);
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1), Cell(Louise, "garderie-matin", 1)));
        await IssueAsync(Day(12, 1), Day(12, 31));
        return (await InvoiceAsync(Jean)).Invoice;
    }

    private Task<MandateView> GiveAsync(string account) =>
        As(Jean).PostAsAsync<MandateView>(Root + "mandates/garderie-alsh", new GiveDirectDebit(account, "Jean Dupont", true));

    private Task<DebitDraftView> DraftAsync() => Agent.GetAsAsync<DebitDraftView>(Root + "debits/draft?office=garderie-alsh&date=2026-12-31");

    private async Task<DebitFileView> MakeAsync()
    {
        var draft = await DraftAsync();
        return await Agent.PostAsAsync<DebitFileView>(Root + "debits", new MakeDebits("garderie-alsh", draft.On, draft.Count, draft.Amount));
    }

    private async Task<ComingDebit[]> ComingAsync() => Assert.Single((await As(Jean).GetAsAsync<MyMandates>(Root + "mandates/mine")).Offices).Coming;

    private async Task<(string Account, string Rum)> ShownAsync(Guid invoice)
    {
        var shown = (await As(Jean).GetAsAsync<InvoiceDetail>(Root + $"invoices/{invoice}")).Header.Debit!;
        return (shown.Account, shown.Rum);
    }
}

public sealed class AccountChangeOnSqlite() : AccountChangeTests(TestDatabase.Sqlite);

public sealed class AccountChangeOnSqlServer() : AccountChangeTests(TestDatabase.SqlServer);
