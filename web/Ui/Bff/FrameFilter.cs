using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Preau.Platform;

namespace Preau.Ui.Bff;

/// <summary>Fills the navigation of each page that is going to be drawn. A counter that can't be had is left out: the page itself matters more.</summary>
internal sealed class FrameFilter(BffOptions bff, TenantDirectory communes, IConfiguration settings, ILogger<FrameFilter> log) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        var http = context.HttpContext;
        if (done.Exception is not null || done.Result is not (PageResult or null) || http.RequestServices.GetRequiredService<Session>().Member is null)
        {
            return;
        }

        try
        {
            var frame = http.RequestServices.GetRequiredService<Frame>();
            await bff.FillFrame(http.RequestServices, frame, http.RequestAborted);
            frame.Elsewhere = await ElsewhereAsync(http);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or Refusal && !http.RequestAborted.IsCancellationRequested)
        {
            log.LogWarning("Counters of the navigation are missing: {Reason}", e.GetType().Name);
        }
    }

    // A commune on a host of its own has no paths of other communes: these are on the platform's address.
    private async Task<IReadOnlyList<FootLink>> ElsewhereAsync(HttpContext http)
    {
        var session = http.RequestServices.GetRequiredService<Session>();
        var byPath = http.Request.PathBase.StartsWithSegments("/" + session.Member!.Tenant);
        var origin = byPath ? "" : settings["PublicUrl"]?.TrimEnd('/') ?? "";
        var links = new List<FootLink>();
        var (here, role) = (session.Member!.Tenant, session.Member.Role);
        foreach (var other in session.Members.Where(m => m.Tenant != here || m.Role != role).DistinctBy(m => (m.Tenant, m.Role)))
        {
            var (office, both) = (other.Role == Membership.Staff, session.Members.Count(m => m.Tenant == other.Tenant) > 1);
            if (await communes.FindAsync(other.Tenant) is { } commune)
            {
                var name = commune.Name + (both ? office ? ", agents" : ", familles" : "");
                links.Add(new FootLink(name, $"{origin}/{other.Tenant}/{(office ? "mairie/" : "")}"));
            }
        }

        return links;
    }
}
