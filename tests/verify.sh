#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A record that stays true: a case is saved and verified; then one byte of its answers, of its decision, of
# what was kept beside it is changed, one at a time, and each change is found and named.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8 TZ=America/New_York
unset TERM
cd "$out" || exit 1

# An installation of its own, so that it can change or go.
mkdir -p data/policies cases
cp -r "$top_srcdir/data/facts.ini" "$top_srcdir/data/calendars" "$top_srcdir/data/letters" data
cat >data/policies/small.ini <<'END'
[policy]
id = small
provider = small
title = A small one
revision = 3
authority = official
calendar = cn
[rule.fee]
when = deployed
deduct = paid * 20 %
label = Fee
text = A fee.
source = page
[rule.proof]
when = deployed
require = proof
text = A proof is needed.
source = page
[rule.special]
when = deployed
channel = special
text = To the special channel.
source = page
[channel.special]
title = Special
[stage.review]
title = Review
least = 1
most = 3
unit = working-days
source = page
[document.proof]
title = Proof
where = Console
source = page
[source.page]
title = Its page
url = https://small.example
END
export TUIKUAN_POLICY_PATH="$out/data/policies"
cat >cases/TK-20261123-0001.ini <<'END'
[case]
format = 1
id = TK-20261123-0001
policy = small
[facts]
provider = small
ordered_at = 2026-11-23T14:00:00+08:00
applied_at = 2026-11-23T14:37:00+08:00
paid = 800.00
deployed = yes
applicant = 王小明
[known]
paid = seen
[evidence]
proof = no
END
case=cases/TK-20261123-0001.ini
records=cases/records

gives 1 "$tuikuan" verify $case
complains 'the case has no record yet'
printf 'save\nquit\n' | "$tuikuan" --plain $case >saving 2>&1
tried="tuikuan --plain $case"
if grep -q '^sha256\.decision = [0-9a-f]\{64\}$' $case; then ok; else fail "no record was saved: $(cat saving)"; fi

hash_of()
{
	sed -n "s/^sha256\.$1 = //p" "${from:-$case}"
}

# ---- it holds, and says what it rests on

gives 0 "$tuikuan" verify $case
silent stderr
says 'TK-20261123-0001: the record holds.'
says 'Recorded under small, revision 3'
says 'partial, 640.00'
says 'policy pack: kept beside the case, unchanged'
says 'calendar: kept beside the case, unchanged'
says 'letter templates: kept beside the case, unchanged'
says 'the same.'
says 'integrity, not authenticity'
gives 0 "$tuikuan" verify $case --json
says '"holds": true'
says '"judged": true'
says '"today": null'
gives 0 "$tuikuan" verify $case --language zh_CN
for part in pack facts calendar letters; do
	kept=$records/$(hash_of $part)
	if [ -f "$kept" ] && [ "$(sha256sum <"$kept" | cut -d' ' -f1)" = "$(hash_of $part)" ]; then
		ok
	else
		fail "$part is not kept under its hash"
	fi
	if [ "$(stat -c %a "$kept")" = 600 ]; then ok; else fail "others can read $kept"; fi
done
if cmp -s "$records/$(hash_of pack)" data/policies/small.ini; then ok; else fail "the pack that is kept is another"; fi
# Once for each hash, however often it is saved, and nothing else is left there.
number=$(ls -A $records | wc -l)
printf 'save\nquit\n' | "$tuikuan" --plain $case >saving 2>&1
if [ "$(ls -A $records | wc -l)" -eq "$number" ]; then ok; else fail "saving again kept more"; fi
gives 0 "$tuikuan" verify $case
cp -r cases whole
from=whole/TK-20261123-0001.ini

# Puts all back as it was, then changes one thing: FILE, and the program of sed that does it.
change()
{
	rm -rf cases
	cp -r whole cases
	sed "$2" "$1" >changed
	if cmp -s "$1" changed; then fail "$2 changes nothing in $1"; else ok; fi
	if [ "$(wc -c <"$1")" -eq "$(wc -c <changed)" ]; then ok; else fail "$2 changes more than bytes"; fi
	if [ "$(cmp -l "$1" changed | wc -l)" -eq 1 ]; then ok; else fail "$2 changes more than one byte"; fi
	cat changed >"$1"
	gives 1 "$tuikuan" verify $case
	says 'the record does NOT hold'
}

# ---- one byte of the answers

change $case 's/^paid = 800.00/paid = 900.00/'
says 'answers: CHANGED'
says 'decision: unchanged'
says 'policy pack: kept beside the case, unchanged'
says 'amount: 640.00 -> 720.00'
change $case 's/^ordered_at = 2026-11-23T14:00/ordered_at = 2026-11-23T14:01/'
says 'answers: CHANGED'
says 'the same.'
change $case 's/^paid = seen/paid = sEen/'
change $case 's/^applicant = 王小明/applicant = 王小朎/'
says 'answers: CHANGED'
change $case 's/^proof = no/proof = ni/'
says 'answers: CHANGED'

# ---- one byte of the history

change $case 's/judged - - - partial%20640/judged - - - partial%20740/'
says 'history: CHANGED'
says 'answers: unchanged'
says 'the same.'
# What was added after the record leaves it true.
rm -rf cases
cp -r whole cases
echo '99 = 2026-11-24T14:00:00+08:00 printed - letter' >>$case
gives 0 "$tuikuan" verify $case
says 'history: unchanged'
gives 0 "$tuikuan" history $case
says 'printed: letter'

# ---- a file of evidence

rm -rf cases
cp -r whole cases
printf '%%PDF-1.7' >proof.pdf
printf 'go 5\n%s\nsave\nquit\n' "$PWD/proof.pdf" | "$tuikuan" --plain $case >saving 2>&1
gives 0 "$tuikuan" verify $case
says 'attached files: unchanged'
printf '%%PDF-1.8' >proof.pdf
gives 1 "$tuikuan" verify $case
says 'attached files: CHANGED'
says 'proof: The file was CHANGED'
gives 0 "$tuikuan" checklist $case
says 'The file was CHANGED'
rm proof.pdf
gives 0 "$tuikuan" verify $case
says 'attached files: NOT ALL THERE'

# ---- one byte of the decision

change $case 's/^amount = 640.00/amount = 740.00/'
says 'decision: CHANGED'
says 'answers: unchanged'
says 'amount: 740.00 -> 640.00'
change $case 's/^fired = fee,/fired = foe,/'
says 'decision: CHANGED'
says 'rule foe: fired -> not-fired'
says 'rule fee: not-fired -> fired'
change $case 's/^at = 20/at = 21/'
says 'decision: CHANGED'
change $case '/^revision = 3/{x;s/^/x/;/^xx$/{x;s/3/4/;b};x}'
says 'decision: CHANGED'
change $case "s/^\(sha256\.decision = .*\)[0-8]\$/\19/; t
	s/^\(sha256\.decision = .*\)9\$/\10/; s/^\(sha256\.decision = .*\)[a-f]\$/\10/"
says 'decision: CHANGED'
rm -rf cases
cp -r whole cases
sed '/^sha256.decision/d' whole/TK-20261123-0001.ini >$case
gives 1 "$tuikuan" verify $case
says 'decision: NOT TO BE CHECKED'
sed '/^missing = /d' whole/TK-20261123-0001.ini >$case
gives 1 "$tuikuan" verify $case
says 'missing: - -> proof'
sed '/^sha256.pack/d' whole/TK-20261123-0001.ini >$case
gives 1 "$tuikuan" verify $case
says 'It cannot be judged again'

# ---- one byte of what was kept

change "$records/$(hash_of pack)" 's/paid \* 20 %/paid * 30 %/'
says 'policy pack: DAMAGED'
says "$(hash_of pack)"
says 'the same.' # by the installed one, which has the hash
says 'answers: unchanged'
says 'decision: unchanged'
change "$records/$(hash_of calendar)" '0,/10-08/s//10-09/'
says 'calendar: DAMAGED'
change "$records/$(hash_of facts)" '1s/tuikuan/tuikuam/; 1s/^# S/# T/'
says 'vocabulary (facts.ini): DAMAGED'
letter=$(sed -n 's/  refund-ticket.zh_CN.txt$//p' "whole/records/$(hash_of letters)")
change "$records/$letter" '$s/.$/!/'
says 'letter templates: DAMAGED'
says 'refund-ticket.zh_CN.txt: DAMAGED'
change "$records/$(hash_of letters)" '1s/ticket/tickat/; 1s/reason/reasom/'
says 'letter templates: DAMAGED'

# ---- a newer revision is installed; then all is gone from everywhere else

rm -rf cases
cp -r whole cases
sed 's/^revision = 3/revision = 4/; s/paid \* 20 %/paid * 50 %/' "whole/records/$(hash_of pack)" >data/policies/small.ini
gives 0 "$tuikuan" verify $case
says 'the record holds'
says "Today's policy is another: revision 4"
says 'amount: 640.00 -> 400.00'
gives 0 "$tuikuan" verify $case --json
says '"revision": "4"'
says '"now": "400.00"'
mv data gone
TUIKUAN_POLICY_PATH=$out/nowhere gives 0 "$tuikuan" verify $case
says 'the record holds'
gives 0 "$tuikuan" verify $case --json
says '"state": "sound"'
rm "$records/$(hash_of pack)"
gives 1 "$tuikuan" verify $case
says 'policy pack: MISSING'
says "$(hash_of pack)"
says 'It cannot be judged again'
mv gone data
cp "whole/records/$(hash_of pack)" data/policies/small.ini
gives 0 "$tuikuan" verify $case
says 'what is installed is the same'

# ---- wrong uses

gives 1 "$tuikuan" verify TK-20991231-0001
complains 'there is no such case'
gives 2 "$tuikuan" verify
complains 'no case is named'
gives 2 "$tuikuan" verify a b
sed 's/^sha256.pack = .*/sha256.pack = ..%2F..%2Fdata%2Ffacts.ini/' whole/TK-20261123-0001.ini >$case
gives 1 "$tuikuan" verify $case
says 'policy pack: MISSING'
printf 'not a case\n' >$case
gives 1 "$tuikuan" verify $case
closing
