#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What the build is to be made with by default (configure --disable-hardening leaves it out), looked for in
# the files themselves: flags that a compiler passed over in silence would be missing here.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C # readelf speaks the language of its user

command -v readelf >/dev/null || { fail "readelf is missing (Debian: binutils)"; closing; }

# has FILE SECTION-OPTION PATTERN WHAT: a line that readelf prints of the file.
has()
{
	if readelf -W "$2" "$1" | grep -Eq -- "$3"; then ok; else fail "$1: $4"; fi
}

has_not()
{
	if readelf -W "$2" "$1" | grep -Eq -- "$3"; then fail "$1: $4"; else ok; fi
}

# Where libtool links with what is not installed yet, the program lies in .libs.
built()
{
	if [ -f "$top_builddir/$1/.libs/$2" ]; then echo "$top_builddir/$1/.libs/$2"; else echo "$top_builddir/$1/$2"; fi
}

protected()
{
	has "$1" -l 'GNU_RELRO' "relocations stay writable (-z relro)"
	has "$1" -d 'BIND_NOW|FLAGS_1.*NOW' "functions are found late, in writable memory (-z now)"
	has_not "$1" -d 'TEXTREL' "code is changed when it is loaded"
	has_not "$1" -l 'GNU_STACK.*RWE' "the stack can be run"
	has_not "$1" -l 'LOAD.*RWE' "memory can be written and run"
	has "$1" -s '__stack_chk_fail' "functions with arrays are not watched (-fstack-protector-strong)"
}

program=$(built src tuikuan)
protected "$program"
has "$program" -h 'Type:.*DYN' "its place in memory is fixed (-fPIE -pie)"
has "$program" -d 'FLAGS_1.*PIE' "its place in memory is fixed (-fPIE -pie)"
case " ${HARDEN_CFLAGS:-} " in
*_FORTIFY_SOURCE*)
	has "$program" -s '__[a-z]*printf_chk' "calls are not fortified (_FORTIFY_SOURCE)"
	;;
*)
	echo "not optimised: calls are not fortified"
	;;
esac
library=$(ls "$top_builddir"/.libs/libtuikuan.so 2>/dev/null)
[ -z "$library" ] || protected "$library"
closing
