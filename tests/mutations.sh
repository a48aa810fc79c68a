#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Slips in a pack, and whether its scenarios notice them: the tool itself on a small pack, and a
# sample of the shipped packs, the same one each time. `make check-policy-mutations` tries every
# change of every pack.
. "${top_srcdir:?}/tests/shell.sh"

mutate=$top_builddir/tests/mutate
cd "$out" || exit 1
mkdir -p data/policies data/calendars lists
cp "$top_srcdir/data/facts.ini" data
cp "$top_srcdir/data/calendars/cn.ini" data/calendars

cat >data/policies/small.ini <<'END'
[policy]
id = small
provider = small
title = Small cloud
revision = 1
authority = official
calendar = cn
[source.rules]
title = Its rules
[rule.late]
when = applied_at - ordered_at > 7 d
refuse = yes
text = Later than seven days.
source = rules
[rule.fee]
when = deployed and reason in (wrong-period, wrong-account)
deduct = max(paid * 10 %, 5.00)
label = Fee
text = A tenth is kept once it was created.
source = rules
END
cat >data/policies/small.scenarios <<'END'
[test]
policy = small
[defaults]
at = 2026-11-23T14:00:00
ordered_at = 2026-11-23T14:00
paid = 40.00
deployed = yes
reason = wrong-account
[scenario.fee]
expect.amount = 35.00
[scenario.none]
deployed = no
expect.amount = 40.00
[scenario.edge]
at = 2026-11-30T14:00:00
expect.amount = 35.00
END
gives 1 "$mutate" data/policies/small.ini
says_only "data/policies/small.ini:11: nothing notices [rule.late] when = applied_at - ordered_at > 8 d
data/policies/small.ini:16: nothing notices [rule.fee] when = deployed and reason in (wrong-account)
data/policies/small.ini:17: nothing notices [rule.fee] deduct = max(paid * 11 %, 5.00)
data/policies/small.ini:17: nothing notices [rule.fee] deduct = max(paid * 9 %, 5.00)
small: 15 of 15 changes tried: 10 noticed, 1 refused by the loader, 0 without effect, 4 unnoticed"

# The list: its changes are passed over, but not what was noticed, what there is not, or has no reason.
cat >lists/small.txt <<'END'
# A reason.
[rule.late] when = applied_at - ordered_at > 8 d

# Another one.
[rule.fee] when = deployed and reason in (wrong-account)
[rule.fee] deduct = max(paid * 11 %, 5.00)
[rule.fee] deduct = max(paid * 9 %, 5.00)
END
gives 0 "$mutate" --equivalents lists data/policies/small.ini
says_only "small: 15 of 15 changes tried: 10 noticed, 1 refused by the loader, 4 without effect, 0 unnoticed"
cat >>lists/small.txt <<'END'
[rule.late] when = applied_at - ordered_at >= 7 d
[rule.late] when = applied_at - ordered_at > 70 d

[rule.fee] when = deployed or reason in (wrong-period, wrong-account)
END
gives 1 "$mutate" --equivalents lists data/policies/small.ini
says_only "lists/small.txt: no reason stands above: [rule.fee] when = deployed or reason in (wrong-period, wrong-account)
data/policies/small.ini:11: listed as without effect, but noticed: [rule.late] when = applied_at - ordered_at >= 7 d
data/policies/small.ini:16: listed as without effect, but noticed: [rule.fee] when = deployed or reason in (wrong-period, wrong-account)
data/policies/small.ini: listed as without effect, but there is no such change: [rule.late] when = applied_at - ordered_at > 70 d
small: 15 of 15 changes tried: 10 noticed, 1 refused by the loader, 4 without effect, 0 unnoticed"

gives 0 "$mutate" --sample 24 --equivalents "$top_srcdir/tests/equivalents" "$top_srcdir"/data/policies/*.ini
silent stderr

closing
