using Preau.Contracts.Api;

namespace Preau.Contracts;

/// <summary>
/// State of a commune that was made or ended while the platform runs. Keep the highest <paramref name="Version"/> per commune. <see cref="TenantState.Erased"/>
/// means that everything of it is to be deleted.
/// </summary>
/// <param name="Sections">Sections of the commune's file, by service, as they were at its creation: a JSON object. What agents changed since stays.</param>
public sealed record TenantChanged(string Tenant, DateTime At, long Version, TenantState State, string Sections) : IEvent;
