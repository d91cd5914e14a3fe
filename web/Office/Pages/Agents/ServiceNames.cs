using Preau.Ui.Clients;

namespace Preau.Office.Pages.Agents;

/// <summary>Services of the commune by key. Without the right to read them, or without Planning, keys stand for names: rights can still be seen and changed.</summary>
static class ServiceNames
{
    public static async Task<IReadOnlyDictionary<string, string>> LoadAsync(PlanningEnrolmentsClient planning, CancellationToken ct)
    {
        try
        {
            return (await planning.ServicesAsync(ct)).DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.Label);
        }
        catch (Exception e) when (e is ApiProblem or HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new Dictionary<string, string>();
        }
    }
}
