using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Planning.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class InDepth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "OverrideReason",
                table: "Requests",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Before_Leave",
                table: "RequestLines",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "EvidenceId",
                table: "RequestLines",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Categories",
                table: "KnownFamilies",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "City",
                table: "KnownFamilies",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Missing",
                table: "KnownFamilies",
                type: "nvarchar(max)",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "RequestNumber",
                table: "Enrolments",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Unit",
                table: "Enrolments",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Weekdays",
                table: "Enrolments",
                type: "nvarchar(7)",
                maxLength: 7,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<TimeOnly>(
                name: "Clock_Arrival",
                table: "Cells",
                type: "time",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Clock_Before",
                table: "Cells",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<decimal>(
                name: "Clock_CafHours",
                table: "Cells",
                type: "decimal(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Clock_Conflict",
                table: "Cells",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "Clock_Departure",
                table: "Cells",
                type: "time",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "Clock_Hours",
                table: "Cells",
                type: "decimal(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Clock_LateMinutes",
                table: "Cells",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Clock_NoShow",
                table: "Cells",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Clock_Rolled",
                table: "Cells",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Clock_Times",
                table: "Cells",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "DisruptionId",
                table: "Cells",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Exchange",
                table: "Cells",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "ExtraMinutes",
                table: "Cells",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Leave",
                table: "Cells",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Part",
                table: "Cells",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AgendaFeeds",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    GuardianId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Deadlines = table.Column<bool>(type: "bit", nullable: false),
                    TokenHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ReadAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RevokedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AgendaFeeds", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "AllocationRuns",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Period = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Seed = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    SettingsVersion = table.Column<long>(type: "bigint", nullable: false),
                    Fingerprint = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Ranked = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Booked = table.Column<int>(type: "int", nullable: false),
                    Waitlisted = table.Column<int>(type: "int", nullable: false),
                    AppliedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AllocationRuns", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "CertificateContents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateContents", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "CertificateSights",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EvidenceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CertificateId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateSights", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ChildContracts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: true),
                    Week = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    LeaveDays = table.Column<int>(type: "int", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChildContracts", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ClockMarks",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Time = table.Column<TimeOnly>(type: "time", nullable: false),
                    Replaces = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Device = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClockMarks", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Corrections",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Was = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Is = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Corrections", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "DisruptedCells",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    DisruptionId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Seats = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    WaitingLine = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    CellVersion = table.Column<long>(type: "bigint", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    Before_Attendance = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Before_Booking = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Before_Changes = table.Column<int>(type: "int", nullable: false),
                    Before_FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Before_Late = table.Column<bool>(type: "bit", nullable: false),
                    Before_Leave = table.Column<bool>(type: "bit", nullable: false),
                    Before_Reason = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Before_Seated = table.Column<bool>(type: "bit", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DisruptedCells", x => new { x.Tenant, x.DisruptionId, x.ChildId, x.Unit, x.Date });
                });

            migrationBuilder.CreateTable(
                name: "Disruptions",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Cause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Effect = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    First = table.Column<DateOnly>(type: "date", nullable: false),
                    Last = table.Column<DateOnly>(type: "date", nullable: false),
                    Services = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Facilities = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Schools = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    Grades = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    UndoneBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    UndoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Cells = table.Column<int>(type: "int", nullable: false),
                    Children = table.Column<int>(type: "int", nullable: false),
                    Families = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Disruptions", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentEvents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    EnrolmentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "nvarchar(1000)", maxLength: 1000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentEvents", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentFiles",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Piece = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Sealed = table.Column<byte[]>(type: "varbinary(max)", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentFiles", x => new { x.Tenant, x.RequestId, x.Piece });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentGates",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Service = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Turn = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentGates", x => new { x.Tenant, x.Service });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentRequests",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Service = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Until = table.Column<DateOnly>(type: "date", nullable: false),
                    Weekdays = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Comment = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Author = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ByAgent = table.Column<bool>(type: "bit", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Status = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    EnrolmentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    BookedDays = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentRequests", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Evidence",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestNumber = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    First = table.Column<DateOnly>(type: "date", nullable: false),
                    Last = table.Column<DateOnly>(type: "date", nullable: false),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    ClosesAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RemindAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    GivenAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    DecidedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    DeleteAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Evidence", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "KnownDiets",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false),
                    Children = table.Column<string>(type: "nvarchar(4000)", maxLength: 4000, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownDiets", x => new { x.Tenant, x.FamilyId });
                });

            migrationBuilder.CreateTable(
                name: "MealOrders",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Year = table.Column<int>(type: "int", nullable: false),
                    Sequence = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    To = table.Column<DateOnly>(type: "date", nullable: false),
                    Facility = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Lines = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MealOrders", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ReminderConsents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    GuardianId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    On = table.Column<bool>(type: "bit", nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReminderConsents", x => new { x.Tenant, x.FamilyId, x.GuardianId });
                });

            migrationBuilder.CreateTable(
                name: "RemindersSent",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Week = table.Column<DateOnly>(type: "date", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RemindersSent", x => new { x.Tenant, x.FamilyId, x.Week });
                });

            migrationBuilder.CreateTable(
                name: "WaitingPlaces",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Service = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Queue = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Points = table.Column<int>(type: "int", nullable: false),
                    PointsText = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Turn = table.Column<long>(type: "bigint", nullable: false),
                    Since = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OfferedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    OfferUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingPlaces", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "EnrolmentPieces",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Key = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Label = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Required = table.Column<bool>(type: "bit", nullable: false),
                    AtCounter = table.Column<bool>(type: "bit", nullable: false),
                    FileName = table.Column<string>(type: "nvarchar(120)", maxLength: 120, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_EnrolmentPieces", x => new { x.Tenant, x.RequestId, x.Key });
                    table.ForeignKey(
                        name: "FK_EnrolmentPieces_EnrolmentRequests_Tenant_RequestId",
                        columns: x => new { x.Tenant, x.RequestId },
                        principalTable: "EnrolmentRequests",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    EvidenceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ContentType = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Size = table.Column<int>(type: "int", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    DeletedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => new { x.Tenant, x.Id });
                    table.ForeignKey(
                        name: "FK_Certificates_Evidence_Tenant_EvidenceId",
                        columns: x => new { x.Tenant, x.EvidenceId },
                        principalTable: "Evidence",
                        principalColumns: new[] { "Tenant", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RequestLines_Tenant_EvidenceId",
                table: "RequestLines",
                columns: new[] { "Tenant", "EvidenceId" });

            migrationBuilder.CreateIndex(
                name: "IX_Enrolments_Tenant_Service_From",
                table: "Enrolments",
                columns: new[] { "Tenant", "Service", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_AgendaFeeds_Tenant_FamilyId",
                table: "AgendaFeeds",
                columns: new[] { "Tenant", "FamilyId" });

            migrationBuilder.CreateIndex(
                name: "IX_AgendaFeeds_Tenant_TokenHash",
                table: "AgendaFeeds",
                columns: new[] { "Tenant", "TokenHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AllocationRuns_Tenant_Service_Period",
                table: "AllocationRuns",
                columns: new[] { "Tenant", "Service", "Period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_Tenant_EvidenceId_Hash",
                table: "Certificates",
                columns: new[] { "Tenant", "EvidenceId", "Hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CertificateSights_Tenant_EvidenceId",
                table: "CertificateSights",
                columns: new[] { "Tenant", "EvidenceId" });

            migrationBuilder.CreateIndex(
                name: "IX_ChildContracts_Tenant_ChildId_Service_From",
                table: "ChildContracts",
                columns: new[] { "Tenant", "ChildId", "Service", "From" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ChildContracts_Tenant_FamilyId",
                table: "ChildContracts",
                columns: new[] { "Tenant", "FamilyId" });

            migrationBuilder.CreateIndex(
                name: "IX_ClockMarks_Tenant_Date_Unit_ChildId",
                table: "ClockMarks",
                columns: new[] { "Tenant", "Date", "Unit", "ChildId" });

            migrationBuilder.CreateIndex(
                name: "IX_Corrections_Tenant_ChildId_Unit_Date",
                table: "Corrections",
                columns: new[] { "Tenant", "ChildId", "Unit", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_DisruptedCells_Tenant_ChildId_Date",
                table: "DisruptedCells",
                columns: new[] { "Tenant", "ChildId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_Disruptions_Tenant_Key",
                table: "Disruptions",
                columns: new[] { "Tenant", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Disruptions_Tenant_Last",
                table: "Disruptions",
                columns: new[] { "Tenant", "Last" });

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentEvents_Tenant_EnrolmentId",
                table: "EnrolmentEvents",
                columns: new[] { "Tenant", "EnrolmentId" });

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentEvents_Tenant_RequestId",
                table: "EnrolmentEvents",
                columns: new[] { "Tenant", "RequestId" });

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_Tenant_FamilyId_Key",
                table: "EnrolmentRequests",
                columns: new[] { "Tenant", "FamilyId", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_Tenant_Number",
                table: "EnrolmentRequests",
                columns: new[] { "Tenant", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_EnrolmentRequests_Tenant_Status_At",
                table: "EnrolmentRequests",
                columns: new[] { "Tenant", "Status", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_Tenant_DeleteAt",
                table: "Evidence",
                columns: new[] { "Tenant", "DeleteAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_Tenant_FamilyId_ChildId",
                table: "Evidence",
                columns: new[] { "Tenant", "FamilyId", "ChildId" });

            migrationBuilder.CreateIndex(
                name: "IX_Evidence_Tenant_State_DueAt",
                table: "Evidence",
                columns: new[] { "Tenant", "State", "DueAt" });

            migrationBuilder.CreateIndex(
                name: "IX_MealOrders_Tenant_Key",
                table: "MealOrders",
                columns: new[] { "Tenant", "Key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MealOrders_Tenant_To",
                table: "MealOrders",
                columns: new[] { "Tenant", "To" });

            migrationBuilder.CreateIndex(
                name: "IX_MealOrders_Tenant_Year_Sequence",
                table: "MealOrders",
                columns: new[] { "Tenant", "Year", "Sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReminderConsents_Tenant_On",
                table: "ReminderConsents",
                columns: new[] { "Tenant", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_ChildId_Unit_Date",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "ChildId", "Unit", "Date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_FamilyId_Date",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "FamilyId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_Queue_Date_State_Points_Turn",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "Queue", "Date", "State", "Points", "Turn" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_State_OfferUntil",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "State", "OfferUntil" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AgendaFeeds");

            migrationBuilder.DropTable(
                name: "AllocationRuns");

            migrationBuilder.DropTable(
                name: "CertificateContents");

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "CertificateSights");

            migrationBuilder.DropTable(
                name: "ChildContracts");

            migrationBuilder.DropTable(
                name: "ClockMarks");

            migrationBuilder.DropTable(
                name: "Corrections");

            migrationBuilder.DropTable(
                name: "DisruptedCells");

            migrationBuilder.DropTable(
                name: "Disruptions");

            migrationBuilder.DropTable(
                name: "EnrolmentEvents");

            migrationBuilder.DropTable(
                name: "EnrolmentFiles");

            migrationBuilder.DropTable(
                name: "EnrolmentGates");

            migrationBuilder.DropTable(
                name: "EnrolmentPieces");

            migrationBuilder.DropTable(
                name: "KnownDiets");

            migrationBuilder.DropTable(
                name: "MealOrders");

            migrationBuilder.DropTable(
                name: "ReminderConsents");

            migrationBuilder.DropTable(
                name: "RemindersSent");

            migrationBuilder.DropTable(
                name: "WaitingPlaces");

            migrationBuilder.DropTable(
                name: "Evidence");

            migrationBuilder.DropTable(
                name: "EnrolmentRequests");

            migrationBuilder.DropIndex(
                name: "IX_RequestLines_Tenant_EvidenceId",
                table: "RequestLines");

            migrationBuilder.DropIndex(
                name: "IX_Enrolments_Tenant_Service_From",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "OverrideReason",
                table: "Requests");

            migrationBuilder.DropColumn(
                name: "Before_Leave",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "EvidenceId",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "Categories",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "City",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "Missing",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "RequestNumber",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "Unit",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "Weekdays",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "Clock_Arrival",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_Before",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_CafHours",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_Conflict",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_Departure",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_Hours",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_LateMinutes",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_NoShow",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_Rolled",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Clock_Times",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "DisruptionId",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Exchange",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "ExtraMinutes",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Leave",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "Cells");
        }
    }
}
