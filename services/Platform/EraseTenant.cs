using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Preau.Platform;

public static class EraseTenant
{
    /// <summary>Deletes every row of the scope's tenant, what refers before what is referred to. Inside <see cref="TenantDb.WriteAsync{T}"/>.</summary>
    public static async Task EraseTenantAsync(this TenantDb db, CancellationToken ct)
    {
        var sql = db.GetService<ISqlGenerationHelper>();
        foreach (var type in InOrder([.. db.Model.GetEntityTypes().Where(t => typeof(ITenantOwned).IsAssignableFrom(t.ClrType) && t.GetTableName() is not null)]))
        {
            var table = sql.DelimitIdentifier(type.GetTableName()!, type.GetSchema());
            var column = sql.DelimitIdentifier(type.FindProperty(nameof(ITenantOwned.Tenant))!.GetColumnName());
#pragma warning disable EF1002 // names come from the model, the tenant is a parameter
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM {table} WHERE {column} = {{0}}", [db.CurrentTenant], ct);
#pragma warning restore EF1002
        }
    }

    private static IEnumerable<IEntityType> InOrder(List<IEntityType> types)
    {
        while (types.Count > 0)
        {
            var free = types.Find(t => !types.Exists(o => o != t && o.GetForeignKeys().Any(k => k.PrincipalEntityType == t))) ?? types[0];
            types.Remove(free);
            yield return free;
        }
    }
}
