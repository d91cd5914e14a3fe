using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Identity.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RoomForSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {

        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
