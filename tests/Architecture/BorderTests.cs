using System.Text.RegularExpressions;

namespace Preau.Architecture;

public sealed partial class BorderTests
{
    private static readonly string[] Services = ["Family", "Planning", "Billing", "Messaging", "Identity"];

    [Fact]
    public void No_service_references_another()
    {
        var wrong = from project in Repository.Projects()
                    let name = Path.GetFileNameWithoutExtension(project.Path)
                    where Services.Contains(name)
                    from Match reference in Reference().Matches(project.Text)
                    let target = Path.GetFileNameWithoutExtension(reference.Groups[1].Value)
                    where Services.Contains(target)
                    select $"{name} -> {target}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Fronts_know_services_only_by_their_contracts()
    {
        var wrong = from project in Repository.Projects()
                    where project.Path.StartsWith("web/", StringComparison.Ordinal)
                    from Match reference in Reference().Matches(project.Text)
                    let target = Path.GetFileNameWithoutExtension(reference.Groups[1].Value)
                    where target is not ("Platform" or "Contracts" or "Ui")
                    select $"{project.Path} -> {target}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Contracts_reference_nothing() =>
        Assert.DoesNotContain("Reference Include", Repository.Read("services/Contracts/Contracts.csproj"), StringComparison.Ordinal);

    [Theory]
    [InlineData("services/Platform/")]
    [InlineData("services/Documents/")]
    public void Shared_plumbing_knows_no_business_word(string folder)
    {
        var wrong = from file in Repository.Sources(".cs")
                    where file.Path.StartsWith(folder, StringComparison.Ordinal)
                    from line in file.Lines
                    where BusinessWord().IsMatch(line)
                    select $"{file.Path}: {line.Trim()}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Platform_stays_about_twenty_files() =>
        Assert.InRange(Repository.Sources(".cs").Count(f => Path.GetDirectoryName(f.Path) == "services/Platform"), 1, 26);

    [Fact]
    public void The_tenant_filter_and_raw_sql_are_touched_only_in_the_platform()
    {
        var wrong = from file in Repository.Sources(".cs")
                    where !file.Path.StartsWith("services/Platform/", StringComparison.Ordinal) && !file.Path.StartsWith("tests/", StringComparison.Ordinal)
                    // Copies whole database files and reads no row.
                    where file.Path != "deploy/Standalone/Backup.cs"
                    from line in file.Lines
                    where BypassesFilter().IsMatch(line)
                    select $"{file.Path}: {line.Trim()}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Time_comes_from_the_product_clock()
    {
        var wrong = from file in Repository.Sources(".cs", ".cshtml")
                    where !file.Path.StartsWith("tests/", StringComparison.Ordinal)
                    from line in file.Lines
                    where WallClock().IsMatch(line)
                    select $"{file.Path}: {line.Trim()}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Pages_hold_no_inline_script_or_style()
    {
        var wrong = from file in Repository.Sources(".cshtml")
                    from line in file.Lines
                    where Inline().IsMatch(line)
                    select $"{file.Path}: {line.Trim()}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_are_short_enough_to_read()
    {
        var wrong = from file in Repository.Sources(".cs", ".cshtml", ".mjs")
                    where file.Lines.Length > (file.Path.StartsWith("tests/", StringComparison.Ordinal) ? 400 : 300)
                    select $"{file.Path}: {file.Lines.Length} lines";

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_first_name_stands_after_de_or_que_only_by_way_of_the_grammar_that_elides_it()
    {
        var wrong = from file in Repository.Sources(".cs", ".cshtml")
                    where !file.Path.StartsWith("tests/", StringComparison.Ordinal)
                    from line in file.Lines
                    where Unelided().IsMatch(line)
                    select $"{file.Path}: {line.Trim()}";

        Assert.Empty(wrong);
    }

    [GeneratedRegex(@"\b(de|que) (\{|@)[A-Za-z.]*(FirstName|[Cc]hild|OtherParent)\b")]
    private static partial Regex Unelided();

    [GeneratedRegex("ProjectReference Include=\"([^\"]+)\"")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b(famil(y|ies)|child(ren)?|guardian|parents?|booking|reservation|meal|invoice|tariff|commune|enrolment|absence|canteen)\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex BusinessWord();

    [GeneratedRegex(@"IgnoreQueryFilters|FromSql|ExecuteSql|SqlQuery|CreateCommand|GetDbConnection")]
    private static partial Regex BypassesFilter();

    [GeneratedRegex(@"DateTime(Offset)?\.(UtcNow|Now|Today)|Thread\.Sleep|\.GetAwaiter\(\)\.GetResult\(\)|async void")]
    private static partial Regex WallClock();

    [GeneratedRegex("""<script>|<style|\sstyle="|\son(click|change|submit|load)=""", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();
}
