using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Preau.Architecture;

/// <summary>Every context of every service, made by its own design-time factory: no server needed.</summary>
internal static class Databases
{
    private static readonly Assembly[] Services =
    [
        typeof(Family.FamilyApp).Assembly, typeof(Planning.PlanningApp).Assembly, typeof(Billing.BillingApp).Assembly, typeof(Messaging.MessagingApp).Assembly,
        typeof(Identity.IdentityApp).Assembly,
    ];

    public static TheoryData<string> All(string provider) =>
        new(Factories().Select(f => f.Context.Name).Where(n => n.StartsWith(provider, StringComparison.Ordinal)));

    public static DbContext Create(string name)
    {
        var (_, factory) = Factories().Single(f => f.Context.Name == name);
        return (DbContext)factory.GetMethod("CreateDbContext")!.Invoke(Activator.CreateInstance(factory), [Array.Empty<string>()])!;
    }

    private static IEnumerable<(Type Context, Type Factory)> Factories() =>
        from assembly in Services
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsAbstract: false }
        from contract in type.GetInterfaces()
        where contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>)
        select (contract.GetGenericArguments()[0], type);
}
