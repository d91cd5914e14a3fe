using Preau.Contracts;

namespace Preau.Family.Forms;

/// <summary>The obligatory forms a file lacks, as its row keeps them: a line each.</summary>
internal static class MissingText
{
    public static string Write(MissingSection[] missing) => string.Join('\n', missing.Select(m => $"{m.Section}|{m.ChildId:N}"));

    public static MissingSection[] Read(string missing) =>
    [
        .. from line in missing.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let parts = line.Split('|')
           select new MissingSection(parts[0], SectionForms.Find(parts[0])?.Label ?? parts[0], parts[1].Length == 0 ? null : Guid.ParseExact(parts[1], "N")),
    ];
}
