using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class TicketsAndHolds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "TicketBook",
                table: "Refunds",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tickets",
                table: "Refunds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "TicketBook",
                table: "ReceivedPayments",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tickets",
                table: "ReceivedPayments",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "TicketBook",
                table: "PayAttempts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Tickets",
                table: "PayAttempts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "HeldDays",
                columns: table => new
                {
                    Tenant = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ChildId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Unit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    CashOffice = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Judged = table.Column<bool>(type: "INTEGER", nullable: false),
                    Told = table.Column<bool>(type: "INTEGER", nullable: false),
                    Extended = table.Column<bool>(type: "INTEGER", nullable: false),
                    Ended = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_HeldDays", x => new { x.Tenant, x.ChildId, x.Unit, x.Date });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "HeldDays");

            migrationBuilder.DropColumn(
                name: "TicketBook",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "Tickets",
                table: "Refunds");

            migrationBuilder.DropColumn(
                name: "TicketBook",
                table: "ReceivedPayments");

            migrationBuilder.DropColumn(
                name: "Tickets",
                table: "ReceivedPayments");

            migrationBuilder.DropColumn(
                name: "TicketBook",
                table: "PayAttempts");

            migrationBuilder.DropColumn(
                name: "Tickets",
                table: "PayAttempts");
        }
    }
}
