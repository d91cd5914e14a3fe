using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.OnlinePayment;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Prepaid;

/// <summary>POST /prepaid/{office}/top-up: a try like that of an invoice, with a reference of its own; what it brings is an advance, which pays what is
/// open first.</summary>
internal static class TopUp
{
    private const string Series = "P";
    private static readonly TimeSpan DoubleClick = TimeSpan.FromMinutes(2);

    public static bool IsOpen(CashOffice office, PayFipClient payFip) => office is { Mode: CashMode.Regie, PayFip.Mode: not null } && payFip.IsOpen;

    public static async Task<Results<Ok<OnlineStarted>, ProblemHttpResult>> Handle(
        string office, TopUpPrepaid body, Caller caller, BillingDb db, Books books, SettingsCache cache, PayFipClient payFip, TimeProvider clock,
            IConfiguration configuration,
        CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if ((await OwnOffices.OfAsync(db, rules, caller.Owner!.OwnerId!.Value, ct)).FirstOrDefault(o => o.Key == office) is not { } known)
        {
            return Problems.NotFound();
        }

        if (Refusal(body, known, payFip) is { } refusal)
        {
            return refusal;
        }

        var amount = body.Amount!.Value;
        var book = body.Books is null ? null : known.Prepaid!.Book;
        var (payer, now) = (caller.Owner.OwnerId.Value, clock.UtcNow());
        var (attempt, isNew) = await db.WriteAsync(async token =>
        {
            await books.MeetAsync(payer, office, token);
            var since = now - DoubleClick;
            // Two clicks at once are one try.
            if (await db.PayAttempts.Where(a => a.FamilyId == payer && a.CashOffice == office && a.IsTopUp && a.State == AttemptState.Waiting
                && a.Said != "A" && a.CreatedAt > since)
                .OrderByDescending(a => a.CreatedAt).FirstOrDefaultAsync(token) is { } running && running.Amount == Euros.Cents(amount)
                && running.TicketBook == book?.Key)
            {
                return (running, false);
            }

            var id = Guid.CreateVersion7();
            var seq = await books.TakeNumberAsync(office, rules.Today(clock).Year, Series, token);
            var made = new PayAttempt
            {
                Id = id,
                InvoiceId = id,
                IsTopUp = true,
                TicketBook = book?.Key,
                Tickets = (body.Books ?? 0) * (book?.Count ?? 0),
                FamilyId = payer,
                CashOffice = office,
                Try = 1,
                Amount = Euros.Cents(amount),
                Reference = FormattableString.Invariant(
                    $"{string.Concat(known.Prefix.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant()}{rules.Today(clock).Year:0000}P{seq:000000}"),
                ClientNumber = known.PayFip!.ClientNumber,
                Mode = known.PayFip.Mode!,
                Email = body.Email,
                CreatedAt = now,
                State = AttemptState.Waiting,
            };
            db.PayAttempts.Add(made);
            return (made, true);
        }, ct);
        return !isNew
            ? attempt.IdOp is { } name ? TypedResults.Ok(new OnlineStarted(attempt.Id, payFip.PageOf(name)))
                : Problems.Conflict("online.pending", "Votre paiement se prépare déjà : patientez quelques secondes.")
            : await StartPayment.AskAsync(attempt, $"Versement {known.Label}", body.ReturnUrl, db, payFip, configuration, now, ct);
    }

    private static ProblemHttpResult? Refusal(TopUpPrepaid body, CashOffice office, PayFipClient payFip)
    {
        if (!IsOpen(office, payFip))
        {
            return Problems.Conflict("online.closed", "Le paiement en ligne n’est pas ouvert : versez à la mairie.");
        }

        var (amount, least, most) = (body.Amount!.Value, Math.Max(office.Prepaid!.Least, Euros.Of(OnlineDebt.Least)), office.PayFip!.Maximum);
        return !Euros.IsWhole(amount) || amount < least || amount > most
                ? Problems.Invalid("prepaid.amount", $"De {French.Price(least)} à {French.Price(most)}, deux décimales au plus.")
            : body.Books is { } books && amount != books * office.Prepaid!.Book?.Price
            ? Problems.Invalid("prepaid.books", Tickets.Asked(office.Prepaid!.Book, books))
            : !StartPayment.IsReturn(body.ReturnUrl) ? Problems.Invalid("online.return", "L’adresse de retour est illisible.")
            : null;
    }
}
