using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ThirdParties : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsThirdParty",
                table: "KnownFamilies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "CoveredCents",
                table: "CurrentPrices",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<Guid>(
                name: "Household",
                table: "CurrentPrices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Coverages",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    Household = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: true),
                    From = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Percent = table.Column<decimal>(type: "TEXT", precision: 5, scale: 2, nullable: true),
                    EachCents = table.Column<long>(type: "INTEGER", nullable: true),
                    MonthCents = table.Column<long>(type: "INTEGER", nullable: true),
                    TotalCents = table.Column<long>(type: "INTEGER", nullable: true),
                    Tariffs = table.Column<string>(type: "TEXT", maxLength: 4000, nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Coverages", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "QuotientsTold",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    About = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuotientsTold", x => new { x.Tenant, x.FamilyId, x.About });
                });

            migrationBuilder.CreateTable(
                name: "ThirdParties",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Siret = table.Column<string>(type: "TEXT", maxLength: 14, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ThirdParties", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CurrentPrices_Tenant_Household_Date",
                table: "CurrentPrices",
                columns: new[] { "Tenant", "Household", "Date" },
                filter: "[Household] IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Coverages_Tenant_Household",
                table: "Coverages",
                columns: new[] { "Tenant", "Household" });

            migrationBuilder.CreateIndex(
                name: "IX_Coverages_Tenant_Payer",
                table: "Coverages",
                columns: new[] { "Tenant", "Payer" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Coverages");

            migrationBuilder.DropTable(
                name: "QuotientsTold");

            migrationBuilder.DropTable(
                name: "ThirdParties");

            migrationBuilder.DropIndex(
                name: "IX_CurrentPrices_Tenant_Household_Date",
                table: "CurrentPrices");

            migrationBuilder.DropColumn(
                name: "IsThirdParty",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "CoveredCents",
                table: "CurrentPrices");

            migrationBuilder.DropColumn(
                name: "Household",
                table: "CurrentPrices");
        }
    }
}
