using Microsoft.EntityFrameworkCore;
using Preau.Planning.Attending.Meals;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Book;
using Preau.Planning.Booking.Allocation;
using Preau.Planning.Booking.Corrections;
using Preau.Planning.Booking.Enrolments;
using Preau.Planning.Month.Agenda;
using Preau.Planning.Month.Reminders;
using Preau.Planning.Setup.NextYear;
using Preau.Platform;

namespace Preau.Planning;

/// <summary>Rows of the Planning service.</summary>
public abstract class PlanningDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    public DbSet<Cell> Cells => Set<Cell>();

    public DbSet<PoolDay> PoolDays => Set<PoolDay>();

    public DbSet<Request> Requests => Set<Request>();

    public DbSet<RequestLine> RequestLines => Set<RequestLine>();

    public DbSet<RequestCounter> RequestCounters => Set<RequestCounter>();

    public DbSet<Enrolment> Enrolments => Set<Enrolment>();

    public DbSet<EnrolmentRequest> EnrolmentRequests => Set<EnrolmentRequest>();

    public DbSet<EnrolmentFile> EnrolmentFiles => Set<EnrolmentFile>();

    public DbSet<EnrolmentEvent> EnrolmentEvents => Set<EnrolmentEvent>();

    public DbSet<AgendaFeed> AgendaFeeds => Set<AgendaFeed>();

    public DbSet<ReminderConsent> ReminderConsents => Set<ReminderConsent>();

    public DbSet<ReminderSent> RemindersSent => Set<ReminderSent>();

    public DbSet<EnrolmentNews> EnrolmentNews => Set<EnrolmentNews>();

    public DbSet<EnrolmentGate> EnrolmentGates => Set<EnrolmentGate>();

    public DbSet<KnownFamily> KnownFamilies => Set<KnownFamily>();

    public DbSet<KnownChild> KnownChildren => Set<KnownChild>();

    public DbSet<DoubleTrace> DoubleTraces => Set<DoubleTrace>();

    public DbSet<BookingStop> BookingStops => Set<BookingStop>();

    public DbSet<KnownTickets> KnownTickets => Set<KnownTickets>();

    public DbSet<ClockMark> ClockMarks => Set<ClockMark>();

    public DbSet<Evidence> Evidence => Set<Evidence>();

    public DbSet<ChildContract> ChildContracts => Set<ChildContract>();

    public DbSet<Correction> Corrections => Set<Correction>();

    public DbSet<Disruption> Disruptions => Set<Disruption>();

    public DbSet<DisruptedCell> DisruptedCells => Set<DisruptedCell>();

    public DbSet<Certificate> Certificates => Set<Certificate>();

    public DbSet<CertificateContent> CertificateContents => Set<CertificateContent>();

    public DbSet<CertificateSight> CertificateSights => Set<CertificateSight>();

    public DbSet<YearCopy> YearCopies => Set<YearCopy>();

    public DbSet<AllocationRun> AllocationRuns => Set<AllocationRun>();

    public DbSet<WaitingPlace> WaitingPlaces => Set<WaitingPlace>();

    /// <summary>The product's clock, for what follows from a change by itself.</summary>
    internal DateTimeOffset Now => Clock.GetUtcNow();

    public DbSet<KnownDiets> KnownDiets => Set<KnownDiets>();

    public DbSet<MealOrder> MealOrders => Set<MealOrder>();

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        await Book.EnrolmentNews.NoteAsync(this, cancellationToken);
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        Cell.Map(modelBuilder);
        PoolDay.Map(modelBuilder);
        Request.Map(modelBuilder);
        RequestLine.Map(modelBuilder);
        RequestHistory.Map(modelBuilder);
        RequestCounter.Map(modelBuilder);
        Enrolment.Map(modelBuilder);
        EnrolmentRequest.Map(modelBuilder);
        EnrolmentPiece.Map(modelBuilder);
        EnrolmentFile.Map(modelBuilder);
        EnrolmentEvent.Map(modelBuilder);
        EnrolmentGate.Map(modelBuilder);
        Book.EnrolmentNews.Map(modelBuilder);
        AgendaFeed.Map(modelBuilder);
        ReminderConsent.Map(modelBuilder);
        ReminderSent.Map(modelBuilder);
        KnownFamily.Map(modelBuilder);
        KnownChild.Map(modelBuilder);
        DoubleTrace.Map(modelBuilder);
        BookingStop.Map(modelBuilder);
        Book.KnownTickets.Map(modelBuilder);
        ClockMark.Map(modelBuilder);
        Book.Evidence.Map(modelBuilder);
        Certificate.Map(modelBuilder);
        CertificateContent.Map(modelBuilder);
        CertificateSight.Map(modelBuilder);
        ChildContract.Map(modelBuilder);
        Correction.Map(modelBuilder);
        Disruption.Map(modelBuilder);
        DisruptedCell.Map(modelBuilder);
        WaitingPlace.Map(modelBuilder);
        AllocationRun.Map(modelBuilder);
        YearCopy.Map(modelBuilder);
        Attending.Meals.KnownDiets.Map(modelBuilder);
        MealOrder.Map(modelBuilder);
        MapTenantRows(modelBuilder);
    }
}

public sealed class SqlitePlanningDb(DbContextOptions<SqlitePlanningDb> options, DbScope scope) : PlanningDb(options, scope);

public sealed class SqlServerPlanningDb(DbContextOptions<SqlServerPlanningDb> options, DbScope scope) : PlanningDb(options, scope);

internal sealed class SqlitePlanningDesign() : SqliteDesign<SqlitePlanningDb>(o => new SqlitePlanningDb(o, null!));

internal sealed class SqlServerPlanningDesign() : SqlServerDesign<SqlServerPlanningDb>(o => new SqlServerPlanningDb(o, null!));
