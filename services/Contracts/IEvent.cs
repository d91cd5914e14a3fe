namespace Preau.Contracts;

/// <summary>What every integration event carries. Contracts only grow: fields are added, never renamed or re-used.</summary>
public interface IEvent
{
    /// <summary>Slug of the commune the event belongs to.</summary>
    string Tenant { get; }

    /// <summary>When it happened, UTC.</summary>
    DateTime At { get; }
}
