using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Enrolled : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Custody",
                table: "KnownChildren",
                type: "TEXT",
                maxLength: -1,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "Booker",
                table: "CellStates",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddColumn<decimal>(
                name: "CafHours",
                table: "CellStates",
                type: "TEXT",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "RealMinutes",
                table: "CellStates",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "KnownEnrolments",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    Document = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KnownEnrolments", x => new { x.Tenant, x.FamilyId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_KnownChildren_Tenant_ChildId",
                table: "KnownChildren",
                columns: new[] { "Tenant", "ChildId" });

            migrationBuilder.CreateIndex(
                name: "IX_BilledLines_Tenant_Unit_Date",
                table: "BilledLines",
                columns: new[] { "Tenant", "Unit", "Date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "KnownEnrolments");

            migrationBuilder.DropIndex(
                name: "IX_KnownChildren_Tenant_ChildId",
                table: "KnownChildren");

            migrationBuilder.DropIndex(
                name: "IX_BilledLines_Tenant_Unit_Date",
                table: "BilledLines");

            migrationBuilder.DropColumn(
                name: "Custody",
                table: "KnownChildren");

            migrationBuilder.DropColumn(
                name: "Booker",
                table: "CellStates");

            migrationBuilder.DropColumn(
                name: "CafHours",
                table: "CellStates");

            migrationBuilder.DropColumn(
                name: "RealMinutes",
                table: "CellStates");
        }
    }
}
