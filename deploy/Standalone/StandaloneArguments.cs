using System.Globalization;

namespace Preau.Standalone;

/// <summary>The words of the command line, not judged yet.</summary>
internal sealed record StandaloneArguments(
    int Port = 8080, string Data = "data", string? Now = null, bool Fresh = false, string? Export = null, string? Backup = null, string[]? Commune = null)
{
    private const string Usage =
        "deploy/run.sh [--port 8080] [--data DIR] [--now 2026-12-08T09:10] [--fresh] [--export DIR] [--backup DIR] [commune ACT …]";

    public static StandaloneArguments? Read(string[] args, out string error)
    {
        error = "";
        var given = new StandaloneArguments();
        for (var i = 0; i < args.Length; i++)
        {
            var value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--fresh":
                    given = given with { Fresh = true };
                    continue;
                case "commune":
                    // All that follows is the act's own.
                    return given with { Commune = args[(i + 1)..] };
            }

            if (value is null || given.With(args[i], value) is not { } more)
            {
                error = $"Can't use '{args[i]}'. Usage: {Usage}";
                return null;
            }

            given = more;
            i++;
        }

        return given;
    }

    private StandaloneArguments? With(string name, string value) => name switch
    {
        "--port" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? this with { Port = port }
            : null,
        "--data" => this with { Data = value },
        "--now" => this with { Now = value },
        "--export" => this with { Export = value },
        "--backup" => this with { Backup = value },
        _ => null,
    };
}
