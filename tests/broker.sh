#!/usr/bin/env bash
# A private RabbitMQ node for development and tests: own name, ports, cookie and data, loopback only; no root service.
#   tests/broker.sh start | stop | kill | restart | url
# BROKER_PORT (default 5682; also uses port + 10000 and + 20000), BROKER_DIR (data and logs; default: a folder per port under the temporary folder)
set -euo pipefail
port=${BROKER_PORT:-5682}
dir=${BROKER_DIR:-${TMPDIR:-/tmp}/preau-broker-$port}
server=/usr/lib/rabbitmq/bin/rabbitmq-server # the script itself: the one in /usr/sbin changes to the user rabbitmq

die() { echo "$1" >&2; exit 1; }
[[ -x $server ]] || die "rabbitmq-server is missing: apt-get install -y --no-install-recommends rabbitmq-server"
mkdir -p "$dir"/{data,log,config,schema}
dir=$(cd "$dir" && pwd)

export HOME=$dir RABBITMQ_NODENAME=preau$port@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_NODE_PORT=$port RABBITMQ_DIST_PORT=$((port + 20000))
export RABBITMQ_MNESIA_BASE=$dir/data RABBITMQ_LOG_BASE=$dir/log RABBITMQ_PID_FILE=$dir/pid RABBITMQ_FEATURE_FLAGS_FILE=$dir/feature_flags
export RABBITMQ_CONFIG_FILE=$dir/rabbitmq RABBITMQ_CONF_ENV_FILE=$dir/none RABBITMQ_ENABLED_PLUGINS_FILE=$dir/plugins
export RABBITMQ_GENERATED_CONFIG_DIR=$dir/config RABBITMQ_SCHEMA_DIR=$dir/schema
export ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT=$((port + 10000)) ERL_CRASH_DUMP_SECONDS=0 LC_ALL=C.UTF-8
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-kernel inet_dist_use_interface {127,0,0,1}'

pid() { cat "$dir/node" 2>/dev/null || true; }
alive() { [[ -n $(pid) ]] && kill -0 "$(pid)" 2>/dev/null; }
listening() { (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }

start() {
  if alive; then return; fi
  if listening; then die "port $port is taken"; fi
  echo '[].' > "$dir/plugins"
  printf '%s\n' "listeners.tcp.default = 127.0.0.1:$port" 'vm_memory_high_watermark.absolute = 512MB' 'disk_free_limit.absolute = 100MB' \
    'log.console = false' 'log.file.level = warning' > "$dir/rabbitmq.conf"
  rm -f "$dir/pid" "$dir/node"
  setsid "$server" > "$dir/log/start" 2>&1 < /dev/null &
  local server_pid=$!
  for ((i = 0; i < 900; i++)); do
    # The node removes its own pid file when it begins to stop, so keep another.
    if listening && [[ -s $dir/pid ]]; then cp "$dir/pid" "$dir/node"; return; fi
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.1
  done
  tail -20 "$dir/log/start" >&2
  die "the broker did not start"
}

finish() { # $1: signal
  alive || return 0
  local node; node=$(pid)
  kill "-$1" "$node"
  for ((i = 0; i < 300; i++)); do
    kill -0 "$node" 2>/dev/null || { rm -f "$dir/node"; return 0; }
    sleep 0.1
  done
  die "the broker did not end"
}

case ${1:-} in
  start) start ;;
  stop) finish TERM; epmd -port "$ERL_EPMD_PORT" -kill > /dev/null 2>&1 || true ;;
  kill) finish KILL ;;
  restart) finish TERM; start ;;
  url) echo "amqp://guest:guest@127.0.0.1:$port/" ;;
  *) sed -n '2,4p' "$0"; exit 2 ;;
esac
