using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Family.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FamilyFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Families_Tenant_Name",
                table: "Families");

            migrationBuilder.AddColumn<string>(
                name: "BirthPlace",
                table: "HouseholdChildren",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Class",
                table: "HouseholdChildren",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Group",
                table: "HouseholdChildren",
                type: "TEXT",
                maxLength: 60,
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AccessVersion",
                table: "Guardians",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateOnly>(
                name: "BirthDate",
                table: "Guardians",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BirthName",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "BirthPlace",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "City",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Employer",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "EmployerAddress",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "HomePhone",
                table: "Guardians",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "InvitedAt",
                table: "Guardians",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "LivesElsewhere",
                table: "Guardians",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "OccupationCategory",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PostCode",
                table: "Guardians",
                type: "TEXT",
                maxLength: 16,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Profession",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "Restricted",
                table: "Guardians",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Street",
                table: "Guardians",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "WorkPhone",
                table: "Guardians",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ArchivedAt",
                table: "Families",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ArchivedBy",
                table: "Families",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                table: "Families",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SortKey",
                table: "Families",
                type: "TEXT",
                maxLength: 200,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateOnly>(
                name: "CourtOrder",
                table: "ChildContacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "PersonId",
                table: "ChildContacts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "PersonKey",
                table: "ChildContacts",
                type: "TEXT",
                maxLength: 120,
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "CourtOrders",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Until = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    What = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CourtOrders", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "FamilyNotes",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FamilyNotes", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "FieldChanges",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Field = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Of = table.Column<Guid>(type: "TEXT", nullable: false),
                    Old = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    New = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    RequestId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FieldChanges", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Families_Tenant_SortKey_Id",
                table: "Families",
                columns: new[] { "Tenant", "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_ChildContacts_Tenant_PersonKey",
                table: "ChildContacts",
                columns: new[] { "Tenant", "PersonKey" });

            migrationBuilder.CreateIndex(
                name: "IX_CourtOrders_Tenant_ChildId",
                table: "CourtOrders",
                columns: new[] { "Tenant", "ChildId" });

            migrationBuilder.CreateIndex(
                name: "IX_FamilyNotes_Tenant_FamilyId",
                table: "FamilyNotes",
                columns: new[] { "Tenant", "FamilyId" });

            migrationBuilder.CreateIndex(
                name: "IX_FieldChanges_Tenant_FamilyId_Version",
                table: "FieldChanges",
                columns: new[] { "Tenant", "FamilyId", "Version" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CourtOrders");

            migrationBuilder.DropTable(
                name: "FamilyNotes");

            migrationBuilder.DropTable(
                name: "FieldChanges");

            migrationBuilder.DropIndex(
                name: "IX_Families_Tenant_SortKey_Id",
                table: "Families");

            migrationBuilder.DropIndex(
                name: "IX_ChildContacts_Tenant_PersonKey",
                table: "ChildContacts");

            migrationBuilder.DropColumn(
                name: "BirthPlace",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "Class",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "Group",
                table: "HouseholdChildren");

            migrationBuilder.DropColumn(
                name: "AccessVersion",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "BirthDate",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "BirthName",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "BirthPlace",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "City",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "Employer",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "EmployerAddress",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "HomePhone",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "InvitedAt",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "LivesElsewhere",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "OccupationCategory",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "PostCode",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "Profession",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "Restricted",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "Street",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "WorkPhone",
                table: "Guardians");

            migrationBuilder.DropColumn(
                name: "ArchivedAt",
                table: "Families");

            migrationBuilder.DropColumn(
                name: "ArchivedBy",
                table: "Families");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "Families");

            migrationBuilder.DropColumn(
                name: "SortKey",
                table: "Families");

            migrationBuilder.DropColumn(
                name: "CourtOrder",
                table: "ChildContacts");

            migrationBuilder.DropColumn(
                name: "PersonId",
                table: "ChildContacts");

            migrationBuilder.DropColumn(
                name: "PersonKey",
                table: "ChildContacts");

            migrationBuilder.CreateIndex(
                name: "IX_Families_Tenant_Name",
                table: "Families",
                columns: new[] { "Tenant", "Name" });
        }
    }
}
