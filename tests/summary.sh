#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# summary.sh FOLDER: after `make check` in a build tree, prints the closing line of each test program
# found in FOLDER, the logs of those that failed, and last "N passed, N failed" over all checks.

folder=${1-tests}
set -- "$folder"/*.trs
[ -e "$1" ] || { echo "summary.sh: no results in $folder" >&2; exit 1; }

passed=0
failed=0
skipped=
broken=
for result; do
	log=${result%.trs}.log
	name=${log##*/}
	name=${name%.log}
	verdict=$(sed -n 's/^:test-result: *\([A-Z]*\).*/\1/p' "$result" | tail -n 1)
	# "100%: Checks: 12, Failures: 0, Errors: 0"; a program may print several, or die before it does.
	counts=$(awk '/^[0-9]+%: Checks: / { gsub(",", ""); checks += $3; bad += $5 + $7; seen = 1 }
		END { if (seen) print checks - bad, bad }' "$log")
	good=${counts% *}
	bad=${counts#* }
	case $verdict in
	PASS)
		[ -n "$counts" ] || { good=1; bad=0; }
		;;
	SKIP)
		skipped="$skipped $name"
		good=0
		bad=0
		;;
	*)
		[ -n "$counts" ] || { good=0; bad=1; }
		[ "$bad" -gt 0 ] || bad=1
		broken="$broken $log"
		;;
	esac
	passed=$((passed + good))
	failed=$((failed + bad))
	printf '%-4s %-24s %s\n' "$verdict" "$name" "$(grep -E '^[0-9]+%: Checks: ' "$log" | tail -n 1)"
done
for log in $broken; do
	printf '\n==== %s\n' "$log"
	tail -n 200 "$log"
done
[ -z "$skipped" ] || printf 'skipped:%s\n' "$skipped"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
