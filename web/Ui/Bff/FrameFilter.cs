using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Preau.Ui.Bff;

/// <summary>Fills the navigation of each page that is going to be drawn. A counter that can't be had is left out: the page itself matters more.</summary>
sealed class FrameFilter(BffOptions bff, ILogger<FrameFilter> log) : IAsyncPageFilter
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
            await bff.FillFrame(http.RequestServices, http.RequestServices.GetRequiredService<Frame>(), http.RequestAborted);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or Clients.ApiProblem && !http.RequestAborted.IsCancellationRequested)
        {
            log.LogWarning("Counters of the navigation are missing: {Reason}", e.GetType().Name);
        }
    }
}
