using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Planning.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Care : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Before_BilledPercent",
                table: "RequestLines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BilledPercent",
                table: "RequestLines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Before_BilledPercent",
                table: "DisruptedCells",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "BilledPercent",
                table: "Cells",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "Before_BilledPercent",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "BilledPercent",
                table: "RequestLines");

            migrationBuilder.DropColumn(
                name: "Before_BilledPercent",
                table: "DisruptedCells");

            migrationBuilder.DropColumn(
                name: "BilledPercent",
                table: "Cells");
        }
    }
}
