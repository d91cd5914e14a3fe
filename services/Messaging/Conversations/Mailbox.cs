using Preau.Contracts;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>
/// Which threads the caller sees, and from which side. Someone who is both a parent and an agent is a parent, unless <c>?side=office</c> is asked for:
/// that is what the agents' front does.
/// </summary>
public sealed class Mailbox(Caller caller, IHttpContextAccessor http)
{
    public Side Side =>
        caller.May(Permissions.Messages) && (caller.Owner is null || http.HttpContext!.Request.Query["side"] == "office") ? Side.Office : Side.Family;

    /// <summary>The caller's family, when on the family's side.</summary>
    public Guid? Family => Side == Side.Family ? caller.Owner!.OwnerId : null;

    /// <summary>The caller's threads; those a family put aside stay in its sight as "deleted" and always in the office's.</summary>
    public IQueryable<MessageThread> Of(IQueryable<MessageThread> threads) => Family is { } family ? threads.Where(t => t.FamilyId == family) : threads;

    public IQueryable<int> UnreadOf(IQueryable<MessageThread> threads) =>
        Side == Side.Family ? Of(threads).Where(t => !t.DeletedByFamily).Select(t => t.FamilyUnread) : threads.Select(t => t.OfficeUnread);
}
