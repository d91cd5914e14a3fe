using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Ui.Bff;

/// <summary>The commune of this request, as the gateway resolved it. Not set on the root pages of the platform.</summary>
public sealed class TenantContext(TimeProvider clock)
{
    private TenantView? _view;
    private TimeZoneInfo? _zone;

    public bool IsSet => _view is not null;

    public TenantView View => _view ?? throw new InvalidOperationException("This page needs a commune.");

    public string Slug => View.Slug;

    /// <summary>Path of the families' portal: <c>/biviers</c>, or empty on the commune's own host name.</summary>
    public string FamiliesBase { get; private set; } = "";

    /// <summary>Path of the agents' front: <c>/biviers/mairie</c> or <c>/mairie</c>.</summary>
    public string OfficeBase => FamiliesBase + "/mairie";

    /// <summary>Local date and time of the commune by the product's clock.</summary>
    public DateTime Now => clock.LocalNow(Zone);

    public DateOnly Today => DateOnly.FromDateTime(Now);

    private TimeZoneInfo Zone => _zone ??= TimeZoneInfo.FindSystemTimeZoneById(View.TimeZone);

    /// <summary>Local time of the commune for an instant kept in UTC.</summary>
    public DateTime Local(DateTime utc) => utc.ToLocal(Zone);

    internal void Enter(TenantView view, string pathBase)
    {
        _view = view;
        FamiliesBase = pathBase.EndsWith("/mairie", StringComparison.Ordinal) ? pathBase[..^"/mairie".Length] : pathBase;
    }
}
