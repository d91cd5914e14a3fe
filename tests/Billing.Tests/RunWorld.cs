using Preau.Contracts;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Two families with days to bill.</summary>
public abstract class RunWorld(TestDatabase database) : BillingWorld(database)
{
    protected async Task TwoFamiliesAsync()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Louise, "garderie-matin", 10)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3, CellOutcome.Present), Cell(Noe, "restauration", 10)));
    }
}
