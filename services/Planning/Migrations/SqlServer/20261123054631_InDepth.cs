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
            migrationBuilder.AddColumn<string>(
                name: "Categories",
                table: "KnownFamilies",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "City",
                table: "KnownFamilies",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Exchange",
                table: "Cells",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "WaitingPlaces",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ChildId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Unit = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Service = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "date", nullable: false),
                    Queue = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Points = table.Column<int>(type: "int", nullable: false),
                    PointsText = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Turn = table.Column<long>(type: "bigint", nullable: false),
                    Since = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OfferedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    OfferUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_WaitingPlaces", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_ChildId_Unit_Date",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "ChildId", "Unit", "Date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_FamilyId_Date",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "FamilyId", "Date" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_Queue_Date_State_Points_Turn",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "Queue", "Date", "State", "Points", "Turn" });

            migrationBuilder.CreateIndex(
                name: "IX_WaitingPlaces_Tenant_State_OfferUntil",
                table: "WaitingPlaces",
                columns: new[] { "Tenant", "State", "OfferUntil" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "WaitingPlaces");

            migrationBuilder.DropColumn(
                name: "Categories",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "City",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "Exchange",
                table: "Cells");
        }
    }
}
