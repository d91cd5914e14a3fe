using Microsoft.EntityFrameworkCore;
using Preau.Family.Care;
using Preau.Family.Consents;
using Preau.Family.Documents;
using Preau.Family.Families;
using Preau.Family.Files;
using Preau.Family.Households;
using Preau.Family.Imports;
using Preau.Family.Library;
using Preau.Family.PreEnrolment;
using Preau.Family.Quotients;
using Preau.Family.Requests;
using Preau.Family.Schools;
using Preau.Family.Sections;
using Preau.Family.SharedCustody;
using Preau.Platform;

namespace Preau.Family;

/// <summary>Rows of the Family service.</summary>
public abstract class FamilyDb(DbContextOptions options, DbScope scope) : TenantDb(options, scope)
{
    public DbSet<FamilyFile> Families => Set<FamilyFile>();

    public DbSet<FamilyHistory> History => Set<FamilyHistory>();

    public DbSet<FieldChange> FieldChanges => Set<FieldChange>();

    public DbSet<NumberMark> NumberMarks => Set<NumberMark>();

    public DbSet<FamilyMerge> Merges => Set<FamilyMerge>();

    public DbSet<ClassMove> ClassMoves => Set<ClassMove>();

    public DbSet<ImportRun> Imports => Set<ImportRun>();

    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    public DbSet<CustodyPlan> CustodyPlans => Set<CustodyPlan>();

    public DbSet<CustodyException> CustodyExceptions => Set<CustodyException>();

    public DbSet<FamilyNote> Notes => Set<FamilyNote>();

    public DbSet<CourtOrder> CourtOrders => Set<CourtOrder>();

    public DbSet<ChildContact> Contacts => Set<ChildContact>();

    public DbSet<FileSection> FileSections => Set<FileSection>();

    public DbSet<SectionSight> SectionSights => Set<SectionSight>();

    public DbSet<CareAccess> CareAccesses => Set<CareAccess>();

    public DbSet<FamilyRequest> Requests => Set<FamilyRequest>();

    public DbSet<AgreementAnswer> Agreements => Set<AgreementAnswer>();

    public DbSet<PreEnrolmentRequest> PreEnrolments => Set<PreEnrolmentRequest>();

    public DbSet<FamilyDocument> Documents => Set<FamilyDocument>();

    public DbSet<DocumentFile> DocumentFiles => Set<DocumentFile>();

    public DbSet<DocumentContent> DocumentContents => Set<DocumentContent>();

    public DbSet<DocumentSight> DocumentSights => Set<DocumentSight>();

    public DbSet<LibraryItem> LibraryItems => Set<LibraryItem>();

    public DbSet<LibraryContent> LibraryContents => Set<LibraryContent>();

    public DbSet<DocumentReminder> DocumentReminders => Set<DocumentReminder>();

    public DbSet<QuotientAgreement> QuotientAgreements => Set<QuotientAgreement>();

    public DbSet<QuotientAnswer> QuotientAnswers => Set<QuotientAnswer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        FamilyFile.Map(modelBuilder);
        Guardian.Map(modelBuilder);
        HouseholdChild.Map(modelBuilder);
        Quotient.Map(modelBuilder);
        FamilyHistory.Map(modelBuilder);
        FieldChange.Map(modelBuilder);
        FamilyMerge.Map(modelBuilder);
        NumberMark.Map(modelBuilder);
        ClassMove.Map(modelBuilder);
        ImportRun.Map(modelBuilder);
        CustodyPlan.Map(modelBuilder);
        FamilyNote.Map(modelBuilder);
        CourtOrder.Map(modelBuilder);
        ChildContact.Map(modelBuilder);
        CareAccess.Map(modelBuilder);
        FileSection.Map(modelBuilder);
        SectionSight.Map(modelBuilder);
        FamilyDocument.Map(modelBuilder);
        LibraryItem.Map(modelBuilder);
        FamilyRequest.Map(modelBuilder);
        YearlyConfirmation.Map(modelBuilder);
        AgreementAnswer.Map(modelBuilder);
        PreEnrolmentRequest.Map(modelBuilder);
        QuotientAgreement.Map(modelBuilder);
        MapReach(modelBuilder, ["FamilyId"], (typeof(FamilyFile), nameof(FamilyFile.Id)), (typeof(FamilyMerge), nameof(FamilyMerge.Into)));
        MapTenantRows(modelBuilder);
    }
}

public sealed class SqliteFamilyDb(DbContextOptions<SqliteFamilyDb> options, DbScope scope) : FamilyDb(options, scope);

public sealed class SqlServerFamilyDb(DbContextOptions<SqlServerFamilyDb> options, DbScope scope) : FamilyDb(options, scope);

internal sealed class SqliteFamilyDesign() : SqliteDesign<SqliteFamilyDb>(o => new SqliteFamilyDb(o, null!));

internal sealed class SqlServerFamilyDesign() : SqlServerDesign<SqlServerFamilyDb>(o => new SqlServerFamilyDb(o, null!));
