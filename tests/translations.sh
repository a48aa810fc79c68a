#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The Chinese catalogue is whole: every file with texts is named, every text is translated, none is fuzzy, formats
# fit. And HACKING names every module.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8

cd "$top_srcdir" || exit 1
for file in src/*/*.c src/*/*.h src/main.c; do
	case $file in
	src/base/language.h | src/base/error.h) continue ;; # they define the marks
	esac
	if grep -qE '(^|[^A-Za-z_])(N?_|ngettext) ?\("' "$file"; then
		if grep -qxF "$file" po/POTFILES.in; then ok; else fail "$file has texts and is not in po/POTFILES.in"; fi
	fi
done
for file in $(grep -v '^#' po/POTFILES.in); do
	if [ -f "$file" ]; then ok; else fail "po/POTFILES.in names $file, which is not there"; fi
done

if command -v xgettext >/dev/null && command -v msgmerge >/dev/null; then
	gives 0 xgettext --files-from=po/POTFILES.in --keyword=_ --keyword=N_ --keyword=ngettext:1,2 \
		--from-code=UTF-8 --no-location -o "$out/tuikuan.pot"
	gives 0 msgfmt --check-format --check-domain -o "$out/zh_CN.mo" po/zh_CN.po
	gives 0 msgmerge -q --no-fuzzy-matching -o "$out/zh_CN.po" po/zh_CN.po "$out/tuikuan.pot"
	gives 0 msgfmt --statistics -o /dev/null "$out/zh_CN.po"
	if grep -qE 'untranslated|fuzzy' "$out/stderr"; then
		fail "po/zh_CN.po: $(cat "$out/stderr")"
		msgattrib --untranslated --no-wrap "$out/zh_CN.po" 2>/dev/null | grep '^msgid' | head -n 40
		msgattrib --only-fuzzy --no-wrap "$out/zh_CN.po" 2>/dev/null | grep '^msgid' | head -n 20
	else
		ok
	fi
	obsolete=$(msgattrib --only-obsolete "$out/zh_CN.po" | grep -c '^#~ msgid')
	if [ "$obsolete" -eq 0 ]; then ok; else fail "po/zh_CN.po: $obsolete texts that nobody uses any more"; fi
fi

for file in src/*/*.c src/*/*.h tests/*.sh; do
	module=$(basename "$file")
	module=${module%.[ch]}
	if grep -qE "(^|[ ,/])$module([ ,.:;]|\$)" HACKING; then ok; else fail "HACKING does not name $file"; fi
done
closing
