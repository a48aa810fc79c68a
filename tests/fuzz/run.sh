#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The fuzz targets. As a test: each one as an ordinary program, over its corpus: seeds, and what once went wrong.
# With FUZZ_FOR, as `make fuzz FUZZ_SECONDS=N` has it: libFuzzer looks for more, so many seconds in all, one target after the
# other (FUZZ_TARGETS names some), and prints a table; what it finds lies in tests/out/fuzz. With FUZZ_SEED=N it tries
# the same things in the same order each time, on any machine as far as it gets.
. "${top_srcdir:?}/tests/shell.sh"

corpus=$top_srcdir/tests/fuzz/corpus
found=$top_builddir/tests/out/fuzz
targets=${FUZZ_TARGETS:-pack expression case csv typed order-page template text flow}
TUIKUAN_POLICY_PATH=$found/packs/policies
export TUIKUAN_POLICY_PATH

# One pack alone, so that the wizard has little to load each time.
mkdir -p "$found/packs/policies"
for part in facts.ini calendars letters policies/aliyun-ecs-article.ini; do
	ln -sfn "$top_srcdir/data/$part" "$found/packs/$part"
done

if [ -z "${FUZZ_FOR:-}" ]; then
	for target in $targets; do
		if "$top_builddir/tests/fuzz/$target" "$corpus/$target" >"$found/$target.out" 2>&1; then
			ok
		else
			fail "$target, at the last of these:"
			tail -n 5 "$found/$target.out"
		fi
	done
	closing
fi

# What is found is kept from one run to the next; seeds stay as they are.
fuzz()
{
	mkdir -p "$found/$1" "$found/faults"
	dictionary=
	[ ! -f "$corpus/../$1.dict" ] || dictionary=-dict=$corpus/../$1.dict
	nice -n "${FUZZ_NICE:-15}" "$FUZZ_BUILD/fuzz-$1" -max_total_time="$seconds" -max_len="${FUZZ_LONGEST:-4096}" \
		-seed="${FUZZ_SEED:-0}" -timeout=25 -rss_limit_mb=2048 -print_final_stats=1 \
		-artifact_prefix="$found/faults/$1-" $dictionary \
		"$found/$1" "$corpus/$1" >"$found/$1.out" 2>&1
	status=$?
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$found/$1.out")
	covered=$(grep -aoE 'cov: [0-9]+ ft: [0-9]+' "$found/$1.out" | tail -n 1)
	if [ $status -eq 0 ]; then
		outcome=nothing
		ok
	else
		outcome=$(grep -a -m 1 -oE 'does not hold: .*|SUMMARY: .*|runtime error: .*' "$found/$1.out")
		fail "$1: $outcome"
		grep -aF 'Test unit written to' "$found/$1.out"
	fi
	printf '%-12s %10s %-24s %s\n' "$1" "${runs:-0}" "$covered" "$outcome"
}

seconds=$((FUZZ_FOR / $(echo "$targets" | wc -w)))
[ "$seconds" -gt 0 ] || seconds=1
printf '%-12s %10s %-24s %s\n' target runs coverage found
for target in $targets; do
	fuzz "$target"
done
closing
