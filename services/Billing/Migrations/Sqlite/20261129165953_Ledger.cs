using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Ledger : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "City",
                table: "KnownFamilies",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "HasMail",
                table: "KnownFamilies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "PostCode",
                table: "KnownFamilies",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Street",
                table: "KnownFamilies",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "BirthDate",
                table: "KnownChildren",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<string>(
                name: "Grade",
                table: "KnownChildren",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "School",
                table: "KnownChildren",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "AccountStamps",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Stamp = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccountStamps", x => new { x.Tenant, x.Payer, x.CashOffice });
                });

            migrationBuilder.CreateTable(
                name: "BilledLines",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    No = table.Column<int>(type: "INTEGER", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    FoodCents = table.Column<long>(type: "INTEGER", nullable: false),
                    CareCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Label = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    WhyId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Corrects = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BilledLines", x => new { x.Tenant, x.InvoiceId, x.No });
                });

            migrationBuilder.CreateTable(
                name: "CellStates",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Hours = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: true),
                    Late = table.Column<bool>(type: "INTEGER", nullable: false),
                    BilledPercent = table.Column<int>(type: "INTEGER", nullable: true),
                    LateMinutes = table.Column<int>(type: "INTEGER", nullable: true),
                    RequestNumber = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CellStates", x => new { x.Tenant, x.ChildId, x.Unit, x.Date });
                });

            migrationBuilder.CreateTable(
                name: "CertificateRuns",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Done = table.Column<int>(type: "INTEGER", nullable: false),
                    Of = table.Column<int>(type: "INTEGER", nullable: false),
                    Cursor = table.Column<Guid>(type: "TEXT", nullable: true),
                    IsDone = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CertificateRuns", x => new { x.Tenant, x.Year });
                });

            migrationBuilder.CreateTable(
                name: "Certificates",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Certificates", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Counters",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Series = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Next = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Counters", x => new { x.Tenant, x.CashOffice, x.Year, x.Series });
                });

            migrationBuilder.CreateTable(
                name: "CurrentPrices",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    Billed = table.Column<long>(type: "INTEGER", nullable: false),
                    Open = table.Column<long>(type: "INTEGER", nullable: false),
                    FoodCents = table.Column<long>(type: "INTEGER", nullable: false),
                    CareCents = table.Column<long>(type: "INTEGER", nullable: false),
                    WhyId = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Label = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Missing = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Quotient = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CurrentPrices", x => new { x.Tenant, x.Payer, x.ChildId, x.Unit, x.Date, x.Kind });
                });

            migrationBuilder.CreateTable(
                name: "DayClosings",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Received = table.Column<long>(type: "INTEGER", nullable: false),
                    Allocated = table.Column<long>(type: "INTEGER", nullable: false),
                    ToAllocate = table.Column<long>(type: "INTEGER", nullable: false),
                    Refunded = table.Column<long>(type: "INTEGER", nullable: false),
                    CashCounted = table.Column<long>(type: "INTEGER", nullable: true),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DayClosings", x => new { x.Tenant, x.CashOffice, x.Date });
                });

            migrationBuilder.CreateTable(
                name: "Deposits",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Deposits", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Entries",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Source = table.Column<Guid>(type: "TEXT", nullable: false),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Entries", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "FactVersions",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Facts = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FactVersions", x => new { x.Tenant, x.FamilyId, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "FamilyMonths",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Stale = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FamilyMonths", x => new { x.Tenant, x.Payer, x.Month });
                });

            migrationBuilder.CreateTable(
                name: "InvoiceEvents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    No = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InvoiceEvents", x => new { x.Tenant, x.InvoiceId, x.No });
                });

            migrationBuilder.CreateTable(
                name: "IssuedInvoices",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Seq = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    RunId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PeriodFrom = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    PeriodTo = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    Header = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Corrects = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IssuedInvoices", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "PaidLines",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    LineNo = table.Column<int>(type: "INTEGER", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PaidLines", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ReceivedPayments",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    Method = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Number = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Drawer = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Bank = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    DepositId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Source = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    SourceRef = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ReversedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ReversedBecause = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceivedPayments", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Refunds",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Source = table.Column<Guid>(type: "TEXT", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Refunds", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Runs",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    DueDate = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    ToIssue = table.Column<int>(type: "INTEGER", nullable: false),
                    ToIssueCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Issued = table.Column<int>(type: "INTEGER", nullable: false),
                    IssuedCents = table.Column<long>(type: "INTEGER", nullable: false),
                    Cursor = table.Column<Guid>(type: "TEXT", nullable: true),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    History = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Runs", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Whys",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Whys", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_BilledLines_Tenant_Payer_ChildId_Unit_Date",
                table: "BilledLines",
                columns: new[] { "Tenant", "Payer", "ChildId", "Unit", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_CellStates_Tenant_Payer_Date",
                table: "CellStates",
                columns: new[] { "Tenant", "Payer", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_CellStates_Tenant_Unit_Date",
                table: "CellStates",
                columns: new[] { "Tenant", "Unit", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_Tenant_Number",
                table: "Certificates",
                columns: new[] { "Tenant", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Certificates_Tenant_Payer_Kind_From_Until_Hash",
                table: "Certificates",
                columns: new[] { "Tenant", "Payer", "Kind", "From", "Until", "Hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CurrentPrices_Tenant_CashOffice_Payer_Date",
                table: "CurrentPrices",
                columns: new[] { "Tenant", "CashOffice", "Payer", "Date" },
                filter: "[Open] <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_CurrentPrices_Tenant_Payer_Date",
                table: "CurrentPrices",
                columns: new[] { "Tenant", "Payer", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_Deposits_Tenant_CashOffice_Method_Number",
                table: "Deposits",
                columns: new[] { "Tenant", "CashOffice", "Method", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_CashOffice_Date",
                table: "Entries",
                columns: new[] { "Tenant", "CashOffice", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Kind_Source",
                table: "Entries",
                columns: new[] { "Tenant", "Kind", "Source" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Entries_Tenant_Payer_CashOffice_Date",
                table: "Entries",
                columns: new[] { "Tenant", "Payer", "CashOffice", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_FamilyMonths_Tenant_Month",
                table: "FamilyMonths",
                columns: new[] { "Tenant", "Month" },
                filter: "[Stale] <> 0");

            migrationBuilder.CreateIndex(
                name: "IX_InvoiceEvents_Tenant_Kind_InvoiceId",
                table: "InvoiceEvents",
                columns: new[] { "Tenant", "Kind", "InvoiceId" });

            migrationBuilder.CreateIndex(
                name: "IX_IssuedInvoices_Tenant_CashOffice_Date",
                table: "IssuedInvoices",
                columns: new[] { "Tenant", "CashOffice", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_IssuedInvoices_Tenant_CashOffice_Number",
                table: "IssuedInvoices",
                columns: new[] { "Tenant", "CashOffice", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IssuedInvoices_Tenant_CashOffice_Year_Seq",
                table: "IssuedInvoices",
                columns: new[] { "Tenant", "CashOffice", "Year", "Seq" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_IssuedInvoices_Tenant_Payer_DueDate",
                table: "IssuedInvoices",
                columns: new[] { "Tenant", "Payer", "DueDate" });

            migrationBuilder.CreateIndex(
                name: "IX_IssuedInvoices_Tenant_RunId_Payer",
                table: "IssuedInvoices",
                columns: new[] { "Tenant", "RunId", "Payer" },
                unique: true,
                filter: "[RunId] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_PaidLines_Tenant_InvoiceId_LineNo",
                table: "PaidLines",
                columns: new[] { "Tenant", "InvoiceId", "LineNo" });

            migrationBuilder.CreateIndex(
                name: "IX_PaidLines_Tenant_Payer_Date",
                table: "PaidLines",
                columns: new[] { "Tenant", "Payer", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_PaidLines_Tenant_Source",
                table: "PaidLines",
                columns: new[] { "Tenant", "Source" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedPayments_Tenant_CashOffice_Date",
                table: "ReceivedPayments",
                columns: new[] { "Tenant", "CashOffice", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedPayments_Tenant_CashOffice_Number",
                table: "ReceivedPayments",
                columns: new[] { "Tenant", "CashOffice", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedPayments_Tenant_Payer_Date",
                table: "ReceivedPayments",
                columns: new[] { "Tenant", "Payer", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceivedPayments_Tenant_Source_SourceRef",
                table: "ReceivedPayments",
                columns: new[] { "Tenant", "Source", "SourceRef" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Refunds_Tenant_CashOffice_State",
                table: "Refunds",
                columns: new[] { "Tenant", "CashOffice", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Refunds_Tenant_Source",
                table: "Refunds",
                columns: new[] { "Tenant", "Source" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Tenant_At",
                table: "Runs",
                columns: new[] { "Tenant", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_Runs_Tenant_CashOffice",
                table: "Runs",
                columns: new[] { "Tenant", "CashOffice" },
                unique: true,
                filter: "[State] <> 'Issued'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccountStamps");

            migrationBuilder.DropTable(
                name: "BilledLines");

            migrationBuilder.DropTable(
                name: "CellStates");

            migrationBuilder.DropTable(
                name: "CertificateRuns");

            migrationBuilder.DropTable(
                name: "Certificates");

            migrationBuilder.DropTable(
                name: "Counters");

            migrationBuilder.DropTable(
                name: "CurrentPrices");

            migrationBuilder.DropTable(
                name: "DayClosings");

            migrationBuilder.DropTable(
                name: "Deposits");

            migrationBuilder.DropTable(
                name: "Entries");

            migrationBuilder.DropTable(
                name: "FactVersions");

            migrationBuilder.DropTable(
                name: "FamilyMonths");

            migrationBuilder.DropTable(
                name: "InvoiceEvents");

            migrationBuilder.DropTable(
                name: "IssuedInvoices");

            migrationBuilder.DropTable(
                name: "PaidLines");

            migrationBuilder.DropTable(
                name: "ReceivedPayments");

            migrationBuilder.DropTable(
                name: "Refunds");

            migrationBuilder.DropTable(
                name: "Runs");

            migrationBuilder.DropTable(
                name: "Whys");

            migrationBuilder.DropColumn(
                name: "City",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "HasMail",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "PostCode",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "Street",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "BirthDate",
                table: "KnownChildren");

            migrationBuilder.DropColumn(
                name: "Grade",
                table: "KnownChildren");

            migrationBuilder.DropColumn(
                name: "School",
                table: "KnownChildren");
        }
    }
}
