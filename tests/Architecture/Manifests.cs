using System.Collections.Concurrent;
using System.Diagnostics;
using k8s;

namespace Preau.Architecture;

/// <summary>The cluster's files, put together by <c>kubectl kustomize</c> and parsed strictly: an unknown field is an error.</summary>
internal static class Manifests
{
    public static readonly string[] Overlays = ["small", "region"];

    private static readonly ConcurrentDictionary<string, Lazy<IReadOnlyList<object>?>> Read = new();

    /// <summary>All objects of an overlay. Skips the test where kubectl isn't installed.</summary>
    public static IReadOnlyList<object> Of(string overlay)
    {
        var objects = Read.GetOrAdd(overlay, o => new(() => Kustomize(o))).Value;
        Assert.SkipWhen(objects is null, "kubectl is not installed.");
        return objects!;
    }

    private static List<object>? Kustomize(string overlay)
    {
        var start = new ProcessStartInfo("kubectl", ["kustomize", Path.Combine(Repository.Root, "deploy/kubernetes/overlays", overlay)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors.Result);
            return KubernetesYaml.LoadAllFromString(text, null, strict: true);
        }
    }

    /// <summary>Files that are whole objects by themselves; patches and kustomizations aren't.</summary>
    public static IEnumerable<string> WholeFiles() =>
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "deploy/kubernetes"), "*.yaml", SearchOption.AllDirectories)
        where !path.EndsWith("kustomization.yaml", StringComparison.Ordinal)
        select path;
}
