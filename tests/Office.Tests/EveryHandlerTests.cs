using Preau.EndToEnd;
using Preau.Testing;

namespace Preau.Office.Tests;

[CollectionDefinition(WholeRun.After, DisableParallelization = true)]
public sealed class AfterAllOthers;

/// <summary>
/// Every form of the agents’ pages is submitted by a test: by EndToEnd’s people where a page of the demo shows it, which HandlerTests there hold against the
/// same list, and else here.
/// </summary>
[Collection(WholeRun.After)]
public sealed class EveryHandlerTests
{
    [Fact]
    public async Task What_no_page_of_the_demo_shows_is_submitted_by_the_tests_of_this_front()
    {
        WholeRun.Needed();
        await using var front = await Front.StartAsync("requests");
        var handlers = await front.HandlersAsync();

        Assert.True(handlers.Count > 20, $"Only {handlers.Count}.");
        Assert.Equal("", WholeRun.Missing(handlers.Where(FormlessHandlers.All.Contains)));
    }

    [Fact]
    public async Task The_list_names_no_handler_that_is_gone()
    {
        await using var front = await Front.StartAsync("requests");

        Assert.Empty(FormlessHandlers.All.Where(h => h.StartsWith("Office ", StringComparison.Ordinal)).Except(await front.HandlersAsync()).Order());
    }
}
