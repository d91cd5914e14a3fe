using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Reminders;

/// <summary>GET and PUT /reminders: a guardian's own consent, effective at once.</summary>
internal static class ChangeReminder
{
    public static async Task<Ok<ReminderView>> Read(PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        var (family, person) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId ?? Guid.Empty);
        var on = await db.ReminderConsents.AnyAsync(c => c.FamilyId == family && c.GuardianId == person && c.On, ct);
        var reminders = (await current.LoadAsync(ct)).Rules.Reminders;
        return TypedResults.Ok(new ReminderView(reminders.Offered, on, reminders.HoursBefore));
    }

    public static async Task<Ok<ReminderView>> Handle(SetReminder body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var (family, person) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId ?? Guid.Empty);
        await db.WriteAsync(async token =>
        {
            var consent = await db.ReminderConsents.SingleOrDefaultAsync(c => c.FamilyId == family && c.GuardianId == person, token);
            if (consent is null)
            {
                consent = new ReminderConsent { FamilyId = family, GuardianId = person };
                db.ReminderConsents.Add(consent);
            }

            (consent.On, consent.ChangedAt) = (body.On!.Value, clock.UtcNow());
        }, ct);
        return await Read(db, current, caller, ct);
    }
}
