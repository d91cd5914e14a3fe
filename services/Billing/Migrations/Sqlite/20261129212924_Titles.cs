using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Titles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "TitlePieces",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    SlipId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DebtNumber = table.Column<string>(type: "TEXT", maxLength: 15, nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    PaidCents = table.Column<long>(type: "INTEGER", nullable: false),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TitlePieces", x => new { x.Tenant, x.InvoiceId });
                });

            migrationBuilder.CreateTable(
                name: "TitleSlips",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Object = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", maxLength: -1, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TitleSlips", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "TreasuryReceipts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    DebtNumber = table.Column<string>(type: "TEXT", maxLength: 15, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    No = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TreasuryReceipts", x => new { x.Tenant, x.CashOffice, x.DebtNumber, x.Date, x.Cents, x.No });
                });

            migrationBuilder.CreateIndex(
                name: "IX_TitlePieces_Tenant_CashOffice_DebtNumber",
                table: "TitlePieces",
                columns: new[] { "Tenant", "CashOffice", "DebtNumber" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_TitlePieces_Tenant_SlipId",
                table: "TitlePieces",
                columns: new[] { "Tenant", "SlipId" });

            migrationBuilder.CreateIndex(
                name: "IX_TitleSlips_Tenant_CashOffice_Year_Number",
                table: "TitleSlips",
                columns: new[] { "Tenant", "CashOffice", "Year", "Number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "TitlePieces");

            migrationBuilder.DropTable(
                name: "TitleSlips");

            migrationBuilder.DropTable(
                name: "TreasuryReceipts");
        }
    }
}
