using System.Globalization;

namespace Preau.Testing;

/// <summary>
/// The system clock of single processes, set while they run, as an operator or a time server sets it: by Debian's <c>libfaketime</c> (package
/// <c>faketime</c>), where it is installed. How long something lasts is counted on as ever, since a kernel doesn't set that clock either.
/// </summary>
public sealed class FalseClock(string folder)
{
    /// <summary>Null where it isn't installed.</summary>
    public static string? Library { get; } = Find();

    public static TimeSpan Taken { get; } = TimeSpan.FromSeconds(1.5);

    /// <summary>For a process about to start: from now on its clock goes by what <see cref="SetAsync"/> says of this name.</summary>
    public void Give(string name, IDictionary<string, string?> environment)
    {
        if (!File.Exists(PathOf(name)))
        {
            File.WriteAllText(PathOf(name), "+0");
        }

        environment["LD_PRELOAD"] = Library ?? throw new InvalidOperationException("libfaketime is missing: install the package faketime.");
        environment["FAKETIME_TIMESTAMP_FILE"] = PathOf(name);
        // The file is read once a second: at each look it would cost the runtime, which looks all the time, more than its work.
        environment["FAKETIME_CACHE_DURATION"] = "1";
        environment["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        // With its "fix" for an old C library each wait for a while ends at once: an idle host took a whole processor.
        environment["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
        // The times of files stay as they were written, and a killed process leaves nothing behind.
        environment["NO_FAKE_STAT"] = "1";
        environment["FAKETIME_DISABLE_SHM"] = "1";
    }

    /// <summary>Within a second, <see cref="Taken"/> later for certain.</summary>
    public async Task SetAsync(string name, TimeSpan ahead)
    {
        // In one piece: the process may read it at any moment.
        var next = PathOf(name) + ".next";
        await File.WriteAllTextAsync(next, ((int)ahead.TotalSeconds).ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(next, PathOf(name), overwrite: true);
    }

    private string PathOf(string name) => Path.Combine(folder, name + ".clock");

    private static string? Find() => Directory.Exists("/usr/lib")
        ? Directory.EnumerateDirectories("/usr/lib", "*-linux-gnu").Select(d => Path.Combine(d, "faketime", "libfaketimeMT.so.1")).FirstOrDefault(File.Exists)
        : null;
}
