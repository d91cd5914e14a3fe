using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Quotients;

/// <summary>
/// One question about a household and what follows from its answer: a quotient is recorded from the day
/// the commune says; who is unknown (404), whom they don't recognise (422) and
/// a provider that is down (502) each go on another way, and never to "no quotient".
/// </summary>
internal sealed class AskForQuotient(FamilyDb db, ApiParticulier api, Vault vault, TimeProvider clock)
{
    private const int MostHours = 24;

    /// <summary>Asked outside any transaction; the answer counts only while the agreement it was asked by still stands.</summary>
    public async Task<QuotientAnswer?> HandleAsync(Guid family, FamilyRules rules, string by, CancellationToken ct)
    {
        var agreement = await db.QuotientAgreements.AsNoTracking().SingleOrDefaultAsync(a => a.FamilyId == family, ct);
        if (agreement is null || rules.QuotientApi is not { } how || !api.IsOpen)
        {
            return null;
        }

        var reply = await api.AskAsync(agreement.Read(vault), how.Siret, ct);
        return await db.WriteAsync(async token =>
        {
            var (known, file) = (await db.QuotientAgreements.SingleOrDefaultAsync(a => a.FamilyId == family, token),
                await db.LoadAsync(family, tracked: true, token));
            if (known is null || file is not { IsOpen: true } || known.Version != agreement.Version)
            {
                return null;
            }

            var outcome = reply.Outcome == QuotientOutcomes.Found ? Keep(file, reply, how, rules.Today(clock), by) : reply.Outcome;
            var answer = new QuotientAnswer
            {
                FamilyId = family,
                At = clock.UtcNow(),
                Outcome = outcome,
                Code = reply.Code,
                Value = reply.Value,
                Provider = reply.Provider,
                Month = reply.Month,
                Calculated = reply.Calculated,
                Proof = reply.Proof,
            };
            var last = await db.QuotientAnswers.AsNoTracking().Where(a => a.FamilyId == family).OrderByDescending(a => a.At).Select(a => a.Outcome)
                .FirstOrDefaultAsync(token);
            db.QuotientAnswers.Add(answer);
            Plan(known, outcome, how, rules);
            Tell(family, outcome, last);
            return answer;
        }, ct);
    }

    private string Keep(FamilyFile file, QuotientReply reply, QuotientApiRules how, DateOnly today, string by)
    {
        var (start, value) = (how.StartFor(today), reply.Value!.Value);
        var then = file.Quotients.Find(q => q.IsValidOn(start));
        if (then is not null && then.Value == value && (then.Until is null || then.Until >= how.EndFor(start)))
        {
            return QuotientOutcomes.Same;
        }

        // What an agent recorded for that day or later on a paper is not written over.
        var source = reply.Provider == "MSA" ? "MSA" : "CAF";
        if (file.Quotients.Exists(q => q.From > start) || (then is { } kept && kept.From == start && kept.Source != source))
        {
            return QuotientOutcomes.Kept;
        }

        var (problem, what) = RecordQuotient.Put(file, value, start, how.EndFor(start), source);
        if (problem is not null)
        {
            return QuotientOutcomes.Kept;
        }

        db.Record(file, by, $"{what}, API Particulier, mois {reply.Month}", clock);
        return QuotientOutcomes.Found;
    }

    private void Plan(QuotientAgreement agreement, string outcome, QuotientApiRules how, FamilyRules rules)
    {
        agreement.Version++;
        agreement.Tries = outcome == QuotientOutcomes.Later ? agreement.Tries + 1 : 0;
        agreement.NextAt = outcome switch
        {
            QuotientOutcomes.Identity => null,
            QuotientOutcomes.Refused => clock.UtcNow().AddDays(1),
            QuotientOutcomes.Later => clock.UtcNow().AddHours(Math.Min(MostHours, Math.Pow(2, Math.Min(agreement.Tries - 1, 5)))),
            _ => rules.StartOf(how.NextAfter(rules.Today(clock))).AddHours(6),
        };
    }

    // What the family can do something about is told once, not with each month.
    private void Tell(Guid family, string outcome, string? last)
    {
        if (outcome == last || outcome is not (QuotientOutcomes.Unknown or QuotientOutcomes.Identity))
        {
            return;
        }

        db.Raise(new FamilyNotified(
            db.CurrentTenant, clock.UtcNow(), Guid.CreateVersion7(), family, "quotient", "Votre quotient familial n’a pas pu être demandé", SentenceOf(outcome),
            "compte/quotient"));
    }

    public static string SentenceOf(string outcome) => outcome switch
    {
        QuotientOutcomes.Found => "Quotient reçu et enregistré.",
        QuotientOutcomes.Same => "Quotient inchangé.",
        QuotientOutcomes.Kept => "Un autre quotient est déjà enregistré pour ces dates : il est gardé.",
        QuotientOutcomes.Unknown =>
            "Ni la CAF ni la MSA ne connaissent de dossier à ce nom. Votre quotient en cours ne change pas ; envoyez une attestation à la mairie.",
        QuotientOutcomes.Identity =>
            "La CAF et la MSA ne reconnaissent pas cette identité. Votre quotient en cours ne change pas ; corrigez le nom de naissance, les prénoms, la date ou le lieu.",
        QuotientOutcomes.Refused => "L’accès de la commune est refusé : la mairie doit le vérifier. Rien ne change.",
        _ => "La CAF ou la MSA ne répond pas pour le moment. Rien ne change, la question est posée de nouveau.",
    };
}
