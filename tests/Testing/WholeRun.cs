using Xunit;

namespace Preau.Testing;

/// <summary>What only a run of all tests of a project can know.</summary>
public static class WholeRun
{
    /// <summary>Of a collection that begins when all others have ended.</summary>
    public const string After = "After all others";

    private static readonly string[] Filters = ["-class", "-method", "-namespace", "-trait", "-id", "-filter", "--filter", "--filter-class", "--filter-method"];

    /// <summary>Skips the test where some of the others were left out.</summary>
    public static void Needed() =>
        Assert.SkipWhen(Environment.GetCommandLineArgs().Any(a => Filters.Contains(a, StringComparer.OrdinalIgnoreCase)), "Only a run of all tests knows.");

    /// <summary>Those that no test of this process has submitted.</summary>
    public static string Missing(IEnumerable<string> handlers) => string.Join('\n', handlers.Except(HandlerRecord.Submitted).Order(StringComparer.Ordinal));
}
