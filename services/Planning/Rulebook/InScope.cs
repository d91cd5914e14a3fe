using Preau.Platform;

namespace Preau.Planning.Rulebook;

/// <summary>An agent's scope on the services of the commune: a service is a part, its facility the group.</summary>
internal static class InScope
{
    public static bool Reaches(this Scope scope, Service service, ScopeRight right = ScopeRight.See) => scope.Allows(right, service.Facility.Key, service.Key);

    /// <summary>Whether an agent decides on a service asked for, which the rules may no longer know.</summary>
    public static bool Decides(this Scope scope, PlanningRules rules, string service) =>
        scope.IsAll || (rules.Services.TryGetValue(service, out var found) && scope.Reaches(found, ScopeRight.Decide));

    /// <summary>Services the right holds for, in the order of the commune's file.</summary>
    public static IEnumerable<Service> Of(this Scope scope, PlanningRules rules, ScopeRight right = ScopeRight.See) =>
        rules.Services.Values.Where(s => scope.Reaches(s, right));
}
