using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>An agent of some services sets those alone; what holds for the whole commune is for agents of all of it.</summary>
internal static class SettingsScope
{
    /// <summary>403 for what touches the commune as a whole: whole documents, applying, calendars, the next year.</summary>
    public static ProblemHttpResult? Whole(Scope scope) => scope.IsAll ? null : NotYours();

    /// <summary>403 unless each path lies in a service (<c>facilities/F/services/S/…</c>), or a facility, that the agent sets.</summary>
    public static ProblemHttpResult? Refuse(Scope scope, PlanningRules rules, IEnumerable<string> paths) =>
        scope.IsAll || paths.All(p => Reaches(scope, rules, p.Split('/'))) ? null : NotYours();

    private static bool Reaches(Scope scope, PlanningRules rules, string[] steps) => steps switch
    {
        ["facilities", _, "services", var key, _, ..] when rules.Services.TryGetValue(key, out var service) => scope.Reaches(service, ScopeRight.Set),
        ["facilities", var key, _, ..] => rules.Services.Values.Where(s => s.Facility.Key == key).ToList() is { Count: > 0 } all
            && all.TrueForAll(s => scope.Reaches(s, ScopeRight.Set)),
        _ => false,
    };

    private static ProblemHttpResult NotYours() =>
        Problems.Forbidden("settings.not-yours", "Vos droits ne couvrent pas ces réglages : ils valent au-delà de vos services.");
}
