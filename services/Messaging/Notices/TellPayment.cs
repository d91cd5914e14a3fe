using Preau.Contracts;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>
/// PaymentRecorded → the receipt as a message with its e-mails; a payment taken back is told once more. Which was told is known by the payment's id,
/// a reversal by an id made from it, so any order and repetition of the event says each once.
/// </summary>
public sealed class TellPayment(NoticeBook notices) : IEventHandler<PaymentRecorded>
{
    public Task HandleAsync(PaymentRecorded @event, CancellationToken ct)
    {
        var key = @event.Reversed is null ? @event.PaymentId : Opposite(@event.PaymentId);
        return notices.TellOnceAsync(new Notice(@event.FamilyId, key, "payment", "factures/reglements", Subject(@event), Text(@event), @event.At), ct);
    }

    private static string Subject(PaymentRecorded @event) => @event.Reversed is null
        ? $"Règlement de {MoneyText.Euros(@event.Cents)} reçu"
        : $"Règlement de {MoneyText.Euros(@event.Cents)} annulé";

    private static string Text(PaymentRecorded @event)
    {
        var what = $"{@event.Method}, {MoneyText.Euros(@event.Cents)}, le {MoneyText.Day(@event.Date)} ({@event.OfficeLabel}), reçu n°\u00A0{@event.Number}";
        if (@event.Reversed is { } reason)
        {
            return $"Ce règlement est annulé\u00A0: {what}.\nMotif\u00A0: {reason}\nLes factures qu’il réglait sont de nouveau à payer.";
        }

        var on = @event.On.Length switch
        {
            0 => "",
            1 => $"\nIl règle la facture {@event.On[0]}.",
            _ => $"\nIl règle les factures {string.Join(", ", @event.On)}.",
        };
        var advance = @event.Advance > 0 ? $"\n{MoneyText.Euros(@event.Advance)} restent en avance sur votre compte." : "";
        return $"Nous avons reçu votre règlement\u00A0: {what}.{on}{advance}";
    }

    private static Guid Opposite(Guid id)
    {
        var bytes = id.ToByteArray();
        bytes[^1] ^= 0xFF;
        return new Guid(bytes);
    }
}
