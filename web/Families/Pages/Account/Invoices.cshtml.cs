using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>Balance and unpaid invoices (F-31, F-32, F-40), and the lines of a month that are not invoiced yet, each with why it costs what it costs.</summary>
public sealed class InvoicesModel(BillingClient billing, FamilyClient family, TenantContext tenant) : PageModel
{
    public AccountView Account { get; private set; } = null!;

    public ChargesView Charges { get; private set; } = null!;

    public string? FamilyNumber { get; private set; }

    public DateOnly Month { get; private set; }

    /// <summary>Lines of one child, service, price and reason stand together: « 9 repas à 3,60 € ».</summary>
    public IReadOnlyList<ChargeGroup> Groups { get; private set; } = [];

    /// <param name="mois">"2026-12"; anything else is the current month.</param>
    public async Task OnGetAsync(string? mois, CancellationToken ct)
    {
        Month = DateOnly.TryParseExact(mois + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        var account = billing.AccountAsync(ct);
        var me = family.MeAsync(ct).OrNullAsync(ct);
        Charges = await billing.ChargesAsync(MonthGrid.Key(Month, "yyyy-MM"), ct);
        Account = await account;
        FamilyNumber = (await me)?.Number;
        Groups = [.. Charges.Lines.GroupBy(l => (l.ChildId, l.Unit, l.Label, l.Amount, l.InvoiceNumber, l.Why.Sentence)).Select(g => new ChargeGroup([.. g.OrderBy(l => l.Date)]))];
        ViewData["Title"] = "Factures";
    }
}

/// <summary>Equal lines of a month.</summary>
public sealed class ChargeGroup(ChargeView[] lines)
{
    public ChargeView First => lines[0];

    public int Count => lines.Length;

    public decimal Sum => lines.Sum(l => l.Amount);

    /// <summary>« 2, 4 et 18 ».</summary>
    public string Days => French.List([.. lines.Select(l => l.Date.Day == 1 ? "1er" : l.Date.Day.ToString(CultureInfo.InvariantCulture))]);
}
