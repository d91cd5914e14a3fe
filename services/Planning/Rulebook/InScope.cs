using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Platform;

namespace Preau.Planning.Rulebook;

/// <summary>An agent's scope on the services of the commune: a service is a part, its facility the group.</summary>
internal static class InScope
{
    public static bool Reaches(this Scope scope, Service service, ScopeRight right = ScopeRight.See) => scope.Allows(right, service.Facility.Key, service.Key);

    /// <summary>Whether an agent decides on a service asked for, which the rules may no longer know.</summary>
    public static bool Decides(this Scope scope, PlanningRules rules, string service) =>
        scope.IsAll || (rules.Services.TryGetValue(service, out var found) && scope.Reaches(found, ScopeRight.Decide));

    /// <summary>Keys of the services the right holds for; null when that is all of them, those the rules no longer know included.</summary>
    public static HashSet<string>? KeysOf(this Scope scope, PlanningRules rules, ScopeRight right = ScopeRight.See) =>
        scope.IsAll ? null : scope.Of(rules, right).Select(s => s.Key).ToHashSet();

    /// <summary>Their units; null for all.</summary>
    public static HashSet<string>? UnitsOf(this Scope scope, PlanningRules rules, ScopeRight right = ScopeRight.See) =>
        scope.IsAll ? null : scope.Of(rules, right).SelectMany(s => s.Units).Select(u => u.Key).ToHashSet();

    /// <summary>403 unless an agent decides on each of these services, which the rules may no longer know.</summary>
    public static ProblemHttpResult? Refuse(this Scope scope, PlanningRules rules, params IEnumerable<string> services) =>
        services.All(s => scope.Decides(rules, s)) ? null
            : Problems.Forbidden("not-yours", "Vos droits ne couvrent pas ce service. Demandez à un collègue qui en a la charge.");

    /// <summary>The same of units.</summary>
    public static ProblemHttpResult? RefuseUnits(this Scope scope, PlanningRules rules, IEnumerable<string> units) =>
        scope.IsAll ? null : scope.Refuse(rules, units.Distinct().Select(u => rules.Units.GetValueOrDefault(u)?.Service.Key ?? ""));

    /// <summary>Services the right holds for, in the order of the commune's file.</summary>
    public static IEnumerable<Service> Of(this Scope scope, PlanningRules rules, ScopeRight right = ScopeRight.See) =>
        rules.Services.Values.Where(s => scope.Reaches(s, right));
}
