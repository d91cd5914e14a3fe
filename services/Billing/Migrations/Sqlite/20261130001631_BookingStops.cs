using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BookingStops : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsTopUp",
                table: "PayAttempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "BookingStops",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Stopped = table.Column<bool>(type: "INTEGER", nullable: false),
                    Meals = table.Column<bool>(type: "INTEGER", nullable: false),
                    Automatic = table.Column<bool>(type: "INTEGER", nullable: false),
                    SparedUntil = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingStops", x => new { x.Tenant, x.FamilyId });
                });

            migrationBuilder.CreateTable(
                name: "PrepaidTold",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrepaidTold", x => new { x.Tenant, x.Payer, x.CashOffice });
                });

            migrationBuilder.CreateIndex(
                name: "IX_BookingStops_Stopped",
                table: "BookingStops",
                column: "Stopped",
                filter: "[Stopped] = 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BookingStops");

            migrationBuilder.DropTable(
                name: "PrepaidTold");

            migrationBuilder.DropColumn(
                name: "IsTopUp",
                table: "PayAttempts");
        }
    }
}
