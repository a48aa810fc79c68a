#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The data that is installed: packs have all their texts in both languages, labels and hints fit their
# places, English is plain ASCII, every file is listed for "make install", and the pack that
# tuikuan-policy(5) shows loads as it stands there.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8
data=$top_srcdir/data

# fits KEY COLUMNS: no value of KEY in facts.ini is wider.
fits()
{
	widest=$(sed -n "s/^$1 = //p" "$data/facts.ini" | wc -L)
	if [ "$widest" -gt 0 ] && [ "$widest" -le "$2" ]; then
		ok
	else
		fail "facts.ini: $1 of $widest columns, at most $2"
	fi
}

fits label 16
fits 'label\[zh_CN\]' 14
for key in question 'question\[zh_CN\]' help 'help\[zh_CN\]'; do
	fits "$key" 76
done

for pack in "$data"/policies/*.ini; do
	gives 0 "$tuikuan" policy check "$pack" --language en
	silent stderr
done

for file in "$data/facts.ini" "$data"/policies/*.ini; do
	grep -v -e '^#' -e '\[zh_CN\] = ' -e '^source = ' "$file" | LC_ALL=C grep '[^ -~]' >"$out/other"
	if [ -s "$out/other" ]; then
		fail "$file: not ASCII: $(head -n 1 "$out/other")"
	else
		ok
	fi
done

for file in facts.ini $(cd "$data" && find ./*/ -type f | sed 's,^\./,,'); do
	if sed 's/^\t//; s/^[a-z_A-Z]* = //; s/ \\$//' "$data/fragment.am" | grep -qx "data/$file"; then
		ok
	else
		fail "data/$file is not installed"
	fi
done

# The example of the manual: a pack and its scenarios.
for page in tuikuan-policy.5 zh_CN/tuikuan-policy.5; do
	rm -f "$out"/example-vps.*
	awk -v folder="$out" '
		/^\.RS 4$/ { file = folder "/example-vps" (count++ ? ".scenarios" : ".ini"); next }
		/^\.RE$/ { file = "" }
		file { gsub(/\\-/, "-"); gsub(/\\\(sc/, "§"); print > file }' "$top_srcdir/man/$page"
	gives 0 "$tuikuan" policy check "$out/example-vps.ini" --language en
	silent stderr
	gives 0 "$tuikuan" policy test "$out/example-vps.scenarios" --language en
	says_only "2 scenarios passed, 0 failed"
done
closing
