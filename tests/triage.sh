#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Triage comes to the outcome of the form, and asks no more: over some scenarios of each pack. `make bench-triage`
# takes them all, and prints how many questions it asks.
. "${top_srcdir:?}/tests/shell.sh"

gives 0 "$top_builddir/tests/bench-triage" 97
closing
