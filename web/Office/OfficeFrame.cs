using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office;

/// <summary>The rail at the left: only what this agent may do, with what waits.</summary>
internal static class OfficeFrame
{
    // On a phone these are in sight, the others in the sheet under the last of eight.
    private static readonly string[] InSight = ["~/", "~/demandes", "~/pointage", "~/journee", "~/repas", "~/familles", "~/messages"];

    public static async Task FillAsync(IServiceProvider services, Frame frame, CancellationToken ct)
    {
        var session = services.GetRequiredService<Session>();
        var counts = services.GetRequiredService<OfficeCounts>();
        frame.SearchPath = session.May(Permissions.Families) ? "~/familles" : null;
        // The rail is complete even when a service does not answer: only the counters are then missing.
        frame.Nav = Entries(session, counts);
        await counts.LoadAsync(ct);
        frame.Nav = Entries(session, counts);
    }

    private static List<NavEntry> Entries(Session session, OfficeCounts counts)
    {
        var nav = new List<NavEntry> { new("Aujourd’hui", "~/", "home") };
        Add(Permissions.Requests, new("Demandes", "~/demandes", "list", counts.Waiting ?? 0, "à traiter"));
        Add(Permissions.Attendance, new("Pointage", "~/pointage", "check"));
        Add(Permissions.Attendance, new("Journée", "~/journee", "cal"));
        Add(Permissions.Attendance, new("Repas", "~/repas", "chart"));
        Add(Permissions.Requests, new("Attente", "~/attente", "clock"));
        Add(Permissions.Requests, new("Attribution", "~/attribution", "swap"));
        Add(Permissions.Requests, new("Justificatifs", "~/justificatifs", "doc"));
        Add(Permissions.Requests, new("Perturbations", "~/perturbations", "warn"));
        Add(Permissions.Requests, new("À vérifier", "~/a-verifier", "ask"));
        Add(Permissions.Families, new("Familles", "~/familles", "kids"));
        Add(Permissions.Families, new("Pièces", "~/pieces", "doc"));
        Add(Permissions.Billing + "," + Permissions.MoneyView, new("Facturation", "~/facturation", "bill"));
        Add(Permissions.Cash, new("Encaissements", "~/encaissements", "euro"));
        Add(Permissions.Billing + "," + Permissions.MoneyView, new("Prélèvements", "~/prelevements", "repeat"));
        Add(Permissions.Billing + "," + Permissions.MoneyView, new("Trésor public", "~/tresor", "bill"));
        Add(Permissions.Billing + "," + Permissions.MoneyView, new("Relances", "~/relances", "mail"));
        Add(Permissions.Cash, new("Paiements en ligne", "~/encaissements/paiements-en-ligne", "euro"));
        Add(Permissions.Messages, new("Messages", "~/messages", "mail", counts.Unread ?? 0, "à lire"));
        Add(Permissions.Messages, new("Infos", "~/infos", "doc"));
        Add(Permissions.Settings, new("Réglages", "~/reglages", "gear"));
        Add(Permissions.Accounts, new("Agents", "~/agents", "user"));
        return [.. nav.Select(e => e with { OnPhone = InSight.Contains(e.Path) })];

        // One permission, or any of several separated by commas.
        void Add(string permissions, NavEntry entry)
        {
            if (permissions.Split(',').Any(session.May))
            {
                nav.Add(entry);
            }
        }
    }
}

/// <summary>What waits, counted once for a page: a page that has the figures already sets them.</summary>
internal sealed class OfficeCounts(Session session, PlanningClient planning, FamilyRequestsClient files, MessagingClient messaging)
{
    private Task<FamilyRequestCounts?>? _files;

    /// <summary>Demandes of days, where a page knows already.</summary>
    public int? Days { get; set; }

    public int? Unread { get; set; }

    /// <summary>Demandes of every kind: days, files, new families.</summary>
    public int? Waiting { get; private set; }

    public async Task LoadAsync(CancellationToken ct)
    {
        var may = session.May(Permissions.Requests);
        var days = Days is null && may ? planning.QueueCountsAsync(ct) : null;
        var others = may ? FilesAsync(ct) : null;
        var unread = Unread is null && session.May(Permissions.Messages) ? messaging.UnreadAsync(ct) : null;
        if (unread is not null)
        {
            Unread = (await unread).Count;
        }

        if (others is not null)
        {
            var counts = await others;
            Waiting = (Days ?? (await days!).Waiting) + (counts?.Files ?? 0) + (counts?.PreEnrolments ?? 0);
        }
    }

    /// <summary>What waits of families' files, asked once; null without an answer: what is known is counted.</summary>
    public Task<FamilyRequestCounts?> FilesAsync(CancellationToken ct) => _files ??= AskAsync(ct);

    private async Task<FamilyRequestCounts?> AskAsync(CancellationToken ct)
    {
        try
        {
            return await files.CountsAsync(ct);
        }
        catch (Exception e) when (e is ApiProblem { Status: not 401 } or HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
