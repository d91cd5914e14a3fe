using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Banking;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Mandates;

/// <summary>POST /mandates/{office} by the payer on the portal; POST
/// /mandates/{office}/families/{family} by an agent from paper. A new mandate ends the one
/// before and takes over what was announced under it.</summary>
internal static class GiveMandate
{
    public static async Task<Results<Ok<MandateView>, ProblemHttpResult>> Mine(
        string office, GiveDirectDebit body, Caller caller, BillingDb db, Vault vault, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        if (!body.Agreed)
        {
            return Problems.Invalid("mandate.agreed", "Cochez la case : c’est elle qui vaut signature.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var trail = new MandateTrail("portal", "", caller.AccountId, caller.Name, clock.UtcNow());
        return await GiveAsync(office, caller.Owner!.OwnerId!.Value, body.Iban, body.Holder, rules.Today(clock), trail, rules, db, vault, ct);
    }

    public static async Task<Results<Ok<MandateView>, ProblemHttpResult>> ForFamily(
        string office, Guid family, RecordMandate body, Caller caller, BillingDb db, Vault vault, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var today = rules.Today(clock);
        if (body.SignedOn > today || body.SignedOn < today.AddMonths(-Mandate.MonthsUnused))
        {
            return Problems.Invalid("mandate.signed", "La date de signature est à venir, ou vieille de plus de 36 mois.");
        }

        if (!await db.KnownFamilies.AnyAsync(f => f.FamilyId == family && f.Version > 0, ct))
        {
            return Problems.NotFound();
        }

        var trail = new MandateTrail("paper", "", null, caller.Name, clock.UtcNow(), body.Note);
        return await GiveAsync(office, family, body.Iban, body.Holder, body.SignedOn!.Value, trail, rules, db, vault, ct);
    }

    private static async Task<Results<Ok<MandateView>, ProblemHttpResult>> GiveAsync(
        string key, Guid payer, string account, string holder, DateOnly signed, MandateTrail trail, BillingRules rules, BillingDb db, Vault vault,
        CancellationToken ct)
    {
        if (rules.CashOffices.GetValueOrDefault(key) is not { DirectDebit: not null } office)
        {
            return Problems.NotFound();
        }

        var iban = Iban.Plain(account);
        if (!Iban.IsValid(iban))
        {
            return Problems.Invalid("mandate.iban", MandateText.BadIban);
        }

        var made = await db.WriteAsync(token => AddAsync(db, vault, office, payer, iban, holder, signed, trail, token), ct);
        return TypedResults.Ok(made.ToView("", office.Label, made.SignedOn));
    }

    /// <summary>Call inside a unit of work; the account number is checked already.</summary>
    internal static async Task<Mandate> AddAsync(
        BillingDb db, Vault vault, CashOffice office, Guid payer, string iban, string holder, DateOnly signed, MandateTrail trail, CancellationToken ct)
    {
        var all = await db.Mandates.Where(m => m.Payer == payer && m.CashOffice == office.Key).ToListAsync(ct);
        var former = all.Find(m => m.EndedAt is null);
        former?.End(trail.By, "Remplacé par un nouveau mandat", trail.At);
        await db.SaveChangesAsync(ct);
        var number = await db.KnownFamilies.Where(f => f.FamilyId == payer).Select(f => f.Number).SingleOrDefaultAsync(ct);
        var id = Guid.CreateVersion7();
        var mandate = new Mandate
        {
            Id = id,
            Payer = payer,
            CashOffice = office.Key,
            Rum = RumOf(office.Prefix, number is { Length: > 0 } ? number : payer.ToString("N")[..12], all.Count + 1),
            Holder = holder.Trim(),
            Account = vault.Seal(iban, db.CurrentTenant, id),
            Mask = Iban.Masked(iban),
            SignedOn = signed,
            Trail = JsonSerializer.Serialize(trail with { Text = MandateText.Of(office.DirectDebit!) }),
            At = trail.At,
            By = trail.By,
        };
        db.Mandates.Add(mandate);
        if (former is not null)
        {
            await Announce.MoveAsync(db, former.Id, id, ct);
        }

        return mandate;
    }

    /// <summary>"AL-1001001818331-2": letters, digits and dashes, at most 35.</summary>
    internal static string RumOf(string prefix, string family, int no)
    {
        var text = FormattableString.Invariant($"{Plain(prefix)}-{Plain(family)}-{no}");
        return text.Length > 35 ? text[^35..].TrimStart('-') : text;
    }

    private static string Plain(string text) => string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    public static MandateView ToView(this Mandate mandate, string payer, string office, DateOnly today) => new(
        mandate.Id, mandate.CashOffice, office, mandate.Payer, payer, mandate.Rum, mandate.Holder, mandate.Mask, mandate.SignedOn,
        mandate.EndedAt is not null ? "ended" : mandate.LapsesOn <= today ? "lapsed" : "good", mandate.LastDebit, mandate.LapsesOn, mandate.EndedBecause,
        JsonSerializer.Deserialize<MandateTrail>(mandate.Trail)?.Channel ?? "paper", mandate.By);
}
