using System.Runtime.InteropServices;
using System.Text;

namespace Preau.Platform;

/// <summary>What anyone can read in the repository opens no door in production: demo accounts, demo secrets, a shifted clock.</summary>
public static class Production
{
    private const string Demo = "demo-only";

    /// <exception cref="InvalidOperationException">Names the settings, never their values; the host doesn't start.</exception>
    public static void Check(IConfiguration configuration, IHostEnvironment environment)
    {
        if (!environment.IsProduction())
        {
            return;
        }

        if (configuration["Demo:Directory"] is { Length: > 0 })
        {
            throw new InvalidOperationException(
                "Demo:Directory is refused in production: it opens accounts whose password is published. Leave it empty (in compose: PREAU_DEMO=).");
        }

        var published = configuration.AsEnumerable().Where(s => IsOfTheDemo(s.Value)).Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
        if (published.Count > 0)
        {
            throw new InvalidOperationException(
                $"{string.Join(", ", published)}: a demo value that anyone can read is refused in production. Set a secret of your own (openssl rand -hex 24).");
        }
    }

    // The key that seals certificates stands in base64.
    private static bool IsOfTheDemo(string? value)
    {
        var bytes = new byte[64];
        return value is not null && (value.Contains(Demo, StringComparison.OrdinalIgnoreCase)
            || (value.Length <= 64 && Convert.TryFromBase64String(value, bytes, out var length)
                && Encoding.Latin1.GetString(bytes, 0, length).Contains(Demo, StringComparison.OrdinalIgnoreCase)));
    }
}

/// <summary>
/// Databases, keys, mails and backups are about people: on Unix what this program makes is for its own account alone, folders 700 and files 600.
/// </summary>
public static class OwnFiles
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>From now on, whatever part of the program makes it.</summary>
    public static void Begin()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetMask(Convert.ToUInt32("077", 8));
        }
    }

    /// <summary>Of a file that an earlier version left readable for all.</summary>
    public static void Close(string file)
    {
        if (!OperatingSystem.IsWindows() && File.Exists(file) && File.GetUnixFileMode(file) != Own)
        {
            File.SetUnixFileMode(file, Own);
        }
    }

#pragma warning disable SYSLIB1054 // generated marshalling needs unsafe code, for one number
    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);
#pragma warning restore SYSLIB1054
}
