namespace Preau.Identity.Communes;

/// <summary>Finds the commune of a front's address, in both forms: by path (<c>/biviers/…</c>) and by host name.</summary>
internal static class LogoutTarget
{
    /// <summary>The commune's own target for families, else null. <paramref name="postLogout"/>
    /// has been checked against the front's registered addresses.</summary>
    public static async Task<string?> OfAsync(string? postLogout, CommuneCatalog communes, PublicAddress address, CancellationToken ct)
    {
        var (commune, isOffice) = await FindAsync(postLogout, communes, address, ct);
        return isOffice ? null : commune?.Facts.LogoutTarget;
    }

    public static async Task<CommuneNow?> CommuneOfAsync(string? postLogout, CommuneCatalog communes, PublicAddress address, CancellationToken ct) =>
        (await FindAsync(postLogout, communes, address, ct)).Commune;

    private static async Task<(CommuneNow? Commune, bool IsOffice)> FindAsync(
        string? postLogout, CommuneCatalog communes, PublicAddress address, CancellationToken ct)
    {
        if (!Uri.TryCreate(postLogout, UriKind.Absolute, out var uri))
        {
            return (null, false);
        }

        var all = await communes.AllAsync(ct);
        var segments = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var byHost = all.Values.FirstOrDefault(c => c.Facts.Hosts.Any(h => uri.GetLeftPart(UriPartial.Authority) == address.OriginOf(h)));
        var commune = byHost ?? all.GetValueOrDefault(segments.FirstOrDefault() ?? "");
        return (commune, segments.ElementAtOrDefault(byHost is null ? 1 : 0) == "mairie");
    }
}
