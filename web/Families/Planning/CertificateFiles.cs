using Preau.Ui.Clients;

namespace Preau.Families.Planning;

/// <summary>Photographs and PDFs on their way to the service.</summary>
public static class CertificateFiles
{
    private const long MaxSize = 10 * 1024 * 1024;

    /// <summary>A sentence when a file can't be sent as it is; the service looks inside.</summary>
    public static string? Problem(IEnumerable<IFormFile> files) => files.FirstOrDefault(f => f.Length > MaxSize) is { } heavy
        ? $"« {heavy.FileName} » pèse {French.Size(heavy.Length)}. Choisissez un fichier de 10{'\u00A0'}Mo au plus, ou prenez la photo en plus petit."
        : null;

    /// <summary>Sends them one by one; the sentence of the first that is refused.</summary>
    public static async Task<string?> SendAsync(AbsencesClient absences, Guid evidence, IEnumerable<IFormFile> files, CancellationToken ct)
    {
        foreach (var file in files)
        {
            try
            {
                await using var bytes = file.OpenReadStream();
                await absences.SendAsync(evidence, bytes, ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                return $"« {file.FileName} » : {problem.Detail}";
            }
        }

        return null;
    }
}
