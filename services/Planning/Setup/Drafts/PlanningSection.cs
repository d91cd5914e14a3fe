using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Waiting;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>
/// Section "planning" of the commune's file: agents of the whole commune save it, say why they change what holds already, and close no booked day with it.
/// The other services are told how each service is called.
/// </summary>
internal sealed class PlanningSection(PlanningDb db, Sweep sweep, Caller caller) : SettingsSection<PlanningDb>(CurrentRules.Section)
{
    private PlanningRules? _rules;

    public override void Check(JsonElement document) => _rules = ReadRules.Parse(document.GetRawText());

    public override async Task<ProblemHttpResult?> RefuseAsync(SaveSection body, SettingsChange change, CancellationToken ct)
    {
        if (SettingsScope.Whole(caller.Scope) is { } notYours)
        {
            return notYours;
        }

        if (RuleCorrections.Refuse(Corrections(change), body.Correction) is { } refused)
        {
            return refused;
        }

        return !body.CheckOnly && change.Before is { } before
            && await BookedDays.RefuseAsync(db, ReadRules.Parse(before.GetRawText()), _rules!, new DateTimeOffset(change.At, TimeSpan.Zero), ct) is { } booked
                ? Problems.Conflict("closure.booked", booked) : null;
    }

    public override async Task SavedAsync(SaveSection? body, SettingsChange change, (long Version, bool Changed) saved, CancellationToken ct)
    {
        if (body is not null)
        {
            await RuleCorrections.KeepAsync(db, saved.Version, Corrections(change), body.Correction, change.By, change.At, ct);
        }

        await TellAsync(db, _rules!, saved, change.At, ct);
    }

    // More places, or other limits: who waits is served at once.
    public override Task AfterAsync(CancellationToken ct) => sweep.ServeAllAsync(ct);

    internal static async Task TellAsync(PlanningDb db, PlanningRules rules, (long Version, bool Changed) saved, DateTime at, CancellationToken ct)
    {
        if (saved.Changed)
        {
            await EnrolmentNews.NoteMovedAsync(db, rules, saved.Version, ct);
        }

        foreach (var service in saved.Changed ? rules.Services.Values : [])
        {
            db.Raise(new ServiceChanged(db.CurrentTenant, at, saved.Version, service.Key, service.Label, service.Facility.Key, service.Facility.Label,
                [.. service.Units.Select(u => new ServiceUnit(u.Key, u.Label,
                    service.Rules.Any(r => r.Deadlines.Book?.Any(b => b.Late == LateAnswer.Surcharge) == true)))]));
        }
    }

    private static IReadOnlyList<string> Corrections(SettingsChange change) => change.Before is { } before
        ? FindCorrections.Between(before.GetRawText(), change.Document.GetRawText(), new DateTimeOffset(change.At, TimeSpan.Zero)) : [];
}
