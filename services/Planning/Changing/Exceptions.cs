using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Platform;

namespace Preau.Planning.Changing;

/// <summary>An agent may set a rule aside in a family's name, and says why; a family can't.</summary>
internal static class Exceptions
{
    public static ProblemHttpResult? Check(WhoAsks who, string? reason) =>
        reason is null ? null
        : !who.ByAgent ? Problems.Invalid("exception.agents-only", "Seul le service peut faire une exception.")
        : reason.Trim().Length < 3 ? Problems.Invalid("exception.reason", "Une exception a un motif de 3 à 500 caractères, que la famille lit.")
        : null;
}
