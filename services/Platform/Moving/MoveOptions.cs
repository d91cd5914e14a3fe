namespace Preau.Platform.Moving;

/// <summary>What a host carries of a tenant beside its tenant-owned rows, which go without being
/// named. Hosts of which every row is tenant-owned set nothing.</summary>
public sealed class MoveOptions
{
    /// <summary>Tables that are not tenant-owned, in any order.</summary>
    public IList<AlsoMoved> Also { get; } = [];

    /// <summary>Whether the tenant of the scope is archived: nothing may change under a move. By default, what the host was told last.</summary>
    public Func<TenantDb, CancellationToken, Task<bool>>? IsArchived { get; set; }

    /// <summary>Looks at the rows that came in, inside their transaction; throws <see cref="TenantFileException"/>.</summary>
    public Func<IServiceProvider, string, CancellationToken, Task>? Check { get; set; }
}

/// <param name="Where">SQL over the table's own columns, the tenant as <c>@slug</c>.</param>
public sealed record AlsoMoved(string Table, string Where)
{
    /// <summary>Rows that another tenant may have brought before: those that are there stay as they are.</summary>
    public bool Shared { get; init; }

    /// <summary>Of a shared table: a column whose value may not be another row's here.</summary>
    public string? Unique { get; init; }

    /// <summary>A yes-or-no column that is "no" wherever the row goes.</summary>
    public string? Never { get; init; }
}
