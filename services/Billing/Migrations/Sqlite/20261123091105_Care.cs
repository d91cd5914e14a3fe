using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Care : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "BilledPercent",
                table: "ChargeLines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "LatePickUps",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    Amount = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: true),
                    Label = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    Explanation = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    SettingsVersion = table.Column<long>(type: "INTEGER", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LatePickUps", x => new { x.Tenant, x.ChildId, x.Unit, x.Date });
                });

            migrationBuilder.CreateIndex(
                name: "IX_LatePickUps_Tenant_FamilyId_Date",
                table: "LatePickUps",
                columns: new[] { "Tenant", "FamilyId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_LatePickUps_Tenant_Unit",
                table: "LatePickUps",
                columns: new[] { "Tenant", "Unit" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LatePickUps");

            migrationBuilder.DropColumn(
                name: "BilledPercent",
                table: "ChargeLines");
        }
    }
}
