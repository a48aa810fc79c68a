#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What a row costs as tables and packs grow, as ratios: `make bench-scale`. The rows of a large table against those of a
# small one, in time and in peak memory, and 60 rules against the 16 of decision-table.ini (17 of the table, one of
# which is what holds otherwise). Seconds of the processors count, that a busy machine distorts least; one thread.
# SMALL (100000), LARGE (10000000), RUNS (7) and BENCH (the folder for the tables: a gigabyte) may be set.
: "${top_srcdir:?run me through make bench-scale}" "${top_builddir:?run me through make bench-scale}"
here=$top_srcdir/tests/bench
built=$top_builddir/tests/bench
bench=${BENCH:-$top_builddir/tests/out/bench}
small=${SMALL:-100000}
large=${LARGE:-10000000}
runs=${RUNS:-7}
export LC_ALL=C.UTF-8
mkdir -p "$bench" || exit 1
cd "$bench" || exit 1
trap 'rm -f small.csv large.csv middle.csv out.csv size.txt rules.txt row.txt' EXIT
uptime
middle=1000000
[ "$large" -gt $middle ] || middle=$large
"$built/orders" "$small" >small.csv || exit 1
"$built/orders" "$middle" >middle.csv || exit 1
"$built/orders" "$large" >large.csv || exit 1

# The table with 44 rules more, in the proportions of its own: refusals, tiers, channels, documents and warnings, each
# of two or three tests that no other rule has together.
awk '{ print }
	function rule(id, when, effect) {
		printf "\n[rule.%s]\nwhen = %s\n%s\ntext = One rule more.\nsource = table\n", id, when, effect
	}
	END {
		split("arrears annual_agreement has_termination_proof abnormal_ops promo started", flag)
		split("order_screenshot status_screenshot usage_log business_statement config_error_proof", document)
		for (i = 1; i <= 11; i++)
			rule("more-r" i, (i % 2 ? "abnormal_ops and days_since_service_start > " (2 * i) " d" : \
				"promo and minutes_since_order > " (i * 3000) " min"), "refuse = yes")
		for (i = 1; i <= 6; i++)
			rule("more-t" i, "minutes_since_order > " (i * 1000) " min and minutes_since_order <= " \
				(i * 1000 + 1000) " min", "label = Fee\ndeduct = paid * " i " %")
		for (i = 1; i <= 5; i++)
			rule("more-c" i, "deployed and " flag[i], "channel = special")
		for (i = 1; i <= 17; i++)
			rule("more-d" i, (i > 6 ? "not " : "") flag[i % 6 + 1] " and " (i % 2 ? "" : "not ") "deployed and not " \
				document[i % 5 + 1], "require = " document[i % 5 + 1])
		for (i = 1; i <= 5; i++)
			rule("more-k" i, "started and " flag[i], "warn = yes")
	}' "$here/decision-table.ini" >many-rules.ini || exit 1

# of PACK TABLE RUNS: seconds, seconds of the processors, KiB at the peak.
of()
{
	"$built/measure" "$3" sh -c "exec $top_builddir/src/tuikuan batch --threads 1 --policy $1 $columns <$2 >out.csv" \
		</dev/null || echo failed
}

# Of lines "time CPU peak" of one round each the median round's.
medians()
{
	for field in 1 2 3; do
		awk -v field=$field '{ print $field }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
	done | paste -s -d ' '
}

# row WHAT FILE
row()
{
	medians "$2" | { read -r time cpu peak; printf '%-46s %8.3f %8.3f %8.3f\n' "$1" "$time" "$cpu" "$peak"; }
}

# What is compared runs side by side, round by round, and each round's ratios count: a machine that is slow for
# some seconds is so for both.
for columns in "--columns verdict,refund,channel,missing" ""; do
	: >size.txt
	: >rules.txt
	: >row.txt
	round=0
	while [ $round -lt "$runs" ]; do
		round=$((round + 1))
		few=$(of "$here/decision-table.ini" middle.csv 1)
		many=$(of many-rules.ini middle.csv 1)
		case "$few $many" in *failed*) echo "scale: a run failed"; exit 1 ;; esac
		echo "$few $many" | awk '{ print $4 / $1, $5 / $2, $6 / $3 }' >>rules.txt
		echo "$few" >>row.txt
		one=$(of "$here/decision-table.ini" small.csv 9)
		most=$(of "$here/decision-table.ini" large.csv 1)
		case "$one $most" in *failed*) echo "scale: a run failed"; exit 1 ;; esac
		echo "$one $small $most $large" | awk '{ print ($5 / $8) / ($1 / $4), ($6 / $8) / ($2 / $4), $7 / $3 }' >>size.txt
	done
	echo
	echo "${columns:-all columns}"
	printf '%-46s %8s %8s %8s\n' "a row, as a ratio: medians of $runs rounds" time CPU peak
	row "$large rows against $small" size.txt
	row "60 rules against 16 ($middle rows)" rules.txt
	medians row.txt | awk -v rows=$middle '{ printf "%d rows: %.3f s, %.3f s of a processor, %.1f MB; %.0f ns a row\n", rows, $1, $2, $3 / 1024, $2 / rows * 1e9 }'
done
