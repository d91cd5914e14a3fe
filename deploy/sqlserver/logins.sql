-- Databases and logins of one installation, once, as an administrator:
--   sqlcmd -S SERVER -U sa -C -b -v DAILY="P-…" MIGRATION="P-…" -i deploy/sqlserver/logins.sql
-- Each service signs in as preau_{service}, which reads and writes rows of its own database and changes no table;
-- preau_migration is for the migrate steps. In compose: PREAU_SQL_USER=preau_{service}, PREAU_SQL_MIGRATION_USER=preau_migration.
-- Readers never wait for writers: READ_COMMITTED_SNAPSHOT is set here, and each service refuses to start without it.
IF SUSER_ID(N'preau_migration') IS NULL CREATE LOGIN preau_migration WITH PASSWORD = N'$(MIGRATION)', CHECK_EXPIRATION = OFF;
GO
DECLARE @service sysname, @sql nvarchar(max);
DECLARE services CURSOR LOCAL FAST_FORWARD FOR SELECT s FROM (VALUES (N'identity'), (N'family'), (N'planning'), (N'billing'), (N'messaging')) AS all_services(s);
OPEN services;
FETCH NEXT FROM services INTO @service;
WHILE @@FETCH_STATUS = 0
BEGIN
    SET @sql = N'IF DB_ID(N''preau_' + @service + N''') IS NULL CREATE DATABASE preau_' + @service + N';';
    EXEC sp_executesql @sql;
    SET @sql = N'ALTER DATABASE preau_' + @service + N' SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE;
        IF SUSER_ID(N''preau_' + @service + N''') IS NULL CREATE LOGIN preau_' + @service + N' WITH PASSWORD = N''$(DAILY)'', CHECK_EXPIRATION = OFF;';
    EXEC sp_executesql @sql;
    SET @sql = N'USE preau_' + @service + N';
        IF USER_ID(N''preau_' + @service + N''') IS NULL CREATE USER preau_' + @service + N' FOR LOGIN preau_' + @service + N';
        IF USER_ID(N''preau_migration'') IS NULL CREATE USER preau_migration FOR LOGIN preau_migration;
        ALTER ROLE db_datareader ADD MEMBER preau_' + @service + N';
        ALTER ROLE db_datawriter ADD MEMBER preau_' + @service + N';
        ALTER ROLE db_owner ADD MEMBER preau_migration;';
    EXEC sp_executesql @sql;
    FETCH NEXT FROM services INTO @service;
END;
