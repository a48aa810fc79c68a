#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A save that goes wrong at a system call: the real program, killed or failed there (tests/faults.c). A sample
# here; `make check-faults` leaves no call and no error out, and prints the table.
. "${top_srcdir:?}/tests/shell.sh"

# One small pack, and two letters: the program starts some thousand times.
mkdir -p "$out/world/policies" "$out/world/letters"
cp -R "$top_srcdir/data/facts.ini" "$top_srcdir/data/calendars" "$out/world/"
cp "$top_srcdir"/data/letters/refund-ticket.*.txt "$out/world/letters/"
cat >"$out/world/policies/small.ini" <<'END'
[policy]
id = small
provider = small
title = A small one
revision = 3
authority = official
calendar = cn
[rule.fee]
when = billing = subscription
deduct = paid * 20 %
label = Fee
text = A fee.
source = page
[source.page]
title = Its page
url = https://small.example
END
TUIKUAN_POLICY_PATH=$out/world/policies
export TUIKUAN_POLICY_PATH

"$top_builddir/tests/faults" "$tuikuan" "$out" "${TK_EVERY:-53}" >"$out/table" 2>&1
status=$?
if [ -n "${TK_EVERY:-}" ]; then cat "$out/table"; else grep -E 'LOST|SKIP|faults tried|next start' "$out/table"; fi
[ $status -ne 77 ] || exit 77
if [ $status -eq 0 ]; then ok; else fail "something was lost (exit status $status): see $out/table"; fi
closing
