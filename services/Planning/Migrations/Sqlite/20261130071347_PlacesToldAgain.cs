using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Preau.Planning.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PlacesToldAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Who was told before is told again, now with the places of each file.
            migrationBuilder.Sql("UPDATE EnrolmentNews SET Version = Version + 1");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {

        }
    }
}
