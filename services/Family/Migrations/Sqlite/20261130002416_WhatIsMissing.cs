using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Family.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WhatIsMissing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Documents_Tenant_ChildId",
                table: "Documents");

            migrationBuilder.CreateIndex(
                name: "IX_HouseholdChildren_Tenant_PackedLunch",
                table: "HouseholdChildren",
                columns: new[] { "Tenant", "PackedLunch" });

            migrationBuilder.CreateIndex(
                name: "IX_Families_Tenant_ArchivedAt_MergedInto_SortKey_Id",
                table: "Families",
                columns: new[] { "Tenant", "ArchivedAt", "MergedInto", "SortKey", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Documents_Tenant_ChildId_Key_Status_Until_FamilyId",
                table: "Documents",
                columns: new[] { "Tenant", "ChildId", "Key", "Status", "Until", "FamilyId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_HouseholdChildren_Tenant_PackedLunch",
                table: "HouseholdChildren");

            migrationBuilder.DropIndex(
                name: "IX_Families_Tenant_ArchivedAt_MergedInto_SortKey_Id",
                table: "Families");

            migrationBuilder.DropIndex(
                name: "IX_Documents_Tenant_ChildId_Key_Status_Until_FamilyId",
                table: "Documents");

            migrationBuilder.CreateIndex(
                name: "IX_Documents_Tenant_ChildId",
                table: "Documents",
                columns: new[] { "Tenant", "ChildId" });
        }
    }
}
