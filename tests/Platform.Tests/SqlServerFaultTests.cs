using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace Preau.Platform.Tests;

/// <summary>Faults of SQL Server in the form its provider gives them, without a server:
/// thrown inside EF's own strategy, which wraps the passing ones.</summary>
public sealed class SqlServerFaultTests
{
    [Theory]
    [InlineData(1205, true)]
    [InlineData(2601, true)]
    [InlineData(2627, true)]
    [InlineData(DatabaseLocks.NotGot, true)]
    [InlineData(547, false)]
    [InlineData(2628, false)]
    [InlineData(-2, false)]
    public async Task A_change_that_met_another_writer_is_told_from_one_that_is_wrong(int number, bool conflict)
    {
        Assert.Equal(conflict, Databases.IsWriteConflict(await ThrownAsync(Fault(number))));
        Assert.Equal(conflict, Databases.IsWriteConflict(await ThrownAsync(new DbUpdateException("saved", Fault(number)))));
    }

    [Fact]
    public async Task The_provider_wraps_a_deadlock_so_that_only_its_inner_exceptions_tell()
    {
        var thrown = Assert.IsType<InvalidOperationException>(await ThrownAsync(new DbUpdateException("saved", Fault(1205))));
        Assert.IsNotType<SqlException>(thrown.InnerException);
    }

    [Theory]
    [InlineData(11001, 20, true)]
    [InlineData(10061, 20, true)]
    [InlineData(-2, 11, true)]
    [InlineData(18401, 14, true)]
    [InlineData(18456, 14, true)]
    [InlineData(1807, 16, true)]
    [InlineData(1801, 16, true)]
    [InlineData(4060, 11, true)]
    [InlineData(262, 14, false)]
    [InlineData(2714, 16, false)]
    public async Task Migrate_waits_for_a_server_that_is_starting_and_for_nothing_else(int number, byte severity, bool waits)
    {
        var fault = Fault(number, severity);
        var thrown = await ThrownAsync(fault);
        var runs = 0;
        async Task MigrateAsync()
        {
            await Task.Yield();
            if (++runs < 3)
            {
                throw thrown;
            }
        }

        var done = await Record.ExceptionAsync(() => Databases.OnceUpAsync(MigrateAsync, TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(1)));

        Assert.Equal(waits ? (null, 3) : (thrown, 1), (done, runs));
    }

    [Fact]
    public async Task After_its_patience_migrate_says_what_the_server_said_last()
    {
        var thrown = await ThrownAsync(Fault(11001, 20));

        var end = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Databases.OnceUpAsync(() => throw thrown, TimeSpan.Zero, TimeSpan.FromMilliseconds(1)));

        Assert.StartsWith("SQL Server can't be used after 0 s: Fault 11001", end.Message, StringComparison.Ordinal);
    }

    private static async Task<Exception> ThrownAsync(Exception fault)
    {
        await using var db = new DbContext(new DbContextOptionsBuilder().UseSqlServer("Server=none").Options);
        return (await Record.ExceptionAsync(() => db.Database.CreateExecutionStrategy().ExecuteAsync(() => Task.FromException(fault))))!;
    }

    // SqlClient makes these itself alone.
    private static SqlException Fault(int number, byte severity = 13)
    {
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        var constructor = typeof(SqlError).GetConstructors(BindingFlags.Instance | BindingFlags.NonPublic).OrderBy(c => c.GetParameters().Length)
            .First(c => c.GetParameters()[0].Name == "infoNumber");
        var error = constructor.Invoke([.. constructor.GetParameters().Select(p => p.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            "errorMessage" => $"Fault {number}",
            _ => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : p.ParameterType == typeof(string) ? "" : null,
        })]);
        typeof(SqlErrorCollection).GetMethod("Add", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(errors, [error]);
        var create = typeof(SqlException).GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
            .First(m => m.Name == "CreateException" && m.GetParameters().Length == 2);
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }
}
