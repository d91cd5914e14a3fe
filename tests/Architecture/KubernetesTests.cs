using k8s;
using k8s.Models;

namespace Preau.Architecture;

public sealed class KubernetesTests
{
    private static readonly string[] Services = ["identity", "family", "planning", "billing", "messaging"];
    private static readonly string[] Hosts = [.. Services, "families", "office", "gateway"];

    public static TheoryData<string> Overlays => [.. Manifests.Overlays];

    [Fact]
    public void Every_file_names_only_fields_that_a_cluster_knows() =>
        Assert.All(Manifests.WholeFiles(), path => Assert.NotEmpty(KubernetesYaml.LoadAllFromString(File.ReadAllText(path), null, strict: true)));

    [Fact]
    public void A_misspelled_field_is_noticed() =>
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(
            File.ReadAllText(Manifests.WholeFiles().Single(p => p.EndsWith("host-patch.yaml", StringComparison.Ordinal)))
                .Replace("readinessProbe", "readynessProbe", StringComparison.Ordinal),
            null, strict: true));

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_host_is_deployed_and_every_database_migrated(string overlay)
    {
        var objects = Manifests.Of(overlay);

        Assert.Equal(Hosts.Order(), objects.OfType<V1Deployment>().Select(d => d.Metadata.Name).Order());
        Assert.Equal(Services.Select(s => "migrate-" + s).Order(), objects.OfType<V1Job>().Select(j => j.Metadata.Name).Order());
        Assert.Subset(objects.OfType<V1Service>().Select(s => s.Metadata.Name).ToHashSet(), Hosts.ToHashSet());
        Assert.Equal(Hosts.Order(), objects.OfType<V1PodDisruptionBudget>().Select(b => b.Metadata.Name).Order());
        Assert.All(objects.OfType<V1Job>(), j => Assert.Equal(["migrate"], j.Spec.Template.Spec.Containers.Single().Args));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void No_container_may_more_than_it_needs(string overlay)
    {
        var objects = Manifests.Of(overlay);
        V1PodSpec[] pods =
        [
            .. objects.OfType<V1Deployment>().Select(d => d.Spec.Template.Spec),
            .. objects.OfType<V1Job>().Select(j => j.Spec.Template.Spec),
            .. objects.OfType<V1StatefulSet>().Select(s => s.Spec.Template.Spec),
        ];

        Assert.All(pods, pod =>
        {
            Assert.True(pod.SecurityContext.RunAsNonRoot);
            Assert.True(pod.SecurityContext.RunAsUser > 0);
            Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
            Assert.False(pod.AutomountServiceAccountToken);
            Assert.All(pod.Containers, c =>
            {
                Assert.True(c.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(c.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], c.SecurityContext.Capabilities.Drop);
                Assert.Contains("memory", c.Resources.Limits.Keys);
                Assert.Contains("cpu", c.Resources.Requests.Keys);
            });
        });
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Every_host_says_whether_it_lives_and_is_ready_and_leaves_slowly(string overlay) =>
        Assert.All(Manifests.Of(overlay).OfType<V1Deployment>(), d =>
        {
            var host = d.Spec.Template.Spec.Containers.Single();
            Assert.Equal("/health/live", host.LivenessProbe.HttpGet.Path);
            Assert.Equal("/health/live", host.StartupProbe.HttpGet.Path);
            Assert.Equal("/health/ready", host.ReadinessProbe.HttpGet.Path);
            // 25 s in all, of which the first five say "I am leaving" while the endpoints forget the pod.
            Assert.Equal("5",
                Manifests.Of(overlay).OfType<V1ConfigMap>().First(m => m.Data.ContainsKey("Shutdown__DrainSeconds")).Data["Shutdown__DrainSeconds"]);
            Assert.True(d.Spec.Template.Spec.TerminationGracePeriodSeconds > 30);
            Assert.NotEmpty(d.Spec.Template.Spec.TopologySpreadConstraints);
        });

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Only_the_gateway_is_reached_from_outside_and_only_services_reach_databases(string overlay)
    {
        var objects = Manifests.Of(overlay);
        var policies = objects.OfType<V1NetworkPolicy>().ToList();

        var fromOutside = policies.Where(p =>
            (p.Spec.Ingress ?? []).Any(i => i.FromProperty is null || i.FromProperty.Any(f => f.NamespaceSelector is not null)))
            .ToList();
        Assert.Equal("gateway", Assert.Single(fromOutside).Spec.PodSelector.MatchLabels["app.kubernetes.io/name"]);
        Assert.All(objects.OfType<V1Ingress>(), i => Assert.Equal("gateway", i.Spec.Rules.Single().Http.Paths.Single().Backend.Service.Name));
        var toData = policies.Single(p => p.Metadata.Name == "services-to-data").Spec.PodSelector.MatchExpressions.Single().Values;
        Assert.Equal([.. Services, .. Services.Select(s => "migrate-" + s)], toData);
        // Nothing by default, both ways.
        var nothing = policies.Single(p => p.Metadata.Name == "nothing-by-default").Spec;
        Assert.Equal(["Ingress", "Egress"], nothing.PolicyTypes);
        Assert.Null(nothing.Ingress);
        Assert.Null(nothing.Egress);
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Secrets_are_named_never_written(string overlay)
    {
        var objects = Manifests.Of(overlay);

        Assert.Empty(objects.OfType<V1Secret>());
        Assert.All(objects.OfType<V1ConfigMap>().SelectMany(m => m.Data), s =>
            Assert.DoesNotMatch("(?i)password|secret|key$|connectionstring", s.Key));
        Assert.All(
            objects.OfType<V1Deployment>().SelectMany(d => d.Spec.Template.Spec.Containers.Single().Env ?? []).Where(e => e.Value is not null),
            e => Assert.DoesNotMatch("(?i)password|secret|connectionstring", e.Name));
    }

    [Fact]
    public void In_a_region_every_host_scales_and_what_consumes_events_also_by_its_queue()
    {
        var scalers = Manifests.Of("region").OfType<V2HorizontalPodAutoscaler>().ToDictionary(h => h.Spec.ScaleTargetRef.Name);

        Assert.Equal(Hosts.Order(), scalers.Keys.Order());
        Assert.All(scalers.Values, h => Assert.True(h.Spec.MinReplicas >= 2));
        Assert.All(["planning", "billing", "messaging", "identity"], s =>
            Assert.Contains(scalers[s].Spec.Metrics, m => m.External?.Metric.Selector.MatchLabels["queue"] == "preau." + s));
        Assert.All(Manifests.Of("region").OfType<V1Deployment>(), d => Assert.Null(d.Spec.Replicas));
    }

    [Fact]
    public void On_one_node_each_database_file_has_one_writer_and_a_volume()
    {
        var objects = Manifests.Of("small");

        Assert.All(objects.OfType<V1Deployment>().Where(d => Services.Contains(d.Metadata.Name)), d =>
        {
            Assert.Equal(1, d.Spec.Replicas);
            Assert.Equal("Recreate", d.Spec.Strategy.Type);
            Assert.Contains(d.Spec.Template.Spec.Volumes, v => v.PersistentVolumeClaim?.ClaimName == d.Metadata.Name + "-data");
            Assert.DoesNotContain(d.Spec.Template.Spec.Containers.Single().Env, e => e.Name == "Database__ConnectionString");
        });
    }
}
