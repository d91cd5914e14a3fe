using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Preau.Testing;

/// <summary>
/// SQLite takes a text of any length where SQL Server refuses one longer than its column: in every test of every service, whatever is saved is held against
/// the length that its column has there. What is too long fails the save, as it would in production.
/// </summary>
public sealed class ColumnLengths : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly string Saving = CoreEventId.SaveChangesStarting.Name!;

    private ColumnLengths()
    {
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            value.Subscribe(this, name => name == Saving);
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is DbContextEventData { Context: { } db })
        {
            foreach (var entry in db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified))
            {
                Check(entry);
            }
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    /// <exception cref="DbUpdateException">Names the column and both lengths, never the value.</exception>
    public static void Check(EntityEntry entry)
    {
        foreach (var property in entry.Metadata.GetProperties())
        {
            if (property.GetMaxLength() is > 0 and var most && entry.CurrentValues[property] is { } value
                && (property.GetTypeMapping().Converter?.ConvertToProvider(value) ?? value) is var stored && LengthOf(stored) is { } length && length > most)
            {
                throw new DbUpdateException($"{entry.Metadata.ShortName()}.{property.Name}: {length} where SQL Server's column takes {most}.");
            }
        }
    }

    private static int? LengthOf(object? value) => value switch { string text => text.Length, byte[] bytes => bytes.Length, _ => null };

#pragma warning disable CA2255 // it is a library of tests: each of them is watched without asking for it
    [ModuleInitializer]
    internal static void Watch() => DiagnosticListener.AllListeners.Subscribe(new ColumnLengths());
#pragma warning restore CA2255
}
