namespace Preau.Benchmarks;

/// <summary>Sizes of a run.</summary>
/// <param name="Only">Names of the measures to take; empty for all.</param>
/// <param name="Asked">Parents at once, where another number than usual is asked for.</param>
/// <param name="Old">Folder with the built programs of an earlier version.</param>
internal sealed record BenchOptions(bool Quick, IReadOnlySet<string> Only, int? Asked = null, string? Old = null)
{
    public const string Usage = """
        Usage: dotnet run -c Release --project tests/Benchmarks [-- [--quick] [--crowd N] [--old DIR] [--only name[,name]]]
          --quick  tiny sizes: shows that everything runs, its figures mean little
          --crowd  parents of opening and payers
          --old    programs of an earlier version, from which rolling begins
          --only   load, month, large, pattern, booking, home, first, spaces, events, opening, daylist, tenfold, broker, files, billing, billing20, families, debits, payers, rolling, faults
        """;

    private static readonly string[] Names = ["load", "month", "large", "pattern", "booking", "home", "first", "spaces", "events", "opening", "daylist",
        "tenfold", "broker", "files", "billing", "billing20", "families", "debits", "payers", "rolling", "faults"];

    public int Families => Quick ? 20 : 500;

    public int Parents => Quick ? 4 : 20;

    /// <summary>Until the runtime has compiled what is used most for good: it does so in the background, at the cost of the first pages.</summary>
    public int WarmUp => Quick ? 10 : 1000;

    public int Pages => Quick ? 20 : 200;

    public int Bookings => Quick ? 12 : 200;

    public int Rounds => Quick ? 5 : 50;

    /// <summary>Parents on opening day.</summary>
    public int Crowd => Asked ?? (Quick ? 50 : 2500);

    public int Seconds => Quick ? 2 : 10;

    public static BenchOptions? Read(string[] args)
    {
        var quick = false;
        int? crowd = null;
        string? old = null;
        var only = new HashSet<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick")
            {
                quick = true;
            }
            else if (args[i] == "--crowd" && i + 1 < args.Length && int.TryParse(args[i + 1], out var asked) && asked > 0)
            {
                (crowd, i) = (asked, i + 1);
            }
            else if (args[i] == "--old" && i + 1 < args.Length && File.Exists(Path.Combine(args[i + 1], "Preau.Planning.dll")))
            {
                (old, i) = (Path.GetFullPath(args[i + 1]), i + 1);
            }
            else if (args[i] == "--only" && i + 1 < args.Length && args[i + 1].Split(',').All(Names.Contains))
            {
                only.UnionWith(args[++i].Split(','));
            }
            else
            {
                return null;
            }
        }

        return new BenchOptions(quick, only, crowd, old);
    }

    public bool Takes(params string[] names) => Only.Count == 0 || names.Any(Only.Contains);
}
