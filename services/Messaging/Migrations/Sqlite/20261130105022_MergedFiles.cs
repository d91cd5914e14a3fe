using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Messaging.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MergedFiles : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "MergedInto",
                table: "Families",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "Families");
        }
    }
}
