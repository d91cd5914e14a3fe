using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "MergeVersion",
                table: "KnownFamilies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                table: "KnownFamilies",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameAs",
                table: "KnownChildren",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameFrom",
                table: "KnownChildren",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "TransferLegs",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TransferId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Other = table.Column<Guid>(type: "TEXT", nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    TicketBook = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Tickets = table.Column<int>(type: "INTEGER", nullable: false),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FileVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
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
