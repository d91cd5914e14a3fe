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
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
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
