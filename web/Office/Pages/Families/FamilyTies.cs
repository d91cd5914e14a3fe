using System.Globalization;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>What still binds a family or a child to the commune's services, asked of those who know: booked days to come, money, requests.</summary>
internal sealed class FamilyTies(PlanningClient planning, BillingClient billing, Session session, TenantContext tenant)
{
    private static readonly CellState[] Standing = [CellState.Booked, CellState.Pending, CellState.Waitlisted, CellState.CancelPending,
        CellState.AbsencePending];

    /// <summary>Days from today on that are booked, asked or awaited; of one child or of all.</summary>
    public async Task<int> BookedAsync(Guid family, Guid? child, CancellationToken ct)
    {
        if (!session.May(Permissions.Requests))
        {
            return 0;
        }

        var enrolments = await planning.EnrolmentsAsync(ct, family);
        var last = enrolments.Select(e => e.Until ?? tenant.Today.AddMonths(12)).Append(tenant.Today.AddMonths(1)).Max();
        var days = 0;
        for (var month = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1); month <= last
            && month < tenant.Today.AddMonths(24); month = month.AddMonths(1))
        {
            var view = await planning.MonthAsync(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), ct, family);
            days += view.Children.Where(c => child is null || c.ChildId == child).SelectMany(c => c.Rows).SelectMany(r => r.Cells)
                .Count(c => c.Mine && Standing.Contains(c.State) && month.AddDays(c.Day - 1) >= tenant.Today);
        }

        return days;
    }

    /// <summary>Why a file can't be archived now, in sentences; empty when it can.</summary>
    public async Task<List<string>> ReasonsAsync(Guid family, CancellationToken ct)
    {
        List<string> reasons = [];
        if (await BookedAsync(family, null, ct) is > 0 and var days)
        {
            reasons.Add($"{French.Count(days, "jour réservé ou demandé", "jours réservés ou demandés")} à venir : annulez-les d’abord.");
        }

        if (session.May(Permissions.Billing))
        {
            var account = await billing.AccountAsync(ct, family);
            if (account.Balance is { } balance && balance != 0)
            {
                reasons.Add(balance > 0 ? $"{French.Money(balance)} restent à payer." : $"{French.Money(-balance)} sont à rendre à la famille.");
            }

            if (account.ToBill != 0)
            {
                reasons.Add($"{French.Money(account.ToBill)} sont encore à facturer.");
            }
        }

        return reasons;
    }
}
