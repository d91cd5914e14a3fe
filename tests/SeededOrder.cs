using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Preau.Testing.SeededOrder))]
[assembly: TestCaseOrderer(typeof(Preau.Testing.SeededOrder))]

namespace Preau.Testing;

/// <summary>
/// The order of classes and tests: the same in every clone (xunit's own follows the path), another for each PREAU_TEST_SEED.
/// Compiled into every test project; nothing may lean on an order.
/// </summary>
public sealed class SeededOrder : ITestCollectionOrderer, ITestCaseOrderer
{
    private static readonly int Seed = ReadSeed();

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => Place(c.TestCollectionDisplayName), StringComparer.Ordinal)];

    public IReadOnlyCollection<TTestCase> OrderTestCases<TTestCase>(IReadOnlyCollection<TTestCase> testCases)
        where TTestCase : notnull, ITestCase => [.. testCases.OrderBy(c => Place(c.TestCaseDisplayName), StringComparer.Ordinal)];

    private static int ReadSeed()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PREAU_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given)
            ? given
            : 1;
        Console.WriteLine($"Order of tests: PREAU_TEST_SEED={seed}");
        return seed;
    }

    // The collection of a class without one is named "Test collection for X (id: …)"; the id follows the path.
    private static string Place(string name) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Seed} {name.Split(" (id:")[0]}")));
}
