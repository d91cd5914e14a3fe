using System.Diagnostics;

namespace Preau.Testing;

/// <summary>What a reader finds in a PDF, by poppler's tools.</summary>
public static class Pdf
{
    /// <summary>The words in reading order, no-break spaces as plain ones.</summary>
    public static async Task<string> TextAsync(byte[] pdf) =>
        (await RunAsync(pdf, "pdftotext", "-layout", "{file}", "-")).Replace('\u00A0', ' ').Replace('\u202F', ' ');

    /// <summary>The tree of tags with their texts, as a screen reader walks it.</summary>
    public static async Task<string> StructureAsync(byte[] pdf) =>
        (await RunAsync(pdf, "pdfinfo", "-struct-text", "{file}")).Replace('\u00A0', ' ').Replace('\u202F', ' ');

    public static Task<string> InfoAsync(byte[] pdf) => RunAsync(pdf, "pdfinfo", "{file}");

    public static Task<string> FontsAsync(byte[] pdf) => RunAsync(pdf, "pdffonts", "{file}");

    private static async Task<string> RunAsync(byte[] pdf, string program, params string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"preau-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, pdf);
        try
        {
            var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in arguments)
            {
                start.ArgumentList.Add(argument == "{file}" ? file : argument);
            }

            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            // A damaged file still gives text, with complaints.
            return process.ExitCode == 0 && (await error).Length == 0 ? output : throw new InvalidDataException($"{program}: {await error}");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
