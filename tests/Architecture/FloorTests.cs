using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>The floors of a project: a folder stands on those below it and knows nothing of those beside or above.</summary>
public sealed partial class FloorTests
{
    /// <summary>By project, from the ground up. Folders of one floor don't know each other.</summary>
    private static readonly Dictionary<string, string[][]> Houses = new()
    {
        ["services/Planning"] =
        [
            ["Dates/Calendars"],
            ["Dates/Deadlines"],
            ["Rulebook"],
            ["Book", "Setup/Findings"],
            ["Judging"],
            ["Changing"],
            ["Booking/Requests", "Booking/Decisions", "Booking/Corrections", "Booking/Disruptions", "Booking/Allocation", "Month/Agenda", "Month/Reminders"],
            ["Booking/Waiting", "Booking/Patterns", "Booking/Contracts", "Booking/Certificates", "Attending/List"],
            ["Booking/Enrolments", "Attending/RollCall", "Attending/Meals", "Month/Grid", "Setup/Drafts"],
            ["Month/Why", "Booking/Todo", "Setup/Simulation", "Setup/NextYear", "Setup/SchoolCalendars"],
            ["Demo"],
        ],
        ["services/Billing"] =
        [
            ["Cells", "Banking"],
            ["Tariffs"],
            ["Known"],
            ["Coverages", "Holds"],
            ["Truth"],
            ["Ledger"],
            ["Mandates", "Plans"],
            ["Invoicing"],
            ["Payments"],
            ["Treasury"],
            ["OnlinePayment", "Certificates", "Overview", "Accounts", "Simulation", "ThirdParties"],
            ["DirectDebit", "Quotients", "Prepaid", "Merging"],
            ["Documents"],
            ["Dunning"],
            ["TakenOver", "Demo"],
        ],
        ["services/Family"] =
        [
            ["Forms"],
            ["Rules"],
            ["Families"],
            ["Files", "Sections", "Consents", "Quotients", "Legal"],
            ["Care"],
            ["Schools", "Requests"],
            ["Households"],
            ["PreEnrolment"],
            ["Documents"],
            ["Home", "Library", "SharedCustody"],
            ["Papers", "Imports"],
        ],
        ["identity"] =
        [
            ["Book"],
            ["Communes"],
            ["Proof", "OpenId"],
            ["Federation"],
            ["SignIn"],
            ["Letters"],
            ["Accounts"],
            ["Guardians"],
            ["Agents"],
            ["Watching"],
            ["Operating"],
            ["Pages", "Pages/Admin"],
        ],
        ["web/Ui"] =
        [
            ["Bff"],
            ["Clients", "Tags"],
        ],
        ["services/Messaging"] =
        [
            ["Families", "Threads", "Publications"],
            ["Deliveries"],
            ["Conversations", "Notices"],
            ["Demo"],
        ],
    };

    public static TheoryData<string> Projects => [.. Houses.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Each_folder_has_its_floor_and_each_file_the_namespace_of_its_folder(string project)
    {
        var known = Houses[project].SelectMany(f => f).ToHashSet();
        var wrong = from file in FilesOf(project)
                    let space = Namespace().Match(file.Text).Groups[1].Value
                    where !known.Contains(file.Folder) || space != $"{RootOf(project)}.{file.Folder.Replace('/', '.')}"
                    select $"{file.Path} ({space})";

        Assert.Empty(wrong);
        Assert.All(known, folder => Assert.True(Directory.Exists(Path.Combine(Repository.Root, project, folder)), folder));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_file_names_what_stands_above_it_or_beside_it(string project)
    {
        var floors = Houses[project].SelectMany((folders, floor) => folders.Select(f => (Folder: f, Floor: floor))).ToDictionary(f => f.Folder, f => f.Floor);
        var files = FilesOf(project).ToList();
        var wrong = from file in files
                    from named in NamedBy(project, file, files)
                    where named != file.Folder && floors[named] >= floors[file.Folder]
                    select $"{file.Path} names {named}";

        Assert.Empty(wrong);
    }

    // By a using, or by a name that is qualified as far as it must be.
    private static IEnumerable<string> NamedBy(string project, Source file, List<Source> files)
    {
        var root = RootOf(project);
        foreach (var folder in files.Select(f => f.Folder).Distinct())
        {
            var space = folder.Replace('/', '.');
            var last = space.Split('.')[^1];
            var types = files.Where(f => f.Folder == folder).SelectMany(f => Declared().Matches(f.Text).Select(m => m.Groups[1].Value)).ToHashSet();
            if (Regex.IsMatch(file.Text, $@"^using (static |\w+ = )?{Regex.Escape(root)}\.{Regex.Escape(space)}(;|\.)", RegexOptions.Multiline)
                || Regex.Matches(file.Text, $@"(?<![\w.])(?:{Regex.Escape(root)}\.)?{Regex.Escape(space)}\.(\w+)|(?<![\w.]){Regex.Escape(last)}\.(\w+)")
                    .Any(m => types.Contains(m.Groups[1].Value) || (Beside(file.Folder, folder) && types.Contains(m.Groups[2].Value))))
            {
                yield return folder;
            }
        }
    }

    // Inside one house (Booking/…) a name may leave the house's own name out.
    private static bool Beside(string one, string other) => one.Split('/')[0] == other.Split('/')[0];

    // What stands at the root composes the floors (the app and its database) or serves them all.
    private static IEnumerable<Source> FilesOf(string project) =>
        from file in Repository.Sources(".cs")
        where file.Path.StartsWith(project + "/", StringComparison.Ordinal)
        let folder = Path.GetDirectoryName(file.Path[(project.Length + 1)..])!.Replace('\\', '/')
        where folder.Length > 0
        select new Source(file.Path, folder, string.Join('\n', file.Lines));

    private static string RootOf(string project) => "Preau." + project.Split('/')[^1] is var root && project == "identity" ? "Preau.Identity" : root;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|readonly|partial) )*(?:class|record struct|record|struct|enum|interface) ([A-Z]\w*)",
        RegexOptions.Multiline)]
    private static partial Regex Declared();

    private sealed record Source(string Path, string Folder, string Text);
}
