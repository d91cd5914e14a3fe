using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>
/// Once an hour of the product's clock: one message to each household that must hand something in or renew it, a month and a week before the day, and once the document
/// has ended. Any number of replicas: the rows of what was reminded are unique.
/// </summary>
internal sealed partial class RemindDocuments(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RemindDocuments> log) : BackgroundService
{
    private static readonly (string Step, int Days)[] Before = [("last", 7), ("first", 30)];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var tenant in await TenantsAsync(stoppingToken))
                {
                    await TryAsync(tenant, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>The one question asked across tenants: which have files. Nothing but their names comes back.</summary>
    private async Task<List<string>> TenantsAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FamilyDb>();
        return await db.Families.IgnoreQueryFilters(["tenant"]).Select(f => f.Tenant).Union(db.PreEnrolments.IgnoreQueryFilters(["tenant"]).Select(p => p.Tenant)).ToListAsync(ct);
    }

    private async Task TryAsync(string tenant, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
            await RemindAsync(scope.ServiceProvider.GetRequiredService<FamilyDb>(), scope.ServiceProvider.GetRequiredService<SettingsCache>(), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the loop outlives every failure
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The kind alone: a message could name people.
            RoundFailed(log, e.GetType().Name);
        }
    }

    private async Task RemindAsync(FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        await ForgetAsync(db, ct);
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        var due = (await ListDocumentQueue.StandsAsync(db, rules, today, ct)).Where(s => s.Waiting is null && s.Asked.IsObligatory)
            .Select(s => (Standing: s, Step: StepOf(s, today))).Where(s => s.Step is not null).ToList();
        foreach (var family in due.GroupBy(d => d.Standing.Family.Id))
        {
            await db.WriteAsync(async token =>
            {
                var told = await db.DocumentReminders.AsNoTracking().Where(r => r.FamilyId == family.Key).ToListAsync(token);
                var news = family.Where(d => !told.Exists(r => (r.ChildId, r.Key, r.About, r.Step) == (d.Standing.Child?.ChildId ?? Guid.Empty, d.Standing.Asked.Key, d.Step!.Value.About, d.Step.Value.Step))).ToList();
                if (news.Count == 0)
                {
                    return;
                }

                db.DocumentReminders.AddRange(news.Select(d => new DocumentReminder
                {
                    FamilyId = family.Key,
                    ChildId = d.Standing.Child?.ChildId ?? Guid.Empty,
                    Key = d.Standing.Asked.Key,
                    About = d.Step!.Value.About,
                    Step = d.Step.Value.Step,
                    At = clock.UtcNow(),
                }));
                db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), Guid.CreateVersion7(), family.Key, "document",
                    news.Count == 1 ? "Un document à envoyer" : $"{news.Count} documents à envoyer", string.Join('\n', news.Select(d => Sentence(d.Standing, d.Step!.Value))), "documents"));
            }, ct);
        }
    }

    /// <summary>A pre-enrolment whose address never answered is erased after seven days, as its mail says.</summary>
    private Task ForgetAsync(FamilyDb db, CancellationToken ct) => db.WriteAsync(async token =>
    {
        var before = clock.UtcNow().AddDays(-7);
        db.PreEnrolments.RemoveRange(await db.PreEnrolments.Where(p => p.ConfirmedAt == null && p.At < before).ToListAsync(token));
    }, ct);

    /// <summary>The reminder that today calls for: the latest, never one that was missed long ago as well.</summary>
    private static (string Step, DateOnly About)? StepOf(StandingDocument s, DateOnly today)
    {
        var about = s.Current?.Status == DocumentStatus.Accepted ? s.Current.Until : s.Asked.Due;
        if (about is not { } day)
        {
            return null;
        }

        return day < today ? ("ended", day) : Before.Where(b => today >= day.AddDays(-b.Days)).Select(b => ((string, DateOnly)?)(b.Step, day)).FirstOrDefault();
    }

    private static string Sentence(StandingDocument s, (string Step, DateOnly About) step)
    {
        var name = $"« {s.Asked.Label} »{(s.Child is { } child ? $", {child.FirstName}" : "")}";
        var day = step.About.ToString("d MMMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("fr-FR"));
        var accepted = s.Current?.Status == DocumentStatus.Accepted;
        return (accepted, step.Step) switch
        {
            (true, "ended") => $"{name} : n’est plus valable depuis le {day}.",
            (true, _) => $"{name} : valable jusqu’au {day}, à renouveler.",
            (false, "ended") => $"{name} : attendu depuis le {day}.",
            _ => $"{name} : à envoyer avant le {day}.",
        } + (s.Asked.Consequence is { } then ? $" {then}" : "");
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of document reminders failed: {Error}")]
    private static partial void RoundFailed(ILogger logger, string error);
}
