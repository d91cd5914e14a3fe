using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Planning.Changing;

/// <summary>In whose name a call is made: a guardian in the own family's, an agent in that of the family named.</summary>
public readonly record struct WhoAsks(Guid Family, bool ByAgent)
{
    /// <summary>The caller as the trace names it: "Sophie Perrin, pour la famille" when an agent acts.</summary>
    public string Sign(Caller caller) => ByAgent ? caller.Name + ", pour la famille" : caller.Name;

    /// <summary>A guardian who names a family that is not the own gets 404: nobody learns which families exist.</summary>
    public static bool TryFind(Caller caller, Guid? named, out WhoAsks who, out ProblemHttpResult? problem)
    {
        problem = null;
        var own = caller.Owner?.OwnerId;
        if (own is { } family && (named is null || named == family))
        {
            who = new WhoAsks(family, false);
            return true;
        }

        who = default;
        if (!caller.May(Permissions.Requests))
        {
            problem = Problems.NotFound();
            return false;
        }

        if (named is null)
        {
            problem = Problems.Invalid("family.missing", "Indiquez la famille (family) au nom de laquelle vous agissez.");
            return false;
        }

        who = new WhoAsks(named.Value, true);
        return true;
    }
}
