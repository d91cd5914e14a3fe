using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Preau.Benchmarks;

/// <summary>
/// Makes a town large and old by copying its rows inside the databases, where loading it by HTTP would take hours: ten thousand families,
/// three years of bookings, charges and messages. What is copied is only read around; what is measured is still done by the product.
/// </summary>
internal static class Ballast
{
    private static readonly (string Service, string[] Tables)[] OfFamilies =
    [
        ("planning", ["KnownFamilies", "KnownChildren", "Enrolments", "Requests", "RequestLines", "RequestHistory", "Cells"]),
        ("billing", ["KnownFamilies", "KnownChildren", "KnownQuotients", "ChargeLines"]),
        ("messaging", ["Threads", "Messages"]),
    ];

    private static readonly (string Service,
        string[] Tables)[] OfMonths = [("planning", ["Cells"]), ("billing", ["ChargeLines"]), ("messaging", ["Threads", "Messages"])];

    /// <summary>The same months again, further and further back, for the families that were there first; a day that is there already stays as it is.</summary>
    /// <returns>Rows added.</returns>
    public static Task<long> AddMonthsAsync(string data, int months) => CopyAsync(data, OfMonths, months, (column, copy) => column switch
    {
        { IsDay: true } => Invariant($"date(\"{column.Name}\", '-{28 * copy} days')"),
        { IsMoment: true } => Invariant($"strftime('%Y-%m-%d %H:%M:%f', \"{column.Name}\", '-{28 * copy} days')"),
        { IsId: true, Name: not ("ChildId" or "FamilyId") } => Prefixed(column.Name, 0x0A000000 + copy),
        _ => $"\"{column.Name}\"",
    });

    /// <summary>The same families again under other ids.</summary>
    public static Task<long> AddFamiliesAsync(string data, int times) => CopyAsync(data, OfFamilies, times, (column, copy) => column switch
    {
        { IsId: true } => Prefixed(column.Name, 0x0B000000 + copy),
        { Name: "Number", IsText: true } => Invariant($"\"Number\" || '-{copy}'"),
        _ => $"\"{column.Name}\"",
    });

    private static async Task<long> CopyAsync(string data, (string Service, string[] Tables)[] what, int times, Func<Column, int, string> value)
    {
        var rows = 0L;
        foreach (var (service, tables) in what)
        {
            await using var db = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(data, service + ".db"),
                Pooling = false,
                ForeignKeys = false,
                DefaultTimeout = 120
            }
                .ToString());
            await db.OpenAsync();
            foreach (var table in tables)
            {
                var columns = await ColumnsAsync(db, table);
                var last = await ScalarAsync(db, $"SELECT COALESCE(MAX(rowid), 0) FROM \"{table}\"");
                for (var copy = 1; copy <= times; copy++)
                {
                    await using var insert = db.CreateCommand();
                    insert.CommandText =
                        $"INSERT OR IGNORE INTO \"{table}\" ({string.Join(',', columns.Select(c => $"\"{c.Name}\""))}) SELECT {string.Join(',', columns.Select(c => value(c, copy)))} FROM \"{table}\" WHERE rowid <= {last} AND {(columns.Exists(c => c.Name == "FamilyId") ? "\"FamilyId\" NOT LIKE '0B%'" : "1 = 1")}";
                    rows += await insert.ExecuteNonQueryAsync();
                }
            }

            await ScalarAsync(db, "ANALYZE; SELECT 0");
        }

        return rows;
    }

    private static async Task<List<Column>> ColumnsAsync(SqliteConnection db, string table)
    {
        var columns = new List<Column>();
        await using var read = db.CreateCommand();
        read.CommandText = $"SELECT * FROM \"{table}\" LIMIT 200";
        await using var reader = await read.ExecuteReaderAsync();
        var samples = new object?[reader.FieldCount];
        while (await reader.ReadAsync())
        {
            for (var i = 0; i < samples.Length; i++)
            {
                samples[i] ??= reader.IsDBNull(i) ? null : reader.GetValue(i);
            }
        }

        for (var i = 0; i < samples.Length; i++)
        {
            columns.Add(new Column(reader.GetName(i), samples[i]));
        }

        return columns;
    }

    private static async Task<long> ScalarAsync(SqliteConnection db, string sql)
    {
        await using var command = db.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static string Prefixed(string column, int prefix) =>
        Invariant($"CASE WHEN \"{column}\" IS NULL THEN NULL ELSE '{prefix:X8}' || substr(\"{column}\", 9) END");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private sealed record Column(string Name, object? Sample)
    {
        public bool IsText => Sample is string;

        public bool IsId => Sample is string text && Guid.TryParseExact(text, "D", out _);

        public bool IsDay =>
            Sample is string { Length: 10 } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

        public bool IsMoment => Sample is string { Length: >= 19 } text && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }
}
