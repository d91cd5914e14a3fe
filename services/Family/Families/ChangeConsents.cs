using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>The guardian's own say over e-mail and text messages: effective at once, no agent decides (F-41).</summary>
internal static class ChangeConsents
{
    public static async Task<Results<Ok<FamilyView>, ProblemHttpResult>> Handle(
        SetConsents body, Caller caller, FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var family = await db.WriteAsync(async token =>
        {
            var file = await db.LoadAsync(caller.Owner!.OwnerId!.Value, tracked: true, token);
            if (file?.Guardians.Find(g => g.Id == caller.Owner.PersonId) is not { } guardian)
            {
                return null;
            }

            if ((guardian.EmailConsent, guardian.SmsConsent) != (body.Email!.Value, body.Sms!.Value))
            {
                (guardian.EmailConsent, guardian.SmsConsent) = (body.Email.Value, body.Sms.Value);
                db.Record(file, caller.Name, $"Autorisation courriel : {Word(guardian.EmailConsent)}, SMS : {Word(guardian.SmsConsent)}", clock);
            }

            return file;
        }, ct);
        return family is null ? Problems.NotFound() : TypedResults.Ok(FamilyViews.ViewOf(family, caller.Owner!.PersonId, rules.Today(clock)));
    }

    private static string Word(bool yes) => yes ? "oui" : "non";
}
