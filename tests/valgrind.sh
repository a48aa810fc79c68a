#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# valgrind.sh TEST [ARG...]: runs a test program under valgrind; a test that is a shell script runs as it is.
here=$(dirname "$0")
case $1 in
*.sh)
	exec "$@"
	;;
esac
exec "${top_builddir:-.}/libtool" --mode=execute valgrind -q --error-exitcode=99 --leak-check=full \
	--errors-for-leak-kinds=definite --show-leak-kinds=definite --num-callers=30 \
	--suppressions="$here/valgrind.supp" "$@"
