using Preau.Ui.Clients;

namespace Preau.Office;

/// <summary>What an agent reads once a family has been told something: who has no address is not told by a message, somebody has to call.</summary>
internal sealed class Told(PlanningClient planning)
{
    /// <summary>« La famille est prévenue. », or that it has to be called.</summary>
    public async Task<string> OfAsync(Guid? family, CancellationToken ct)
    {
        try
        {
            return family is not { } id ? Waits : (await planning.ReachAsync(id, ct)).ToCall
                ? "La famille n’a pas d’adresse de courriel : à appeler, le message l’attend dans son espace." : "La famille est prévenue.";
        }
        catch (Exception e) when (e is ApiProblem { Status: not 401 } or HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return Waits;
        }
    }

    // Nothing is claimed that isn't known.
    private const string Waits = "Le message attend la famille dans son espace.";
}
