#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The same decision table on tuikuan and on other engines, side by side in one run: whole processes, medians,
# every row held against the loop written in C. `make bench` runs it; ROWS, RUNS (5), THREADS (2) and BENCH (the
# folder for tables and npm's packages) may be set. Peers that are not installed are left out; DuckDB comes from npm.
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
"$built/orders" "$rows" >orders.csv || exit 1
"$built/orders" 1 >one.csv || exit 1
"$built/table" orders.csv expected.csv 1 || exit 1
if command -v npm >/dev/null && [ ! -d node_modules ] && [ -z "${WITHOUT_NPM:-}" ]; then
	echo '{"private": true}' >package.json
	npm install --silent --no-fund --no-audit @duckdb/node-api >npm.out 2>&1 || rm -rf node_modules
fi
export NODE_PATH="$bench/node_modules"

# The engines: a name and a command on "$in" and "$out".
engines()
{
	echo "C, one thread|exec $built/table \$in \$out 1"
	echo "C, $threads threads|exec $built/table \$in \$out $threads"
	echo "tuikuan, $threads threads|exec $top_builddir/src/tuikuan batch --policy $here/decision-table.ini --threads $threads --columns verdict,refund,channel,missing <\$in >\$out"
	echo "tuikuan, all columns|exec $top_builddir/src/tuikuan batch --policy $here/decision-table.ini --threads $threads <\$in >\$out"
	command -v mawk >/dev/null && echo "mawk|exec mawk -f $here/peers/decide.awk \$in >\$out"
	command -v python3 >/dev/null && echo "Python|exec python3 $here/peers/decide.py \$in \$out"
	command -v sqlite3 >/dev/null && echo "SQLite|exec sh $here/peers/sqlite.sh \$in \$out"
	[ -d node_modules/@duckdb ] && echo "DuckDB, $threads threads|exec node $here/peers/duckdb.js \$in \$out $threads"
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

base=$(measured orders.csv out.csv "$runs" "exec $built/table \$in \$out $threads" | cut -d ' ' -f 1)
printf '%-22s %10s %12s %8s %8s %10s %8s\n' engine 'C loop = 1' 'rows/s' 'CPU s' 'peak MB' 'one row ms' differ
engines | while IFS='|' read -r name command; do
	many=$(measured orders.csv out.csv "$runs" "$command") || { echo "$name: failed, see $bench/errors"; continue; }
	differ=$(differing out.csv)
	one=$(measured one.csv one.out 9 "$command" | cut -d ' ' -f 1)
	echo "$many" | awk -v name="$name" -v base="$base" -v rows="$rows" -v one="$one" -v differ="$differ" \
		'{ printf "%-22s %10.2f %12.0f %8.2f %8.1f %10.1f %8d\n", name, $1 / base, rows / $1, $2, $3 / 1024, one * 1000, differ }'
done
