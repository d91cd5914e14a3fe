using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Billing.Invoicing;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Treasury;

/// <summary>GET /titles/draft and POST /titles: what a bordereau would hold, then the bordereau
/// of exactly that, with its file and the hand-over of each debt.</summary>
internal static class MakeTitles
{
    public static async Task<Results<Ok<TitleDraftView>, ProblemHttpResult>> Draft(
        string? office, DateOnly? dueBefore, BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (known, problem) = Office(rules, office);
        return problem is not null
            ? problem
            : TypedResults.Ok((await TitleDraft.OfAsync(db, known!, Since(known!, dueBefore, rules.Today(clock)), rules.Today(clock), ct)).ToView(known!));
    }

    public static async Task<Results<Ok<TitleSlipView>, ProblemHttpResult>> Handle(
        MakeSlip body, Caller caller, BillingDb db, Books books, SettingsCache cache, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var (office, problem) = Office(rules, body.Office);
        if (problem is not null)
        {
            return problem;
        }

        var today = rules.Today(clock);
        return await db.WriteAsync(async token =>
        {
            var draft = await TitleDraft.OfAsync(db, office!, Since(office!, body.DueBefore, today), today, token);
            if (draft.Selection.Pieces.Length == 0)
            {
                return (Results<Ok<TitleSlipView>, ProblemHttpResult>)Problems.Conflict("titles.none", "Aucune dette n’est à transmettre.");
            }

            if ((draft.Selection.Pieces.Length, Euros.Of(draft.Selection.Total)) != (body.Count, body.Amount))
            {
                return Problems.Conflict("titles.changed", "La liste a changé depuis votre lecture : relisez-la, puis confirmez de nouveau.");
            }

            var number = (int)await books.TakeNumberAsync(office!.Key, today.Year, TitleSlip.Series, token);
            var slip = Write(draft, office, number, today, body.Subject, caller.Name, clock.UtcNow());
            db.TitleSlips.Add(slip);
            foreach (var piece in draft.Selection.Pieces)
            {
                var invoice = draft.Invoices[piece.DebtNumber].Invoice;
                var (_, cents) = await InvoiceActs.HandOverOneAsync(invoice, FormattableString.Invariant($"{today.Year}-{number}"), today, caller.Name, db,
                    books, clock, token);
                if (cents != piece.Lines.Sum(l => l.Cents))
                {
                    throw new InvalidOperationException("A debt on the slip differs from what the books hand over.");
                }

                db.TitlePieces.Add(new TitlePiece
                {
                    InvoiceId = invoice,
                    SlipId = slip.Id,
                    CashOffice = office.Key,
                    DebtNumber = piece.DebtNumber,
                    Cents = cents
                });
            }

            return TypedResults.Ok(slip.ToView(office.Label, 0, 0));
        }, ct);
    }

    private static TitleSlip Write(TitleDraft draft, CashOffice office, int number, DateOnly today, string about, string by, DateTime at)
    {
        var rules = office.Pes!;
        var issuer = new PesIssuer(rules.Post, rules.Siret, rules.Code, rules.Budget, rules.Label);
        // One digit: the last of the month, said once and used for the key alike (facts §2).
        var slip = new PesSlip(today.Year, number, today.Month % 10, today, about);
        return new TitleSlip
        {
            Id = Guid.CreateVersion7(),
            CashOffice = office.Key,
            Year = today.Year,
            Number = number,
            Date = today,
            Object = about,
            Count = draft.Selection.Pieces.Length,
            Cents = draft.Selection.Total,
            FileName = PesFile.NameOf(issuer, slip),
            Content = PesFile.Write(issuer, slip, draft.Selection),
            At = at,
            By = by,
        };
    }

    private static (CashOffice? Office, ProblemHttpResult? Problem) Office(BillingRules rules, string? key) =>
        rules.CashOffices.GetValueOrDefault(key ?? "") is not { } office ? (null, Problems.NotFound())
        : office.Pes is null ? (null, Problems.Conflict("titles.settings", "Décrivez d’abord cette régie au Trésor public, dans les réglages du recouvrement."))
        : (office, null);

    private static DateOnly? Since(CashOffice office, DateOnly? dueBefore, DateOnly today) =>
        office.Mode == CashMode.Title ? null : dueBefore is { } day && day < today ? day : today;

    public static TitleSlipView ToView(this TitleSlip slip, string label, int paid, long paidCents) => new(
        slip.Id, slip.CashOffice, label, slip.Year, slip.Number, slip.Date, slip.Object, slip.Count, Euros.Of(slip.Cents), slip.FileName, slip.At, slip.By,
        paid, Euros.Of(paidCents));
}
