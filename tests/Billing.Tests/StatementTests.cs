using System.Net;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

public abstract class StatementTests(TestDatabase database) : BillingWorld(database)
{
    private const string SaintMartin = "saint-martin-dauxigny";
    private static readonly Guid Petit = Guid.Parse("10000000-0000-0000-0000-000000000031");

    [Fact]
    public async Task The_statement_lists_invoices_and_payments_of_the_school_year_with_the_balance()
    {
        var statement = await As(Jean).GetAsAsync<StatementView>("/api/biviers/billing/statement");

        Assert.Equal((2026, 0m, 363.80m, 243.20m, 120.60m), (statement.Year, statement.Opening, statement.Debit, statement.Credit, statement.Closing));
        Assert.Equal(
            ["AL-12 Facture : 01/09/2026 – 30/09/2026 243.20 ", "AL-228 Règlement : Chèque  243.20", "AL-36 Facture : 01/10/2026 – 31/10/2026 120.60 "],
            statement.Lines.Select(l => FormattableString.Invariant($"{l.Number} {l.Description.Replace('\u00A0', ' ')} {l.Debit:0.00} {l.Credit:0.00}")));
        Assert.All(statement.Lines, l => Assert.Equal(("Régie garderie ALSH", null), (l.CashOffice, l.HowToPay)));
        var next = await As(Jean).GetAsAsync<StatementView>("/api/biviers/billing/statement?year=2027");
        Assert.Equal((120.60m, 0, 120.60m), (next.Opening, next.Lines.Length, next.Closing));
        Assert.Equal([2026], next.Years);
    }

    [Fact]
    public async Task Where_the_treasury_collects_the_statement_says_the_title_and_how_to_pay_and_no_balance()
    {
        var statement = await As(Petit, SaintMartin).GetAsAsync<StatementView>($"/api/{SaintMartin}/billing/statement");

        Assert.Equal((null, null), (statement.Opening, statement.Closing));
        Assert.Equal(statement.Debit, statement.Credit);
        Assert.Contains(statement.Lines,
            l => l is { Number: "SM-118", Debit: null, Credit: 151.62m } && l.Description.Replace('\u00A0', ' ') == "Titre émis (ORMC n° 9)");
        var (old, recent) = (statement.Lines.First(l => l.Number == "SM-118"), statement.Lines.First(l => l.Number == "SM-164"));
        // Due on 7 November, paid by card until 7 December: yesterday.
        Assert.DoesNotContain("payfip", old.HowToPay, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("jusqu’au 5 janvier 2027 : numéro de client 018110, facture SM-164", recent.HowToPay!.Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.Contains("Trésorerie des Aix-d’Angillon, 02 61 91 40 72", recent.HowToPay.Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+33 6", "'+33 6")]
    [InlineData("-2", "'-2")]
    [InlineData("@somme", "'@somme")]
    [InlineData("\tx", "'\tx")]
    [InlineData("Régie ; cantine", "\"Régie ; cantine\"")]
    public void No_text_of_the_table_is_a_formula_to_a_spreadsheet(string text, string cell) =>
        Assert.Equal(cell, Preau.Billing.Accounts.GetStatementCsv.Cell(text));

    [Fact]
    public async Task The_statement_on_paper_says_what_the_page_says_to_the_family_alone()
    {
        await Billing.DeliverAsync(JeanFamily());
        var answer = await As(Jean).GetAsync("/api/biviers/billing/statement/pdf?year=2026");
        var text = await Pdf.TextAsync(await answer.Content.ReadAsByteArrayAsync());

        Assert.Equal(("application/pdf", "Releve-2026-2027.pdf"),
            (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName));
        Assert.All((string[])["Régie garderie ALSH", "38330 Biviers", "Téléphone : 04 65 71 12 34", "DUPONT Jean", "AL-12", "AL-228", "AL-36"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.Matches(@"Totaux de l’année scolaire\s+363,80 €\s+243,20 €", text);
        Assert.Matches(@"Solde de l’année scolaire 2026-2027\s+120,60 €", text);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Jeanne).GetAsync($"/api/biviers/billing/statement/pdf?family={Jean}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "year.invalid", await As(Jean).GetAsync("/api/biviers/billing/statement/pdf?year=1999"));
    }

    [Fact]
    public async Task A_wrong_year_is_refused_with_a_code()
    {
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "year.invalid", await As(Jean).GetAsync("/api/biviers/billing/statement?year=1999"));
        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, await As(Jean).GetAsync("/api/biviers/billing/statement?year=x"));
    }
}

public sealed class StatementOnSqlite() : StatementTests(TestDatabase.Sqlite);

public sealed class StatementOnSqlServer() : StatementTests(TestDatabase.SqlServer);
