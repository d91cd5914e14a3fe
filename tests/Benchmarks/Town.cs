using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Preau.Benchmarks;

/// <summary>
/// A commune to measure in, as files: 1.6 children and 1.75 guardians per family, one activity of three units on the days of class.
/// One more family has three children and eight rows.
/// </summary>
/// <param name="programs">Whose version the commune's file is of; null for this one's.</param>
internal sealed class Town(int families, int parents, int? places = null, string? programs = null)
{
    public const string Slug = "bench";
    public const string Agent = "agent.bench";
    public const string LargeParent = "parent.large";
    public const string Month = "2027-01";
    public static readonly string[] Units = ["matin", "midi", "soir"];
    private static readonly string[] MoreUnits = ["etude", "sport", "musique", "theatre", "echecs"];
    private static readonly string[] Weekdays = ["monday", "tuesday", "thursday", "friday"];

    public int Families => families;

    public Guid Large { get; } = Id(1, families);

    public IReadOnlyList<Guid> LargeChildren => [.. Children(families).Select(c => Id(3, c))];

    public static string Parent(int family) => Report.Invariant($"parent.{family}");

    /// <summary>What each family has booked in January 2027: 23 or 24 of the 48 cells of each child, 18 632 for 500 families.</summary>
    public IEnumerable<(Guid Family, (Guid Child, string Unit, DateOnly Date)[] Cells)> Bookings()
    {
        var days = Enumerable.Range(4, 26).Select(d => new DateOnly(2027, 1, d))
            .Where(d => d.DayOfWeek is not (DayOfWeek.Wednesday or DayOfWeek.Saturday or DayOfWeek.Sunday)).ToList();
        foreach (var family in Enumerable.Range(0, families))
        {
            yield return (Id(1, family), [.. Children(family).SelectMany(child =>
            {
                var cells = days.SelectMany(d => Units.Select(u => (Id(3, child), u, d))).ToArray();
                new Random(child).Shuffle(cells);
                return cells.Take(23 + (child % 100 < 29 ? 1 : 0));
            })]);
        }

        yield return (Large, [.. Children(families).SelectMany((child, i) => days.Where((_, d) => d % 3 == i).Select(d => (Id(3, child), "midi", d)))]);
    }

    /// <summary>The first child of each family: its family and id.</summary>
    public IEnumerable<(Guid Family, Guid Child)> FirstChildren() => Enumerable.Range(0, families).Select(f => (Id(1, f), Id(3, FirstChild(f))));

    /// <summary>Every second cell of the large family in January that it has not booked yet, in requests of 200 at most.</summary>
    public IEnumerable<(Guid Child, string Unit, DateOnly Date)[]> HalfOfTheMonth()
    {
        var days = Enumerable.Range(4, 26).Select(d => new DateOnly(2027, 1, d))
            .Where(d => d.DayOfWeek is not (DayOfWeek.Wednesday or DayOfWeek.Saturday or DayOfWeek.Sunday));
        return days.SelectMany(d => Children(families).SelectMany(c => Units.Except(["midi"]).Concat(MoreUnits).Select(u => (Id(3, c), u, d))))
            .Where((_, i) => i % 2 == 0).Chunk(200);
    }

    /// <summary>180 cells of the large family in March: three children, five units, twelve days.</summary>
    public (Guid Child, string Unit, DateOnly Date)[] HundredEighty()
    {
        var days = Enumerable.Range(8, 20).Select(d => new DateOnly(2027, 3, d))
            .Where(d => d.DayOfWeek is not (DayOfWeek.Wednesday or DayOfWeek.Saturday or DayOfWeek.Sunday)).Take(12);
        return [.. days.SelectMany(d => Children(families).SelectMany(c => MoreUnits.Select(u => (Id(3, c), u, d))))];
    }

    /// <summary>Writes tenants/bench.json and demo/bench.json into a folder.</summary>
    public void Write(string folder)
    {
        Write(Path.Combine(folder, "tenants"), Rules(places, programs ?? AppContext.BaseDirectory));
        Write(Path.Combine(folder, "demo"), Demo());
    }

    private static void Write(string folder, JsonNode document) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(folder).FullName, Slug + ".json"), document.ToJsonString());

    private static Guid Id(int kind, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"{kind}0000000-0000-0000-0000-{number + 1:D12}"));

    // Five families have eight children: 2, 2, 2, 1, 1.
    private IEnumerable<int> Children(int family) => family == families
        ? Enumerable.Range(FirstChild(family), 3)
        : Enumerable.Range(FirstChild(family), family % 5 < 3 ? 2 : 1);

    private static int FirstChild(int family) => (family / 5 * 8) + (family % 5 <= 3 ? family % 5 * 2 : 7);

    // Rules, texts and prices of a real commune; only what is booked is the measure's own.
    private static JsonObject Rules(int? places, string programs)
    {
        var root = JsonNode.Parse(File.ReadAllText(Path.Combine(programs, "tenants", "biviers.json")))!.AsObject();
        root.Remove("$schema");
        root["tenant"]!["name"] = "Bench";
        root["tenant"]!["hosts"] = new JsonArray();
        var planning = root["planning"]!.AsObject();
        planning["closures"] = new JsonArray();
        planning["facilities"] = Json(new[]
        {
            new
            {
                key = "periscolaire", label = "Accueil périscolaire",
                pools = Units.Concat(MoreUnits).Select(u => new { key = u, label = "Places, " + u, capacity = places ?? 100_000 }),
                services = new[] { ("periscolaire", Units), ("activites", MoreUnits) }.Select(s => new
                {
                    key = s.Item1, label = "Service " + s.Item1, opening = new { schoolDays = Weekdays }, rule = "periscolaire",
                    units = s.Item2.Select(u => new { key = u, label = "Accueil " + u, shortLabel = u, pools = new[] { u } }),
                }),
            },
        });
        if (places is not null)
        {
            foreach (var version in planning["rules"]!["periscolaire"]!.AsArray())
            {
                version!["full"] = "waitingList";
                version["validation"]!["book"] = "automatic";
            }
        }

        var tariffs = root["billing"]!["tariffs"]!.AsArray();
        tariffs[0]!["units"] = Json(new[] { "midi" });
        tariffs[1]!["units"] = Json(Units.Concat(MoreUnits).Except(["midi"]));
        while (tariffs.Count > 2)
        {
            tariffs.RemoveAt(2);
        }

        return root;
    }

    private JsonNode Demo()
    {
        var all = Enumerable.Range(0, families + 1).ToList();
        return Json(new
        {
            identity = new
            {
                accounts = all.Take(parents).Append(families).Select(f => (object)new
                {
                    userName = f == families ? LargeParent : Parent(f),
                    displayName = "Parent Bench",
                    password = "Preau-2026",
                    familyId = Id(1, f),
                    guardianId = Id(2, 2 * f),
                })
                .Append(new
                {
                    userName = Agent,
                    displayName = "Agent Bench",
                    password = "Preau-2026",
                    permissions = new[] { "requests", "attendance", "families", "billing", "messages", "settings" }
                }),
            },
            family = new
            {
                families = all.Select(f => new
                {
                    id = Id(1, f),
                    number = string.Create(CultureInfo.InvariantCulture, $"{1_000_000 + f}"),
                    name = $"FAMILLE Parent{f}",
                    resident = true,
                    address = new { street = "1 rue du Test", postCode = "38330", city = "Bench" },
                    guardians = Enumerable.Range(2 * f, f % 4 < 3 ? 2 : 1)
                        .Select(g => new { id = Id(2, g), civility = "Mme", firstName = "Parent", lastName = $"FAMILLE{f}", role = "Mère" }),
                    children = Children(f).Select(c => new
                    {
                        id = Id(3, c),
                        firstName = $"Enfant{c}",
                        lastName = $"FAMILLE{f}",
                        gender = c % 2 == 0 ? "f" : "m",
                        birthDate = new DateOnly(2017 + (c % 6), 1 + (c % 12), 15),
                        school = "École",
                        grade = "CE1",
                    }),
                    quotients = new[] { new { value = 100 + (f * 37 % 2000), from = "2026-02-01", source = "CAF" } },
                }),
            },
            planning = new
            {
                enrolments = all.Select(f => new
                {
                    family = Id(1, f),
                    children = Children(f).Select(c => Id(3, c)),
                    services = f == families ? ["periscolaire", "activites"] : new[] { "periscolaire" },
                    from = "2026-09-01",
                    until = "2027-08-31",
                }),
            },
        });
    }

    private static JsonNode Json<T>(T value) => JsonSerializer.SerializeToNode(value)!;
}
