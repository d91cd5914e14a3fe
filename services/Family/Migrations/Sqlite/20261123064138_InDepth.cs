using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Family.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InDepth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Diet",
                table: "HouseholdChildren",
                type: "TEXT",
                maxLength: 30,
                nullable: true);

            migrationBuilder.AddColumn<TimeOnly>(
                name: "LeavesAloneAt",
                table: "HouseholdChildren",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ToDo",
                table: "HouseholdChildren",
                type: "TEXT",
                maxLength: 1000,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Categories",
                table: "Families",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "Missing",
                table: "Families",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CareAccesses",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AccountId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Children = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CareAccesses", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "ChildContacts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Relation = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Phone = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Position = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ChildContacts", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "FileSections",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Section = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Answers = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    ChangedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FileSections", x => new { x.Tenant, x.FamilyId, x.ChildId, x.Section });
                });

            migrationBuilder.CreateTable(
                name: "SectionSights",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SectionSights", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_CareAccesses_Tenant_At",
                table: "CareAccesses",
                columns: new[] { "Tenant", "At" });

            migrationBuilder.CreateIndex(
                name: "IX_ChildContacts_Tenant_ChildId",
                table: "ChildContacts",
                columns: new[] { "Tenant", "ChildId" });

            migrationBuilder.CreateIndex(
                name: "IX_ChildContacts_Tenant_FamilyId",
                table: "ChildContacts",
                columns: new[] { "Tenant", "FamilyId" });

            migrationBuilder.CreateIndex(
                name: "IX_SectionSights_Tenant_FamilyId_At",
                table: "SectionSights",
                columns: new[] { "Tenant", "FamilyId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CareAccesses");

            migrationBuilder.DropTable(
                name: "ChildContacts");

            migrationBuilder.DropTable(
                name: "FileSections");

            migrationBuilder.DropTable(
                name: "SectionSights");

            migrationBuilder.DropColumn(
                name: "Diet",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "LeavesAloneAt",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "ToDo",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "Categories",
                table: "Families");

            migrationBuilder.DropColumn(
                name: "Missing",
                table: "Families");
        }
    }
}
