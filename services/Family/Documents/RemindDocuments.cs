using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Family.Families;
using Preau.Family.PreEnrolment;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>
/// Once an hour of the product's clock: one message to each household that must hand something in
/// or renew it, a month and a week before the day, and once the document
/// has ended. Any number of replicas: the rows of what was reminded are unique.
/// </summary>
internal sealed class RemindDocuments(IServiceScopeFactory scopes, TimeProvider clock, ILogger<RemindDocuments> log) : TenantWorker(scopes, log)
{
    private const string HealthKey = "sante-";

    private static readonly (string Step, int Days)[] Before = [("last", 7), ("first", 30)];

    protected override TimeSpan Pause => TimeSpan.FromHours(1);

    protected override TimeProvider PauseClock => clock;

    protected override async Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<FamilyDb>();
        return [.. (await WithAsync<FamilyFile>(db, f => true, ct)).Union(await WithAsync<PreEnrolmentRequest>(db, p => true, ct))];
    }

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct) =>
        RemindAsync(services.GetRequiredService<FamilyDb>(), services.GetRequiredService<SettingsCache>(), ct);

    private async Task RemindAsync(FamilyDb db, SettingsCache settings, CancellationToken ct)
    {
        await ForgetAsync(db, ct);
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var today = rules.Today(clock);
        var due = (await ListDocumentQueue.StandsAsync(db, rules, today, ct))
            .Where(s => s.Waiting is null && s.Asked.IsObligatory && (s.Current is null || s.Current.FamilyId == s.Family.Id))
            .Select(s => (Standing: s, Step: StepOf(s, today))).Where(s => s.Step is not null)
            .Select(s =>
                new Reminder(s.Standing.Family.Id, s.Standing.Child?.ChildId ?? Guid.Empty, s.Standing.Asked.Key, s.Step!.Value.About, s.Step.Value.Step,
                    Sentence(s.Standing, s.Step.Value)))
            .ToList();
        due.AddRange(await HealthAsync(db, rules, today, ct));
        foreach (var family in due.GroupBy(d => d.Family))
        {
            await db.WriteAsync(async token =>
            {
                var told = await db.DocumentReminders.AsNoTracking().Where(r => r.FamilyId == family.Key).ToListAsync(token);
                var news = family.Where(d => !told.Exists(r => (r.ChildId, r.Key, r.About, r.Step) == (d.Child, d.Key, d.About, d.Step))).ToList();
                if (news.Count == 0)
                {
                    return;
                }

                db.DocumentReminders.AddRange(news.Select(d =>
                    new DocumentReminder { FamilyId = d.Family, ChildId = d.Child, Key = d.Key, About = d.About, Step = d.Step, At = clock.UtcNow() }));
                var health = news.TrueForAll(n => n.Key.StartsWith(HealthKey, StringComparison.Ordinal));
                db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), Guid.CreateVersion7(), family.Key, "document",
                    health ? "Une date du dossier de santé" : news.Count == 1 ? "Un document à envoyer" : $"{news.Count} documents à envoyer",
                    string.Join('\n', news.Select(d => d.Sentence)), health ? "enfants" : "documents"));
            }, ct);
        }
    }

    /// <summary>Boosters and ends of care plans: a mail says that a date comes, never of what.</summary>
    private static async Task<List<Reminder>> HealthAsync(FamilyDb db, FamilyRules rules, DateOnly today, CancellationToken ct)
    {
        var soon = today.AddDays(Before[^1].Days);
        var rows = await db.FileSections.AsNoTracking().Where(s => s.Due != null && s.Due <= soon).Select(s => new { s.FamilyId, s.ChildId, s.Section, s.Due })
            .ToListAsync(ct);
        var children = rows.Select(r => r.ChildId).Distinct().ToList();
        List<(Guid Family, Guid Child, string Name)> names = [];
        foreach (var some in children.Chunk(500))
        {
            names.AddRange(
                (await db.Set<HouseholdChild>().AsNoTracking().Where(c => some.Contains(c.ChildId)).Select(c => new { c.FamilyId, c.ChildId, c.FirstName })
                    .ToListAsync(ct))
                .Select(c => (c.FamilyId, c.ChildId, c.FirstName)));
        }

        return
        [
            .. from row in rows
               where rules.IsAsked(row.Section)
               let child = names.Find(n => n.Family == row.FamilyId && n.Child == row.ChildId)
               where child.Name is not null
               let step = StepFor(row.Due!.Value, today)
               where step is not null
               select new Reminder(row.FamilyId, row.ChildId, HealthKey + row.Section, step.Value.About, step.Value.Step,
                   $"Dossier de santé {Grammar.De(child.Name)} : une date {(step.Value.Step == "ended" ? "est passée" : "arrive")}, ouvrez sa fiche pour la voir."),
        ];
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
        return about is { } day ? StepFor(day, today) : null;
    }

    internal static (string Step, DateOnly About)? StepFor(DateOnly day, DateOnly today)
    {
        return day < today ? ("ended", day) : Before.Where(b => today >= day.AddDays(-b.Days)).Select(b => ((string, DateOnly)?)(b.Step, day)).FirstOrDefault();
    }

    private static string Sentence(StandingDocument s, (string Step, DateOnly About) step)
    {
        var name = $"« {s.Asked.Label} »{(s.Child is { } child ? $", {child.FirstName}" : "")}";
        var day = French.Date(step.About, ' ');
        var accepted = s.Current?.Status == DocumentStatus.Accepted;
        return (accepted, step.Step) switch
        {
            (true, "ended") => $"{name} : n’est plus valable depuis le {day}.",
            (true, _) => $"{name} : valable jusqu’au {day}, à renouveler.",
            (false, "ended") => $"{name} : attendu depuis le {day}.",
            _ => $"{name} : à envoyer avant le {day}.",
        } + (s.Asked.Consequence is { } then ? $" {then}" : "");
    }

    /// <summary>One thing to be told, once by what it is about and how near it is.</summary>
    private sealed record Reminder(Guid Family, Guid Child, string Key, DateOnly About, string Step, string Sentence);
}
