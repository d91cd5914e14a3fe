using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Operating;

/// <summary>
/// The operator's acts without a browser: <c>commune create --name … --slug … --brand … --zone A --preset village --agent-name … --agent-email …
/// [--host …] [--territory …] [--members "A,B"]</c>, and <c>commune
/// open|prepare|close|archive|erase|keep SLUG</c>, <c>commune list</c>. The services hear of
/// it
/// by the same event, as soon as a host serves.
/// </summary>
public static class CommuneCommands
{
    private const string By = "ligne de commande";

    /// <returns>0, or 1 with sentences on the error stream.</returns>
    public static async Task<int> RunAsync(string[] args, Action<WebApplicationBuilder>? with = null)
    {
        try
        {
            await using var app = await IdentityApp.BuildAsync([], with);
            await using var scope = app.Services.CreateAsyncScope();
            var errors = await DoAsync(scope.ServiceProvider, args);
            foreach (var error in errors)
            {
                await Console.Error.WriteLineAsync(error);
            }

            return errors.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is TenantFileException or InvalidOperationException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    internal static async Task<IReadOnlyList<string>> DoAsync(IServiceProvider services, string[] args)
    {
        var change = services.GetRequiredService<ChangeCommune>();
        switch (args)
        {
            case ["create", .. var options]:
                return await CreateAsync(services, options);
            case ["list"]:
                foreach (var commune in (await services.GetRequiredService<CommuneCatalog>().AllAsync(default)).Values
                    .OrderBy(c => c.Slug, StringComparer.Ordinal))
                {
                    await Console.Out.WriteLineAsync($"{commune.Slug}\t{commune.State}\t{commune.Facts.Name}");
                }

                return [];
            case ["erase", var slug]:
                return await change.EraseLaterAsync(slug, By, default) is { } at
                    ? await SayAsync($"{slug} is erased on {at:yyyy-MM-dd} (UTC), unless 'commune keep {slug}'.")
                    : [$"{slug}: only an archived commune can be erased."];
            case ["keep", var slug]:
                await change.KeepAsync(slug, By, default);
                return [];
            case [var verb, var slug] when StateOf(verb) is { } state:
                return await change.ToAsync(slug, state, By, default) ? [] : [$"There is no commune '{slug}'."];
            default:
                return [
                    "usage: commune create --name NAME --slug SLUG --brand #RRGGBB --zone A|B|C --preset village|town|intercommunality|treasury --agent-name NAME --agent-email EMAIL"
                    + " [--host HOST] [--territory KEY] [--members A,B]", "       commune open|prepare|close|archive|erase|keep SLUG", "       commune list"];
        }
    }

    private static TenantState? StateOf(string verb) => verb switch
    {
        "open" => TenantState.Open,
        "prepare" => TenantState.Soon,
        "close" => TenantState.Closed,
        "archive" => TenantState.Archived,
        _ => null,
    };

    private static async Task<IReadOnlyList<string>> CreateAsync(IServiceProvider services, string[] options)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < options.Length; i += 2)
        {
            if (!options[i].StartsWith("--", StringComparison.Ordinal) || i + 1 == options.Length)
            {
                return [$"{options[i]}: each option has a name and a value."];
            }

            given[options[i][2..]] = options[i + 1];
        }

        string Get(string name) => given.GetValueOrDefault(name, "");
        if (!Enum.TryParse<Preset>(Get("preset"), ignoreCase: true, out var preset))
        {
            return ["--preset is one of village, town, intercommunality, treasury."];
        }

        var commune = new NewCommune(Get("name"), given.GetValueOrDefault("slug", NewCommune.SlugOf(Get("name"))), given.GetValueOrDefault("host"),
            Get("brand"), Get("zone"),
            given.GetValueOrDefault("territory", "metropole"), preset,
            Get("members").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Get("agent-name"), Get("agent-email"));
        var broken = await services.GetRequiredService<CreateCommune>().DoAsync(commune, By, default);
        return broken.Count > 0
            ? [.. broken.Select(b => $"{b.Field}: {b.Sentence}")]
            : await SayAsync($"{commune.Slug} is there; the invitation of {commune.AgentEmail} leaves as soon as a host serves.");
    }

    private static async Task<IReadOnlyList<string>> SayAsync(string sentence)
    {
        await Console.Out.WriteLineAsync(sentence);
        return [];
    }
}
