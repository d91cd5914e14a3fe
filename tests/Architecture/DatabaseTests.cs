using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Preau.Platform;
using Databases_ = Preau.Platform.Databases;

namespace Preau.Architecture;

public sealed class DatabaseTests
{
    public static TheoryData<string> SqliteContexts => Databases.All("Sqlite");

    public static TheoryData<string> SqlServerContexts => Databases.All("SqlServer");

    [Theory]
    [MemberData(nameof(SqliteContexts))]
    [MemberData(nameof(SqlServerContexts))]
    public void No_model_change_waits_for_a_migration(string context)
    {
        using var db = Databases.Create(context);

        Assert.False(db.Database.HasPendingModelChanges(), $"{context}: run deploy/migration.sh NAME");
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void Every_text_has_a_longest_length_and_every_name_of_an_enum_fits(string context)
    {
        using var db = Databases.Create(context);
        // OpenIddict's own tables are its own affair.
        var texts = db.Model.GetEntityTypes().Where(t => t.ClrType.Namespace?.StartsWith("Preau.", StringComparison.Ordinal) == true)
            .SelectMany(t => t.GetProperties()).Where(p => (p.GetTypeMapping().Converter?.ProviderClrType ?? p.ClrType) == typeof(string)).ToList();

        Assert.DoesNotContain(texts, p => p.GetMaxLength() is null);
        Assert.DoesNotContain(texts, p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) is { IsEnum: true } type
            && p.GetMaxLength() is > 0 and var most && !type.IsDefined(typeof(FlagsAttribute), false) && Enum.GetNames(type).Any(n => n.Length > most));
        Assert.NotEmpty(texts);
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void The_migration_script_is_valid_for_SQL_Server(string context)
    {
        using var db = Databases.Create(context);
        var script = db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);

        Assert.Empty(TransactSql.SyntaxErrors(script));
    }

    [Theory]
    [MemberData(nameof(SqlServerContexts))]
    public void The_schema_and_the_outbox_claim_hold_together_on_SQL_Server(string context)
    {
        using var db = Databases.Create(context);
        var procedures = db is TenantDb
            ? [
                $"CREATE PROCEDURE [claim] @p0 int, @p1 bigint, @p2 uniqueidentifier, @p3 bigint, @p4 bigint AS BEGIN {Claim("@p0", "@p1", "@p2", "@p3", "@p4")} END"]
            : Array.Empty<string>();

        Assert.Empty(TransactSql.NameErrors(db.Database.GenerateCreateScript(), procedures));
    }

    [Fact]
    public void Statements_of_our_own_for_SQL_Server_are_valid()
    {
        Assert.Empty(TransactSql.SyntaxErrors(DatabaseLocks.Statement.Replace("{0}", "@p0", StringComparison.Ordinal)
            .Replace("{1}", "@p1", StringComparison.Ordinal)));
        Assert.Empty(TransactSql.SyntaxErrors(Databases_.SnapshotReads));
        Assert.Empty(TransactSql.SyntaxErrors(Databases_.ReadsSnapshots));
    }

    [Fact]
    public void The_check_finds_a_wrong_column_and_a_wrong_table()
    {
        using var db = Databases.Create("SqlServerPlanningDb");
        var script = db.Database.GenerateCreateScript();

        Assert.NotEmpty(TransactSql.NameErrors(script, "CREATE PROCEDURE [p] AS BEGIN UPDATE OutboxMessages SET Boddy = 1 END"));
        Assert.NotEmpty(TransactSql.NameErrors(script, "CREATE PROCEDURE [p] AS BEGIN SELECT * FROM Outbocks END"));
        Assert.NotEmpty(TransactSql.SyntaxErrors("CREATE TABLE x (id int NOT NULL,, b int)"));
    }

    private static string Claim(params string[] parameters) =>
        parameters.Select((name, i) => (Hole: $"{{{i}}}", Name: name))
            .Aggregate(OutboxDispatcher<TenantDb>.SqlServerClaim, (sql, p) => sql.Replace(p.Hole, p.Name, StringComparison.Ordinal));
}
