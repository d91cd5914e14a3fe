using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DirectDebit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "DebitFileContents",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sealed = table.Column<byte[]>(type: "BLOB", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DebitFileContents", x => new { x.Tenant, x.FileId });
                });

            migrationBuilder.CreateTable(
                name: "DebitFiles",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MessageId = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Form = table.Column<string>(type: "TEXT", maxLength: 2, nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    History = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DebitFiles", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "DebitOrders",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    MandateId = table.Column<Guid>(type: "TEXT", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    FileId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Cents = table.Column<long>(type: "INTEGER", nullable: false),
                    EndToEnd = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    PaymentId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Code = table.Column<string>(type: "TEXT", maxLength: 8, nullable: true),
                    Words = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    ReturnedOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DebitOrders", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Mandates",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Payer = table.Column<Guid>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Rum = table.Column<string>(type: "TEXT", maxLength: 35, nullable: false),
                    Holder = table.Column<string>(type: "TEXT", maxLength: 70, nullable: false),
                    Account = table.Column<byte[]>(type: "BLOB", maxLength: 128, nullable: false),
                    Mask = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    SignedOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Trail = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LastDebit = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndedBecause = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Mandates", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_DebitFiles_Tenant_CashOffice_MessageId",
                table: "DebitFiles",
                columns: new[] { "Tenant", "CashOffice", "MessageId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DebitFiles_Tenant_State_On",
                table: "DebitFiles",
                columns: new[] { "Tenant", "State", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_DebitOrders_Tenant_CashOffice_State_On",
                table: "DebitOrders",
                columns: new[] { "Tenant", "CashOffice", "State", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_DebitOrders_Tenant_EndToEnd",
                table: "DebitOrders",
                columns: new[] { "Tenant", "EndToEnd" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DebitOrders_Tenant_FileId",
                table: "DebitOrders",
                columns: new[] { "Tenant", "FileId" });

            migrationBuilder.CreateIndex(
                name: "IX_DebitOrders_Tenant_InvoiceId",
                table: "DebitOrders",
                columns: new[] { "Tenant", "InvoiceId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DebitOrders_Tenant_MandateId",
                table: "DebitOrders",
                columns: new[] { "Tenant", "MandateId" });

            migrationBuilder.CreateIndex(
                name: "IX_Mandates_Tenant_CashOffice_Rum",
                table: "Mandates",
                columns: new[] { "Tenant", "CashOffice", "Rum" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Mandates_Tenant_Payer_CashOffice",
                table: "Mandates",
                columns: new[] { "Tenant", "Payer", "CashOffice" },
                unique: true,
                filter: "[EndedAt] IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DebitFileContents");

            migrationBuilder.DropTable(
                name: "DebitFiles");

            migrationBuilder.DropTable(
                name: "DebitOrders");

            migrationBuilder.DropTable(
                name: "Mandates");
        }
    }
}
