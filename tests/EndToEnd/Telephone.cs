using Preau.Identity.Proof;

namespace Preau.EndToEnd;

/// <summary>The application of codes on somebody's telephone.</summary>
internal static class Telephone
{
    /// <summary>What it shows now for the key that was typed in.</summary>
    public static string Code(string key) => Totp.Code(FromBase32(key), Totp.StepAt(TimeProvider.System.GetUtcNow()));

    private static byte[] FromBase32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in text)
        {
            (buffer, bits) = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), bits + 5);
            if (bits >= 8)
            {
                bytes.Add((byte)(buffer >> (bits - 8)));
                bits -= 8;
            }
        }

        return [.. bytes];
    }
}
