using System.Data.Common;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Preau.Contracts;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Architecture;

/// <summary>Calls the reading routes of each service on its SQL Server context and checks every statement it would send.</summary>
public sealed partial class SqlServerStatementTests
{
    private static readonly string[] All = [.. Permissions.All];

    [Fact]
    public Task Statements_of_Planning_are_sound() =>
        CheckAsync<Planning.PlanningDb, Planning.SqlServerPlanningDb>(Planning.PlanningApp.BuildAsync, "planning");

    [Fact]
    public Task Statements_of_Billing_are_sound() => CheckAsync<Billing.BillingDb, Billing.SqlServerBillingDb>(Billing.BillingApp.BuildAsync, "billing");

    [Fact]
    public Task Statements_of_Family_are_sound() => CheckAsync<Family.FamilyDb, Family.SqlServerFamilyDb>(Family.FamilyApp.BuildAsync, "family");

    [Fact]
    public Task Statements_of_Messaging_are_sound() =>
        CheckAsync<Messaging.MessagingDb, Messaging.SqlServerMessagingDb>(Messaging.MessagingApp.BuildAsync, "messaging");

    private static async Task CheckAsync<TDb, TSqlServer>(
        Func<string[], Action<Microsoft.AspNetCore.Builder.WebApplicationBuilder>?, Task<Microsoft.AspNetCore.Builder.WebApplication>> build, string section)
        where TDb : TenantDb where TSqlServer : TDb
    {
        var file = JsonDocument.Parse(Repository.Read("deploy/tenants/biviers.json")).RootElement;
        await using var model = Databases.Create(typeof(TSqlServer).Name);
        var probe = new StatementProbe(file.GetProperty(section).GetRawText(), [.. model.Database.GetMigrations()]);
        await using var app = await build(["--environment", "Testing"], b =>
        {
            b.Logging.ClearProviders();
            b.Configuration["urls"] = "http://127.0.0.1:0";
            b.Configuration["Auth:Issuer"] = Tokens.Issuer;
            b.Configuration["Auth:SigningKey"] = Tokens.Key;
            b.Configuration["Database:Provider"] = "sqlserver";
            b.Configuration["Database:ConnectionString"] = "Server=none;Database=none";
            b.Services.ConfigureDbContext<TSqlServer>(o => o.AddInterceptors(probe, new StatementProbe.Connections()));
        });
        await app.StartAsync();
        probe.Statements.Clear();
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var membership in new[] { new Membership("biviers", Membership.Owner, OneRow.Known, OneRow.Known, []),
            new Membership("biviers", Membership.Staff, null, null, All) })
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Tokens.Issue("Jean Dupont", membership));
            foreach (var path in ReadingRoutes(app))
            {
                await client.GetAsync(path);
            }
        }

        using var db = app.Services.CreateScope().ServiceProvider.GetRequiredService<TDb>();
        var schema = db.Database.GenerateCreateScript();
        Assert.True(probe.Statements.Count >= 5, $"only {probe.Statements.Count} statements");
        Assert.Empty(probe.Statements.Keys.SelectMany(s => TransactSql.SyntaxErrors(s).Select(e => $"{e}\n{s}")));
        var procedures = probe.Statements.Select((s, i) => $"CREATE PROCEDURE [p{i}] {Parameters(s.Value)} AS BEGIN {s.Key} END").ToArray();
        Assert.Empty(TransactSql.NameErrors(schema, procedures));
    }

    private static IEnumerable<string> ReadingRoutes(Microsoft.AspNetCore.Builder.WebApplication app) =>
        from endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
            && endpoint.RoutePattern.RawText!.Contains("{tenant}", StringComparison.Ordinal)
        select Parameter().Replace(endpoint.RoutePattern.RawText!, m => m.Groups[1].Value switch
        {
            "tenant" => "biviers",
            "date" => "2026-12-16",
            "unit" => "restauration",
            _ => OneRow.Known.ToString(),
        }) + $"?month=2026-12&date=2026-12-16&family={OneRow.Known}&page=1&q=dupont&since=2026-11-01&service=restauration";

    private static string Parameters(DbParameter[] parameters)
    {
        var text = new StringBuilder();
        foreach (var p in parameters)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(p.ParameterName.StartsWith('@') ? "" : "@").Append(p.ParameterName).Append(' ')
                .Append(p.DbType switch
                {
                    System.Data.DbType.Guid => "uniqueidentifier",
                    System.Data.DbType.Int64 => "bigint",
                    System.Data.DbType.Int32 => "int",
                    System.Data.DbType.Boolean => "bit",
                    System.Data.DbType.Date => "date",
                    System.Data.DbType.Decimal => "decimal(12,2)",
                    System.Data.DbType.DateTime or System.Data.DbType.DateTime2 => "datetime2",
                    _ => "nvarchar(max)",
                });
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();
}
