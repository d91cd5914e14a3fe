using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Preau.Platform;

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
