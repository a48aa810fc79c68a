#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# How many instructions a case takes under each shipped pack, counted by callgrind: the same on a machine that is
# busy. `make bench-evaluate` compares with tests/bench/instructions.txt, kept in the tree: more than 3 % from it is
# a failure, and less is one too, lest what was gained be lost unseen. BENCH_RENEW=1 writes the file anew. The
# numbers are those of gcc 12 with -O2.
: "${top_srcdir:?run me through make bench-evaluate}" "${top_builddir:?run me through make bench-evaluate}"
kept=$top_srcdir/tests/bench/instructions.txt
found=$top_builddir/tests/bench/instructions.out
command -v valgrind >/dev/null || { echo "valgrind is missing (Debian: valgrind)" >&2; exit 1; }

# count PACK HOW FUNCTION CASES
count()
{
	valgrind --tool=callgrind --callgrind-out-file=/dev/null --toggle-collect="$3" \
		"$top_builddir/tests/bench/cases" "$top_srcdir/data/facts.ini" "$top_srcdir/data/calendars/cn.ini" \
		"$1" "$2" 2>&1 | awk -v cases="$4" '/Collected/ { printf "%d", $NF / cases }'
}

# One pack, in a shell of its own: as many at once as there are processors.
if [ $# -eq 1 ]; then
	echo "$(basename "$1" .ini) $(count "$1" evaluate tk_evaluate 16) $(count "$1" docket tk_docket_judge 512)"
	exit
fi
{
	echo "# Instructions a case: pack, judged alone with one answer in eight open, in step with all answered"
	ls "$top_srcdir"/data/policies/*.ini | xargs -n 1 -P "$(nproc)" "$0" | LC_ALL=C sort
} >"$found"
if [ -n "${BENCH_RENEW:-}" ]; then
	cp "$found" "$kept"
	exit
fi
awk 'function far(now, then) {
		return now > then * 1.03 ? "more" : now < then * 0.97 ? "less" : ""
	}
	/^#/ { next }
	NR == FNR { alone[$1] = $2; in_step[$1] = $3; next }
	{ verdict = "" }
	!($1 in alone) { verdict = "not in the file" }
	$1 in alone {
		if (far($2, alone[$1])) verdict = far($2, alone[$1]) " than " alone[$1] " alone"
		if (far($3, in_step[$1])) verdict = verdict (verdict ? ", " : "") far($3, in_step[$1]) " than " in_step[$1] " in step"
		delete alone[$1]
	}
	{ printf "%-32s %10d alone %8d in step  %s\n", $1, $2, $3, verdict; if (verdict != "") bad = 1 }
	END {
		for (pack in alone) { print pack ": in the file alone"; bad = 1 }
		if (bad) print "If that is as it should be: BENCH_RENEW=1 make bench-evaluate"
		exit bad
	}' "$kept" "$found"
