namespace Preau.Ui.Bff;

/// <summary>What distinguishes one front from the other.</summary>
public sealed class BffOptions
{
    /// <summary>Client id at identity, and part of cookie names: "families" or "office".</summary>
    public string Front { get; internal set; } = "";

    /// <summary>The membership this front serves: <see cref="Preau.Platform.Membership.Owner"/> or <see cref="Preau.Platform.Membership.Staff"/>.</summary>
    public string Role { get; internal set; } = "";

    /// <summary>Second line of the roof.</summary>
    public string Portal { get; set; } = "Portail famille";

    /// <summary>Fills the navigation of a page about to be drawn, after its handler has run: counters are then up to date.</summary>
    public Func<IServiceProvider, Frame, CancellationToken, Task> FillFrame { get; set; } = (_, _, _) => Task.CompletedTask;
}
