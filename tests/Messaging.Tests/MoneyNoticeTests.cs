using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

/// <summary>Invoices and payments as messages and mails, each once.</summary>
public abstract class MoneyNoticeTests(TestDatabase database)
{
    private static readonly Guid Invoice = Guid.Parse("90000000-0000-0000-0000-000000000001");

    [Fact]
    public async Task An_invoice_is_told_once_with_its_amount_its_date_and_its_page()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian()));

        await Task.WhenAll(town.Service.DeliverAsync(Issued()), town.Service.DeliverAsync(Issued()));
        await town.Service.DeliverAsync(Issued());

        var message = Assert.Single((await town.OnlyThreadAsync()).Messages);
        Assert.Equal($"factures/{Invoice}", message.Path);
        var mail = await Eventually.SeeAsync(() => Task.FromResult(Directory.GetFiles(town.Mail, "*.eml").SingleOrDefault()), found => found is not null);
        var read = await MimeKit.MimeMessage.LoadAsync(mail!, TestContext.Current.CancellationToken);
        Assert.Equal("Facture de décembre 2026 : 130,40 €", read.Subject!.Replace('\u00a0', ' '));
        Assert.Contains("À régler : 130,40 €, avant le 31 janvier 2027.", read.TextBody!.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains($"https://portail.example/biviers/factures/{Invoice}", read.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_said_to_a_file_that_was_merged_reaches_who_took_its_people_over_once()
    {
        await using var town = await StartAsync(database);
        await town.Service.DeliverAsync(Family(Moreau, guardians: Guardian()));
        await town.Service.DeliverAsync(Family() with { MergedInto = Moreau, Guardians = [] });

        await town.Service.DeliverAsync(Issued());
        await town.Service.DeliverAsync(Issued());
        // Once the merge is taken back it is not said again to the other; what is new is.
        await town.Service.DeliverAsync(Family(version: 2, guardians: Guardian()));
        await town.Service.DeliverAsync(Issued() with { InvoiceId = Guid.NewGuid(), Number = "AL-99" });

        var threads = await town.Service.InTenantAsync(Slug,
            s => s.GetRequiredService<MessagingDb>().Messages.AsNoTracking().Select(m => new { m.FamilyId, Old = m.Key == Invoice }).ToListAsync());
        Assert.Equal([(Dupont, false), (Moreau, true)], threads.Select(t => (t.FamilyId, t.Old)).OrderBy(t => t.Old));
    }

    [Theory]
    [InlineData(13040, null, "Elle est réglée par votre avance")]
    [InlineData(3040, null, "Votre avance en règle 30,40 €. À régler : 100,00 €")]
    [InlineData(0, "À régler avant le 31 janvier 2027 auprès de la trésorerie.", "auprès de la trésorerie")]
    public async Task What_is_to_be_done_is_said_as_it_is(long advance, string? howToPay, string says)
    {
        await using var town = await StartAsync(database);

        await town.Service.DeliverAsync(Issued() with { Advance = advance, HowToPay = howToPay });

        Assert.Contains(says, Assert.Single((await town.OnlyThreadAsync()).Messages).Body.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_and_its_reversal_are_told_once_each_in_any_order()
    {
        await using var town = await StartAsync(database);
        var paid = new PaymentRecorded("biviers", Now.UtcDateTime, Guid.NewGuid(), 1, Dupont, "2026-10", "Régie garderie ALSH", new DateOnly(2026, 12, 8),
            "Chèque", 12000, 0, ["AL-36", "AL-37"], null);
        var reversed = paid with { Version = 2, Reversed = "sans provision", On = [] };

        foreach (var one in new[] { reversed, paid, paid, reversed })
        {
            await town.Service.DeliverAsync(one);
        }

        var page = await town.Parent.GetAsAsync<ThreadPage>(Route("threads"));
        Assert.Equal(["Règlement de 120,00 € annulé", "Règlement de 120,00 € reçu"],
            page.Items.Select(t => t.Subject.Replace('\u00a0', ' ')).Order(StringComparer.Ordinal));
    }

    private static InvoiceIssued Issued() => new(
        "biviers", Now.UtcDateTime, Invoice, Dupont, "AL-2027-24", "invoice", "Régie garderie ALSH", new DateOnly(2027, 1, 4), new DateOnly(2027, 1, 31),
        "décembre 2026", 13040, 0, null);
}

public sealed class MoneyNoticeOnSqlite() : MoneyNoticeTests(TestDatabase.Sqlite);

public sealed class MoneyNoticeOnSqlServer() : MoneyNoticeTests(TestDatabase.SqlServer);
