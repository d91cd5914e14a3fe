#!/usr/bin/env bash
# Backs up every database of one installation as of one moment, while it serves.
#
#   deploy/backup.sh sqlite DATA TARGET      the data folder of deploy/run.sh (or the volumes of the SQLite variant gathered in one folder)
#   deploy/backup.sh sqlserver TARGET        full backups; TARGET is a folder as SQL Server sees it. Needs sqlcmd and
#                                            PREAU_SQL_SERVER, PREAU_SQL_USER, PREAU_SQL_PASSWORD (a login in db_backupoperator)
#   deploy/backup.sh sqlserver-log TARGET    log backups, every 15 minutes: what makes "one moment" possible (below)
#
# One moment on SQL Server: databases in FULL recovery, restored with RESTORE DATABASE … WITH NORECOVERY, then
# RESTORE LOG … WITH STOPAT = '2026-12-08T09:10:00' for all five with the same time. Express has no Agent: call this from cron.
# Files of a running SQL Server copied from its volume are no backup.
# Restore SQLite: stop the product, put the files of the backup folder into an empty data folder, start.
set -euo pipefail
databases=(identity family planning billing messaging)

sql() { SQLCMDPASSWORD=$PREAU_SQL_PASSWORD sqlcmd -S "$PREAU_SQL_SERVER" -U "$PREAU_SQL_USER" -C -b -Q "$1"; }

case ${1:-} in
  sqlite)
    root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
    exec dotnet "$root/deploy/Standalone/bin/Release/net10.0/Preau.Standalone.dll" --data "${2:?the data folder}" --backup "${3:?the folder for backups}"
    ;;
  sqlserver | sqlserver-log)
    target=${2:?the folder for backups, as SQL Server sees it}
    at=$(date -u +%Y%m%dT%H%M%SZ)
    for name in "${databases[@]}"; do
      if [ "$1" = sqlserver ]; then
        sql "BACKUP DATABASE preau_$name TO DISK = N'$target/preau_$name-$at.bak' WITH CHECKSUM, INIT"
        sql "RESTORE VERIFYONLY FROM DISK = N'$target/preau_$name-$at.bak' WITH CHECKSUM"
      else
        sql "BACKUP LOG preau_$name TO DISK = N'$target/preau_$name-$at.trn' WITH CHECKSUM, INIT"
      fi
    done
    ;;
  *)
    sed -n '2,13s/^# \{0,1\}//p' "$0" >&2
    exit 2
    ;;
esac
