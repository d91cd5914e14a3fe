using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Quotients;

/// <summary>A guardian agrees, corrects the identity or takes it back; a first question follows at once.</summary>
internal static class Agree
{
    public static async Task<Results<Ok<MyQuotientView>, ProblemHttpResult>> Read(
        Caller caller, FamilyDb db, ApiParticulier api, SettingsCache settings, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return TypedResults.Ok(await ViewAsync(caller.Owner!.OwnerId!.Value, db, api, rules, ct));
    }

    public static async Task<Results<Ok<MyQuotientView>, ProblemHttpResult>> Handle(
        AgreeToQuotient body, Caller caller, FamilyDb db, ApiParticulier api, AskForQuotient ask, Vault vault, SettingsCache settings, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (rules.QuotientApi is null || !api.IsOpen)
        {
            return Problems.Conflict("quotient.notOffered", "La commune ne demande pas le quotient elle-même : envoyez-lui une attestation.");
        }

        var names = body.FirstNames.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var isFrench = body.Country == "99100";
        if (names.Length == 0 || body.BirthDate!.Value.Year < 1900 || body.BirthDate > rules.Today(clock).AddYears(-12)
            || (isFrench && (string.IsNullOrWhiteSpace(body.Commune) || body.Department is null)))
        {
            return Problems.Invalid("quotient.identity",
                "Il faut les prénoms, la date de naissance et, pour qui est né en France, la commune et le département de naissance.");
        }

        var (family, guardian) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId!.Value);
        var person = new PersonAsked(
            body.BirthName.Trim(), names, body.BirthDate!.Value, body.Gender, body.Country, isFrench ? body.Commune!.Trim() : null,
            isFrench ? body.Department : null,
            string.IsNullOrWhiteSpace(body.UsedName) ? null : body.UsedName.Trim());
        var found = await db.WriteAsync(async token =>
        {
            if (await db.LoadAsync(family, tracked: true, token) is not { } file)
            {
                return false;
            }

            var known = await db.QuotientAgreements.SingleOrDefaultAsync(a => a.FamilyId == family, token);
            if (known is null)
            {
                known = new QuotientAgreement { FamilyId = family, By = caller.Name, Identity = [] };
                db.QuotientAgreements.Add(known);
            }

            (known.GuardianId, known.At, known.By, known.Identity) =
                (guardian, clock.UtcNow(), caller.Name, QuotientAgreement.Seal(person, vault, db.CurrentTenant, family));
            (known.NextAt, known.Tries) = (clock.UtcNow(), 0);
            known.Version++;
            db.Record(file, caller.Name, "Accord pour demander le quotient à la CAF ou à la MSA", clock);
            return true;
        }, ct);
        if (!found)
        {
            return Problems.NotFound();
        }

        db.ChangeTracker.Clear();
        await ask.HandleAsync(family, rules, "API Particulier", ct);
        return TypedResults.Ok(await ViewAsync(family, db, api, rules, ct));
    }

    public static async Task<Results<NoContent, ProblemHttpResult>> TakeBack(Caller caller, FamilyDb db, TimeProvider clock, CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId!.Value;
        return await db.WriteAsync(async token =>
        {
            var known = await db.QuotientAgreements.SingleOrDefaultAsync(a => a.FamilyId == family, token);
            if (known is null || await db.LoadAsync(family, tracked: true, token) is not { } file)
            {
                return (Results<NoContent, ProblemHttpResult>)Problems.NotFound();
            }

            db.QuotientAgreements.Remove(known);
            db.Record(file, caller.Name, "Accord pour demander le quotient retiré", clock);
            return TypedResults.NoContent();
        }, ct);
    }

    public static async Task<Results<Ok<FamilyQuotientView>, ProblemHttpResult>> ReadOne(
        Guid id, FamilyDb db, ApiParticulier api, SettingsCache settings, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        return await db.Families.AnyAsync(f => f.Id == id, ct) ? TypedResults.Ok(await OfFamilyAsync(id, db, api, rules, ct)) : Problems.NotFound();
    }

    /// <summary>An agent asks now; only of who agreed.</summary>
    public static async Task<Results<Ok<FamilyQuotientView>, ProblemHttpResult>> AskNow(
        Guid id, Caller caller, FamilyDb db, ApiParticulier api, AskForQuotient ask, SettingsCache settings, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        if (!await db.Families.AnyAsync(f => f.Id == id, ct))
        {
            return Problems.NotFound();
        }

        return await ask.HandleAsync(id, rules, $"{caller.Name}, API Particulier", ct) is null
            ? Problems.Conflict("quotient.noAgreement", "La famille n’a pas donné son accord, ou la commune ne demande pas le quotient elle-même.")
            : TypedResults.Ok(await OfFamilyAsync(id, db, api, rules, ct));
    }

    private static async Task<MyQuotientView> ViewAsync(Guid family, FamilyDb db, ApiParticulier api, FamilyRules rules, CancellationToken ct)
    {
        var view = await OfFamilyAsync(family, db, api, rules, ct);
        return new MyQuotientView(view.Offered, view.Agreement, view.Answers.FirstOrDefault());
    }

    private static async Task<FamilyQuotientView> OfFamilyAsync(Guid family, FamilyDb db, ApiParticulier api, FamilyRules rules, CancellationToken ct)
    {
        var agreement = await db.QuotientAgreements.AsNoTracking().SingleOrDefaultAsync(a => a.FamilyId == family, ct);
        var answers = await db.QuotientAnswers.AsNoTracking().Where(a => a.FamilyId == family).OrderByDescending(a => a.At).Take(24).ToListAsync(ct);
        return new FamilyQuotientView(
            rules.QuotientApi is not null && api.IsOpen,
            agreement is null ? null : new QuotientAgreementView(agreement.At.ToLocal(rules.Zone), agreement.By, agreement.NextAt?.ToLocal(rules.Zone)),
            [.. answers.Select(a => new QuotientAnswerView(
                a.At.ToLocal(rules.Zone), a.Outcome, a.Value, a.Provider, a.Month, a.Calculated, a.Proof, a.Code, AskForQuotient.SentenceOf(a.Outcome)))]);
    }
}
