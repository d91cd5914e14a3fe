using Microsoft.AspNetCore.Mvc.Filters;
using Preau.Identity.Communes;

namespace Preau.Identity.Pages;

/// <summary>Before any page runs: finds the commune and dresses the frame in its colours.</summary>
internal sealed class Place(CommuneOfRequest here) : IAsyncPageFilter
{
    public async Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => await here.EnterAsync(context.HttpContext);

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) => next();
}
