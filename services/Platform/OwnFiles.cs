using System.Runtime.InteropServices;

namespace Preau.Platform;

/// <summary>
/// Databases, keys, mails and backups are about people: on Unix what this program makes is for its own account alone, folders 700 and files 600.
/// </summary>
internal static class OwnFiles
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
