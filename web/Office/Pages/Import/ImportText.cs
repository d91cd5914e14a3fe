using Preau.Contracts.Api;

namespace Preau.Office.Pages.Import;

/// <summary>Words of an import.</summary>
internal static class ImportText
{
    public static string State(ImportSummary run) => run.State switch
    {
        "Draft" => $"{French.Count(run.Rows, "ligne")}, rien d’écrit.",
        "Running" => $"{French.Count(run.Written, "ligne écrite", "lignes écrites")} sur {run.Rows}.",
        "Undoing" => "En train d’être défait.",
        "Undone" => run.Kept == 0 ? "Défait." : $"Défait ; {French.Count(run.Kept, "ligne changée depuis est restée", "lignes changées depuis sont restées")}.",
        _ =>
            $"{French.Count(run.Families, "famille créée", "familles créées")}, {French.Count(run.Children, "enfant ajouté", "enfants ajoutés")}, "
                + $"{run.Updated} mis à jour{(run.Rows > run.Written ? $", {French.Count(run.Rows - run.Written, "laissée", "laissées")}" : "")}.",
    };
}
