#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same decision table on tuikuan and on other engines, side by side in one run: whole processes, medians,
# every row held against the loop written in C. `make bench` runs it; ROWS, RUNS (5), THREADS (2) and BENCH (the
# folder for tables and npm's packages) may be set, WITHOUT_NPM to fetch nothing. Of the slow engines there is one
# run. Peers that are not installed are named and left out; those on Node come from npm. A row that differs is a
# failure.
: "${top_srcdir:?run me through make bench}" "${top_builddir:?run me through make bench}"
here=$top_srcdir/tests/bench
built=$top_builddir/tests/bench
bench=${BENCH:-$top_builddir/tests/out/bench}
rows=${ROWS:-1000000}
runs=${RUNS:-5}
threads=${THREADS:-2}
export LC_ALL=C.UTF-8
mkdir -p "$bench" || exit 1
cd "$bench" || exit 1
uptime
"$built/orders" "$rows" >orders.csv || exit 1
"$built/orders" 1 >one.csv || exit 1
"$built/table" orders.csv expected.csv 1 || exit 1
# fetch PACKAGE: from npm, unless it is there.
fetch()
{
	[ ! -d "node_modules/$1" ] && [ -z "${WITHOUT_NPM:-}" ] && command -v npm >/dev/null || return
	[ -f package.json ] || echo '{"private": true}' >package.json
	npm install --silent --no-fund --no-audit "$1" >>npm.out 2>&1 </dev/null || echo "npm cannot install $1, see $bench/npm.out" >&2
}
for package in @duckdb/node-api @gorules/zen-engine json-rules-engine; do
	fetch $package
done
export NODE_PATH="$bench/node_modules"

# peer NEEDED NAME RUNS COMMAND: a line of engines, if what it needs is a program here or a package of Node.
peer()
{
	case $1 in
	node:*) [ -d "node_modules/${1#node:}" ] && command -v node >/dev/null ;;
	*) command -v "$1" >/dev/null ;;
	esac && echo "$2|$3|exec $4" || echo "left out: $2 ($1 is not installed)" >&2
}

# The engines: a name, how many runs, and a command on "$in" and "$out".
engines()
{
	batch="$top_builddir/src/tuikuan batch --policy $here/decision-table.ini --threads $threads"
	peer "$built/table" "C, one thread" "$runs" "$built/table \$in \$out 1"
	peer "$built/table" "C, $threads threads" "$runs" "$built/table \$in \$out $threads"
	peer sh "tuikuan, $threads threads" "$runs" "$batch --columns verdict,refund,channel,missing <\$in >\$out"
	peer sh "tuikuan, all columns" "$runs" "$batch <\$in >\$out"
	peer node:@duckdb/node-api "DuckDB, $threads threads" "$runs" "node $here/peers/duckdb.js \$in \$out $threads"
	peer mawk mawk "$runs" "mawk -f $here/peers/decide.awk \$in >\$out"
	peer sqlite3 SQLite "$runs" "sh $here/peers/sqlite.sh \$in \$out"
	peer python3 Python "$runs" "python3 $here/peers/decide.py \$in \$out"
	peer node:@gorules/zen-engine ZEN 1 "node $here/peers/zen.js \$in \$out"
	peer node:json-rules-engine json-rules-engine 1 "node $here/peers/json-rules-engine.js \$in \$out"
}

# How many rows differ from what is expected; the columns are found by their names.
differing()
{
	awk -F, 'FNR == 1 { file++; for (i = 1; i <= NF; i++) column[file, $i] = i; next }
		{ line = $column[file, "verdict"] "," $column[file, "refund"] "," $column[file, "channel"] }
		{ list = $column[file, "missing"]; count = split(list, names, ";"); list = ""
		  for (i = 1; i <= count; i++) for (k = i + 1; k <= count; k++)
			if (names[k] < names[i]) { kept = names[i]; names[i] = names[k]; names[k] = kept }
		  for (i = 1; i <= count; i++) list = list ";" names[i] }
		file == 1 { expected[FNR] = line list; rows = FNR; next }
		{ if (expected[FNR] != line list) differ++; seen = FNR }
		END { print differ + 0 + (rows > seen ? rows - seen : seen - rows) }' expected.csv "$1"
}

measured()
{
	in=$1 out=$2 "$built/measure" "$3" sh -c "$4" </dev/null 2>errors
}

: >wrong
base=$(measured orders.csv out.csv "$runs" "exec $built/table \$in \$out $threads" | cut -d ' ' -f 1)
printf '%-22s %10s %12s %8s %8s %10s %8s\n' engine 'C loop = 1' 'rows/s' 'CPU s' 'peak MB' 'one row ms' differ
engines | while IFS='|' read -r name times command; do
	rm -f out.csv
	many=$(measured orders.csv out.csv "$times" "$command") ||
		{ echo "$name: failed: $(head -n 1 errors)" | tee -a wrong; continue; }
	differ=$(differing out.csv)
	[ "$differ" = 0 ] || echo "$name: $differ rows differ" >>wrong
	one=$(measured one.csv one.out 9 "$command" | cut -d ' ' -f 1)
	echo "$many" | awk -v name="$name" -v base="$base" -v rows="$rows" -v one="$one" -v differ="$differ" \
		'{ printf "%-22s %10.2f %12.0f %8.2f %8.1f %10.1f %8d\n", name, $1 / base, rows / $1, $2, $3 / 1024, one * 1000, differ }'
done
[ ! -s wrong ]
