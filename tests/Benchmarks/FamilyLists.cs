using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Family.Requests;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>The agents' lists of families, documents and demandes with ten thousand families: CPU
/// of this process for one answer, the client's part included.</summary>
internal static class FamilyLists
{
    private const string Goal = "<= 50 ms CPU";

    public static async Task MeasureAsync(int families, BenchOptions options, Report report)
    {
        var deploy = Path.Combine(AppContext.BaseDirectory, "tenants");
        await using var service = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero),
            TestDatabase.Sqlite, ("Tenants:Directory", deploy));
        await FillAsync(service, families);
        using var agent = service.Client(Tokens.Agent("biviers", Permissions.Families, Permissions.Requests, Permissions.Messages));
        using var limited = service.AgentOf("biviers", "@garderie-periscolaire=v");
        (string Name, string Path)[] lists =
        [
            ("imports", "imports"), ("new families", "pre-enrolments"), ("schools", "schools"),
            ("children of a school", "schools/children?school=%C3%89cole%207"), ("to be invited", "invitations"),
            ("demandes decided", "requests/decided"), ("families, archived", "families?archived=true"), ("families by number", "families?q=9004242"),
            ("families by telephone", "families?q=06%2000%2000%2042%2042"),
            ("families, first page", "families"), ("families, one word", "families?q=martin"),
            ("families, two words and no hit", "families?q=zoe%20introuvable"), ("demandes, first page", "requests/queue"),
            ("demandes of one family", "requests/queue?q=nom77%20"), ("demandes, counts", "requests/counts"), ("demandes, heads", "requests/heads"),
            ("documents to look at", "documents/queue"),
            ("documents missing", "documents/queue?state=missing"), ("documents missing, page 400", "documents/queue?state=missing&page=400"),
            ("documents ending", "documents/queue?state=expiring"), ("library", "library"),
        ];
        foreach (var (name, path) in lists)
        {
            await ReadAsync(agent, name, path);
        }

        // An agent of one facility, where a third of the children are enrolled.
        foreach (var (name, path) in lists.Where(l => l.Path is not ("imports" or "library")))
        {
            await ReadAsync(limited, $"{name}, agent of a facility", path);
        }

        async Task ReadAsync(HttpClient reader, string name, string path)
        {
            // Until the runtime has compiled for good what is used: it does so after thirty calls, in the background and at their cost.
            for (var i = 0; i < options.Rounds; i++)
            {
                (await reader.GetAsync($"/api/biviers/family/{path}")).EnsureSuccessStatusCode();
            }

            var rounds = options.Rounds;
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < rounds; i++)
            {
                (await reader.GetAsync($"/api/biviers/family/{path}")).EnsureSuccessStatusCode();
            }

            report.Add($"{name}, {families} families", Goal,
                Report.Invariant($"{(Environment.CpuUsage.TotalTime - before).TotalMilliseconds / rounds:0.0} ms CPU"));
        }
    }

    private static Task<bool> FillAsync(ServiceUnderTest service, int families) => service.InTenantAsync("biviers", async scope =>
    {
        var db = (FamilyDb)scope.GetService(typeof(FamilyDb))!;
        for (var first = 0; first < families; first += 1000)
        {
            for (var i = first; i < Math.Min(first + 1000, families); i++)
            {
                var file = new FamilyFile
                {
                    Id = Guid.CreateVersion7(),
                    Number = $"9{i:000000}",
                    Name = $"NOM{i} {(i % 40 == 0 ? "Martin" : "Claude")}",
                    Street = "1 rue Basse",
                    PostCode = "38330",
                    City = "Biviers"
                };
                file.Guardians.Add(new Guardian
                {
                    Id = Guid.CreateVersion7(),
                    FamilyId = file.Id,
                    Civility = "Mme",
                    FirstName = i % 40 == 0 ? "Martin" : "Claude",
                    LastName = $"NOM{i}",
                    Role = "Mère",
                    Mobile = $"06{i:00000000}"
                });
                for (var c = 0; c < 1 + (i % 2); c++)
                {
                    var child = new HouseholdChild
                    {
                        FamilyId = file.Id,
                        ChildId = Guid.CreateVersion7(),
                        FirstName = $"Enfant{c}",
                        LastName = $"NOM{i}",
                        BirthDate = new DateOnly(2016 + (i % 8), 1 + (i % 12), 1 + (i % 28)),
                        School = $"École {i % 40}",
                        Grade = "CP"
                    };
                    file.Children.Add(child);
                    if (i % 3 != 0)
                    {
                        db.Documents.Add(new FamilyDocument
                        {
                            FamilyId = file.Id,
                            ChildId = child.ChildId,
                            Key = "assurance",
                            At = service.Clock.GetUtcNow().UtcDateTime,
                            By = "x",
                            Status = i % 30 == 1 ? DocumentStatus.Waiting : DocumentStatus.Accepted,
                            Until = new DateOnly(2027, i % 50 == 2 ? 1 : 8, i % 50 == 2 ? 3 : 31)
                        });
                    }
                }

                file.RefreshSearchKey();
                db.Families.Add(file);
                db.Add(new OwnerPart
                {
                    OwnerId = file.Id,
                    Part = i % 3 == 1 ? "restauration" : "alsh-mercredi",
                    Group = i % 3 == 1 ? "garderie-periscolaire" : "accueil-de-loisirs",
                    Version = 1
                });
                if (i % 20 == 0)
                {
                    var request = new FamilyRequest
                    {
                        Number = $"D2026-{i:00000}",
                        FamilyId = file.Id,
                        ChildId = Guid.Empty,
                        Form = "responsable",
                        Key = Guid.NewGuid(),
                        Author = "x",
                        At = service.Clock.GetUtcNow().UtcDateTime.AddMinutes(-i)
                    };
                    request.Lines.Add(new FamilyRequestLine
                    {
                        Id = Guid.CreateVersion7(),
                        RequestId = request.Id,
                        Field = "household.street",
                        Of = Guid.Empty,
                        Label = "Adresse",
                        Old = "a",
                        New = "b",
                        Data = "b"
                    });
                    db.Requests.Add(request);
                }
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        return true;
    });
}
