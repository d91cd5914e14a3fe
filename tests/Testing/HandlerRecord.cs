using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Preau.Testing;

/// <summary>
/// Each handler of a form that has run in this process, as "Families /Messages/Threads Restore": a front's own tests hold it against the list of its handlers.
/// Where <c>PREAU_HANDLERS</c> names a file they are added to it as well.
/// </summary>
public sealed class HandlerRecord : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly ConcurrentDictionary<string, bool> Known = [];
    private static readonly string? File = Environment.GetEnvironmentVariable("PREAU_HANDLERS");
    private readonly Lock _writing = new();

    private HandlerRecord()
    {
    }

    /// <summary>By all tests of this process so far.</summary>
    public static IEnumerable<string> Submitted => Known.Keys;

#pragma warning disable CA2255 // a test assembly: whatever uses it is recorded, without having to say so
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin() => DiagnosticListener.AllListeners.Subscribe(new HandlerRecord());

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
        {
            value.Subscribe(this, name => name == AfterHandlerMethodEventData.EventName);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is AfterHandlerMethodEventData
            {
                HandlerMethodDescriptor: { HttpMethod: "Post" } handler,
                ActionContext.ActionDescriptor: CompiledPageActionDescriptor page
            })
        {
            var name =
                $"{page.PageTypeInfo.Assembly.GetName().Name!.Replace("Preau.", "", StringComparison.Ordinal)} {page.ViewEnginePath} {handler.Name}".TrimEnd();
            if (Known.TryAdd(name, true) && File is { Length: > 0 })
            {
                lock (_writing)
                {
                    System.IO.File.AppendAllText(File, name + "\n");
                }
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
