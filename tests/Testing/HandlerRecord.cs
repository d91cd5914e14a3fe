using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Preau.Testing;

/// <summary>
/// Where <c>PREAU_HANDLERS</c> names a file, each handler of a form that has run in this process is added to it as "Families /Messages/Threads Restore":
/// the whole run holds the list of handlers no page shows against what the fronts' own tests submit.
/// </summary>
internal sealed class HandlerRecord(string file) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly ConcurrentDictionary<string, bool> _known = [];
    private readonly Lock _writing = new();

#pragma warning disable CA2255 // a test assembly: whatever uses it is recorded, without having to say so
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Begin()
    {
        if (Environment.GetEnvironmentVariable("PREAU_HANDLERS") is { Length: > 0 } file)
        {
            DiagnosticListener.AllListeners.Subscribe(new HandlerRecord(file));
        }
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == "Microsoft.AspNetCore")
        {
            value.Subscribe(this, name => name == AfterHandlerMethodEventData.EventName);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is AfterHandlerMethodEventData { HandlerMethodDescriptor: { HttpMethod: "Post" } handler, ActionContext.ActionDescriptor: CompiledPageActionDescriptor page })
        {
            var name = $"{page.PageTypeInfo.Assembly.GetName().Name!.Replace("Preau.", "", StringComparison.Ordinal)} {page.ViewEnginePath} {handler.Name}".TrimEnd();
            if (_known.TryAdd(name, true))
            {
                lock (_writing)
                {
                    File.AppendAllText(file, name + "\n");
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
