using Preau.Ui.Clients;

namespace Preau.Office.Pages.Agents;

/// <summary>Facilities ("@key") and services of the commune by key, in their order. Without
/// Planning keys stand for names: rights can still be seen and changed.</summary>
internal static class ServiceNames
{
    public static async Task<IReadOnlyDictionary<string, string>> LoadAsync(PlanningEnrolmentsClient planning, CancellationToken ct)
    {
        try
        {
            return (await planning.PartsAsync(ct)).DistinctBy(s => s.Key).ToDictionary(s => s.Key, s => s.Label);
        }
        catch (Exception e) when (e is ApiProblem or HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return new Dictionary<string, string>();
        }
    }
}
