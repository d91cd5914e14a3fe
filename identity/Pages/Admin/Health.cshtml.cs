using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Identity.Watching;

namespace Preau.Identity.Pages.Admin;

/// <summary>How the platform is: each service, what waits between them, its workers; what failed can be tried again at once.</summary>
internal sealed class HealthModel(AskServices ask) : PageModel
{
    /// <summary>A worker that has not gone through a round for so long is told to hang; the slowest pauses a minute.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    public IReadOnlyList<ServiceHealth> All { get; private set; } = [];

    public static string Name(string service) => service switch
    {
        "identity" => "Comptes et communes",
        "family" => "Dossiers des familles",
        "planning" => "Réservations",
        "billing" => "Factures et paiements",
        "messaging" => "Messages et courriels",
        _ => service,
    };

    /// <summary>« 3 min 20 s », « 2 h 05 », « 4 jours ».</summary>
    public static string Duration(long seconds) => seconds switch
    {
        < 60 => $"{seconds}\u00a0s",
        < 3600 => $"{seconds / 60}\u00a0min\u00a0{seconds % 60:00}\u00a0s",
        < 86400 => $"{seconds / 3600}\u00a0h\u00a0{seconds % 3600 / 60:00}",
        < 172800 => "1\u00a0jour",
        _ => $"{seconds / 86400}\u00a0jours",
    };

    public static string Value(WatchFigure figure) =>
        figure.Unit == "s"
            ? figure.Value == 0 ? "rien n’attend" : Duration(figure.Value)
            : French.Number(figure.Value);

    public static bool IsStuck(WatchWorker worker, DateTimeOffset now) => worker.LastRound is { } last ? now - last > Silence : worker.Failures > 0;

    /// <summary>Something of this service waits because of a failure.</summary>
    public static bool CanRetry(WatchReport report) =>
        report.Outbox.Failing > 0 || report.Parked > 0 || report.Figures.Any(f => f is { Name: "preau.mails.retried", Value: > 0 });

    public static bool IsWell(ServiceHealth service) =>
        service is { IsReady: true, Report: { } report } && !CanRetry(report) && !report.Workers.Any(w => IsStuck(w, report.At));

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? service, CancellationToken ct)
    {
        if (service is null || !AskServices.Services.Contains(service))
        {
            return NotFound();
        }

        TempData["Toast"] = await ask.RetryAsync(service, Me, By, ct) switch
        {
            null => $"« {Name(service)} » ne répond pas : rien n’a été relancé. Regardez d’abord si ce service tourne.",
            { Events: 0, Parked: 0, Others: 0 } => "Il n’y a plus rien à relancer.",
            var done => $"Relancé : {Parts(done)}. Rechargez dans un instant pour voir ce qu’il en est.",
        };
        return RedirectToPage();
    }

    private Guid Me => Guid.TryParse(User.FindFirst(ClaimTypes.NameIdentifier)?.Value, out var id) ? id : Guid.Empty;

    private string By => User.Identity?.Name ?? "";

    private static string Parts(WatchRetried done)
    {
        (int Count, string One, string Many)[] parts =
        [
            (done.Events, "événement", "événements"), (done.Parked, "événement mis de côté", "événements mis de côté"), (done.Others, "courriel", "courriels"),
        ];
        return string.Join(", ", parts.Where(p => p.Count > 0).Select(p => $"{p.Count} {(p.Count == 1 ? p.One : p.Many)}"));
    }

    private async Task ShowAsync(CancellationToken ct) => All = await ask.ReadAsync(Me, By, ct);
}
