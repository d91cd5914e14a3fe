using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Messaging.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OwnersByPart : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_OwnerParts_Tenant_Group_OwnerId",
                table: "OwnerParts",
                columns: new[] { "Tenant", "Group", "OwnerId" });

            migrationBuilder.CreateIndex(
                name: "IX_OwnerParts_Tenant_Part_OwnerId",
                table: "OwnerParts",
                columns: new[] { "Tenant", "Part", "OwnerId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_OwnerParts_Tenant_Group_OwnerId",
                table: "OwnerParts");

            migrationBuilder.DropIndex(
                name: "IX_OwnerParts_Tenant_Part_OwnerId",
                table: "OwnerParts");
        }
    }
}
