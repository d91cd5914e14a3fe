using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>One host for the tests of a class: each test has families of its own, and none moves the clock.</summary>
public sealed class SharedWorld : IAsyncDisposable
{
    private PlanningWorld? _world;

    public async Task<PlanningWorld> StartAsync(TestDatabase database) => _world ??= await PlanningWorld.StartAsync(database);

    public ValueTask DisposeAsync() => _world?.DisposeAsync() ?? ValueTask.CompletedTask;
}

public abstract class PlanningTests(SharedWorld shared, TestDatabase database) : IClassFixture<SharedWorld>, IAsyncLifetime
{
    protected const string Biviers = PlanningWorld.Biviers;
    protected const string Pays = PlanningWorld.Pays;
    protected const string Canteen = "restauration";

    protected static readonly DateOnly Monday14 = new(2026, 12, 14);
    protected static readonly DateOnly Tuesday15 = new(2026, 12, 15);
    protected static readonly DateOnly Wednesday16 = new(2026, 12, 16);
    protected static readonly DateOnly Thursday17 = new(2026, 12, 17);

    protected TestDatabase Database => database;

    protected PlanningWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync() => World = await shared.StartAsync(database);

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>What became of a request of one line.</summary>
    protected static (LineOutcome Outcome, string Code) Answer(Receipt receipt)
    {
        var line = Assert.Single(receipt.Lines);
        return (line.Outcome, line.Code);
    }
}
