using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InDepth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "TitleDate",
                table: "Invoices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TitleNumber",
                table: "Invoices",
                type: "TEXT",
                maxLength: 32,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "TitleDate",
                table: "Invoices");

            migrationBuilder.DropColumn(
                name: "TitleNumber",
                table: "Invoices");
        }
    }
}
