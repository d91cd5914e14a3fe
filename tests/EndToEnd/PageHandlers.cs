using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Preau.EndToEnd;

/// <summary>One page of a host as the host knows it.</summary>
/// <param name="Front">"Families", "Office" or "Identity".</param>
/// <param name="Path">"/Messages/Threads".</param>
/// <param name="Address">Within its front, every parameter with a value of its kind that nothing has.</param>
/// <param name="Posts">Names of its handlers of forms; "" for the one without a name.</param>
/// <param name="Query">What it reads of the query when it is opened, or of a form.</param>
/// <param name="Route">What addresses of it look like, within its front.</param>
internal sealed record HostPage(string Front, string Path, string Address, IReadOnlyList<string> Posts, IReadOnlyList<string> Query, Regex Route)
{
    public string Name => $"{Front} {Path}";

    public IEnumerable<string> Handlers => Posts.Select(p => $"{Front} {Path} {p}".TrimEnd());
}

/// <summary>The pages of the three fronts, read from the running hosts; and the handlers of forms that have run in this product since.</summary>
internal sealed partial class PageHandlers : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly ConcurrentBag<IDisposable> _listening = [];
    private readonly ConcurrentDictionary<string, bool> _submitted = [];
    private readonly HashSet<int> _ports;

    public PageHandlers(Product product)
    {
        // Other products of this process answer at other ports.
        _ports = [.. product.Host.Addresses.Values.Select(a => new Uri(a).Port)];
        _listening.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    /// <summary>As in <see cref="HostPage.Handlers"/>.</summary>
    public ICollection<string> Submitted => _submitted.Keys;

    public static async Task<IReadOnlyList<HostPage>> OfAsync(Product product)
    {
        List<HostPage> pages = [];
        foreach (var host in product.Host.Hosts.Where(h => h.Services.GetService<PageLoader>() is not null))
        {
            var loader = host.Services.GetRequiredService<PageLoader>();
            var descriptors = host.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>();
            foreach (var page in descriptors.GroupBy(d => d.ViewEnginePath)
                .Select(g => g.OrderByDescending(d => d.AttributeRouteInfo!.Template!.Length).First()))
            {
                pages.Add(Read(FrontOf(host), await loader.LoadAsync(page, EndpointMetadataCollection.Empty)));
            }
        }

        return pages;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
        {
            _listening.Add(value.Subscribe(this, name => name == AfterHandlerMethodEventData.EventName));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is AfterHandlerMethodEventData
            {
                HandlerMethodDescriptor: { HttpMethod: "Post" } handler,
                ActionContext: { HttpContext: var http, ActionDescriptor: CompiledPageActionDescriptor page }
            }
            && _ports.Contains(http.Connection.LocalPort))
        {
            _submitted.TryAdd(
                $"{page.PageTypeInfo.Assembly.GetName().Name!.Replace("Preau.", "", StringComparison.Ordinal)} {page.ViewEnginePath} {handler.Name}".TrimEnd(),
                true);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var one in _listening)
        {
            one.Dispose();
        }
    }

    private static string FrontOf(WebApplication host) => host.Environment.ApplicationName.Replace("Preau.", "", StringComparison.Ordinal);

    private static HostPage Read(string front, CompiledPageActionDescriptor page)
    {
        var gets = page.HandlerMethods.SelectMany(h => h.Parameters).Where(p => p.ParameterType != typeof(CancellationToken)).Cast<ParameterDescriptor>();
        var query = gets.Concat(page.BoundProperties).Select(p => p.BindingInfo?.BinderModelName ?? p.Name).Distinct();
        var template = page.AttributeRouteInfo!.Template!;
        var address = "/" + string.Join('/', template.Split('/').Where(p => p.Length > 0 && !p.EndsWith("?}", StringComparison.Ordinal)).Select(Filled));
        var route = string.Join(
            "/", template.Split('/').Where(p => p.Length > 0)
                .Select(p => Parameter().Replace(Regex.Escape(p).Replace("\\{", "{", StringComparison.Ordinal), "[^/]+")));
        return new HostPage(front, page.ViewEnginePath, address, [.. page.HandlerMethods.Where(h => h.HttpMethod == "Post").Select(h => h.Name ?? "")],
            [.. query.Where(q => !template.Contains("{" + q, StringComparison.OrdinalIgnoreCase))],
            new Regex($"^/?{route}/?$", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static string Filled(string part) => Parameter().Replace(part, m => m.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.NewGuid().ToString()
        : m.Value.Contains(":int", StringComparison.Ordinal) || m.Value.Contains(":long", StringComparison.Ordinal) ? "999999"
        : m.Value.Contains("date", StringComparison.OrdinalIgnoreCase) || m.Value.Contains("day", StringComparison.OrdinalIgnoreCase) ? "2026-12-10"
        : "inconnu");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
