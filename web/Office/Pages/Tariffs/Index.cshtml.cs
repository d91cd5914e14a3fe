using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Tariffs;

/// <summary>All tariffs with what is in force, decided and in preparation, and what doesn't fit.</summary>
[May(Permissions.Settings)]
internal sealed class IndexModel(TariffsClient tariffs) : TariffPage(tariffs)
{
    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);
}
