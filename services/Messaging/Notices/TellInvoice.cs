using Preau.Contracts;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>InvoiceIssued → one message in the payer's inbox and its e-mails, with the page of the invoice. Known by its id.</summary>
public sealed class TellInvoice(NoticeBook notices) : IEventHandler<InvoiceIssued>
{
    public Task HandleAsync(InvoiceIssued @event, CancellationToken ct)
    {
        var isCredit = @event.Kind == "credit";
        var subject = isCredit
            ? $"Avoir de {MoneyText.Euros(-@event.Cents)} ({@event.Number})"
            : $"Facture {MoneyText.Of(@event.Period)}\u00A0: {MoneyText.Euros(@event.Cents)}";
        var text = isCredit
            ? $"Un avoir de {MoneyText.Euros(-@event.Cents)}, n°\u00A0{@event.Number}, est établi en votre faveur ({@event.OfficeLabel}). Rien n’est à faire."
            : $"Votre facture {MoneyText.Of(@event.Period)}, n°\u00A0{@event.Number}, est disponible\u00A0: {MoneyText.Euros(@event.Cents)} ({@event.OfficeLabel}).\n{ToPay(@event)}";
        return notices.TellOnceAsync(new Notice(@event.FamilyId, @event.InvoiceId, "invoice", $"factures/{@event.InvoiceId}", subject, text, @event.At), ct);
    }

    private static string ToPay(InvoiceIssued @event)
    {
        var left = @event.Cents - @event.Advance;
        return left <= 0 ? "Elle est réglée par votre avance\u00A0: rien n’est à faire."
            : @event.HowToPay is { } sentence ? sentence
            : (@event.Advance > 0 ? $"Votre avance en règle {MoneyText.Euros(@event.Advance)}. "
                : "") + $"À régler\u00A0: {MoneyText.Euros(left)}, avant le {MoneyText.Day(@event.DueDate)}.";
    }
}
