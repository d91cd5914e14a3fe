using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Certificates;
using Preau.Billing.Coverages;
using Preau.Billing.DirectDebit;
using Preau.Billing.Dunning;
using Preau.Billing.Invoicing;
using Preau.Billing.Holds;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Billing.Mandates;
using Preau.Billing.OnlinePayment;
using Preau.Billing.Payments;
using Preau.Billing.Plans;
using Preau.Billing.Prepaid;
using Preau.Billing.Quotients;
using Preau.Billing.TakenOver;
using Preau.Billing.Treasury;
using Preau.Platform;

namespace Preau.Billing;

/// <summary>Rows of the Billing service.</summary>
public abstract class BillingDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    public DbSet<Cell> Cells => Set<Cell>();

    public DbSet<FamilyMonth> Months => Set<FamilyMonth>();

    public DbSet<CurrentPrice> Prices => Set<CurrentPrice>();

    public DbSet<Why> Whys => Set<Why>();

    public DbSet<KnownFamily> KnownFamilies => Set<KnownFamily>();

    public DbSet<KnownChild> KnownChildren => Set<KnownChild>();

    public DbSet<KnownQuotient> KnownQuotients => Set<KnownQuotient>();

    public DbSet<FactVersion> FactVersions => Set<FactVersion>();

    public DbSet<KnownEnrolments> KnownEnrolments => Set<KnownEnrolments>();

    public DbSet<KnownService> KnownServices => Set<KnownService>();

    public DbSet<KnownUnit> KnownUnits => Set<KnownUnit>();

    public DbSet<Invoice> Invoices => Set<Invoice>();

    public DbSet<BilledLine> BilledLines => Set<BilledLine>();

    public DbSet<InvoiceEvent> InvoiceEvents => Set<InvoiceEvent>();

    public DbSet<Counter> Counters => Set<Counter>();

    public DbSet<Ledger.Entry> Entries => Set<Ledger.Entry>();

    public DbSet<Payment> Payments => Set<Payment>();

    public DbSet<Allocation> Allocations => Set<Allocation>();

    public DbSet<TransferLeg> TransferLegs => Set<TransferLeg>();

    public DbSet<Refund> Refunds => Set<Refund>();

    public DbSet<AccountStamp> AccountStamps => Set<AccountStamp>();

    public DbSet<Run> Runs => Set<Run>();

    public DbSet<Deposit> Deposits => Set<Deposit>();

    public DbSet<DayClosing> DayClosings => Set<DayClosing>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<CertificateRun> CertificateRuns => Set<CertificateRun>();

    /// <summary>Issued lines, entries, allocations and transfers are only ever added (I1).</summary>
    protected override void Guard(EntityState state, ITenantOwned row)
    {
        if (state != EntityState.Added && row is Invoice or BilledLine or Ledger.Entry or Allocation or TransferLeg or InvoiceEvent or Certificate)
        {
            throw new InvalidOperationException($"A row of the books was to be changed: {row.GetType().Name}.");
        }
    }

    public DbSet<PayAttempt> PayAttempts => Set<PayAttempt>();

    public DbSet<Mandate> Mandates => Set<Mandate>();

    public DbSet<DebitOrder> DebitOrders => Set<DebitOrder>();

    /// <summary>Debits that were told and wait for their day, in a file or not yet: their invoice isn't late.</summary>
    internal IQueryable<DebitOrder> AwaitedDebits => DebitOrders.Where(o => o.State == DebitState.Announced || o.State == DebitState.InFile);

    public DbSet<DebitFile> DebitFiles => Set<DebitFile>();

    public DbSet<DebitFileContent> DebitFileContents => Set<DebitFileContent>();

    public DbSet<TitleSlip> TitleSlips => Set<TitleSlip>();

    public DbSet<TitlePiece> TitlePieces => Set<TitlePiece>();

    public DbSet<TreasuryReceipt> TreasuryReceipts => Set<TreasuryReceipt>();

    public DbSet<Reminded> Reminders => Set<Reminded>();

    public DbSet<Plan> Plans => Set<Plan>();

    public DbSet<Hardship> Hardships => Set<Hardship>();

    public DbSet<BookingStop> BookingStops => Set<BookingStop>();

    public DbSet<PrepaidTold> PrepaidTold => Set<PrepaidTold>();

    public DbSet<HeldDay> HeldDays => Set<HeldDay>();

    public DbSet<WriteOff> WriteOffs => Set<WriteOff>();

    public DbSet<ThirdParty> ThirdParties => Set<ThirdParty>();

    public DbSet<Coverage> Coverages => Set<Coverage>();

    public DbSet<QuotientTold> QuotientsTold => Set<QuotientTold>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        Cell.Map(modelBuilder);
        FamilyMonth.Map(modelBuilder);
        CurrentPrice.Map(modelBuilder);
        Why.Map(modelBuilder);
        KnownFamily.Map(modelBuilder);
        FactVersion.Map(modelBuilder);
        Known.KnownEnrolments.Map(modelBuilder);
        KnownService.Map(modelBuilder);
        Invoice.Map(modelBuilder);
        Ledger.Entry.Map(modelBuilder);
        Payment.Map(modelBuilder);
        TransferLeg.Map(modelBuilder);
        Run.Map(modelBuilder);
        Deposit.Map(modelBuilder);
        Certificate.Map(modelBuilder);
        OldCharge.Map(modelBuilder);
        PayAttempt.Map(modelBuilder);
        Mandate.Map(modelBuilder);
        DebitFile.Map(modelBuilder);
        TitleSlip.Map(modelBuilder);
        Reminded.Map(modelBuilder);
        Prepaid.PrepaidTold.Map(modelBuilder);
        HeldDay.Map(modelBuilder);
        BookingStop.Map(modelBuilder);
        ThirdParty.Map(modelBuilder);
        QuotientTold.Map(modelBuilder);
        MapReach(modelBuilder, ["FamilyId", "Payer"], (typeof(Coverage), nameof(Coverage.Household)), (typeof(ThirdParty), nameof(ThirdParty.Id)));
        MapTenantRows(modelBuilder);
    }
}

public sealed class SqliteBillingDb(DbContextOptions<SqliteBillingDb> options, DbScope scope) : BillingDb(options, scope);

public sealed class SqlServerBillingDb(DbContextOptions<SqlServerBillingDb> options, DbScope scope) : BillingDb(options, scope);

internal sealed class SqliteBillingDesign() : SqliteDesign<SqliteBillingDb>(o => new SqliteBillingDb(o, null!));

internal sealed class SqlServerBillingDesign() : SqlServerDesign<SqlServerBillingDb>(o => new SqlServerBillingDb(o, null!));
