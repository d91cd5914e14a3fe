using Preau.Office.Tests;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Families.Tests;

/// <summary>The parents' front under /biviers.</summary>
internal sealed class Front : FrontUnderTest
{
    public Upstream Upstream { get; } = new() { Client = "families", Name = "Jean Dupont" };

    public static async Task<Front> StartAsync()
    {
        var front = new Front();
        await front.Upstream.StartAsync();
        front.Upstream.Members = [new Membership("biviers", Membership.Owner, Given.Family, Given.Guardian, [])];
        Given.Answers(front.Upstream);
        await front.StartAsync(FamiliesApp.BuildAsync, "Families", front.Upstream.Url, "biviers", "/biviers");
        return front;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
