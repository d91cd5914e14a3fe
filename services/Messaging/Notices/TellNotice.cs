using Preau.Contracts;
using Preau.Platform;

namespace Preau.Messaging.Notices;

/// <summary>FamilyNotified → one message in the family's inbox, in a thread of its own, and its
/// e-mails. Known by its id, so the same event again adds nothing.</summary>
public sealed class TellNotice(NoticeBook notices) : IEventHandler<FamilyNotified>
{
    public Task HandleAsync(FamilyNotified @event, CancellationToken ct) =>
        notices.TellOnceAsync(new Notice(@event.FamilyId, @event.NoticeId, @event.Kind, @event.Path, @event.Subject, @event.Text, @event.At), ct);
}
