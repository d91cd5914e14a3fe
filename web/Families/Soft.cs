using Preau.Ui.Clients;

namespace Preau.Families;

/// <summary>A page stays useful when one of the services it composes does not answer: what that one knows is left out.</summary>
internal static class Soft
{
    /// <summary>Null when the service is unreachable or refuses; a session that ended or a bug still surfaces.</summary>
    public static async Task<T?> OrNullAsync<T>(this Task<T> asked, CancellationToken ct)
        where T : class
    {
        try
        {
            return await asked;
        }
        catch (Exception e) when (IsMissing(e, ct))
        {
            return null;
        }
    }

    public static bool IsMissing(Exception exception, CancellationToken ct) => exception switch
    {
        ApiProblem problem => problem.Status != StatusCodes.Status401Unauthorized,
        HttpRequestException => true,
        TaskCanceledException => !ct.IsCancellationRequested,
        _ => false,
    };
}
