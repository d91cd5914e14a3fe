using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Account;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages;

/// <summary>The first page after sign-in (F-23…F-36): what is to be done, the next days, what waits at the mairie, the account, the commune's words.</summary>
public sealed class HomeModel(
    FamilyClient family, PlanningClient planning, BillingClient billing, MessagingClient messaging, Unread counter, TenantContext tenant) : PageModel
{
    public FamilyView Me { get; private set; } = null!;

    public IReadOnlyList<ChildDays> Children { get; private set; } = [];

    /// <summary>Null when Billing does not answer.</summary>
    public AccountView? Account { get; private set; }

    /// <summary>What this month comes to; null when Billing does not answer.</summary>
    public decimal? Charged { get; private set; }

    /// <summary>The running month: what its days cost until today, and with those still to come.</summary>
    public RunningMonth? Running { get; private set; }

    public PublicationsView? Publications { get; private set; }

    public IReadOnlyList<RequestSummary> Waiting { get; private set; } = [];

    /// <summary>Changes of the file that nobody has answered, however old.</summary>
    public IReadOnlyList<RequestRow> Files { get; private set; } = [];

    /// <summary>Enrolments asked for and not answered.</summary>
    public IReadOnlyList<EnrolmentWaiting> Enrolments { get; private set; } = [];

    public int Unread { get; private set; }

    public IReadOnlyList<HomeTask> Tasks { get; private set; } = [];

    /// <summary>Something can be booked on line: « Réserver » leads somewhere. True too when Planning does not answer.</summary>
    public bool CanBook { get; private set; } = true;

    /// <summary>« cette semaine, les enfants sont chez Jeanne », when that is known.</summary>
    public string? CustodyNow { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = tenant.Today;
        // One call of each service, all at once; without one, the page does without what that one knows.
        var planned = planning.HomeAsync(ct).OrNullAsync(ct);
        var money = billing.HomeAsync(ct).OrNullAsync(ct);
        var words = messaging.HomeAsync(ct).OrNullAsync(ct);
        var home = await family.HomeAsync(ct);
        Me = home.Me;
        Files = RequestRows.Waiting(home.Waiting, today);
        var (plan, messages) = (await planned, await words);
        var account = await money;
        (Account, Charged, Running) = (account?.Account, account?.Month, account?.Running);
        (Publications, Unread) = (messages?.Publications, messages?.Unread ?? 0);
        if (messages is not null)
        {
            counter.Known(Unread);
        }

        (Waiting, Enrolments) = (plan?.Waiting ?? [], plan?.Enrolments ?? []);
        var months = plan?.Months ?? [];
        Children = [.. Me.Children.Select(c => ChildDays.Of(c, months, today))];
        CustodyNow = Custody(months, today);
        CanBook = plan is null || months.SelectMany(m => m.Children).SelectMany(c => c.Rows).Any(r => r.Online);
        Tasks = HomeTask.All(plan?.Offers ?? [], NothingBooked.NextWeek(months, today), Account, messages?.New ?? [], Unread, tenant.Now, plan?.Evidence ?? [],
            Me.MissingSections, home.Due, home.Swaps ?? [], home.Agreements ?? []);
        ViewData["Title"] = "Accueil";
    }

    private static string? Custody(MonthView[] months, DateOnly today)
    {
        var shared = months.Take(1).SelectMany(m => m.Children).Where(c => c.CustodyDays is not null).ToList();
        var words = shared.Select(c => MonthGrid.CustodyWord(c, today.Day)).Distinct().ToList();
        return words.Count != 1
            ? null
            : $"cette semaine, {(shared.Count > 1 ? "les enfants sont" : shared[0].FirstName + " est")} {char.ToLowerInvariant(words[0][0])}{words[0][1..]}";
    }
}
