#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The sources as cppcheck and clang-tidy (with what scan-build looks for) see them; `make check-static`. What is
# reported and is not so stands with its reason in tests/static/ and .clang-tidy. Takes some minutes.
CDPATH= cd -- "${top_srcdir:?}" || exit 1
work=${top_builddir:?}/tests/out/static
mkdir -p "$work" || exit 1
for pair in cppcheck:cppcheck clang-tidy:clang-tidy pkg-config:pkg-config; do
	command -v "${pair%%:*}" >/dev/null || { echo "check-static: needs ${pair%%:*} (Debian: ${pair##*:})" >&2; exit 1; }
done
status=0
includes="-I$top_builddir"
for room in base evaluator casebook papers wizard terminal plain commands press; do
	includes="$includes -Isrc/$room"
done
# __FILE__ is a string that no shell has to quote.
defined='-DHAVE_CONFIG_H -DLOCALE_DIR=__FILE__ -DDATA_DIR=__FILE__ -DPROGRAM_DIR=__FILE__'

grep -v '^#' tests/static/cppcheck.txt >"$work/suppressions"
# shellcheck disable=SC2086
cppcheck -q --enable=warning,performance,portability --std=c11 --error-exitcode=1 -j "$(nproc)" $includes $defined \
	-D_GNU_SOURCE=1 --suppressions-list="$work/suppressions" \
	--template='{file}:{line}: {severity}: {message} [{id}]' src >"$work/cppcheck.out" 2>&1 || status=1
cat "$work/cppcheck.out"
echo "cppcheck: $(grep -c '\]$' "$work/cppcheck.out") reports"

# shellcheck disable=SC2086
ls src/main.c src/*/*.c | xargs -P "$(nproc)" -n 8 sh -c 'clang-tidy --quiet "$@" -- -std=gnu11 '"$includes $defined \
	$(pkg-config --cflags formw jansson nettle libseccomp pangocairo cairo-pdf fontconfig libarchive libical)"' 2>/dev/null' tidy |
	grep -E '(warning|error):' | sed "s|^$PWD/||" | sort -u >"$work/tidy.out"
# "CHECK FILE" of each report, and of each exception.
sed -n 's/^\([^:]*\):.*\[\([A-Za-z.-]*\)[],].*/\2 \1/p' "$work/tidy.out" | sort -u >"$work/reported"
sed -n 's/^\([a-z][^ ]* [^ :]*\):.*/\1/p' tests/static/clang-tidy.txt | sort -u >"$work/excepted"
comm -23 "$work/reported" "$work/excepted" >"$work/new"
while read -r check file; do
	grep "^$file:.*$check" "$work/tidy.out"
	status=1
done <"$work/new"
comm -13 "$work/reported" "$work/excepted" >"$work/stale"
if [ -s "$work/stale" ]; then
	echo "exceptions that nothing needs:"
	cat "$work/stale"
	status=1
fi
echo "clang-tidy: $(wc -l <"$work/tidy.out") reports, $(wc -l <"$work/new") without an exception"
exit $status
