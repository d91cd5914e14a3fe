using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Billing.Migrations.SqlServer
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
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "TitleNumber",
                table: "Invoices",
                type: "nvarchar(32)",
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
