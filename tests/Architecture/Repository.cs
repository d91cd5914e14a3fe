using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Preau.Architecture;

/// <summary>The files of this repository, as the tests of its shape read them.</summary>
internal static partial class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Source files by relative path, build output and generated migrations left out.</summary>
    public static IEnumerable<(string Path, string[] Lines)> Sources(params string[] extensions) =>
        from path in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        let relative = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where extensions.Contains(Path.GetExtension(path)) && !Skipped().IsMatch(relative)
        select (relative, File.ReadAllLines(path));

    public static IEnumerable<(string Path, string Text)> Projects() =>
        Sources(".csproj").Select(f => (f.Path, string.Join('\n', f.Lines)));

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));

    [GeneratedRegex(@"(^|/)(bin|obj|data|node_modules|Migrations|\.git|TestResults|\.broker)/")]
    private static partial Regex Skipped();
}
