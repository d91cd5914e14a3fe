using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class MergedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "MergeAt",
                table: "KnownFamilies",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MergeVersion",
                table: "KnownFamilies",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                table: "KnownFamilies",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameAs",
                table: "KnownChildren",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameFrom",
                table: "KnownChildren",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TransferLegs",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    TransferId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Payer = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Other = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PaymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Cents = table.Column<long>(type: "bigint", nullable: false),
                    TicketBook = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Tickets = table.Column<int>(type: "int", nullable: false),
                    Since = table.Column<DateOnly>(type: "date", nullable: false),
                    FileId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FileVersion = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TransferLegs", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_KnownFamilies_Tenant_MergedInto",
                table: "KnownFamilies",
                columns: new[] { "Tenant", "MergedInto" },
                filter: "[MergedInto] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_KnownFamilies_Tenant_MergeVersion",
                table: "KnownFamilies",
                columns: new[] { "Tenant", "MergeVersion" },
                filter: "[MergeVersion] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_TransferLegs_Tenant_Other",
                table: "TransferLegs",
                columns: new[] { "Tenant", "Other" });

            migrationBuilder.CreateIndex(
                name: "IX_TransferLegs_Tenant_Payer_CashOffice",
                table: "TransferLegs",
                columns: new[] { "Tenant", "Payer", "CashOffice" });

            migrationBuilder.CreateIndex(
                name: "IX_TransferLegs_Tenant_PaymentId_Payer",
                table: "TransferLegs",
                columns: new[] { "Tenant", "PaymentId", "Payer" });

            migrationBuilder.CreateIndex(
                name: "IX_TransferLegs_Tenant_TransferId_Payer",
                table: "TransferLegs",
                columns: new[] { "Tenant", "TransferId", "Payer" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TransferLegs");

            migrationBuilder.DropIndex(
                name: "IX_KnownFamilies_Tenant_MergedInto",
                table: "KnownFamilies");

            migrationBuilder.DropIndex(
                name: "IX_KnownFamilies_Tenant_MergeVersion",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "MergeAt",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "MergeVersion",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "CameAs",
                table: "KnownChildren");

            migrationBuilder.DropColumn(
                name: "CameFrom",
                table: "KnownChildren");
        }
    }
}
