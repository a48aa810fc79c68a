#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What `tuikuan policy check` finds odd in a pack that loads, how a pack excuses it, and that the
# shipped packs are clean.
. "${top_srcdir:?}/tests/shell.sh"

cd "$out" || exit 1
cat >odd.ini <<'END'
[policy]
id = odd
provider = odd
title = Odd cloud
title[zh_CN] = 古怪云
revision = 1
authority = official
calendar = cn
applies = product = ecs
[define]
age = applied_at - ordered_at
spare = paid * 10 %
[rule.late]
when = age > 30 d
refuse = yes
text = a
text[zh_CN] = 甲
source = rules
[rule.never]
when = age > 5 d and age <= 3 d
warn = yes
text = a
text[zh_CN] = 甲
source = rules
[rule.other-product]
when = product = lightweight
note = yes
text = a
text[zh_CN] = 甲
source = rules
[rule.always]
when = age <= 5 d or age > 3 d
note = yes
text = a
text[zh_CN] = 甲
source = rules
[rule.too-late]
when = age > 40 d
deduct = paid
label = l
label[zh_CN] = 乙
text = a
text[zh_CN] = 甲
source = rules
[rule.first]
when = deployed and age <= 5 d
deduct = 1.00
label = l
label[zh_CN] = 乙
text = a
text[zh_CN] = 甲
source = rules
[rule.second]
when = deployed and age > 6 d and age <= 10 d
deduct = 2.00
label = l
label[zh_CN] = 乙
text = a
text[zh_CN] = 甲
source = rules
[rule.third]
when = deployed and age >= 10 d and age < 20 d
deduct = 2.00
label = l
label[zh_CN] = 乙
text = a
text[zh_CN] = 甲
source = rules
[rule.fourth]
when = deployed and age > 20 d
deduct = 3.00
label = l
label[zh_CN] = 乙
text = a
text[zh_CN] = 甲
source = rules
[rule.desk]
when = age <= 20 d
channel = desk
text = a
text[zh_CN] = 甲
source = rules
[rule.desk-again]
when = age < 3 d
channel = desk
text = a
text[zh_CN] = 甲
source = §3
[channel.desk]
title = d
title[zh_CN] = 丙
[channel.phone]
title = d
title[zh_CN] = 丙
[document.receipt]
title = r
title[zh_CN] = 丁
where = w
where[zh_CN] = 丁
source = rules
[document.letter]
title = r
title[zh_CN] = 丁
where = w
where[zh_CN] = 丁
advised = yes
source = rules
[odds.none]
when = product = rds
text = a
source = rules
[fact.colour]
type = flag
step = order
label = C
label[zh_CN] = 色
question = q
question[zh_CN] = 问
help = h
help[zh_CN] = 助
[source.rules]
title = s
title[zh_CN] = 源
[source.spare]
title = s
title[zh_CN] = 源
END
gives 0 "$tuikuan" policy check odd.ini --language en
says 'policy odd, 11 rules: no errors'
complains_only "tuikuan: warning: odd.ini:110: [odds.none] text: a text is missing in a language: \"zh_CN\", expected English and zh_CN
tuikuan: warning: odd.ini:12: [define] spare: nothing uses it
tuikuan: warning: odd.ini:20: [rule.never] when: never holds: \"age > 5 d and age <= 3 d\", expected a condition that some case of the policy meets
tuikuan: warning: odd.ini:26: [rule.other-product] when: never holds: \"product = lightweight\", expected a condition that some case of the policy meets
tuikuan: warning: odd.ini:32: [rule.always] when: always holds: \"age <= 5 d or age > 3 d\", expected yes, or a condition that some case does not meet
tuikuan: warning: odd.ini:38: [rule.too-late] when: comes too late to matter: \"age > 40 d\", expected a case in which nothing refuses the refund
tuikuan: warning: odd.ini:54: [rule.second] when: a gap between this tier and another: \"first\", expected tiers that join
tuikuan: warning: odd.ini:62: [rule.third] when: overlaps with another tier: \"second\", expected one tier for each case
tuikuan: warning: odd.ini:70: [rule.fourth] when: a gap between this tier and another: \"third\", expected tiers that join
tuikuan: warning: odd.ini:84: [rule.desk-again] when: comes too late to matter: \"age < 3 d\", expected a case for which no channel before it is taken
tuikuan: warning: odd.ini:88: [rule.desk-again] source: cites no source: \"§3\", expected the name of a [source.NAME], or a default source
tuikuan: warning: odd.ini:92: [channel.phone]: nothing uses it
tuikuan: warning: odd.ini:95: [document.receipt]: nothing uses it
tuikuan: warning: odd.ini:109: [odds.none] when: never holds: \"product = rds\", expected a condition that some case of the policy meets
tuikuan: warning: odd.ini:112: [fact.colour]: nothing uses it
tuikuan: warning: odd.ini:124: [source.spare]: nothing uses it"
gives 1 "$tuikuan" policy check odd.ini --strict --language zh_CN
complains '警告：odd.ini:20: [rule.never] when: '

# A pack for no case at all.
sed 's/^applies = .*/applies = paid < 0.00/' odd.ini >none.ini
gives 1 "$tuikuan" policy check none.ini --strict --language en
complains 'none.ini:9: [policy] applies: never holds'

# What is intended is not said again, with a reason; an exception for nothing is.
sed -e '/^\[rule.never\]$/a intended = never, gap: kept for the next revision' \
	-e '/^\[rule.third\]$/a intended = overlap: both come off at ten days' \
	-e '/^\[channel.phone\]$/a intended = unused: the agents name it by hand' \
	-e '/^\[rule.always\]$/a intended = always' \
	-e '/^\[channel.desk\]$/a intended = unused: none' odd.ini >excused.ini
gives 0 "$tuikuan" policy check excused.ini --language en
for word in rule.never rule.third channel.phone 'rule.always\] when'; do
	if grep -q "$word" "$out/stderr"; then fail "$word is said though it is intended"; else ok; fi
done
complains 'excused.ini:33: [rule.always] intended: excuses nothing: "always", expected a colon and the reason'
complains 'excused.ini:93: [channel.desk] intended: excuses nothing: "unused: none"'

# Tiers that join, with and without their ends, are silent; so are steps that add up.
tier()
{
	printf '[rule.%s]\nwhen = %s\ndeduct = 1.00\nlabel = l\nlabel[zh_CN] = l\ntext = a\ntext[zh_CN] = a\nsource = rules\n' \
		"$1" "$2"
}
pack()
{
	sed -n '1,8p' odd.ini
	printf '[define]\nage = applied_at - ordered_at\n[source.rules]\ntitle = s\ntitle[zh_CN] = s\n'
}
{
	pack
	tier a 'deployed and age <= 5 d'
	tier b 'deployed and age > 5 d and not age > 10 d'
	tier c 'age > 10 d and deployed and age < 20 d'
	tier d 'deployed and age >= 20 d and age <= 30 d'
	tier e 'deployed and age > 30 d'
	tier f 'started and age > 15 min'
	tier g 'started and age > 1 h'
} >joined.ini
gives 0 "$tuikuan" policy check joined.ini --strict --language en
silent stderr
# A rule of a reading is judged where the reading bears on the case, and nowhere else.
reading()
{
	pack | sed '/define/,/^age/d'
	tier a 'deployed and instances > 2'
	tier kind "$1" | sed '/^when/a reading = kind'
	printf '[reading.kind]\ntitle = k\ntitle[zh_CN] = k\ntext = a\ntext[zh_CN] = a\nwhen = deployed\n'
	printf 'replaces = a\nsource = rules\n'
}
reading 'deployed and started' >kind.ini
gives 0 "$tuikuan" policy check kind.ini --strict --language en
silent stderr
reading 'not deployed and started' >unkind.ini
gives 1 "$tuikuan" policy check unkind.ini --strict --language en
complains 'unkind.ini:21: [rule.kind] when: never holds: "not deployed and started"'
# Whole fen: 200.00 comes right after 199.99.
{ pack; tier h 'paid >= 100.00 and paid < 200.00'; tier i 'paid > 199.99'; } | sed '/define/,/^age/d' >fen.ini
gives 0 "$tuikuan" policy check fen.ini --strict --language en
silent stderr
# A gap that nothing can fall into, since it is refused.
{
	pack
	printf '[rule.z]\nwhen = age > 5 d and age <= 6 d\nrefuse = yes\ntext = a\ntext[zh_CN] = a\nsource = rules\n'
	tier a 'age <= 5 d'
	tier b 'age > 6 d'
} >refused.ini
gives 0 "$tuikuan" policy check refused.ini --strict --language en
silent stderr

# Of the verdict, and of what is answered, nothing is said.
{
	pack
	tier a 'age <= 5 d'
	printf '[rule.y]\nwhen = %s\nnote = yes\ntext = a\ntext[zh_CN] = a\nsource = rules\n' \
		'not answered(reason) and (verdict = full or not answered(paid)) and age > 5 d'
} >answered.ini
gives 0 "$tuikuan" policy check answered.ini --strict --language en
silent stderr

for pack in "$top_srcdir"/data/policies/*.ini; do
	gives 0 "$tuikuan" policy check "$pack" --strict --language en
	silent stderr
done

closing
