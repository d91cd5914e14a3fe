using Preau.Billing;
using Preau.Family;
using Preau.Identity;
using Preau.Identity.Communes;
using Preau.Identity.Operating;
using Preau.Messaging;
using Preau.Planning;
using Preau.Platform;
using Preau.Platform.Moving;

namespace Preau.Standalone;

/// <summary>The operator's acts on a data folder: no port is opened, nothing is served.</summary>
public sealed partial class StandaloneHost
{
    /// <summary>Writes the file of each commune into <see cref="StandaloneOptions.Export"/>; the same data may be served meanwhile. Gives the paths.</summary>
    public static async Task<IReadOnlyList<string>> ExportAsync(StandaloneOptions options)
    {
        await using var host = await BuildAsync(options);
        var communes = await host._running[0].Services.GetRequiredService<CommuneCatalog>().AllAsync(CancellationToken.None);
        var paths = new List<string>();
        foreach (var slug in communes.Keys.Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(options.Export!, slug + ".json");
            File.Delete(path);
            foreach (var app in host._running)
            {
                await app.Services.ExportTenantFileAsync(slug, path);
            }

            paths.Add(path);
        }

        return paths;
    }

    /// <summary>An act of the operator on the data folder: those of <see cref="CommuneCommands"/>,
    /// "export SLUG FILE", "move-out SLUG FOLDER", "move-in FOLDER".</summary>
    /// <returns>0, or 1 with sentences on the error stream.</returns>
    public static async Task<int> DoAsync(StandaloneOptions options, IReadOnlyList<string> act)
    {
        switch (act)
        {
            case ["export", var slug, var file]:
                return await ExportOneAsync(options, slug, file);
            case ["move-out", var slug, var folder]:
                await EachAsync(options, services => services.MoveOutAsync(slug, folder));
                return 0;
            case ["move-in", var folder]:
                await EachAsync(options, services => services.MoveInAsync(folder));
                return 0;
            default:
                await using (var host = new StandaloneHost(options))
                {
                    return await CommuneCommands.RunAsync([.. act], host.With("identity"));
                }
        }
    }

    private static async Task EachAsync(StandaloneOptions options, Func<IServiceProvider, Task<string>> act)
    {
        await using var host = await BuildAsync(options);
        foreach (var app in host._running)
        {
            await Console.Out.WriteLineAsync(await act(app.Services));
        }
    }

    private static async Task<int> ExportOneAsync(StandaloneOptions options, string slug, string file)
    {
        var folder = Directory.CreateTempSubdirectory("preau-export-").FullName;
        try
        {
            if ((await ExportAsync(options with { Export = folder })).FirstOrDefault(p => Path.GetFileNameWithoutExtension(p) == slug) is not { } made)
            {
                await Console.Error.WriteLineAsync($"There is no commune '{slug}'.");
                return 1;
            }

            File.Move(made, file, overwrite: true);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Identity and the services, built and not started.
    private static async Task<StandaloneHost> BuildAsync(StandaloneOptions options)
    {
        var host = new StandaloneHost(options);
        try
        {
            host._running.Add(await IdentityApp.BuildAsync([], host.With("identity")));
            host._running.Add(await FamilyApp.BuildAsync([], host.With("family")));
            host._running.Add(await PlanningApp.BuildAsync([], host.With("planning")));
            host._running.Add(await BillingApp.BuildAsync([], host.With("billing")));
            host._running.Add(await MessagingApp.BuildAsync([], host.With("messaging")));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }
}
