using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Preau.Platform;

/// <summary>
/// Seals what must never be at rest in clear, with AES-256-GCM. The key is
/// <c>Certificates:Key</c> (32 bytes in base64, one for an installation), former ones stand in
/// <c>Certificates:OldKeys</c> for reading; or a file, <c>Certificates:KeyFile</c>, made on first use. The tenant and the row's id are bound in.
/// </summary>
public sealed class Vault
{
    /// <summary>Before a sealed value in base64, in a column that holds text.</summary>
    public const string TextMark = "sealed:";

    private const byte Format = 1;
    private const int NonceAt = 1 + sizeof(int);
    private const int TagAt = NonceAt + 12;
    private const int DataAt = TagAt + 16;

    // Read on first use: a host that seals nothing needs no key.
    private readonly Lazy<(byte[] Current, Dictionary<int, byte[]> All)> _keys;

    public Vault(IConfiguration configuration, IHostEnvironment environment) => _keys = new(() =>
    {
        var current = configuration["Certificates:Key"] is { Length: > 0 } text
            ? Read(text, "Certificates:Key")
            : FromFile(KeyFile(configuration, environment));
        var old = configuration.GetSection("Certificates:OldKeys").Get<string[]>() ?? [];
        return (current, old.Select((k, i) => Read(k, $"Certificates:OldKeys:{i}")).Prepend(current).DistinctBy(IdOf).ToDictionary(IdOf));
    });

    /// <summary>For a host that will need the key: it fails at its start, not at the first secret.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is not 32 bytes in base64.</exception>
    public void RequireKey() => _ = _keys.Value;

    private Vault(byte[] key) => _keys = new(() => (key, new Dictionary<int, byte[]> { [IdOf(key)] = key }));

    /// <summary>With a key of its own: for what leaves the installation.</summary>
    /// <param name="name">Of the setting, for the sentence about a wrong one.</param>
    public static Vault With(string key, string name) => new(Read(key, name));

    /// <summary>Whether it looks like something sealed, under whatever key. No picture, PDF or text begins so.</summary>
    public static bool IsBox(byte[] bytes) => bytes.Length >= DataAt && bytes[0] == Format;

    public byte[] Seal(ReadOnlySpan<byte> plain, string tenant, Guid id)
    {
        var key = _keys.Value.Current;
        var box = new byte[DataAt + plain.Length];
        box[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(box.AsSpan(1), IdOf(key));
        RandomNumberGenerator.Fill(box.AsSpan(NonceAt, 12));
        using var aes = new AesGcm(key, 16);
        aes.Encrypt(box.AsSpan(NonceAt, 12), plain, box.AsSpan(DataAt), box.AsSpan(TagAt, 16), Bound(tenant, id));
        return box;
    }

    public byte[] Seal(string text, string tenant, Guid id) => Seal(Encoding.UTF8.GetBytes(text), tenant, id);

    /// <exception cref="CryptographicException">Not sealed here, for this row, with a key that is still known.</exception>
    public byte[] Open(byte[] box, string tenant, Guid id)
    {
        if (box.Length < DataAt || box[0] != Format || !_keys.Value.All.TryGetValue(BinaryPrimitives.ReadInt32BigEndian(box.AsSpan(1)), out var key))
        {
            throw new CryptographicException("The key of this row is not among Certificates:Key and Certificates:OldKeys.");
        }

        var plain = new byte[box.Length - DataAt];
        using var aes = new AesGcm(key, 16);
        aes.Decrypt(box.AsSpan(NonceAt, 12), box.AsSpan(DataAt), box.AsSpan(TagAt, 16), plain, Bound(tenant, id));
        return plain;
    }

    public string OpenText(byte[] box, string tenant, Guid id) => Encoding.UTF8.GetString(Open(box, tenant, id));

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
        : throw new InvalidOperationException(
            "Certificates:Key is missing: 32 bytes in base64 (openssl rand -base64 32), the same for all hosts and replicas.");

    // Two hosts of one process may come first: the file appears whole or not at all, and the first one's stays.
    private static byte[] FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var draft = $"{file}.{Guid.NewGuid():N}";
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(draft, options))
            {
                writer.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            }

            try
            {
                File.Move(draft, file);
            }
            catch (IOException) when (File.Exists(file))
            {
                File.Delete(draft);
            }
        }

        return Read(File.ReadAllText(file), file);
    }
}

/// <summary>
/// The keys of cookies, forms and, at identity, of the token keys. They lie in a database or a folder that backups copy, so they are encrypted there:
/// by the certificate <c>DataProtection:Certificate</c> (a PKCS #12 file, <c>DataProtection:CertificatePassword</c>), else by the installation's
/// sealing key (<see cref="Vault"/>).
/// </summary>
public static class KeyRing
{
    /// <exception cref="InvalidOperationException">In production, with neither.</exception>
    public static IDataProtectionBuilder AddKeyRing(this WebApplicationBuilder builder, string application)
    {
        var settings = builder.Configuration;
        var ring = builder.Services.AddDataProtection().SetApplicationName(application);
        if (settings["DataProtection:Certificate"] is { Length: > 0 } file)
        {
            return ring.ProtectKeysWithCertificate(X509CertificateLoader.LoadPkcs12FromFile(file, settings["DataProtection:CertificatePassword"]));
        }

        if (settings["Certificates:Key"] is { Length: > 0 } || settings["Certificates:KeyFile"] is { Length: > 0 })
        {
            builder.Services.TryAddSingleton<Vault>();
            builder.Services.AddOptions<KeyManagementOptions>().Configure<Vault>((o, vault) => o.XmlEncryptor = new Sealing(vault));
            return ring;
        }

        return builder.Environment.IsProduction()
            ? throw new InvalidOperationException(
                "Certificates:Key or DataProtection:Certificate is missing: the keys of cookies and tokens would lie in clear beside what they protect.")
            : ring;
    }

    private sealed class Sealing(Vault vault) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var box = vault.Seal(plaintextElement.ToString(SaveOptions.DisableFormatting), OpenSealedKey.Place, Guid.Empty);
            return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String(box)), typeof(OpenSealedKey));
        }
    }
}

/// <summary>Made by Data Protection, by the name that stands beside what is sealed: neither name nor constructor may change.</summary>
internal sealed class OpenSealedKey(IServiceProvider services) : IXmlDecryptor
{
    internal const string Place = "data-protection";

    /// <exception cref="System.Security.Cryptography.CryptographicException">Sealed with a key that is no longer configured.</exception>
    public XElement Decrypt(XElement encryptedElement) =>
        XElement.Parse(services.GetRequiredService<Vault>().OpenText(Convert.FromBase64String(encryptedElement.Value), Place, Guid.Empty));
}
