using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Family.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LibraryAndHealth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CameAs",
                table: "HouseholdChildren",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameFrom",
                table: "HouseholdChildren",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CameOn",
                table: "HouseholdChildren",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "Due",
                table: "FileSections",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Papers",
                table: "FamilyMerges",
                type: "TEXT",
                maxLength: -1,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "LibraryContents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Bytes = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LibraryContents", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "LibraryItems",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    Monday = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Url = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Open = table.Column<bool>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Size = table.Column<int>(type: "INTEGER", nullable: true),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LibraryItems", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_FileSections_Tenant_ChildId",
                table: "FileSections",
                columns: new[] { "Tenant", "ChildId" });

            migrationBuilder.CreateIndex(
                name: "IX_FileSections_Tenant_Due",
                table: "FileSections",
                columns: new[] { "Tenant", "Due" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LibraryContents");

            migrationBuilder.DropTable(
                name: "LibraryItems");

            migrationBuilder.DropIndex(
                name: "IX_FileSections_Tenant_ChildId",
                table: "FileSections");

            migrationBuilder.DropIndex(
                name: "IX_FileSections_Tenant_Due",
                table: "FileSections");

            migrationBuilder.DropColumn(
                name: "CameAs",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "CameFrom",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "CameOn",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "Due",
                table: "FileSections");

            migrationBuilder.DropColumn(
                name: "Papers",
                table: "FamilyMerges");
        }
    }
}
