using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Preau.Contracts;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Reminders;

/// <summary>Section <c>Reminders</c>.</summary>
public sealed class ReminderOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromMinutes(5);
}

/// <summary>
/// Tells families that asked for it, some hours before the first limit of next week, that nothing is booked. Any number of replicas: a row per family and week
/// lets one through.
/// </summary>
public sealed class SendReminders(IServiceScopeFactory scopes, TimeProvider clock, IOptions<ReminderOptions> settings,
    ILogger<SendReminders> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => settings.Value.Poll;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<ReminderConsent>(services.GetRequiredService<PlanningDb>(), c => c.On, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlanningDb>();
        if (await services.GetRequiredService<CurrentRules>().FindAsync(ct) is not { Rules: { Reminders.Offered: true } rules })
        {
            return;
        }

        var now = clock.GetUtcNow();
        var today = rules.Today(now);
        // Limits may fall in the week before or two before: the coming two are looked at.
        var next = today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        foreach (var monday in new[] { next, next.AddDays(7) }.Where(m => MayBeDue(rules, m, now)))
        {
            var sent = db.RemindersSent.Where(r => r.Week == monday).Select(r => r.FamilyId);
            var families = await db.ReminderConsents.Where(c => c.On && !sent.Contains(c.FamilyId)).Select(c => c.FamilyId).Distinct()
                .Select(f => new RemindedFamily(f)).ToListAsync(ct);
            await EachRow.DoAsync(db, families, Log, f => RemindAsync(db, rules, f.Id, monday, now, ct), ct);
        }
    }

    private sealed record RemindedFamily(Guid Id);

    private static bool MayBeDue(PlanningRules rules, DateOnly monday, DateTimeOffset now)
    {
        var limits = rules.Services.Values.Where(s => s.Online).SelectMany(s => Enumerable.Range(0, 7).Select(d => s.Day(monday.AddDays(d))))
            .Where(d => d.Info.IsOpen).Select(d => d.Book.ClosesAt).ToList();
        return limits.Count > 0 && now >= limits.Min().AddHours(-rules.Reminders.HoursBefore) && now < limits.Max();
    }

    private static Task RemindAsync(PlanningDb db, PlanningRules rules, Guid family, DateOnly monday, DateTimeOffset now, CancellationToken ct) =>
        db.WriteAsync(async token =>
    {
        if (await db.RemindersSent.AnyAsync(r => r.FamilyId == family && r.Week == monday, token)
            || await FamilyPlan.ReadAsync(db, rules, family, Days.Range(monday.AddDays(-FindUnbooked.UsualDays), monday.AddDays(6)), toChange: false, token)
            is not { } plan)
        {
            return;
        }

        var find = new FindUnbooked(rules, now);
        if (find.Of(plan, monday) is not { } found || now < found.FirstLimit.AddHours(-rules.Reminders.HoursBefore) || now >= found.FirstLimit)
        {
            return;
        }

        db.RemindersSent.Add(new ReminderSent { FamilyId = family, Week = monday, At = now.UtcDateTime });
        var (subject, text) = find.Words(found.Children, found.FirstLimit, monday);
        db.Raise(new FamilyNotified(db.CurrentTenant, now.UtcDateTime, Guid.CreateVersion7(), family, "reminder", subject, text,
            $"planning?mois={monday:yyyy-MM}&semaine={monday:yyyy-MM-dd}"));
    }, ct);
}
