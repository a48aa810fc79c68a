#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The recipes of tuikuan-batch(1) for GNU parallel and PostgreSQL, run for real: `make check-engines`. What comes
# out has to be what tuikuan batch alone says. PostgreSQL runs on a socket in a folder of its own, as a user who
# is not root. What is not installed is said, and is a failure.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8
pack=aliyun-ecs-article
columns=order_id,ordered_at,paid,deployed
folder=$(mktemp -d) || exit 1
chmod 755 "$folder"
cd "$folder" || exit 1
export TUIKUAN_POLICY_PATH="$top_srcdir/data/policies"
trap 'stop_server; rm -rf "$folder"' EXIT

awk 'BEGIN { print "order_id,ordered_at,paid,deployed"
	for (i = 1; i <= 4000; i++)
		printf "%05d,2026-11-%02dT%02d:%02d:%02d,%d.%02d,%d\n",
			i, i % 23 + 1, i % 24, i % 60, i * 7 % 60, i * 31 % 3000, i % 100, i % 2 }' >orders.csv
at=2026-11-24T12:00
"$tuikuan" batch --policy $pack --at $at <orders.csv >expected.csv || fail "tuikuan batch alone"

compare()
{
	if cmp -s "$2" expected.csv; then
		ok
	else
		fail "$1: other rows than those of tuikuan batch alone"
		diff "$2" expected.csv | head -n 5
	fi
}

# ---- GNU parallel

if command -v parallel >/dev/null && parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
	head -n 1 orders.csv | "$tuikuan" batch --policy $pack --at $at >parallel.csv
	parallel --pipepart -a orders.csv --header : --block 20k -k \
		"$tuikuan batch --policy $pack --at $at --threads 1 | tail -n +2" >>parallel.csv 2>/dev/null
	compare "GNU parallel" parallel.csv
else
	fail "GNU parallel is not installed (Debian: parallel)"
fi

# ---- a filter of lines, as Hadoop streaming and Spark's pipe have it: each worker its lines, no header

sed 1d orders.csv | split -l 700 - part.
{
	head -n 1 expected.csv
	for part in part.*; do
		"$tuikuan" batch --policy $pack --at $at --threads 1 --no-header --columns-in $columns <"$part"
	done
} >filter.csv
compare "a filter of lines" filter.csv

# ---- PostgreSQL

server=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
user=
if [ "$(id -u)" -eq 0 ]; then
	user=nobody
	id postgres >/dev/null 2>&1 && user=postgres
fi

# As the user of the server.
as_user()
{
	if [ -n "$user" ]; then setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups "$@"; else "$@"; fi
}

stop_server()
{
	[ ! -f "$folder/data/postmaster.pid" ] || as_user "$server/pg_ctl" -D "$folder/data" -m immediate -s stop
}

sql()
{
	as_user "$server/psql" -X -q -v ON_ERROR_STOP=1 -h "$folder/socket" -U tester postgres "$@"
}

if [ -z "$server" ]; then
	fail "PostgreSQL is not installed (Debian: postgresql)"
	closing
fi
# The server's user has to reach the program: a copy, with the data that it finds by the environment.
mkdir -p share/policies socket data
cp "$tuikuan" ./tuikuan
cp "$top_srcdir/data/policies/$pack.ini" share/policies
cp -r "$top_srcdir/data/facts.ini" "$top_srcdir/data/calendars" share
chmod -R a+rX share tuikuan
[ -z "$user" ] || chown "$user" data socket
chmod 700 data
as_user env HOME="$folder" "$server/initdb" -D "$folder/data" -U tester -A trust -E UTF8 --no-sync >initdb.out 2>&1 ||
	{ fail "initdb: $(tail -n 2 initdb.out)"; closing; }
as_user env HOME="$folder" TUIKUAN_POLICY_PATH="$folder/share/policies" "$server/pg_ctl" -D "$folder/data" -s -w \
	-o "-k $folder/socket -c listen_addresses='' -c fsync=off" -l "$folder/socket/log" start ||
	{ fail "PostgreSQL does not start"; closing; }
cp orders.csv socket/orders.csv
chmod a+r socket/orders.csv
sql >sql.out 2>&1 <<END
CREATE TABLE orders (order_id text, ordered_at timestamp, paid numeric(12,2), deployed int);
COPY orders FROM '$folder/socket/orders.csv' WITH (FORMAT csv, HEADER);
ALTER TABLE orders ALTER deployed TYPE boolean USING deployed = 1;
ALTER TABLE orders ALTER ordered_at TYPE timestamptz USING ordered_at AT TIME ZONE 'Asia/Shanghai';
COPY (SELECT order_id, paid, deployed::int AS deployed,
        to_char(ordered_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS') AS ordered_at
      FROM orders ORDER BY order_id)
  TO PROGRAM '$folder/tuikuan batch --policy $pack --at $at >$folder/socket/verdicts.csv'
  WITH (FORMAT csv, HEADER);
CREATE TABLE verdicts (order_id text, verdict text, refund numeric,
        least numeric, most numeric, channel text, missing text,
        refusals text, error text);
COPY verdicts FROM '$folder/socket/verdicts.csv' WITH (FORMAT csv, HEADER);
END
if [ -s sql.out ]; then fail "PostgreSQL: $(head -n 3 sql.out)"; else ok; fi
compare "PostgreSQL, through the program" socket/verdicts.csv
sql -c "COPY (SELECT * FROM verdicts ORDER BY order_id) TO STDOUT WITH (FORMAT csv, HEADER)" >back.csv
compare "PostgreSQL, back from its table" back.csv
closing
