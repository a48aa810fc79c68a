#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The worked examples of the providers' pages on paper: the calculation in the summary of each scenario that
# is named after one (t4-upgrade, ix3, ...), line by line, against tests/papers/calculations.txt.
# TUIKUAN_RENEW=1 writes that anew.
. "${top_srcdir:?}/tests/shell.sh"

golden=$top_srcdir/tests/papers/calculations.txt
cd "$out" || exit 1

# case_of FILE SCENARIO: the case; its moment on the last line, as a comment.
case_of()
{
	awk -v wanted="[scenario.$2]" '
	/^\[/ { section = $0; next }
	/^#/ || !/=/ { next }
	{
		key = $0; sub(/ *=.*/, "", key)
		value = $0; sub(/^[^=]*= */, "", value)
		gsub(/^"|"$/, "", value)
		gsub(/%/, "%25", value) # as case files have it
		if (section == "[test]" && key == "policy") policy = value
		else if (section == "[defaults]" || section == wanted)
			if (key !~ /^expect\./) {
				if (!(key in facts)) order[++count] = key
				facts[key] = value
			}
	}
	END {
		print "[case]\nformat = 1\nid = TK-20261123-0001\npolicy = " policy "\n[facts]"
		for (i = 1; i <= count; i++)
			if (order[i] != "at" && facts[order[i]] != "") print order[i] " = " facts[order[i]]
		print "# " facts["at"]
	}' "$1"
}

: >calculations.txt
for file in "$top_srcdir"/data/policies/*.scenarios; do
	name=${file##*/}
	# what a source leaves open nobody can answer: hw15-hours shows the range that its rows make
	for scenario in $(sed -n 's/^\[scenario\.\([-a-z0-9]*\)\]$/\1/p' "$file" |
		grep -E '^((t|h|hw|ux|bx|ix|ax)[0-9]|usd-)' | grep -v '^hw15-.*-row$'); do
		case_of "$file" "$scenario" >case.ini
		at=$(sed -n '$s/^# //p' case.ini)
		gives 0 "$tuikuan" summary case.ini --at "$at" --language en
		{
			printf '%s %s\n' "${name%.scenarios}" "$scenario"
			sed -n '/^2\. /,/^3\. /{/^[23]\. /d;/^-*$/d;p;}' "$out/stdout"
			echo
		} >>calculations.txt
		# a breakdown must add up to what it ends with
		if grep -q '^ *To come back\|^ *Likely to come back\|^No single sum\|^Refused' "$out/stdout"; then
			ok
		else
			fail "$name $scenario: no calculation"
		fi
	done
done
if [ -n "${TUIKUAN_RENEW:-}" ]; then
	cp calculations.txt "$golden"
elif cmp -s calculations.txt "$golden"; then
	ok
else
	fail "calculations differ: $(diff "$golden" calculations.txt | head -n 20)
meant? TUIKUAN_RENEW=1 make check TESTS=tests/calculations.sh"
fi
closing
