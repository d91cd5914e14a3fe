using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.SqlServer
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
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    FamilyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Try = table.Column<int>(type: "int", nullable: false),
                    IdOp = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    Amount = table.Column<long>(type: "bigint", nullable: false),
                    Reference = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    ClientNumber = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: false),
                    Mode = table.Column<string>(type: "nvarchar(1)", maxLength: 1, nullable: false),
                    Email = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    State = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: false),
                    Said = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: true),
                    Alarm = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    PaidBy = table.Column<string>(type: "nvarchar(1)", maxLength: 1, nullable: true),
                    PaidOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Authorisation = table.Column<string>(type: "nvarchar(32)", maxLength: 32, nullable: true),
                    PaymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    NextAskAt = table.Column<DateTime>(type: "datetime2", nullable: true)
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
                unique: true,
                filter: "[IdOp] IS NOT NULL");

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
