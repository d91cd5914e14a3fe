using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Messaging.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class InDepth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "NoticeKind",
                table: "Messages",
                type: "nvarchar(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Path",
                table: "Messages",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "NoticeKind",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Path",
                table: "Messages");
        }
    }
}
