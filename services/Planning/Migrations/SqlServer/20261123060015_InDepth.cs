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

            migrationBuilder.CreateIndex(
                name: "IX_ClockMarks_Tenant_Date_Unit_ChildId",
                table: "ClockMarks",
                columns: new[] { "Tenant", "Date", "Unit", "ChildId" });

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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClockMarks");

            migrationBuilder.DropTable(
                name: "KnownDiets");

            migrationBuilder.DropTable(
                name: "MealOrders");

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
        }
    }
}
