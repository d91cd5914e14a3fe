using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Preau.Platform.Moving;

/// <summary><c>manifest.json</c> of one host's part: what was taken, and the sums by which the other side knows that all of it came.</summary>
public sealed record Manifest(string Host, string Tenant, DateTimeOffset At, IReadOnlyList<MovedTable> Tables);

/// <param name="Sum">Of all rows with sealed values opened, whatever their order: the same before and after, under whatever key they are sealed.</param>
public sealed record MovedTable(string Table, IReadOnlyList<string> Columns, long Rows, string Sum);

/// <summary>Adds up rows so that their order doesn't matter: two databases sort ids differently.</summary>
internal sealed class RowSum
{
    private UInt128 _sum;

    public long Rows { get; private set; }

    public void Add(ReadOnlySpan<byte> row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(row, hash);
        unchecked
        {
            _sum += BinaryPrimitives.ReadUInt128BigEndian(hash);
        }

        Rows++;
    }

    public override string ToString() => _sum.ToString("x32", CultureInfo.InvariantCulture);
}
