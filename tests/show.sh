#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# A policy as a person would read it, and as a graph.
. "${top_srcdir:?}/tests/shell.sh"

cd "$out" || exit 1
cat >made.ini <<'END'
[policy]
id = made
provider = made
title = Made \ up
title[zh_CN] = 虚构云
revision = 1
authority = official
calendar = cn
applies = product = ecs
[define]
age = applied_at - ordered_at
days = max(1, ceil(age / 1 d))
[fact.urgent]
type = flag
step = order
label = Urgent
label[zh_CN] = 加急
question = Was it an urgent order?
question[zh_CN] = 是加急订单吗？
help = On the order.
help[zh_CN] = 看订单。
[fact.price]
type = money
min = 1.00
max = 2.00
label = Day price
label[zh_CN] = 日价
unknown = What a day costs is not told.
unknown[zh_CN] = 没有写明每天多少钱。
source = rules
[rule.daily]
when = urgent
deduct = days * price
label = days
label[zh_CN] = 天数
text = By the day.
text[zh_CN] = 按天收取。
source = rules
[table.share]
columns = urgent, else
row.long = days > 30: 88 %, 90 %
row.short = else: 100 %, 110 %
[table.call]
title = A call
title[zh_CN] = 每次电话
source = rules
row.any = else: 2 yuan
[sum.saved]
label = saved
label[zh_CN] = 省下
amount = paid * share + call
text = What is saved.
text[zh_CN] = 省下的钱。
source = rules
[cause.busy]
title = Busy
title[zh_CN] = 繁忙
text = Try again.
text[zh_CN] = 请再试。
codes = ServerBusy, Throttled
source = rules
[rule.late]
when = age > 90 min or not deployed and reason in (wrong-period, wrong-account)
refuse = yes
text = Too late.
text[zh_CN] = 太晚了。
source = rules
[rule.fee]
when = paid >= 100.00 and site != china
deduct = min(paid * 12.5 %, 30.00) + 1
label = fee
label[zh_CN] = 手续费
text = A fee.
text[zh_CN] = 收手续费。
source = rules
[rule.autumn]
when = ordered_at >= 2026-11-04T10:00:00+08:00 and ordered_at < 2026-11-05T10:00:30+08:00
deduct = if(months(ordered_at, applied_at) > 2, 2 yuan, 1 yuan)
label = autumn
label[zh_CN] = 秋季
text = In autumn.
text[zh_CN] = 秋天。
source = rules
[rule.year]
when = applied_at > add_months(ordered_at, 12)
warn = yes
text = After a year.
text[zh_CN] = 一年以后。
source = rules
[rule.desk]
when = verdict = full or answered(voucher)
note = yes
text = A note.
text[zh_CN] = 说明。
source = rules
[rule.three]
when = verdict in (partial, refused) and (paid = 3.00 or not instances = 5 and days >= 2)
note = yes
text = Another note.
text[zh_CN] = 另一条说明。
source = rules
[rule.where]
when = yes
channel = desk
text = At the desk.
text[zh_CN] = 在柜台。
source = rules
[channel.desk]
title = the desk
title[zh_CN] = 柜台
[stage.first]
title = first
title[zh_CN] = 初审
channel = desk
least = 1
most = 2
unit = working-days
source = rules
[stage.second]
title = second
title[zh_CN] = 复审
channel = desk
after = first
least = 1
most = 2
unit = working-days
source = rules
[source.rules]
title = Rules
title[zh_CN] = 规则
END
export LC_ALL=C.UTF-8 LANGUAGE=
gives 0 "$tuikuan" policy check made.ini --strict --language en
gives 0 "$tuikuan" policy show made.ini --language en
says 'For cases where   Product is cloud server (as ECS, CVM)'
tr -s ' \n' ' ' <"$out/stdout" >flat
for words in \
	'when the time from “Ordered at” to “Applying at” more than 90 min or not “Created” and Reason is one of wrong period, wrong account' \
	'when Paid in cash at least 100.00 CNY and Bought on is International (as alibabacloud.com)' \
	'> fee = (the smaller of Paid in cash × 12.5 % and 30.00 CNY) + 1.00 CNY' \
	'when the verdict is full refund or “Vouchers used” is answered' \
	'when Ordered at no earlier than 2026-11-04 10:00 and Ordered at before 2026-11-05 10:00:30' \
	'> autumn = (if 3 months after Ordered at no later than Applying at: 2.00 CNY, else 1.00 CNY)' \
	'when 12 months after Ordered at before Applying at' \
	'when “Urgent” > days = days × Day price' \
	'What the names in it stand for - days = the larger of 1 and (the time from “Ordered at” to “Applying at” ÷ 1 d rounded up to a whole number) Tables' \
	'What the source leaves open - price: Day price What a day costs is not told.' \
	'What it asks besides - urgent: Was it an urgent order?' \
	'- share | if days more than 30: 88 % if “Urgent”; 90 % otherwise | otherwise: 100 % if “Urgent”; 110 % otherwise - call (rules) A call | 2.00 CNY What' \
	'What it says beside the refund - saved = 2.00 CNY + share × Paid in cash (rules) What is saved.' \
	'Try again. codes: ServerBusy, Throttled' \
	'when the verdict is one of partial refund, no refund and (Paid in cash is 3.00 CNY or Servers in order is not 5 and days at least 2)' \
	'> desk: the desk' ; do
	if grep -qF -- "$words" flat; then ok; else fail "\"$words\" is not shown"; fi
done
gives 0 "$tuikuan" policy show made.ini --format text --language zh_CN
says '从“下单时间”到“申请时间”的时间超过 90 分钟'
says '下单时间不早于 2026-11-04 10:00，并且下单时间早于'
says '秋季 = （如果下单时间之后 3 个月不晚于申请时间：2.00 元，否则 1.00 元）'
says '条件 结论为下列之一：部分退款、不能退款，并且(现金实付为“3.00 元”，或者订单'
says '| days 超过 30：88%（“加急”为是）；90%（其他情况）'
says '| 其他情况：100%（“加急”为是）；110%（其他情况）'
says '省下 = 2.00 元 + share × 现金实付（rules）'
gives 2 "$tuikuan" policy show made.ini --format svg
complains 'text or dot'

# The grammar of dot, as far as it is used: declared nodes, edges between them, nothing else.
is_graph()
{
	if awk '
		NR == 1 { if ($0 !~ /^digraph "[a-z0-9_-]+" \{$/) bad(); next }
		/^\}$/ { closed = NR; next }
		/^$/ || /^\tgraph \[.*\];$/ || /^\tnode \[[^]"]*("[^"]*")?\];$/ { next }
		/^\t"[a-z0-9_.-]+" -> "[a-z0-9_.-]+"( \[style=dashed\])?;$/ {
			split($0, part, "\""); used[part[2]]; used[part[4]]; next }
		/^\t"[a-z0-9_.-]+" \[label="([^"\\]|\\.)*"\];$/ { split($0, part, "\""); known[part[2]]; next }
		{ bad() }
		function bad() { print NR ": " $0; wrong = 1 }
		END {
			for (name in used) if (!(name in known)) { print name " is not declared"; wrong = 1 }
			exit wrong || closed != NR
		}' "$1" >problems; then
		ok
	else
		fail "$1 is no graph: $(cat problems)"
	fi
	if command -v dot >/dev/null; then gives 0 dot -Tsvg -o graph.svg "$1"; silent stderr; fi
}
gives 0 "$tuikuan" policy show made.ini --format dot --language en
cp "$out/stdout" made.dot
says 'label="Made \\ up"'
says '"fact.paid" -> "rule.fee";'
says '"rule.where" -> "channel.desk";'
says '"fact.urgent" -> "sum.saved";'
says '"sum.saved" [label="saved\n'
says '"stage.first" -> "stage.second";'
is_graph made.dot
for pack in "$top_srcdir"/data/policies/*.ini; do
	for language in en zh_CN; do
		gives 0 "$tuikuan" policy show "$pack" --format dot --language $language
		cp "$out/stdout" pack.dot
		is_graph pack.dot
		gives 0 "$tuikuan" policy show "$pack" --language $language
		silent stderr
	done
done

closing
