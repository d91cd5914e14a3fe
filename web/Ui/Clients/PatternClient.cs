using Preau.Contracts.Api;
using Preau.Ui.Bff;

namespace Preau.Ui.Clients;

/// <summary>Weekly patterns, and lines of a request taken back. A parent's family is known; agents name it in the request.</summary>
public sealed class PatternClient(HttpClient http, TenantContext tenant, Session session) : ApiClient(http, tenant, session, "planning")
{
    public Task<PatternPeriods> PeriodsAsync(DateOnly from, CancellationToken ct) => GetAsync<PatternPeriods>("pattern/periods" + Query(("from", from)), ct);

    /// <summary>Nothing is saved.</summary>
    public Task<PatternPreview> PreviewAsync(PatternRequest pattern, CancellationToken ct) =>
        PostAsync<PatternPreview>("requests/pattern/preview", pattern, ct);

    /// <summary>The same key gives the same receipt, whatever the number of posts.</summary>
    public Task<Receipt> SubmitAsync(PatternRequest pattern, CancellationToken ct) => PostAsync<Receipt>("requests/pattern", pattern, ct);

    public Task<Receipt> UndoAsync(Guid request, Guid[] lines, CancellationToken ct) =>
        PostAsync<Receipt>($"requests/{request}/cancel", new UndoLines(lines), ct);
}
