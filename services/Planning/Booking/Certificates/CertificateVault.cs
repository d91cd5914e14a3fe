using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Preau.Planning.Booking.Certificates;

/// <summary>
/// Seals certificates with AES-256-GCM: health data is never at rest in clear. The key is <c>Certificates:Key</c> (32 bytes in base64), with former ones in
/// <c>Certificates:OldKeys</c> for reading; or a file, <c>Certificates:KeyFile</c>, made on first use. The tenant and the certificate's id are bound in.
/// </summary>
public sealed class CertificateVault
{
    private const byte Format = 1;
    private const int NonceAt = 1 + sizeof(int);
    private const int TagAt = NonceAt + 12;
    private const int DataAt = TagAt + 16;

    private readonly byte[] _key;
    private readonly Dictionary<int, byte[]> _keys;

    public CertificateVault(IConfiguration configuration, IHostEnvironment environment)
    {
        var current = configuration["Certificates:Key"] is { Length: > 0 } text
            ? Read(text, "Certificates:Key") : FromFile(KeyFile(configuration, environment));
        var old = configuration.GetSection("Certificates:OldKeys").Get<string[]>() ?? [];
        _key = current;
        _keys = old.Select((k, i) => Read(k, $"Certificates:OldKeys:{i}")).Prepend(current).DistinctBy(IdOf).ToDictionary(IdOf);
    }

    public byte[] Seal(ReadOnlySpan<byte> plain, string tenant, Guid id)
    {
        var box = new byte[DataAt + plain.Length];
        box[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(1), IdOf(_key));
        RandomNumberGenerator.Fill(box.AsSpan(NonceAt, 12));
        using var aes = new AesGcm(_key, 16);
        aes.Encrypt(box.AsSpan(NonceAt, 12), plain, box.AsSpan(DataAt), box.AsSpan(TagAt, 16), Bound(tenant, id));
        return box;
    }

    /// <exception cref="CryptographicException">Not sealed here, for this certificate, with a key that is still known.</exception>
    public byte[] Open(byte[] box, string tenant, Guid id)
    {
        if (box.Length < DataAt || box[0] != Format || !_keys.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(box.AsSpan(1)), out var key))
        {
            throw new CryptographicException("The key of this certificate is not among Certificates:Key and Certificates:OldKeys.");
        }

        var plain = new byte[box.Length - DataAt];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(box.AsSpan(NonceAt, 12), box.AsSpan(DataAt), box.AsSpan(TagAt, 16), plain, Bound(tenant, id));
        return plain;
    }

    private static byte[] Bound(string tenant, Guid id) => Encoding.UTF8.GetBytes($"{tenant}/{id:N}");

    private static int IdOf(byte[] key) => BinaryPrimitives.ReadInt32BigEndian(SHA256.HashData(key));

    private static byte[] Read(string text, string name)
    {
        var key = new byte[32];
        return Convert.TryFromBase64String(text.Trim(), key, out var length) && length == 32 ? key
            : throw new InvalidOperationException($"{name} is not 32 bytes in base64 (openssl rand -base64 32).");
    }

    private static string KeyFile(IConfiguration configuration, IHostEnvironment environment) =>
        configuration["Certificates:KeyFile"] is { Length: > 0 } file ? file
        : !environment.IsProduction() && configuration["Database:Directory"] is { Length: > 0 } directory ? Path.Combine(directory, "certificates.key")
        : throw new InvalidOperationException("Certificates:Key is missing: 32 bytes in base64 (openssl rand -base64 32), the same for all replicas; certificates of families are sealed with it.");

    private static byte[] FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var writer = new StreamWriter(file, options);
            writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }

        return Read(File.ReadAllText(file), file);
    }
}
