using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Planning.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class Care : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "Last",
                table: "WaitingPlaces",
                type: "date",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            migrationBuilder.AddColumn<int>(
                name: "Before_BilledPercent",
                table: "RequestLines",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BilledPercent",
                table: "RequestLines",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Part",
                table: "RequestLines",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LineId",
                table: "RequestHistory",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CopyId",
                table: "Enrolments",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Before_BilledPercent",
                table: "DisruptedCells",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BilledPercent",
                table: "Cells",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Days",
                table: "AllocationRuns",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "DaysDone",
                table: "AllocationRuns",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "YearCopies",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FromYear = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    ToYear = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    First = table.Column<DateOnly>(type: "date", nullable: false),
                    Last = table.Column<DateOnly>(type: "date", nullable: false),
                    Made = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    UndoneAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    UndoneBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Removed = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_YearCopies", x => new { x.Tenant, x.Id });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "YearCopies");

            migrationBuilder.DropColumn(
                name: "Last",
                table: "WaitingPlaces");

            migrationBuilder.DropColumn(
                name: "Before_BilledPercent",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "BilledPercent",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "Part",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "LineId",
                table: "RequestHistory");

            migrationBuilder.DropColumn(
                name: "CopyId",
                table: "Enrolments");

            migrationBuilder.DropColumn(
                name: "Before_BilledPercent",
                table: "DisruptedCells");

            migrationBuilder.DropColumn(
                name: "BilledPercent",
                table: "Cells");

            migrationBuilder.DropColumn(
                name: "Days",
                table: "AllocationRuns");

            migrationBuilder.DropColumn(
                name: "DaysDone",
                table: "AllocationRuns");
        }
    }
}
