using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Preau.Architecture;

/// <summary>Checks T-SQL without a server: ScriptDom for the syntax, a DacFx model for the names.</summary>
internal static class TransactSql
{
    public static IEnumerable<string> SyntaxErrors(string sql)
    {
        using var reader = new StringReader(sql);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Select(e => $"{e.Line}: {e.Message}");
    }

    /// <summary>Errors of a schema and of statements put into a procedure against it. A missing table is only a warning to DacFx, not to us.</summary>
    public static IReadOnlyList<string> NameErrors(string createScript, params string[] procedures)
    {
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        foreach (var batch in createScript.Split("\nGO", StringSplitOptions.RemoveEmptyEntries).Concat(procedures).Where(b => !string.IsNullOrWhiteSpace(b)))
        {
            model.AddObjects(batch);
        }

        return [.. model.Validate().Select(m => $"{m.Prefix}{m.Number} {m.Message}")];
    }
}
