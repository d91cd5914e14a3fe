using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Planning.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class HandOver : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                table: "KnownFamilies",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameAs",
                table: "KnownChildren",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CameFrom",
                table: "KnownChildren",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "CameOn",
                table: "KnownChildren",
                type: "date",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "KnownFamilies");

            migrationBuilder.DropColumn(
                name: "CameAs",
                table: "KnownChildren");

            migrationBuilder.DropColumn(
                name: "CameFrom",
                table: "KnownChildren");

            migrationBuilder.DropColumn(
                name: "CameOn",
                table: "KnownChildren");
        }
    }
}
