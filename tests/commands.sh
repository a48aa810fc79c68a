#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The command line from outside: exit statuses, outputs, messages; good input and bad of every kind.
. "${top_srcdir:?}/tests/shell.sh"
export TZ=America/New_York # the zone of the machine must not matter
export LC_ALL=C.UTF-8
unset TERM
cd "$out" || exit 1
pack=aliyun-ecs-article

# One value of the last JSON: the text after `"KEY": ` on the first line that has it, without comma.
json()
{
	sed -n "s/^ *\"$1\": //p" "$out/stdout" | head -n 1 | sed 's/,$//'
}

json_is()
{
	if [ "$(json "$1")" = "$2" ]; then
		ok
	else
		fail "$tried: \"$1\" is $(json "$1"), not $2"
	fi
}

# The whole of a top-level key, blanks taken out.
json_part()
{
	awk -v key="  \"$1\": " 'index($0, key) == 1 { on = 1; first = 1 }
		on {
			line = $0; sub(/^ */, "", line); printf "%s", line
			if (first ? $0 !~ /[[{]$/ : $0 ~ /^  []}]/) exit
			first = 0
		}' "$out/stdout" |
		sed 's/^"[a-z_]*": //; s/,$//'
}

part_is()
{
	if [ "$(json_part "$1")" = "$2" ]; then
		ok
	else
		fail "$tried: $1 is $(json_part "$1"), not $2"
	fi
}

# ---- --help, --version, usage

for command in "" evaluate letter checklist summary verify history policy "policy list" "policy show" "policy check" "policy test"; do
	gives 0 "$tuikuan" $command --help
	says "Usage: tuikuan${command:+ $command}"
	silent stderr
	gives 0 "$tuikuan" $command --version
	says "tuikuan 0."
	silent stderr
	gives 2 "$tuikuan" $command --no-such-option
	complains "unknown option \"--no-such-option\"; see tuikuan${command:+ $command} --help"
	silent stdout
	if [ "$(wc -l <"$out/stderr")" -eq 1 ]; then ok; else fail "tuikuan $command: more than one line"; fi
done
gives 2 "$tuikuan" evaluate --jsno
complains "did you mean --json?"
gives 2 "$tuikuan" -x
complains 'unknown option "-x"'
gives 2 "$tuikuan" evaluate --policy
complains '"--policy" wants a value'
gives 2 "$tuikuan" evaluate --json=yes
complains 'takes no value'
gives 2 "$tuikuan" evaluate a b
complains 'one case at a time'
gives 2 "$tuikuan" evaluate --language fr
complains '"fr" is not a language it speaks'
gives 2 "$tuikuan" evaluate --fact paid
complains 'NAME=VALUE'
gives 2 "$tuikuan" evaluate --fact =800
gives 2 "$tuikuan" evalute
complains 'did you mean evaluate?'
gives 2 "$tuikuan" --language en evaluate
complains 'comes first'
gives 2 "$tuikuan" policy
gives 2 "$tuikuan" policy lst
complains 'did you mean list?'
gives 2 "$tuikuan" letter
complains 'no case is named; see tuikuan letter --help'
gives 2 "$tuikuan" policy show
gives 2 "$tuikuan" policy test

gives 2 env LC_ALL=C.UTF-8 LANGUAGE=zh_CN "$tuikuan" --ascii --language zh_CN
complains_only 'tuikuan: Chinese cannot be shown in ASCII; leave out --ascii or --language; see tuikuan --help'
gives 2 "$tuikuan" policy
complains 'a word is missing: list, show, check or test; see'

# ---- the wizard where there is no terminal

gives 2 "$tuikuan"
complains 'there is no terminal here; tuikuan --plain asks the same questions line by line'
silent stdout
gives 2 env TERM=xterm "$tuikuan" --policy $pack
gives 2 "$tuikuan" TK-20991231-0001
complains 'there is no terminal'
gives 1 "$tuikuan" --plain TK-20991231-0001
complains 'there is no such case'
gives 1 "$tuikuan" --plain --policy no-such-pack
# A case under its path needs no folder of cases; and where there is none, the questions are asked all the same.
: >a-file
printf '[case]\nformat = 1\n' >alone.ini
gives 0 env XDG_DATA_HOME="$out/a-file" "$tuikuan" evaluate ./alone.ini --policy $pack
gives 0 env XDG_DATA_HOME="$out/new" "$tuikuan" evaluate alone.ini --policy $pack
if [ -e "$out/new" ]; then fail "evaluate has made a folder"; else ok; fi
gives 1 env XDG_DATA_HOME="$out/a-file" "$tuikuan" evaluate TK-20261123-0001
complains 'there is no such case'
gives 0 env XDG_DATA_HOME="$out/a-file" "$tuikuan" --plain
says 'Nothing can be saved: '
printf '\n1\nsave\nquit\n' >lines
try sh -c "XDG_DATA_HOME='$out/a-file' '$tuikuan' --plain <lines"
says 'The case could not be written: Not a directory. Your answers are still here.'
gives 1 sh -c "XDG_DATA_HOME='$out/a-file' '$tuikuan' --plain <lines"
complains 'the draft could not be saved: Not a directory'
# A limit of the size of files is an error like a full disk, and no end by a signal.
head -c 1000000 /dev/zero | tr '\0' 'a' >limited
for command in "evaluate --policy $pack ./alone.ini" "letter --policy $pack ./alone.ini" "policy show $pack"; do
	gives 1 sh -c "ulimit -f 1000; '$tuikuan' $command >>limited"
	complains 'standard output: cannot be written: File too large'
done
gives 1 sh -c "ulimit -f 1; '$tuikuan' policy list"
complains 'a limit of file sizes (ulimit -f) with room for it'
gives 0 "$tuikuan" --plain --new --language en
says "Result: not judged yet, no provider is chosen."
gives 0 "$tuikuan" --plain

# ---- the case of the article

base="--policy $pack --fact provider=aliyun --fact site=china --fact product=ecs --fact sold_by=direct
	--fact billing=subscription --fact order_kind=new --fact paid=800 --fact instances=1
	--fact ordered_at=2026-11-23T14:00 --fact service_start=2026-11-23T14:00 --fact reason=wrong-configuration
	--fact promotion=no --fact dedicated_network=no --fact released=no
	--fact holder=personal --fact linked_services=no"
none="--fact ddos_record=no --fact illegal_content=no --fact arrears=no --fact abnormal_operations=no
	--fact several_accounts=no"
full="$base $none --fact balance=1000 --fact deployed=yes --fact started=yes"

gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --json
silent stderr
json_is verdict '"partial"'
json_is at '"2026-11-23T14:37:00+08:00"'
json_is exact true
json_is channel '"special"'
part_is refund '{"amount": "640.00","least": "640.00","most": "640.00","currency": "CNY","split": []}'
part_is readings '[{"id": "case-37-minutes","verdict": "partial","amount": "240.00","least": "240.00","most": "240.00"}]'
part_is unanswered '[]'
says '"until": "2026-11-23T15:00:00+08:00"'
if [ "$(grep -c '"until": "2026-1[12]-23T' "$out/stdout")" -eq 2 ]; then ok; else fail "not two deadlines"; fi
part_is deadlines '[{"until": "2026-11-23T15:00:00+08:00","verdict": "partial","amount": "240.00","least": "240.00","most": "240.00"},{"until": "2026-12-23T14:00:00+08:00","verdict": "refused","amount": "0.00","least": "0.00","most": "0.00"}]'
part_is likely '{"verdict": "partial","amount": "640.00","assuming": [],"deadlines": []}'
part_is assumed '[{"fact": "applied_at","value": "2026-11-23T14:37:00+08:00"}]'
says '"until": "2027-04-23"' # five months for the complaint, of which the vendor has fifteen days
says '"from": "2026-12-08"'
case $(json_part deductions) in
'[{"rule": "handling-fee","label": "'*'","amount": "160.00"}]') ok ;;
*) fail "deductions are $(json_part deductions)" ;;
esac
part_is policy "{\"id\": \"$pack\",\"revision\": $(json revision),\"sha256\": \"$(sha256sum "$top_srcdir/data/policies/$pack.ini" | cut -d' ' -f1)\",\"authority\": \"secondary\"}"
keys=$(sed -n 's/^  "\([a-z_]*\)":.*/\1/p' "$out/stdout" | tr '\n' ' ')
wanted="policy age at verdict exact likely refund deductions refusals channel documents unanswered assumed unknown sums warnings notes readings stages deadlines odds remedies precedents console causes trace "
if [ "$keys" = "$wanted" ]; then ok; else fail "the keys are $keys"; fi
# As it is with nothing but a shell: the same bytes twice.
cp "$out/stdout" "$out/first"
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --json
if cmp -s "$out/first" "$out/stdout"; then ok; else fail "two runs differ"; fi
# In UTC, and typed in full-width forms.
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T06:37Z --json
if cmp -s "$out/first" "$out/stdout"; then ok; else fail "06:37Z is not 14:37 in China"; fi
gives 0 "$tuikuan" evaluate $full --fact paid=８００．００ --at 2026-11-23T14:37 --json
if cmp -s "$out/first" "$out/stdout"; then ok; else fail "full-width digits are read otherwise"; fi

# deployed left out: the bounds are those of both answers
gives 0 "$tuikuan" evaluate $base $none --fact balance=1000 --at 2026-11-23T14:37 --json
json_is verdict '"undetermined"'
part_is refund '{"amount": null,"least": "640.00","most": "800.00","currency": "CNY","split": []}'
case $(json_part unanswered) in
'["deployed"'*) ok ;;
*) fail "deployed does not come first in $(json_part unanswered)" ;;
esac
gives 0 "$tuikuan" evaluate $base $none --fact balance=1000 --at 2026-11-23T16:00 --json
part_is refund '{"amount": null,"least": "240.00","most": "800.00","currency": "CNY","split": []}'

# balance left out: it only warns, and holds up nothing
gives 0 "$tuikuan" evaluate $base $none --fact deployed=yes --fact started=yes --at 2026-11-23T14:37 --json
json_is verdict '"partial"'
part_is unanswered '[]'

# refused, whatever is open
gives 0 "$tuikuan" evaluate $base --fact ddos_record=yes --at 2026-11-23T14:37 --json
json_is verdict '"refused"'
json_is amount '"0.00"'
part_is unanswered '[]'
case $(json_part refusals) in
'[{"id": "ddos-record","text": "'*) ok ;;
*) fail "refusals are $(json_part refusals)" ;;
esac
if [ "$(json_part remedies)" != "[]" ]; then ok; else fail "a refusal without remedies"; fi

# applied for before it was ordered: counts as no time at all, and says so
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T13:00 --json
case $(json_part warnings) in
*'{"id": "negative-elapsed","text": "A time lies before '*'"source": null}'*'{"id": "order-broken",'*) ok ;;
*) fail "warnings are $(json_part warnings)" ;;
esac

# the checklist unanswered: undetermined, and likely 640.00
gives 0 "$tuikuan" evaluate $base --fact balance=1000 --fact deployed=yes --fact started=yes --at 2026-11-23T14:37 --json
json_is verdict '"undetermined"'
case $(json_part likely) in
'{"verdict": "partial","amount": "640.00","assuming": ['*'"ddos_record"'*) ok ;;
*) fail "likely is $(json_part likely)" ;;
esac

# paid left out: no upper bound
gives 0 "$tuikuan" evaluate --policy $pack $none --at 2026-11-23T14:37 --json
json_is most null

gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --json --what-if
part_is what_if_pairs '[]'
part_is ways '[{"changes": [],"until": "2026-11-23T15:00:00+08:00","documents": ["usage_log","business_statement","config_error_proof"],"verdict": "partial","amount": "640.00","least": "640.00","most": "640.00"}]'
gives 0 "$tuikuan" evaluate $full --fact arrears=yes --fact illegal_content=yes --at 2026-11-23T14:37 --json --what-if
part_is what_if_pairs '[{"changes": [{"fact": "illegal_content","value": "no"},{"fact": "arrears","value": "no"}],"verdict": "partial","amount": "640.00","least": "640.00","most": "640.00"}]'
says '"what_if": ['
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --json --language zh_CN
says 手续费
gives 0 "$tuikuan" evaluate ${full#--policy $pack} --policy all --at 2026-11-23T14:37 --json
if [ "$(head -n 1 "$out/stdout")" = "[" ]; then ok; else fail "--policy all is no array"; fi
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --json --why
part_is hangs_on '[]'
case $(json_part why) in
'[{"rule": "handling-fee","effect": "deduct","state": "fired","amount": "160.00","tests": ['*'"fact": "applied_at","since": "ordered_at","text": "waited = applied_at - ordered_at","open": false,"value": "37 min","wanted": [],"least": "15 min","above": true,"most": null,'*'"rule": "service-fee","effect": "deduct","state": "not-fired",'*'"most": "1 h","below": false}],"source": "§1.3, §0.d","authority": "secondary"}]') ok ;;
*) fail "why is $(json_part why)" ;;
esac
gives 0 "$tuikuan" evaluate $full --fact deployed= --at 2026-11-23T14:37 --json --why
part_is hangs_on '[{"fact": "deployed","settles": "160.00"}]'

# as text
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --why --what-if
says 'Partial refund: 640.00 CNY of 800.00 CNY.'
says 'until 2026-11-23 15:00:00'
says '240.00 CNY'
says 'handling-fee: applies (§1.3'
says 'a secondary source'
too_wide=$(sed 's/§/S/g' "$out/stdout" | awk 'length($0) > 80 && !/http/')
if [ -z "$too_wide" ]; then ok; else fail "lines over 80 columns: $too_wide"; fi
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --language zh_CN
says 640.00
says 手续费

# The sources are for who asks why; without, what is read out to a caller is short.
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --why
if grep -q '^Sources$' "$out/stdout"; then ok; else fail "$tried: no sources"; fi
gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37
if grep -q '^Sources$' "$out/stdout"; then fail "$tried: the sources unasked"; else ok; fi
says 'With --why: '

# The 37 minutes under the shipped packs: the official one first, the guide's two answers beside it.
minutes="--fact provider=aliyun --fact site=china --fact product=ecs --fact sold_by=direct --fact billing=subscription
	--fact order_kind=new --fact ordered_at=2026-11-23T14:00 --fact paid=800 --fact promotion=no --fact deployed=yes
	--fact started=no --fact released=no --fact ddos_record=no --fact illegal_content=no --fact unpaid_order=no
	--fact marketplace_image=no --fact transferred=no --fact holder=personal --fact noreason_refunds_used=0
	--fact arrears=no --fact linked_services=no --at 2026-11-23T14:37"
gives 0 "$tuikuan" evaluate $minutes --policy all
says 'Verdict      full refund                       partial refund'
says 'Amount       800.00 CNY                        640.00 CNY'
says '240.00 CNY: The guide'
says 'Who says so  official                          secondary source'
gives 0 "$tuikuan" evaluate $minutes --policy all --language zh_CN
says '金额        800.00 元                          640.00 元'
says '240.00 元：'

# What the refund page shows is answered at once; its error code comes first, whatever stands around it.
refused="--fact console_kind=not-supported --fact console_message=\"existunpaidordererror\","
gives 0 "$tuikuan" evaluate $minutes $refused
says 'The refund page gives less than this result, and the refund page wins.'
says '    - An order for this server is unpaid (the page says ExistUnPaidOrderError):'
gives 0 "$tuikuan" evaluate $minutes $refused --language zh_CN
says '还有未支付的订单（退订页提示 ExistUnPaidOrderError）'
gives 0 "$tuikuan" evaluate $minutes $refused --json
json_is console '"less"'
says '"code": "ExistUnPaidOrderError"'
gives 0 "$tuikuan" evaluate $minutes --fact console_amount=800 --json
json_is console '"agrees"'
part_is causes '[]'

# ---- facts that are wrong: one line, the nearest name, exit 1

bad_fact()
{
	gives 1 "$tuikuan" evaluate --policy $pack --at 2026-11-23T14:37 --json --fact "$1"
	silent stdout
	complains "tuikuan: --fact: "
	complains "$2"
	if [ "$(wc -l <"$out/stderr")" -eq 1 ]; then ok; else fail "$1: more than one line of complaint"; fi
}
bad_fact payed=800 '"paid"'
bad_fact paid=much 'not an amount of money'
bad_fact paid=-1 'paid'
bad_fact paid=800.001 'paid'
bad_fact paid=99999999999999999999 'paid'
bad_fact ordered_at=yesterday 'not a moment'
bad_fact ordered_at=2026-02-30T10:00 'ordered_at'
bad_fact deployed=maybe 'yes or no'
bad_fact reason=wrong-perod '"wrong-period"'
bad_fact instances=2.5 'whole number'
bad_fact evidence.usage_lg=yes 'evidence.usage_log'
gives 1 "$tuikuan" evaluate --policy $pack --fact "paid=$(printf '1\033[31m')"
if grep -q "$(printf '\033')" "$out/stderr"; then fail "an escape sequence reached the terminal"; else ok; fi
gives 1 "$tuikuan" evaluate --policy $pack --at noon
complains 'tuikuan: --at: not a moment'
gives 1 "$tuikuan" evaluate --policy aliyun-ecs-artcle --json
complains "$pack"
gives 1 "$tuikuan" evaluate TK-20991231-0001
complains 'there is no such case'
complains 'TK-20991231-0001'
gives 1 "$tuikuan" evaluate ./no-such-file.ini
gives 1 "$tuikuan" evaluate ../
gives 1 "$tuikuan" evaluate /dev/null
gives 0 "$tuikuan" evaluate --policy $pack --fact paid=800 --fact paid= --fact deployed=? --json --at 2026-11-23T14:37
json_is most null

# ---- another site, another currency, and the revision of the day of the order

abroad()
{
	"$tuikuan" evaluate --fact provider=aliyun --fact site=international --fact sold_by=direct \
		--fact billing=subscription --fact order_kind=new --fact paid=300 --fact list_price=365 \
		--fact 'term_discount=100 %' --fact promotion=no --fact unpaid_order=no \
		--fact marketplace_image=no --fact transferred=no "$@"
}
recent='--fact ordered_at=2026-11-23T14:00 --fact period_end=2027-11-24T00:00'
older='--fact ordered_at=2025-06-02T14:00 --fact period_end=2027-06-02T14:00'
# shellcheck disable=SC2086
gives 0 abroad --fact product=ecs $recent --at 2026-11-26T14:00 --json
part_is refund '{"amount": "295.50","least": "295.50","most": "295.50","currency": "USD","split": []}'
says '"id": "aliyun-intl-official",'
# shellcheck disable=SC2086
gives 0 abroad --fact product=ecs $older --fact month_price=30 --at 2025-06-05T14:00 --json
says '"id": "aliyun-intl-official-2022",'
# shellcheck disable=SC2086
gives 0 abroad --fact product=lightweight $recent --at 2026-11-26T14:00 --json
says '"id": "aliyun-intl-swas-official",'
json_is amount '"297.00"'
# shellcheck disable=SC2086
gives 0 abroad --fact product=ecs $recent --at 2026-11-26T14:00
says '295.50 USD of 300.00 USD'
if grep -q 'CNY\|present_price_days' "$out/stdout"; then fail "yuan, or what was not asked"; else ok; fi
# shellcheck disable=SC2086
gives 0 abroad --fact product=ecs $recent --at 2026-11-26T14:00 --policy all --fact 'site=?'
says '295.50 USD'
says '295.50 to 300.00 CNY'
# shellcheck disable=SC2086
gives 0 abroad --fact product=ecs $recent --at 2026-11-26T14:00 --policy all
if grep -q 'CNY' "$out/stdout"; then fail "a policy of the other site"; else ok; fi

# ---- case files

cat >case.ini <<'END'
[case]
format = 1
id = TK-20261123-0001
policy = aliyun-ecs-article
[facts]
site = china
product = ecs
sold_by = direct
billing = subscription
order_kind = new
ordered_at = 2026-11-23T14:00
service_start = 2026-11-23T14:00
paid = 800.00
instances = 1
reason = wrong-configuration
promotion = no
dedicated_network = no
released = no
holder = personal
linked_services = no
deployed = yes
started = yes
ddos_record = no
illegal_content = no
arrears = no
abnormal_operations = no
several_accounts = no
balance = 1000
account_uid = 1234567890123456
order_id = 20261123140000123
instance_id = i-bp1abcdefghijklmnop
configuration = 32 vCPU, 128 GiB
intended = 8 vCPU, 64 GiB
region = 华东1（杭州）
payment_method = alipay
applicant = 王小明
contact = 13800000000
reason_note = 选错了规格，发现后没有使用。
END
gives 0 "$tuikuan" evaluate case.ini --at 2026-11-23T14:37 --json
json_is verdict '"partial"'
json_is amount '"640.00"'
gives 0 "$tuikuan" evaluate case.ini --fact deployed=no --at 2026-11-23T14:37 --json
json_is verdict '"full"'
mkdir -p "$XDG_DATA_HOME/tuikuan/cases"
cp case.ini "$XDG_DATA_HOME/tuikuan/cases/TK-20261123-0001.ini"
gives 0 "$tuikuan" evaluate TK-20261123-0001 --at 2026-11-23T14:37 --json
json_is amount '"640.00"'

sed 's/^paid = .*/paid = a lot/; s/^deployed/deploied/' case.ini >bad.ini
gives 1 "$tuikuan" evaluate bad.ini --json
silent stdout
complains 'bad.ini:13: '
complains 'bad.ini:21: '
complains 'deployed'
complains 'unknown fact: "deploied"'
# A paper has a gap there, and the exit status tells.
for paper in letter checklist summary; do
	gives 1 "$tuikuan" $paper bad.ini --at 2026-11-23T14:37
	complains 'bad.ini:13: [facts] paid: not an amount of money: "a lot"'
	if [ "$(wc -l <"$out/stdout")" -gt 10 ]; then ok; else fail "$tried: no paper"; fi
done
complains 'unknown fact: "deploied"'
gives 1 "$tuikuan" letter bad.ini --output bad.txt --length letter --language en
if grep -qF '[Paid in cash]' bad.txt; then ok; else fail "no gap where the value is bad"; fi
awk 'BEGIN { for (i = 0; i < 300; i++) print "no policy " i }' >no-pack.ini
gives 1 "$tuikuan" policy check no-pack.ini
complains 'and 281 more errors; this is no policy file'
if [ "$(wc -l <"$out/stderr")" -eq 21 ]; then ok; else fail "$tried: $(wc -l <"$out/stderr") lines"; fi
gives 0 "$tuikuan" --plain bad.ini
says 'bad.ini:13: [facts] paid: not an amount of money: "a lot"'
says 'did you mean "deployed"?'
printf '\000\001binary' >binary.ini
gives 1 "$tuikuan" evaluate binary.ini
head -c 3000000 /dev/zero | tr '\0' 'a' >huge.ini
gives 1 "$tuikuan" evaluate huge.ini
: >empty.ini
gives 1 "$tuikuan" evaluate empty.ini
sed 's/^format = 1/format = 9/' case.ini >future.ini
gives 1 "$tuikuan" evaluate future.ini
complains 'future.ini:2'

# ---- a draft, left by a session that ended

printf '1\n1\n1\n1\nquit\n' >answers
"$tuikuan" --plain <answers >"$out/stdout" 2>"$out/stderr"
tried="tuikuan --plain <answers"
draft=$(cd "$XDG_DATA_HOME/tuikuan/cases" && ls | sed -n 's/\.draft$//p')
case $draft in
TK-[0-9]*) ok ;;
*) fail "no draft was left: $draft" ;;
esac
if [ "$(stat -c %a "$XDG_DATA_HOME/tuikuan/cases/$draft.draft")" = 600 ]; then ok; else fail "others can read it"; fi
gives 0 "$tuikuan" --plain
complains "a draft of case $draft"
gives 0 "$tuikuan" --plain "$draft"
gives 1 "$tuikuan" evaluate "$draft"
complains 'resume its draft'
rm "$XDG_DATA_HOME/tuikuan/cases/$draft.draft"

# ---- papers

gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length letter
says 王小明
says 20261123140000123
gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length letter --language en
says 20261123140000123
gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length reason
gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length ticket
gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length statement
silent stderr
for length in complaint rescission; do
	for language in en zh_CN; do
		gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length $length --language $language
		complains 'Not legal advice'
		says 20261123140000123
		if grep -qi 'legal advice\|法律意见\|§\|guide' "$out/stdout"; then
			fail "$tried: what is for the person stands in it"
		else
			ok
		fi
		# When it was applied for, and what the answer was, is not known: so nothing is said of it.
		if grep -q '提出退订\|was requested on' "$out/stdout"; then fail "$tried: it was not applied for"; else ok; fi
	done
done
gives 0 "$tuikuan" letter case.ini --at 2026-11-23T14:37 --length rescission
says 第一百四十七条
grep -v '^intended\|^order_id' case.ini >gaps.ini
gives 0 "$tuikuan" letter gaps.ini --at 2026-11-23T14:37 --length letter
complains 'gaps left in the letter: '
complains 'Order number'
gives 0 "$tuikuan" checklist case.ini --at 2026-11-23T14:37
says 'usage'
gives 0 "$tuikuan" checklist case.ini --language zh_CN
gives 0 "$tuikuan" summary case.ini --at 2026-11-23T14:37
says 640.00
says '[aliyun-ecs-official, official'
says 'Not chosen: this case is judged under the policy on the first page.'
gives 0 "$tuikuan" summary case.ini --at 2026-11-23T14:37 --policy aliyun-ecs-official
says '640.00 CNY, partial refund: Alibaba Cloud ECS, guide of 2025-05-18.'
says 'Not chosen: official rules go before a secondary source.'
gives 0 "$tuikuan" summary case.ini --at 2026-11-23T14:37 --language zh_CN
says 640.00
gives 0 "$tuikuan" summary case.ini --at 2026-11-23T14:37 --output summary.txt
silent stdout
if grep -q 640.00 summary.txt && [ "$(stat -c %a summary.txt)" = 600 ]; then ok; else fail "summary.txt"; fi
# A PDF is made by a second program, if it was built.
if [ -x "$top_builddir/src/tuikuan-paper" ]; then gives 0 "$tuikuan" summary case.ini --format pdf
else
	gives 2 "$tuikuan" summary case.ini --format pdf
	complains PDF
fi
gives 2 "$tuikuan" summary case.ini --format docx
gives 2 "$tuikuan" summary case.ini --length letter
gives 2 "$tuikuan" letter case.ini --length long
gives 1 "$tuikuan" summary case.ini --output no-such-folder/summary.txt
complains 'no-such-folder/summary.txt'
# What went out, and where, stands in its history; nothing else in its file has changed.
sed '/^\[history\]/,$d' case.ini >rest.ini
gives 0 "$tuikuan" letter case.ini --length ticket --redact --output ticket.txt
gives 0 "$tuikuan" checklist case.ini
if sed '/^\[history\]/,$d' case.ini | cmp -s - rest.ini; then ok; else fail "a paper has changed its case"; fi
gives 0 "$tuikuan" history case.ini
says ': summary, to'
says ': ticket (redacted)'
says ': checklist, to'
gives 0 "$tuikuan" history case.ini --language zh_CN
says '：工单（已隐去个人信息）'
says '证据清单，送往 标准输出'
before=$(grep -c ' printed ' case.ini)
gives 1 "$tuikuan" letter case.ini --output no-such-folder/letter.txt
if [ "$(grep -c ' printed ' case.ini)" -eq "$before" ]; then ok; else fail "what was not written was noted"; fi
# Refused: papers and remedies all the same.
gives 0 "$tuikuan" summary case.ini --at 2027-11-23T14:37
gives 0 "$tuikuan" letter case.ini --at 2027-11-23T14:37

# ---- policies

gives 0 "$tuikuan" policy list
if [ "$(awk 'NR % 2 { match($0, / +/); print RSTART + RLENGTH }' "$out/stdout" | sort -u | wc -l)" -eq 1 ]; then ok
else fail "policy list: the second column does not begin in one place"; fi
says $pack
says "$(cd "$top_srcdir" && pwd)/data/policies/$pack.ini"
gives 0 "$tuikuan" policy show $pack
says 'handling-fee'
says '§1.3'
gives 0 "$tuikuan" policy show $pack --language zh_CN
says 手续费
gives 1 "$tuikuan" policy show nothing
gives 0 "$tuikuan" policy check "$top_srcdir/data/policies/$pack.ini"
silent stderr
says 'no errors'
gives 0 "$tuikuan" policy test "$top_srcdir/data/policies/$pack.scenarios"
says ' scenarios passed, 0 failed'
gives 0 "$tuikuan" policy test $pack --coverage
if [ "$(wc -l <"$out/stdout")" -eq 1 ]; then ok; else fail "some rules are not shown both ways"; fi

mkdir -p own
sed 's/^id = .*/id = own/; s/ddos_record/ddos_recrd/g' "$top_srcdir/data/policies/$pack.ini" >own/own.ini
gives 1 "$tuikuan" policy check own/own.ini
complains 'own/own.ini:'
complains 'ddos_record'
silent stdout
gives 1 "$tuikuan" policy check no-such.ini
gives 1 "$tuikuan" evaluate --policy own/own.ini --fact paid=1
complains 'own/own.ini:'

cat >own/small.ini <<'END'
[policy]
id = small
provider = small
title = Small cloud
revision = 1
authority = official
calendar = cn
[source.rules]
title = Its rules
url = https://small.example/rules
[rule.late]
when = applied_at - ordered_at > 7 d
refuse = yes
text = Later than seven days.
source = rules
[rule.fee]
when = deployed
deduct = 10 % * paid
label = Fee
text = A tenth is kept once it was created.
source = rules
[channel.desk]
title = The desk
[rule.desk]
when = yes
channel = desk
text = Ask at the desk.
source = rules
END
gives 0 "$tuikuan" policy check own/small.ini
complains 'zh_CN'
says 'no errors'
cat >own/small.scenarios <<'END'
[test]
policy = small
[defaults]
at = 2026-11-23T14:00
ordered_at = 2026-11-23T12:00
paid = 99.99
deployed = yes
[scenario.fee]
expect.verdict = partial
expect.amount = 89.99
[scenario.late]
at = 2026-11-30T12:00:01
expect.verdict = refused
END
gives 0 "$tuikuan" policy test own/small.scenarios
says_only '2 scenarios passed, 0 failed'
gives 0 "$tuikuan" policy test own/small.ini
sed 's/89.99/90.00/' own/small.scenarios >own/wrong.scenarios
gives 1 "$tuikuan" policy test own/wrong.scenarios
says_only '1 scenarios passed, 1 failed'
complains 'own/wrong.scenarios:10: '
complains '"90.00", got "89.99"'
gives 1 "$tuikuan" policy test own/none.scenarios
gives 1 "$tuikuan" policy test own/own.ini
TUIKUAN_POLICY_PATH=$out/own gives 1 "$tuikuan" policy list
says small
says $pack
complains 'own.ini'
rm own/own.ini own/wrong.scenarios
# A new provider as one file: found, judged, and no line of C.
export TUIKUAN_POLICY_PATH="$out/own"
gives 0 "$tuikuan" evaluate --fact provider=small --fact paid=100 --fact deployed=yes \
	--fact ordered_at=2026-11-23T12:00 --at 2026-11-23T14:00 --json
json_is id '"small"'
json_is amount '"90.00"'

# Side by side, the official one first; one that was last looked at long ago says so.
sed -e 's/^id = .*/id = a-told/; s/^title = Small cloud/title = Told of it/; s/10 %/50 %/' \
	-e 's/^authority.*/authority = secondary\nchecked_on = 2024-01\neffective_to = 2026-10/' own/small.ini >own/a-told.ini
beside="--fact provider=small --fact paid=100 --fact deployed=yes --fact ordered_at=2026-11-23T12:00 --at 2026-11-23T14:00"
gives 0 "$tuikuan" evaluate $beside --policy all
says '             Small cloud                       Told of it'
says 'Amount       90.00 CNY                         50.00 CNY'
says 'Who says so  official                          secondary source'
says 'Known on     not said                          2024-01 (1027 days ago), over a'
says 'In force                                       only up to 2026-10'
gives 0 "$tuikuan" evaluate $beside
says 'Policy small, revision 1, official'
says 'The same case under every policy that applies'
says 'Amount       90.00 CNY                         50.00 CNY'
gives 0 "$tuikuan" evaluate $beside --policy a-told
says 'What these rules rest on was known on 2024-01, more than a year ago'
says 'These rules held for orders up to 2026-10, and this order is later'
gives 0 "$tuikuan" evaluate $beside --policy all --json
if [ "$(grep -c '^    "age": {' "$out/stdout")" -eq 2 ]; then ok; else fail "$tried: not two of them"; fi
json_is id '"small"'
says '"stale": true'
says '"in_force": "no-longer"'
says '"id": "out-of-force"'
rm own/a-told.ini
unset TUIKUAN_POLICY_PATH

# Every condition both ways, every part on its own, said with its place.
sed -e 's/^id = small/id = halves/' -e 's/^when = deployed/when = deployed and (paid >= 100.00 or started)/' \
	own/small.ini >own/halves.ini
cat >own/halves.scenarios <<'END'
[test]
policy = halves
[defaults]
at = 2026-11-23T14:00
ordered_at = 2026-11-23T14:00
started = no
paid = 100.00
[scenario.fee]
deployed = yes
[scenario.none]
deployed = no
[scenario.late]
at = 2026-12-23T14:00
deployed = no
END
gives 0 "$tuikuan" policy test --coverage own/halves.ini
says_only "own/halves.ini:17: [rule.fee] when: no scenario in which only \"paid >= 100.00 or started\" fails of: deployed and (paid >= 100.00 or started)
own/halves.ini:17: [rule.fee] when: no scenario in which this does not hold: paid >= 100.00 or started
own/halves.ini:17: [rule.fee] when: no scenario in which only \"started\" holds of: paid >= 100.00 or started
own/halves.ini:17: [rule.fee] when: no scenario in which this holds: paid < 100.00
own/halves.ini:17: [rule.fee] when: no scenario in which this holds: started
3 scenarios passed, 0 failed"

# Revisions of one policy: no day with two of them, and a day without one is told.
mkdir -p revisions
revision()
{
	sed -e "s/^id = .*/id = $1/; s/^authority/$2\\n&/" own/small.ini >"revisions/$1.ini"
}
revision new "effective_from = 2025-10-30"
revision old "family = new\\neffective_to = 2025-10-29"
gives 0 "$tuikuan" policy check revisions
says "revisions/old.ini: policy old"
if grep -q " holds " "$out/stderr"; then fail "$tried: tells of a gap"; else ok; fi
revision old "family = new\\neffective_to = 2025-10-27"
gives 0 "$tuikuan" policy check revisions
complains "revisions/new.ini: no revision of new holds from 2025-10-28 to 2025-10-29: the nearest one answers for orders of those days"
revision old "family = new\\neffective_to = 2025-10"
gives 1 "$tuikuan" policy check revisions/old.ini revisions/new.ini
complains "revisions/new.ini: old and new overlap: both hold on 2025-10-30; only one revision may hold on a day"
gives 0 "$tuikuan" policy check
says "policy $pack"

# ---- languages and charsets

gives 0 env -u LC_ALL -u LANG "$tuikuan" evaluate $full --language zh_CN
says 手续费
LC_ALL=C gives 0 "$tuikuan" evaluate $full --language zh_CN
says 手续费
LC_ALL=POSIX gives 0 "$tuikuan" --help --language zh_CN
LC_ALL=C gives 0 "$tuikuan" --language zh_CN --help
says 用法
LC_ALL=C.UTF-8 LANGUAGE=zh_CN gives 0 "$tuikuan" --help
says 用法
LC_ALL=zh_CN.UTF-8 gives 2 "$tuikuan" evaluate --nonsense
complains nonsense
for charset in en_US.ISO-8859-1 zh_CN.GBK; do
	export LC_ALL=$charset
	gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37
	says 640.00
	if LC_ALL=C grep -q '[^ -~]' "$out/stdout"; then fail "$charset: not ASCII"; else ok; fi
	gives 0 "$tuikuan" evaluate $full --at 2026-11-23T14:37 --json
	if LC_ALL=C grep -q '[^ -~]' "$out/stdout"; then fail "$charset: JSON is not ASCII"; else ok; fi
	gives 2 "$tuikuan" evaluate $full --language zh_CN
	complains 'UTF-8'
	gives 2 "$tuikuan" letter case.ini
	complains '--output FILE'
	gives 0 "$tuikuan" letter case.ini --length letter --output letter-$charset.txt
	if grep -q 王小明 letter-$charset.txt; then ok; else fail "$charset: the letter"; fi
	gives 0 "$tuikuan" letter case.ini --language en
	gives 2 "$tuikuan" --plain --language zh_CN
done
export LC_ALL=C.UTF-8
gives 2 "$tuikuan" --plain --ascii --language zh_CN
complains 'ASCII'
mkdir -p "$XDG_CONFIG_HOME/tuikuan"
printf '[tuikuan]\nlanguage = zh_CN\n' >"$XDG_CONFIG_HOME/tuikuan/config.ini"
gives 0 "$tuikuan" --help
says 用法
gives 0 "$tuikuan" --language en --help
says Usage
rm "$XDG_CONFIG_HOME/tuikuan/config.ini"

# ---- streams that fail

for command in "--help" "--version" "evaluate $full --json" "evaluate $full" "policy list" "policy show $pack" \
	"policy check $pack" "policy test $pack" "letter case.ini" "checklist case.ini" "summary case.ini"; do
	"$tuikuan" $command >/dev/full 2>"$out/stderr" </dev/null
	status=$?
	tried="tuikuan $command >/dev/full"
	if [ $status -eq 1 ]; then ok; else fail "$tried: exit status $status"; fi
	complains 'standard output: cannot be written: No space left on device'
	"$tuikuan" $command >&- 2>"$out/stderr" </dev/null
	status=$?
	tried="tuikuan $command >&-"
	if [ $status -eq 1 ]; then ok; else fail "$tried: exit status $status"; fi
	complains 'standard output: cannot be written'
done
gives 1 "$tuikuan" summary case.ini --output /dev/full
complains '/dev/full'
if [ -c /dev/full ]; then ok; else fail "/dev/full was replaced"; fi
gives 0 "$tuikuan" summary case.ini --output /dev/null
if [ -c /dev/null ]; then ok; else fail "/dev/null was replaced"; fi
"$tuikuan" evaluate $full --json 2>&- >/dev/null </dev/null
status=$?
if [ $status -eq 0 ]; then ok; else fail "with a closed standard error: exit status $status"; fi
gives 0 env -i "$tuikuan" evaluate $full --at 2026-11-23T14:37
gives 0 env -i HOME=/nonexistent "$tuikuan" evaluate $full --at 2026-11-23T14:37

closing
