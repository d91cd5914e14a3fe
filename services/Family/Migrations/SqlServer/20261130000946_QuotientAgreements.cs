using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Family.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class QuotientAgreements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "QuotientAgreements",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    GuardianId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Identity = table.Column<byte[]>(type: "varbinary(max)", maxLength: -1, nullable: false),
                    NextAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Tries = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuotientAgreements", x => new { x.Tenant, x.FamilyId });
                });

            migrationBuilder.CreateTable(
                name: "QuotientAnswers",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Outcome = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    Code = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    Value = table.Column<decimal>(type: "decimal(12,2)", precision: 12, scale: 2, nullable: true),
                    Provider = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    Month = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: true),
                    Calculated = table.Column<string>(type: "nvarchar(7)", maxLength: 7, nullable: true),
                    Proof = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuotientAnswers", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_QuotientAgreements_Tenant_NextAt",
                table: "QuotientAgreements",
                columns: new[] { "Tenant", "NextAt" });

            migrationBuilder.CreateIndex(
                name: "IX_QuotientAnswers_Tenant_FamilyId_At",
                table: "QuotientAnswers",
                columns: new[] { "Tenant", "FamilyId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "QuotientAgreements");

            migrationBuilder.DropTable(
                name: "QuotientAnswers");
        }
    }
}
