using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Coverages;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.ThirdParties;

/// <summary>A third party made or changed. Its name and address stand among the payers', so that all that deals with a payer deals with it.</summary>
internal static class KeepThirdParty
{
    // Numbers of third parties are the commune's, not a cash office's or a year's.
    private const string Series = "T";

    public static async Task<Results<Created<ThirdPartyDetail>, ProblemHttpResult>> Add(
        SaveThirdParty body, Caller caller, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (Wrong(body) is { } problem)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var party = await db.WriteAsync(token => AddAsync(db, books, body, caller.Name, clock, token), ct);
        return TypedResults.Created((string?)null, await ReadThirdParties.ViewAsync(db, party, rules, ct));
    }

    /// <summary>Call inside a unit of work.</summary>
    internal static async Task<ThirdParty> AddAsync(BillingDb db, Books books, SaveThirdParty body, string by, TimeProvider clock, CancellationToken ct)
    {
        var made = new ThirdParty { Id = Guid.CreateVersion7(), Kind = body.Kind, By = by };
        var known = new KnownFamily
        {
            FamilyId = made.Id,
            Version = 1,
            IsThirdParty = true,
            Number = FormattableString.Invariant($"T-{await books.TakeNumberAsync("", 0, Series, ct)}"),
        };
        Write(made, known, body, by, clock);
        db.ThirdParties.Add(made);
        db.KnownFamilies.Add(known);
        return made;
    }

    public static async Task<Results<Ok<ThirdPartyDetail>, ProblemHttpResult>> Change(
        Guid id, SaveThirdParty body, Caller caller, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (Wrong(body) is { } problem)
        {
            return problem;
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var party = await db.WriteAsync(async token =>
        {
            if (await db.ThirdParties.SingleOrDefaultAsync(t => t.Id == id, token) is not { } known)
            {
                return null;
            }

            Write(known, await db.KnownFamilies.SingleAsync(f => f.FamilyId == id, token), body, caller.Name, clock);
            return known;
        }, ct);
        return party is null ? Problems.NotFound() : TypedResults.Ok(await ReadThirdParties.ViewAsync(db, party, rules, ct));
    }

    private static ProblemHttpResult? Wrong(SaveThirdParty body) =>
        !ThirdPartyKinds.All.Contains(body.Kind) ? Problems.Invalid("thirdParty.kind",
            "Un tiers est un département, un employeur, un CCAS ou un autre organisme.")
        : body.Siret is { Length: > 0 } siret && (siret.Length != 14 || !siret.All(char.IsAsciiDigit)) ? Problems.Invalid("thirdParty.siret",
            "Un SIRET a quatorze chiffres.")
        : string.IsNullOrWhiteSpace(body.City) || string.IsNullOrWhiteSpace(body.Street) ? Problems.Invalid("thirdParty.address",
            "Il faut la rue et la ville pour lui adresser une facture.")
        : null;

    private static void Write(ThirdParty party, KnownFamily known, SaveThirdParty body, string by, TimeProvider clock)
    {
        (known.Name, known.Street, known.PostCode, known.City) = (body.Name.Trim(), body.Street.Trim(), body.PostCode.Trim(), body.City.Trim());
        known.Stamp++;
        (party.Kind, party.Siret, party.Email, party.Reference) = (body.Kind, body.Siret.OrNull(), body.Email.OrNull(), body.Reference.OrNull());
        (party.At, party.By) = (clock.UtcNow(), by);
    }
}
