using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OnlinePayment : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PayAttempts",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    FamilyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Try = table.Column<int>(type: "INTEGER", nullable: false),
                    IdOp = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Amount = table.Column<long>(type: "INTEGER", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ClientNumber = table.Column<string>(type: "TEXT", maxLength: 8, nullable: false),
                    Mode = table.Column<string>(type: "TEXT", maxLength: 1, nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Said = table.Column<string>(type: "TEXT", maxLength: 16, nullable: true),
                    Alarm = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    PaidBy = table.Column<string>(type: "TEXT", maxLength: 1, nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Authorisation = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    NextAskAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PayAttempts", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PayAttempts_NextAskAt",
                table: "PayAttempts",
                column: "NextAskAt");

            migrationBuilder.CreateIndex(
                name: "IX_PayAttempts_Tenant_IdOp",
                table: "PayAttempts",
                columns: new[] { "Tenant", "IdOp" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PayAttempts_Tenant_InvoiceId_Try",
                table: "PayAttempts",
                columns: new[] { "Tenant", "InvoiceId", "Try" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PayAttempts");
        }
    }
}
