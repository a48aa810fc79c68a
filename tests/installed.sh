#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# installed.sh SOURCE WORK [BUILD]: builds SOURCE elsewhere, installs it under WORK/prefix, moves the build away, and
# runs what was installed with an empty environment; uninstalls, and looks for what is left. distcheck does not run
# the installed program. BUILD: a build of SOURCE that is there already, configured with --prefix=WORK/prefix.
# .ci/run calls it.

source=$1
work=$2
build=${3:-$work/build}
rm -rf "$work"
mkdir -p "$build" "$work/home" || exit 1
cd "$build" || exit 1
failures=0

check()
{
	what=$1
	shift
	if "$@" >"$work/out" 2>"$work/err"; then
		echo "ok: $what"
	else
		failures=$((failures + 1))
		echo "FAILED: $what: $*"
		tail -n 20 "$work/out" "$work/err"
	fi
}

has()
{
	if grep -qF -- "$1" "$work/out"; then
		echo "ok: it says $1"
	else
		failures=$((failures + 1))
		echo "FAILED: it does not say $1"
		head -n 20 "$work/out"
	fi
}

# Nothing of the build tree, and nothing of the person's own.
bare()
{
	(cd / && env -i HOME="$work/home" PATH=/usr/bin:/bin "$@" </dev/null)
}

tuikuan=$work/prefix/bin/tuikuan
if [ $# -lt 3 ]; then
	check configure "$source/configure" --prefix="$work/prefix"
	check make make -j"$(nproc)"
fi
check "make install" make install
mv "$build" "$work/moved" || exit 1
cd "$work" || exit 1

check "--version" bare "$tuikuan" --version
has "tuikuan 0."
check "evaluate" bare "$tuikuan" evaluate --policy aliyun-ecs-article --fact paid=800 \
	--fact ordered_at=2026-11-23T14:00 --fact deployed=yes --fact ddos_record=no \
	--fact illegal_content=no --fact arrears=no --at 2026-11-23T14:37
has "640.00 CNY"
check "evaluate in Chinese" bare "$tuikuan" evaluate --policy aliyun-ecs-article --language zh_CN \
	--fact paid=800 --fact ddos_record=yes --at 2026-11-23T14:37
has "不能退款"
check "policy check" bare "$tuikuan" policy check "$work/prefix/share/tuikuan/policies/aliyun-ecs-article.ini"
check "policy test" bare "$tuikuan" policy test aliyun-ecs-article
has " 0 failed"
if [ -x "$work/prefix/libexec/tuikuan/tuikuan-paper" ]; then
	printf '[case]\nformat = 1\nid = TK-20261123-0001\npolicy = aliyun-ecs-article\n[facts]\npaid = 800\n' >"$work/case.ini"
	check "a PDF" bare "$tuikuan" summary "$work/case.ini" --format pdf --language zh_CN --output "$work/paper.pdf"
	check "that is one" grep -q '^%PDF-1' "$work/paper.pdf"
fi
check "the plain wizard" bare "$tuikuan" --plain
check "manual" test -s "$work/prefix/share/man/man1/tuikuan.1"
check "manual of the library" test -s "$work/prefix/share/man/man3/tuikuan.3"
check "manual in Chinese" test -s "$work/prefix/share/man/zh_CN/man1/tuikuan.1"
example=$work/prefix/share/doc/tuikuan/examples/threads.c
config="pkg-config --with-path=$work/prefix/lib/pkgconfig"
check "the example builds" sh -c "${CC:-cc} -std=c11 -pedantic-errors -Wall -Wextra -Werror '$example' -pthread -o '$work/threads' \
	\$($config --cflags --libs tuikuan)"
echo "paid=800 ddos_record=yes" >"$work/cases"
check "and judges" sh -c "LD_LIBRARY_PATH='$work/prefix/lib' '$work/threads' '$work/prefix/share/tuikuan/facts.ini' \
	'$work/prefix/share/tuikuan/calendars/cn.ini' '$work/prefix/share/tuikuan/policies/aliyun-ecs-article.ini' \
	2026-11-23T14:37 <'$work/cases'"
has "refused 0.00"
check "no way back to the build" sh -c "! readelf -d '$tuikuan' | grep -q '$build'"

mv "$work/moved" "$build" || exit 1
cd "$build" || exit 1
check "make uninstall" make uninstall
left=$(find "$work/prefix" -type f -o -type l)
check "nothing left${left:+: $left}" test -z "$left"
exit $failures
