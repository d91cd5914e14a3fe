using System.Security.Cryptography;

namespace Preau.Platform.Moving;

/// <summary>
/// Sealed values on their way: opened with one vault, sealed with another for the same row.
/// Any column may hold one. To which id of its row it is bound shows by
/// trying: only the right one opens it.
/// </summary>
internal sealed class Sealed(Func<Vault> from, Func<Vault> to, string tenant)
{
    /// <summary>The row with its sealed values under the other key, and with them in clear, for the
    /// sum alone. Both are the row itself where nothing is sealed.</summary>
    /// <exception cref="TenantFileException">A value was sealed with a key that is not known here.</exception>
    public (object?[] Moved, object?[] Clear) Again(Slice slice, object?[] row)
    {
        object?[]? moved = null, clear = null;
        foreach (var (i, value) in row.Index())
        {
            if (BoxOf(value) is not { } box)
            {
                continue;
            }

            var (plain, id) = Open(box, row)
                ?? throw new TenantFileException($"{slice.Table.Name}.{slice.Columns[i].Name}: a value is sealed with a key that is not known here.");
            moved ??= [.. row];
            clear ??= [.. row];
            clear[i] = value is string ? Vault.TextMark + Convert.ToBase64String(plain) : plain;
            var again = to().Seal(plain, tenant, id);
            moved[i] = value is string ? Vault.TextMark + Convert.ToBase64String(again) : again;
        }

        return (moved ?? row, clear ?? row);
    }

    private static byte[]? BoxOf(object? value) => value switch
    {
        byte[] bytes when Vault.IsBox(bytes) => bytes,
        string text when text.StartsWith(Vault.TextMark, StringComparison.Ordinal) && Bytes(text[Vault.TextMark.Length..]) is { } bytes && Vault.IsBox(bytes) =>
            bytes,
        _ => null,
    };

    private static byte[]? Bytes(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }

    private (byte[] Plain, Guid Id)? Open(byte[] box, object?[] row)
    {
        foreach (var id in row.OfType<Guid>().Distinct())
        {
            try
            {
                return (from().Open(box, tenant, id), id);
            }
            catch (CryptographicException)
            {
                // Not bound to this one.
            }
        }

        return null;
    }
}
