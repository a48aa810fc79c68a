#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Which lines and branches the suite goes through, folder by folder; `make check-coverage`. Builds a copy with gcov's
# counters beside this tree, runs the whole suite there, then the tests of memory that runs out once more with each
# allocation, and leaves a page to browse in tests/out/coverage/html. Fails for what tests/coverage/table.py says.
source=$(CDPATH= cd -- "${top_srcdir:?}" && pwd) || exit 1
work=${top_builddir:?}/tests/out/coverage
for pair in lcov:lcov genhtml:lcov gcov:gcc; do
	command -v "${pair%%:*}" >/dev/null || { echo "check-coverage: needs ${pair%%:*} (Debian: ${pair##*:})" >&2; exit 1; }
done
rm -rf "$work"
mkdir -p "$work" && cd "$work" || exit 1
# A tree that is configured in place cannot be built elsewhere: what would be in a release is unpacked.
make -s -C "$source" dist-gzip >dist.out 2>&1 || { tail -n 20 dist.out; exit 1; }
tar -xzf "$(ls -t "$source"/tuikuan-*.tar.gz | head -n 1)" --strip-components=1 && rm -f "$source"/tuikuan-*.tar.gz || exit 1
chmod -R u+w .
# For what the tests compile, too.
CC="${CC:-gcc} --coverage"
TK_COVERAGE=yes
export CC TK_COVERAGE
{
	# A confined program cannot write its counts; test-confine then tries the broker alone.
	./configure --disable-shared --disable-confinement CPPFLAGS=-DARENA_ALONE CFLAGS='-O0 -g -fprofile-update=atomic -Wno-format-overflow -Wno-format-truncation -Wno-format' \
		CXXFLAGS='-O0 -g --coverage -fprofile-update=atomic' &&
		make -j"$(nproc)" && make -j"$(nproc)" check TESTS=
} >build.out 2>&1 || { tail -n 40 build.out; exit 1; }
# Processes that are killed leave no counts, and some tests look at what a plain build has: the counts are what is
# asked for here, not whether all pass.
CK_TIMEOUT_MULTIPLIER=10 make -k -j"$(nproc)" check >check.out 2>&1
tests/summary.sh tests | grep '^FAIL'
TK_EVERY=some CK_TIMEOUT_MULTIPLIER=20 make check-TESTS check_PROGRAMS= \
	TESTS="tests/test-memory tests/test-casebook-memory tests/test-papers-memory tests/test-flow-memory \
		tests/test-plain-memory tests/test-terminal-memory tests/test-commands-memory tests/test-press-memory \
		tests/test-system tests/test-casebook-system" >every.out 2>&1
options='--rc lcov_branch_coverage=1 --rc genhtml_branch_coverage=1'
# shellcheck disable=SC2086
lcov $options --quiet --capture --directory src --base-directory "$PWD" --output-file all.info 2>lcov.out &&
	genhtml $options --quiet --output-directory html all.info >genhtml.out 2>&1
python3 tests/coverage/table.py "$PWD" all.info tests/coverage/exceptions
