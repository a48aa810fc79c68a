#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# All that can be tried, in its long form, one after the other; `make check-all`. Takes most of a day; how long each
# part is can be set as for the part alone (FUZZ_SECONDS, SOAK_EVENTS, NAIVE_CASES, MUTANTS).
work=${top_builddir:?}/tests/out/all
mkdir -p "$work" || exit 1
failed=0
try()
{
	name=$1
	shift
	begin=$(date +%s)
	if make -C "$top_builddir" "$@" >"$work/$name" 2>&1 </dev/null; then result=passed; else result=FAILED; failed=$((failed + 1)); fi
	printf '%-22s %s, %d s\n' "$name" "$result" $(($(date +%s) - begin))
	grep -hE '^[0-9]+ (passed|of)|faults tried|nothing lost|survived|agree|soak:|^[a-z-]+ +[0-9]+ cov|%$' "$work/$name" | tail -n 14 | sed 's/^/    /'
}
try check -k check
try static check-static
try policy-mutations check-policy-mutations
try every-allocation check-every-allocation
try faults check-faults
try coverage check-coverage
try instructions bench-evaluate
try engines check-engines
try fuzz fuzz FUZZ_SECONDS="${FUZZ_SECONDS:-2700}"
SOAK_EVENTS=${SOAK_EVENTS:-100000} try soak soak
try mutants check-mutants MUTANTS="${MUTANTS:-0}"
try naive check-naive NAIVE_CASES="${NAIVE_CASES:-1000000}"
echo "$failed failed; what they said is in $work"
[ $failed -eq 0 ]
