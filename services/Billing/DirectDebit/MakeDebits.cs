using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.DirectDebit;

/// <summary>GET /debits/draft and POST /debits: what a file would hold, then the file of
/// exactly that. From then on its invoices are payable nowhere else.</summary>
internal static class MakeDebitFile
{
    public static async Task<Results<Ok<DebitDraftView>, ProblemHttpResult>> Draft(
        string? office, DateOnly? date, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.CashOffices.GetValueOrDefault(office ?? "") is not { DirectDebit: not null } known)
        {
            return Problems.NotFound();
        }

        if (Wrong(date, rules.Today(clock)) is { } wrong)
        {
            return wrong;
        }

        return TypedResults.Ok((await DebitDraft.OfAsync(db, known.Key, date!.Value, clock.UtcNow(), ct)).ToView(known.Key, known.Label));
    }

    public static async Task<Results<Ok<DebitFileView>, ProblemHttpResult>> Handle(
        MakeDebits body, Caller caller, BillingDb db, Books books, Vault vault, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.CashOffices.GetValueOrDefault(body.Office) is not { DirectDebit: { } debit } office)
        {
            return Problems.NotFound();
        }

        if (Wrong(body.Date, rules.Today(clock)) is { } wrong)
        {
            return wrong;
        }

        return await db.WriteAsync(async token =>
        {
            var draft = await DebitDraft.OfAsync(db, office.Key, body.Date!.Value, clock.UtcNow(), token);
            if (draft.Selection.Count == 0)
            {
                return (Results<Ok<DebitFileView>, ProblemHttpResult>)Problems.Conflict("debits.none", "Aucun prélèvement n’est à présenter à cette date.");
            }

            if ((draft.Selection.Count, Euros.Of(draft.Selection.Cents)) != (body.Count, body.Amount))
            {
                return Problems.Conflict("debits.changed", "La liste a changé depuis votre lecture : relisez-la, puis confirmez de nouveau.");
            }

            var today = rules.Today(clock);
            var no = await books.TakeNumberAsync(office.Key, today.Year, DebitFile.Series, token);
            var file = new DebitFile
            {
                Id = Guid.CreateVersion7(),
                CashOffice = office.Key,
                MessageId = FormattableString.Invariant($"{office.Prefix}-{DebitFile.Series}-{today.Year}-{no}"),
                Form = debit.Version,
                On = draft.Selection.CollectionDate,
                Count = draft.Selection.Count,
                Cents = draft.Selection.Cents,
                At = clock.UtcNow(),
                By = caller.Name,
            };
            file.Tell("Préparé", caller.Name, file.At);
            db.DebitFiles.Add(file);
            var bytes = Write(draft, office, debit, file, vault, db.CurrentTenant);
            db.DebitFileContents.Add(new DebitFileContent { FileId = file.Id, Sealed = vault.Seal(bytes, db.CurrentTenant, file.Id) });
            await PutAsync(db, draft, file, token);
            return TypedResults.Ok(file.ToView(office.Label, 0, 0));
        }, ct);
    }

    /// <summary>Bytes of the file: the one place where account numbers are opened.</summary>
    internal static byte[] Write(DebitDraft draft, CashOffice office, DebitRules rules, DebitFile file, Vault vault, string tenant)
    {
        var message = new DebitMessage(file.MessageId, file.At, rules.Creditor, office.Collecting?.Siret ?? rules.CreditorId, rules.CreditorId,
            Banking.Iban.Plain(rules.Iban), rules.Bic, rules.Label);
        var opened = draft.Selection with
        {
            Groups = [.. draft.Selection.Groups.Select(g => g with
            {
                Debits = [.. g.Debits.Select(d =>
                    d with { Iban = vault.OpenText(draft.Candidates[d.Invoice].Account, tenant, draft.Candidates[d.Invoice].Mandate) })],
            })],
        };
        return Pain008.Write(message, opened, file.Form == "02" ? PainVersion.V02 : PainVersion.V08);
    }

    private static async Task PutAsync(BillingDb db, DebitDraft draft, DebitFile file, CancellationToken ct)
    {
        var orders = await db.DebitOrders.Where(o => o.CashOffice == file.CashOffice && o.State == DebitState.Announced && o.On <= file.On)
            .ToDictionaryAsync(o => o.EndToEnd, ct);
        foreach (var debit in draft.Selection.Groups.SelectMany(g => g.Debits))
        {
            var order = orders[debit.Invoice];
            (order.State, order.FileId, order.Cents) = (DebitState.InFile, file.Id, debit.Cents);
            order.Version++;
        }

        foreach (var refused in draft.Selection.Refused.Where(r => DebitDraft.IsFinal(r.Why)))
        {
            var order = orders[refused.Invoice];
            (order.State, order.Words) = (DebitState.Dropped, DebitDraft.Sentence(refused.Why));
            order.Version++;
        }

        await db.SaveChangesAsync(ct);
        await db.Mandates.Where(m => db.DebitOrders.Any(o => o.FileId == file.Id && o.MandateId == m.Id))
            .ExecuteUpdateAsync(s => s.SetProperty(m => m.LastDebit, file.On), ct);
    }

    private static ProblemHttpResult? Wrong(DateOnly? date, DateOnly today) =>
        date is null || date <= today || date > today.AddMonths(3)
            ? Problems.Invalid("debits.date", "Choisissez un jour à venir, dans les trois mois : la banque veut le fichier la veille au plus tard.")
            : null;

    public static DebitFileView ToView(this DebitFile file, string label, int returned, long returnedCents) => new(
        file.Id, file.CashOffice, label, file.MessageId, file.Form, file.On, file.Count, Euros.Of(file.Cents), file.State.ToString().ToLowerInvariant(),
        file.At, file.By, returned,
        Euros.Of(returnedCents), System.Text.Json.JsonSerializer.Deserialize<RunStep[]>(file.History)!);
}
