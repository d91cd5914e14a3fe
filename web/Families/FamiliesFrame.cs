using Preau.Ui;
using Preau.Ui.Clients;

namespace Preau.Families;

/// <summary>The parents' navigation, with what is new (F-23…F-25).</summary>
internal static class FamiliesFrame
{
    public static async Task FillAsync(IServiceProvider services, Frame frame, CancellationToken ct)
    {
        var unread = services.GetRequiredService<Unread>();
        frame.AccountPath = "~/compte";
        // The tabs are complete even when a service does not answer: only the counter is then missing.
        frame.Nav = Entries(0);
        frame.Nav = Entries(await unread.CountAsync(ct) ?? 0);
    }

    private static NavEntry[] Entries(int unread) =>
    [
        new("Accueil", "~/", "home"),
        new("Planning", "~/planning", "cal"),
        new("Mes enfants", "~/enfants", "kids", OnPhone: false),
        new("Factures", "~/factures", "bill"),
        new("Messages", "~/messages", "mail", unread, unread > 1 ? "nouveaux" : "nouveau"),
        new("Demandes", "~/demandes", "list"),
        new("Mon compte", "~/compte", "user", OnPhone: false),
    ];
}

/// <summary>New messages, asked once for a page; a page that knows already says so.</summary>
public sealed class Unread(MessagingClient messaging)
{
    private Task<int?>? _asked;

    public void Known(int count) => _asked = Task.FromResult<int?>(count);

    /// <summary>Null when the inbox does not answer.</summary>
    public Task<int?> CountAsync(CancellationToken ct) => _asked ??= AskAsync(ct);

    private async Task<int?> AskAsync(CancellationToken ct) => (await messaging.UnreadAsync(ct).OrNullAsync(ct))?.Count;
}
