using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Preau.Platform.Moving;

/// <summary>The rows of one tenant in one table, as the model describes it: a table that is added later is carried without a line here.</summary>
internal sealed class Slice
{
    private readonly string _name;

    private Slice(ITable table, ISqlGenerationHelper sql, AlsoMoved? also)
    {
        (Table, Also) = (table, also);
        _name = sql.DelimitIdentifier(table.Name, table.Schema);
        Where = also?.Where ?? $"{sql.DelimitIdentifier(nameof(ITenantOwned.Tenant))} = @slug";
        Columns = [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new Column(c, sql.DelimitIdentifier(c.Name)))];
        var columns = string.Join(", ", Columns.Select(c => c.Quoted));
        Select = $"SELECT {columns} FROM {_name} WHERE {Where}";
        Count = $"SELECT COUNT(*) FROM {_name} WHERE {Where}";
        Insert = $"INSERT INTO {_name} ({columns}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}"))})";
    }

    public ITable Table { get; }

    public AlsoMoved? Also { get; }

    public IReadOnlyList<Column> Columns { get; }

    public string Where { get; }

    public string Select { get; }

    public string Count { get; }

    public string Insert { get; }

    /// <summary>What is referred to stands before what refers to it.</summary>
    public static IReadOnlyList<Slice> Of(TenantDb db, MoveOptions options)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        var model = db.Model.GetRelationalModel();
        var waiting = model.Tables.Where(t => t.EntityTypeMappings.Any(m => typeof(ITenantOwned).IsAssignableFrom(m.TypeBase.ClrType)))
            .Select(t => new Slice(t, sql, null))
            .Concat(options.Also.Select(a => new Slice(model.Tables.Single(t => t.Name == a.Table), sql, a)))
            .OrderBy(s => s.Table.Name, StringComparer.Ordinal).ToList();
        var sorted = new List<Slice>();
        while (waiting.Count > 0)
        {
            var free = waiting.Find(s => !s.Table.ForeignKeyConstraints.Any(k => waiting.Exists(o => o.Table == k.PrincipalTable)))
                ?? throw new InvalidOperationException($"Tables refer to each other: {string.Join(", ", waiting.Select(s => s.Table.Name))}.");
            waiting.Remove(free);
            sorted.Add(free);
        }

        return sorted;
    }

    /// <summary>How many rows have these values in these columns, whoever's they are.</summary>
    public string CountBy(IEnumerable<Column> columns) =>
        $"SELECT COUNT(*) FROM {_name} WHERE {string.Join(" AND ", columns.Select((c, i) => $"{c.Quoted} = @p{i}"))}";

    /// <summary>One line of the file: an object of all columns, in the order of their names.</summary>
    public byte[] Line(object?[] row)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer,
            new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            foreach (var (i, column) in Columns.Index())
            {
                writer.WritePropertyName(column.Name);
                JsonSerializer.Serialize(writer, row[i], row[i] is null ? typeof(object) : column.Stored);
            }

            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <exception cref="TenantFileException">A column is missing or is something else.</exception>
    public object?[] Row(string line)
    {
        try
        {
            using var read = JsonDocument.Parse(line);
            return [.. Columns.Select(c =>
                read.RootElement.GetProperty(c.Name) is { ValueKind: not JsonValueKind.Null } value ? value.Deserialize(c.Stored) : null)];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new TenantFileException($"{Table.Name}.jsonl: a line is no row of this table.");
        }
    }
}

/// <summary>A column, the type that its database stores, and how a value gets there.</summary>
internal sealed class Column
{
    private readonly RelationalTypeMapping _mapping;
    private readonly Func<DbDataReader, int, object> _read;
    private readonly bool _nullable;

    public Column(IColumn column, string quoted)
    {
        (Name, Quoted, _nullable) = (column.Name, quoted, column.IsNullable);
        _mapping = column.PropertyMappings[0].TypeMapping;
        Stored = Nullable.GetUnderlyingType(_mapping.Converter?.ProviderClrType ?? _mapping.ClrType) ?? _mapping.Converter?.ProviderClrType ?? _mapping.ClrType;
        _read = typeof(Column).GetMethod(nameof(ReadAs), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(Stored).CreateDelegate<Func<DbDataReader, int, object>>();
    }

    public string Name { get; }

    public string Quoted { get; }

    public Type Stored { get; }

    // Databases keep different numbers of noughts behind the point: a sum is of the number.
    public object? Read(DbDataReader reader, int at) =>
        reader.IsDBNull(at) ? null : _read(reader, at) is var value && value is decimal number ? number / 1.0000000000000000000000000000m : value;

    public DbParameter Parameter(DbCommand command, int at, object? value) =>
        _mapping.CreateParameter(command, $"@p{at}", value is null ? null : _mapping.Converter is { } convert ? convert.ConvertFromProvider(value) : value,
            _nullable);

    private static object ReadAs<T>(DbDataReader reader, int at) => reader.GetFieldValue<T>(at)!;
}
