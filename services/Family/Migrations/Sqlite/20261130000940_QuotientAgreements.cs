using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Family.Migrations.Sqlite
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
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    GuardianId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Identity = table.Column<byte[]>(type: "BLOB", maxLength: -1, nullable: false),
                    NextAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Tries = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_QuotientAgreements", x => new { x.Tenant, x.FamilyId });
                });

            migrationBuilder.CreateTable(
                name: "QuotientAnswers",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    Code = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    Value = table.Column<decimal>(type: "TEXT", precision: 12, scale: 2, nullable: true),
                    Provider = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    Month = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    Calculated = table.Column<string>(type: "TEXT", maxLength: 7, nullable: true),
                    Proof = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
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
