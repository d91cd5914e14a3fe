using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Messaging.Deliveries;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>InvoiceIssued → one message in the payer's inbox and its e-mails, with the page of the invoice. Known by its id.</summary>
public sealed class TellInvoice(MessagingDb db, EmailQueue emails, MessagingRulesInForce inForce) : IEventHandler<InvoiceIssued>
{
    public async Task HandleAsync(InvoiceIssued @event, CancellationToken ct)
    {
        if (await db.Messages.AnyAsync(m => m.FamilyId == @event.FamilyId && m.Key == @event.InvoiceId, ct))
        {
            return;
        }

        var rules = await inForce.GetAsync(ct);
        var isCredit = @event.Kind == "credit";
        var subject = isCredit
            ? $"Avoir de {MoneyText.Euros(-@event.Cents)} ({@event.Number})"
            : $"Facture {MoneyText.Of(@event.Period)}\u00A0: {MoneyText.Euros(@event.Cents)}";
        var thread = new MessageThread { FamilyId = @event.FamilyId, Subject = subject, Kind = ThreadKind.Notice };
        db.Threads.Add(thread);
        var text = isCredit
            ? $"Un avoir de {MoneyText.Euros(-@event.Cents)}, n°\u00A0{@event.Number}, est établi en votre faveur ({@event.OfficeLabel}). Rien n’est à faire."
            : $"Votre facture {MoneyText.Of(@event.Period)}, n°\u00A0{@event.Number}, est disponible\u00A0: {MoneyText.Euros(@event.Cents)} ({@event.OfficeLabel}).\n{ToPay(@event)}";
        var message = thread.Add(Side.Office, rules.Sender, $"Bonjour,\n\n{text}\n\n{rules.Sender}", @event.At, key: @event.InvoiceId);
        (message.NoticeKind, message.Path) = ("invoice", $"factures/{@event.InvoiceId}");
        db.Messages.Add(message);
        await emails.QueueAsync(message, ct);
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
