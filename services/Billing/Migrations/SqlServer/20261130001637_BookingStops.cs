using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.SqlServer
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
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "BookingStops",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Stopped = table.Column<bool>(type: "bit", nullable: false),
                    Meals = table.Column<bool>(type: "bit", nullable: false),
                    Automatic = table.Column<bool>(type: "bit", nullable: false),
                    SparedUntil = table.Column<DateOnly>(type: "date", nullable: true),
                    Reason = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BookingStops", x => new { x.Tenant, x.FamilyId });
                });

            migrationBuilder.CreateTable(
                name: "PrepaidTold",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Payer = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
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
