using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.SqlServer
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
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    FileId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Sealed = table.Column<byte[]>(type: "varbinary(max)", maxLength: -1, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DebitFileContents", x => new { x.Tenant, x.FileId });
                });

            migrationBuilder.CreateTable(
                name: "DebitFiles",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    MessageId = table.Column<string>(type: "nvarchar(35)", maxLength: 35, nullable: false),
                    Form = table.Column<string>(type: "nvarchar(2)", maxLength: 2, nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<int>(type: "int", nullable: false),
                    Cents = table.Column<long>(type: "bigint", nullable: false),
                    State = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    History = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DebitFiles", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "DebitOrders",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    InvoiceId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Payer = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    MandateId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    On = table.Column<DateOnly>(type: "date", nullable: false),
                    State = table.Column<string>(type: "nvarchar(16)", maxLength: 16, nullable: false),
                    FileId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Cents = table.Column<long>(type: "bigint", nullable: false),
                    EndToEnd = table.Column<string>(type: "nvarchar(35)", maxLength: 35, nullable: false),
                    PaymentId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Code = table.Column<string>(type: "nvarchar(8)", maxLength: 8, nullable: true),
                    Words = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    ReturnedOn = table.Column<DateOnly>(type: "date", nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DebitOrders", x => new { x.Tenant, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Mandates",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Payer = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CashOffice = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    Rum = table.Column<string>(type: "nvarchar(35)", maxLength: 35, nullable: false),
                    Holder = table.Column<string>(type: "nvarchar(70)", maxLength: 70, nullable: false),
                    Account = table.Column<byte[]>(type: "varbinary(128)", maxLength: 128, nullable: false),
                    Mask = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    SignedOn = table.Column<DateOnly>(type: "date", nullable: false),
                    Trail = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    By = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    LastDebit = table.Column<DateOnly>(type: "date", nullable: true),
                    EndedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    EndedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    EndedBecause = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Version = table.Column<long>(type: "bigint", nullable: false)
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
