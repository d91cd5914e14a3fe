using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>
/// Balance, invoices unpaid, paid or all (F-31…F-33, F-40, F-100), and the lines of a month, each with why it costs what it costs.
/// </summary>
public sealed class IndexModel(
    BillingClient billing, InvoicesClient invoices, ThirdPartiesClient parties, FamilyClient family, DebitsClient debits, TenantContext tenant) : PageModel
{
    public AccountView Account { get; private set; } = null!;

    public ChargesView Charges { get; private set; } = null!;

    public InvoicesView Invoices { get; private set; } = null!;

    /// <summary>"unpaid", "paid" or "all", as the API says it.</summary>
    public string State { get; private set; } = "unpaid";

    public string? FamilyNumber { get; private set; }

    /// <summary>What others pay now or soon.</summary>
    public CoverageView[] Coverages { get; private set; } = [];

    /// <summary>A cash office debits: the mandate is worth a link. True too when that isn't known.</summary>
    public bool Debits { get; private set; }

    public DateOnly Month { get; private set; }

    /// <summary>Lines of one child, service, price and reason stand together: « 9 repas à 3,60 € ».</summary>
    public IReadOnlyList<ChargeGroup> Groups { get; private set; } = [];

    /// <summary>Why the list is empty.</summary>
    public string NoneWords => State switch
    {
        "paid" => "Aucune facture réglée pour le moment.",
        "all" => "Aucune facture pour le moment : la première arrive après la fin du mois.",
        _ => Invoices.Unpaid is null ? "Les factures à payer sont suivies par la trésorerie." : "Aucune facture à payer.",
    };

    /// <summary>« le prix entier, pour Tom… »: what another pays of it.</summary>
    public static string Share(CoverageView coverage) => coverage.Percent switch
    {
        null => $"{French.Money(coverage.Each ?? 0)} par repas ou journée",
        100 => "le prix entier",
        { } percent => $"{French.Number(percent)} % du prix",
    };

    /// <summary>From when until when, and how much at most.</summary>
    public string Bounds(CoverageView coverage) => French.Since(coverage.From, coverage.Until, tenant.Today)
        + (coverage.MonthCeiling is { } month ? $", {French.Money(month)} par mois au plus" : "")
        + (coverage.TotalCeiling is { } total ? $", {French.Money(total)} en tout au plus" : "");

    /// <param name="mois">"2026-12"; anything else is the current month.</param>
    /// <param name="etat">"reglees", "toutes"; anything else shows what is to be paid.</param>
    public async Task OnGetAsync(string? mois, string? etat, CancellationToken ct)
    {
        State = etat switch { "reglees" => "paid", "toutes" => "all", _ => "unpaid" };
        Month = DateOnly.TryParseExact(mois + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
            && asked.Year is >= 2000 and <= 2100
            ? asked
            : new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        var account = billing.AccountAsync(ct);
        var list = invoices.ListAsync(State, ct);
        var me = family.MeAsync(ct).OrNullAsync(ct);
        var mandates = debits.MineAsync(ct).OrNullAsync(ct);
        var coverages = parties.CoveragesAsync(null, ct).OrNullAsync(ct);
        Charges = await billing.ChargesAsync(MonthGrid.Key(Month, "yyyy-MM"), ct);
        Account = await account;
        Invoices = await list;
        FamilyNumber = (await me)?.Number;
        Debits = await mandates is not { Offices.Length: 0 };
        Coverages = [.. (await coverages ?? []).Where(c => c.Until is null || c.Until >= tenant.Today)];
        Groups = Charges.Groups ?? [];
        ViewData["Title"] = "Factures";
    }
}

/// <summary>Equal lines of a month in words.</summary>
internal static class ChargeText
{
    /// <summary>« 2, 4 et 18 ».</summary>
    public static string Days(ChargeGroup group) =>
        French.List([.. group.Dates.Select(d => d.Day == 1 ? "1er" : d.Day.ToString(CultureInfo.InvariantCulture))]);
}
