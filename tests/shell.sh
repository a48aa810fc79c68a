# SPDX-License-Identifier: GPL-3.0-or-later
# What the shell tests share; read with `. "$top_srcdir/tests/shell.sh"`. The closing line is that of
# Check, so that both kinds of tests are counted alike.

set -u
: "${top_srcdir:?run me through make check}" "${top_builddir:?run me through make check}"
tuikuan=$top_builddir/src/tuikuan
name=$(basename "$0" .sh)
out=$top_builddir/tests/out/$name
rm -rf "$out"
mkdir -p "$out"
export HOME="$out/home" XDG_DATA_HOME="$out/home/data" XDG_CONFIG_HOME="$out/home/config"

checks=0
failures=0

ok()
{
	checks=$((checks + 1))
}

fail()
{
	checks=$((checks + 1))
	failures=$((failures + 1))
	echo "FAILED: $*"
}

# Runs a command; its output is in $out/stdout and $out/stderr, its status in $status.
try()
{
	tried=$*
	"$@" >"$out/stdout" 2>"$out/stderr" </dev/null
	status=$?
}

# try, and the exit status has to be the first argument.
gives()
{
	wanted=$1
	shift
	try "$@"
	if [ "$status" -eq "$wanted" ]; then
		ok
	else
		fail "$tried: exit status $status instead of $wanted"
		sed 's/^/	/' "$out/stdout" "$out/stderr" | head -n 20
	fi
}

# Some line of the last standard output (error) has the text in it.
says()
{
	said stdout "$1"
}

complains()
{
	said stderr "$1"
}

said()
{
	if grep -qF -- "$2" "$out/$1"; then
		ok
	else
		fail "$tried: \"$2\" is not in its $1:"
		sed 's/^/	/' "$out/$1" | head -n 20
	fi
}

# The last standard output (error) is this line and nothing else.
says_only()
{
	same stdout "$1"
}

complains_only()
{
	same stderr "$1"
}

silent()
{
	[ -s "$out/$1" ] || { ok; return; }
	fail "$tried: its $1 is not empty:"
	sed 's/^/	/' "$out/$1" | head -n 20
}

same()
{
	if [ "$(cat "$out/$1")" = "$2" ]; then
		ok
	else
		fail "$tried: its $1 is not \"$2\" but"
		sed 's/^/	/' "$out/$1" | head -n 20
	fi
}

closing()
{
	[ "$checks" -gt 0 ] || { echo "no checks were made"; exit 1; }
	echo "$((100 * (checks - failures) / checks))%: Checks: $checks, Failures: $failures, Errors: 0"
	[ "$failures" -eq 0 ]
	exit
}
