using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages;

/// <summary>The first page after sign-in (F-23…F-36): what is to be done, the next days, what waits at the mairie, the account, the commune's words.</summary>
public sealed class HomeModel(FamilyClient family, PlanningClient planning, PlacesClient places, BillingClient billing, MessagingClient messaging, AbsencesClient absences, TenantContext tenant) : PageModel
{
    public FamilyView Me { get; private set; } = null!;

    public IReadOnlyList<ChildDays> Children { get; private set; } = [];

    /// <summary>Null when Billing does not answer.</summary>
    public AccountView? Account { get; private set; }

    public ChargesView? Charges { get; private set; }

    public PublicationsView? Publications { get; private set; }

    public IReadOnlyList<Receipt> Waiting { get; private set; } = [];

    public IReadOnlyList<ThreadSummary> NewMessages { get; private set; } = [];

    public int Unread { get; private set; }

    public IReadOnlyList<HomeTask> Tasks { get; private set; } = [];

    /// <summary>« cette semaine, les enfants sont chez Jeanne », when that is known.</summary>
    public string? CustodyNow { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var today = tenant.Today;
        var monday = MonthGrid.Monday(today).AddDays(7);
        var months = new List<DateOnly> { today };
        if (monday.AddDays(4).Month != today.Month)
        {
            months.Add(monday.AddDays(4));
        }
        var views = Task.WhenAll(months.Select(m => planning.MonthOfAsync(m, ct).OrNullAsync(ct)));
        var account = billing.AccountAsync(ct).OrNullAsync(ct);
        var charges = billing.ChargesAsync(MonthGrid.Key(today, "yyyy-MM"), ct).OrNullAsync(ct);
        var waiting = planning.RequestsAsync(ct, since: today.AddMonths(-3), status: nameof(RequestStatus.Pending)).OrNullAsync(ct);
        var offers = places.OffersAsync(ct).OrNullAsync(ct);
        var evidence = absences.EvidenceAsync(ct).OrNullAsync(ct);
        var threads = messaging.ThreadsAsync(1, ct).OrNullAsync(ct);
        var publications = messaging.PublicationsAsync(ct).OrNullAsync(ct);
        Me = await family.MeAsync(ct);
        var known = (await views).OfType<MonthView>().ToList();
        (Account, Charges, Publications) = (await account, await charges, await publications);
        Waiting = (await waiting)?.Items ?? [];
        var inbox = await threads;
        (Unread, NewMessages) = (inbox?.Unread ?? 0, inbox?.Items.Where(t => t.Unread).ToList() ?? []);
        Children = [.. Me.Children.Select(c => ChildDays.Of(c, known, today))];
        CustodyNow = Custody(known, today);
        Tasks = HomeTask.All((await offers)?.Offers ?? [], NothingBooked.NextWeek(known, today), Account, NewMessages, Unread, tenant.Now, await evidence, Me.MissingSections);
        ViewData["Title"] = "Accueil";
    }

    private static string? Custody(List<MonthView> months, DateOnly today)
    {
        var shared = months.Take(1).SelectMany(m => m.Children).Where(c => c.CustodyDays is not null).ToList();
        var words = shared.Select(c => MonthGrid.CustodyWord(c, today.Day)).Distinct().ToList();
        return words.Count != 1 ? null : $"cette semaine, {(shared.Count > 1 ? "les enfants sont" : shared[0].FirstName + " est")} {char.ToLowerInvariant(words[0][0])}{words[0][1..]}";
    }
}
