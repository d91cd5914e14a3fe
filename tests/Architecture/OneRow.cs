using System.Collections;
using System.Data.Common;

namespace Preau.Architecture;

/// <summary>A result of one row whose every column has the value asked for, whatever its type; the
/// settings document where one is selected, and every migration applied.</summary>
internal sealed class OneRow(string sql, string settingsDocument, string[] migrations) : DbDataReader
{
    private readonly string[] _columns = sql.StartsWith("SELECT", StringComparison.Ordinal)
        ? sql[..Math.Max(0, sql.IndexOf("FROM", StringComparison.Ordinal))].Split(',')
        : [];
    private readonly bool _history = sql.Contains("__EFMigrationsHistory", StringComparison.Ordinal);
    private int _row = -1;

    public override int Depth => 0;

    public override int FieldCount => Math.Max(_columns.Length, 64);

    public override bool HasRows => true;

    public override bool IsClosed => false;

    public override int RecordsAffected => 1;

    public override object this[int ordinal] => GetValue(ordinal);

    public override object this[string name] => throw new NotSupportedException();

    public override bool Read() => ++_row < (_history ? migrations.Length : 1);

    public override bool NextResult()
    {
        _row = -1;
        return false;
    }

    public override bool IsDBNull(int ordinal) => false;

    public override bool GetBoolean(int ordinal) => true;

    public override byte GetByte(int ordinal) => 1;

    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) => 0;

    public override char GetChar(int ordinal) => '0';

    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) => 0;

    public override string GetDataTypeName(int ordinal) => "nvarchar";

    public override DateTime GetDateTime(int ordinal) => new(2026, 12, 8);

    public override decimal GetDecimal(int ordinal) => 1;

    public override double GetDouble(int ordinal) => 1;

    public override Type GetFieldType(int ordinal) => typeof(object);

    public override float GetFloat(int ordinal) => 1;

    public override Guid GetGuid(int ordinal) => Known;

    public override short GetInt16(int ordinal) => 1;

    public override int GetInt32(int ordinal) => 1;

    public override long GetInt64(int ordinal) => 1;

    public override string GetName(int ordinal) => "c" + ordinal;

    public override int GetOrdinal(string name) => throw new NotSupportedException();

    /// <summary>"0" is a number, a text and the name of any enumeration's first value.</summary>
    public override string GetString(int ordinal) =>
        _history ? migrations[_row] : ordinal < _columns.Length && _columns[ordinal].Contains("[Document]", StringComparison.Ordinal) ? settingsDocument : "0";

    public override object GetValue(int ordinal) => GetString(ordinal);

    public override int GetValues(object[] values) => 0;

    public override IEnumerator GetEnumerator() => throw new NotSupportedException();

    public override T GetFieldValue<T>(int ordinal) => (T)(typeof(T) switch
    {
        var t when t == typeof(DateOnly) => new DateOnly(2026, 12, 8),
        var t when t == typeof(TimeOnly) => new TimeOnly(12, 0),
        var t when t == typeof(Guid) => Known,
        var t when t == typeof(string) => GetString(ordinal),
        var t when t == typeof(DateTime) => GetDateTime(ordinal),
        var t when t == typeof(byte[]) => Array.Empty<byte>(),
        var t => Convert.ChangeType(1, t, System.Globalization.CultureInfo.InvariantCulture),
    });

    /// <summary>The family and person the test's token speaks for.</summary>
    public static Guid Known { get; } = Guid.Parse("10000000-0000-0000-0000-000000000001");
}
