#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The manual pages: they format without a warning, their list of keys is that of src/wizard/request.h, their
# list of JSON keys is what comes out, every command and option is in them, and every function of the library,
# in both languages.
# `tests/manual.sh --keys LANG` in a built tree prints the list of keys to put into a page.
if [ "${1-}" = --keys ]; then
	TUIKUAN_LOCALEDIR=$(pwd)/po/locale LC_ALL=C.UTF-8 LANGUAGE=$2 exec tests/print-keys
fi
. "${top_srcdir:?}/tests/shell.sh"

keys_in()
{
	sed -n '/^\.\\" keys begin/,/^\.\\" keys end/p' "$1" | sed '1d;$d'
}

for language in en zh_CN; do
	case $language in
	en) folder=$top_srcdir/man ;;
	*) folder=$top_srcdir/man/$language ;;
	esac
	page=$folder/tuikuan.1
	LC_ALL=C.UTF-8 LANGUAGE=$language "$top_builddir/tests/print-keys" >"$out/keys.$language"
	keys_in "$page" >"$out/keys-in-page.$language"
	if [ -s "$out/keys.$language" ] && cmp -s "$out/keys.$language" "$out/keys-in-page.$language"; then
		ok
	else
		fail "$page: the list of keys is not that of src/wizard/request.h (tests/manual.sh --keys $language):"
		diff "$out/keys.$language" "$out/keys-in-page.$language" | head -n 20
	fi

	# Every command, and every long option of its --help.
	for command in "" batch evaluate letter checklist summary verify history cases "policy list" "policy show" "policy check" "policy test"; do
		gives 0 "$tuikuan" $command --help
		page=$folder/tuikuan.1
		[ ! -f "$folder/tuikuan-$command.1" ] || page=$folder/tuikuan-$command.1
		for option in $(grep -oE -- '--[a-z][a-z-]*' "$out/stdout" | sort -u); do
			if sed 's/\\-/-/g' "$page" | grep -qF -- "$option"; then
				ok
			else
				fail "$page does not mention $option of tuikuan $command"
			fi
		done
		if [ -z "$command" ] || grep -qF "tuikuan $command" "$page"; then
			ok
		else
			fail "$page does not mention tuikuan $command"
		fi
	done

	# The functions of the library: each one that it exports has its line, and no other has one.
	shared=$top_builddir/.libs/libtuikuan.so
	if [ -f "$shared" ]; then
		nm -D --defined-only "$shared" | awk '$2 == "T" && $3 ~ /^tk_/ { print $3 }' | sort >"$out/exported"
		sed -n '/^\.\\" functions begin/,/^\.\\" functions end/s/^\.B //p' "$folder/tuikuan.3" | sort >"$out/in-page"
		if [ -s "$out/exported" ] && cmp -s "$out/exported" "$out/in-page"; then
			ok
		else
			fail "$folder/tuikuan.3: other functions than the library exports:"
			diff "$out/exported" "$out/in-page"
		fi
	fi

	for page in "$folder/tuikuan.1" "$folder/tuikuan-batch.1" "$folder/tuikuan.3" "$folder/tuikuan-case.5" "$folder/tuikuan-policy.5"; do
		[ -f "$page" ] || { fail "$page is not there"; continue; }
		if command -v groff >/dev/null && command -v preconv >/dev/null; then
			groff -K utf8 -man -Tutf8 -ww -z "$page" 2>"$out/groff" || :
			if grep -v "can't find special character\|cannot adjust\|can't break line" "$out/groff" | grep -q .; then
				fail "$page: $(head -n 3 "$out/groff")"
			else
				ok
			fi
		fi
	done
done

# The JSON keys of the manual, in the order in which they come out: those listed between two headings, and
# those of the last output.
same_keys()
{
	sed -n "/^\.SH $1/,/^\.SH $2/p" "$top_srcdir/man/tuikuan.1" | sed -n '/^\.RS/,/^\.RE/p' |
		sed -n 's/^\([a-z_]*\)\([][{ ].*\)\{0,1\}$/\1/p' | grep -v '^$' >"$out/json-of-page"
	sed -n 's/^  "\([a-z_]*\)":.*/\1/p' "$out/stdout" >"$out/json-of-program"
	if [ -s "$out/json-of-program" ] && cmp -s "$out/json-of-page" "$out/json-of-program"; then
		ok
	else
		fail "the JSON keys of tuikuan(1), $1, are not those of the program:"
		diff "$out/json-of-page" "$out/json-of-program"
	fi
}
gives 0 "$tuikuan" evaluate --policy aliyun-ecs-article --fact paid=800 --json --why --what-if
same_keys JSON RECORDS
printf '[case]\nformat = 1\nid = TK-20261123-0001\n[decision]\npolicy = none\n' >"$out/case.ini"
gives 1 "$tuikuan" verify "$out/case.ini" --json
same_keys RECORDS 'EXIT STATUS'
closing
