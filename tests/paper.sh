#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# PDF, packets and calendar files from outside: what stands in them, that every character was drawn, that
# the same case gives the same bytes, that nothing personal gets out of a redacted one, and what happens
# when something is missing.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8

tuikuan=$top_builddir/src/tuikuan
work=$top_builddir/tests/out/paper
rm -rf "$work"
mkdir -p "$work/home" || exit 1
HOME=$work/home
XDG_DATA_HOME=$HOME/data
XDG_CONFIG_HOME=$HOME/config
export HOME XDG_DATA_HOME XDG_CONFIG_HOME
cd "$work" || exit 1

made()
{
	if "$@" >out 2>err; then ok; else fail "$* ends with $?: $(cat err)"; fi
}
refused()
{
	status=$1
	shift
	"$@" >out 2>err
	got=$?
	if [ $got -eq "$status" ]; then ok; else fail "$* ends with $got, not $status: $(cat err)"; fi
}
says()
{
	if grep -qF -- "$2" "$1"; then ok; else fail "$1 does not say: $2"; fi
}
says_not()
{
	if grep -qF -- "$2" "$1"; then fail "$1 says: $(grep -F -- "$2" "$1" | head -n 1)"; else ok; fi
}
same()
{
	if cmp -s "$1" "$2"; then ok; else fail "$1 and $2 differ"; fi
}

cat >case.ini <<'END'
[case]
format = 1
id = TK-20261123-0001
policy = aliyun-ecs-article
created = 2026-11-23T14:30:00+08:00
changed = 2026-11-23T14:37:00+08:00
agent = 王小明
status = draft
[facts]
provider = aliyun
site = china
product = ecs
sold_by = direct
billing = subscription
order_kind = new
ordered_at = 2026-11-23T14:00:00
paid = 800.00
promotion = no
reason = wrong-configuration
account_uid = 1234567890123456
order_id = 20261123140001234567
instance_id = i-bp1abcdefghij0123456
configuration = 32核 256GB，如果
intended = 8核 64GB
deployed = yes
started = no
ddos_record = no
illegal_content = no
holder = enterprise
arrears = no
balance = 500.00
applicant = 示例科技有限公司
contact = 13800000000
reason_note = 付款后对照采购单时发现。
END
at=2026-11-23T14:37

# Without the second program the text is there all the same, and the message says what is missing.
if ! [ -x "$top_builddir/src/tuikuan-paper" ]; then
	refused 1 "$tuikuan" summary ./case.ini --format pdf --output none.pdf
	says err "tuikuan-paper"
	made "$tuikuan" summary ./case.ini --output summary.txt
	closing
	exit
fi

# ---- PDF

personal='1234567890123456 20261123140001234567 i-bp1abcdefghij0123456 示例科技有限公司 13800000000 王小明
付款后对照 256GB'

look()
{
	command -v pdftotext >/dev/null && command -v pdftoppm >/dev/null || return
	pages=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
	for page in $(seq "$pages"); do
		pdftotext -bbox -f "$page" -l "$page" "$1" page.html
		pdftoppm -gray -r 144 -f "$page" -l "$page" -singlefile "$1" page
		if "$top_builddir/tests/inked" page.pgm <page.html >inked.out; then
			ok
		else
			fail "$1, page $page: $(head -n 5 inked.out)"
		fi
	done
}

made "$tuikuan" summary ./case.ini --at $at --format pdf --language zh_CN --output summary.pdf
made "$tuikuan" summary ./case.ini --at $at --format pdf --language zh_CN --output again.pdf
same summary.pdf again.pdf
look summary.pdf
made "$tuikuan" letter ./case.ini --at $at --format pdf --length statement --output statement.pdf
look statement.pdf
made "$tuikuan" checklist ./case.ini --at $at --format pdf --language en --output checklist.pdf
look checklist.pdf
if command -v pdftotext >/dev/null; then
	pdftotext summary.pdf
	for words in 退款案件摘要 部分退款 陆佰肆拾元整 示例科技有限公司 各个日期一览 "第 1 页，共" "版本 2025-05-18.1" \
		"SHA-256 $(sha256sum "$top_srcdir/data/policies/aliyun-ecs-article.ini" | cut -c 1-12)"; do
		says summary.txt "$words"
	done
	pdfinfo summary.pdf >info
	says info "退款案件摘要"
	says info "A4"
	for word in $personal; do says_not info "$word"; done
	pdftotext -raw statement.pdf
	says statement.txt "如果"
fi

# A page or two, with the decision, the sums and their reasons on the first, and through which states it went.
sed '/^\[history\]/,$d; s/^status = .*/status = refunded/' case.ini >closed.ini
cat >>closed.ini <<'END'
[history]
1 = 2026-11-23T14:40:00+08:00 status - - draft submitted
2 = 2026-11-24T09:00:00+08:00 answer - paid 700.00 800.00
3 = 2026-12-03T16:00:00+08:00 status - - submitted refunded
END
for language in en zh_CN; do
	made "$tuikuan" summary ./closed.ini --at $at --format pdf --language $language --output closed.pdf
	look closed.pdf
	command -v pdftotext >/dev/null || continue
	pages=$(pdfinfo closed.pdf | sed -n 's/^Pages: *//p')
	if [ "$pages" -le 2 ]; then ok; else fail "the summary has $pages pages in $language"; fi
	pdftotext -l 1 closed.pdf first.txt
	for words in "640.00" "800.00 − 800.00 × 20 % = 640.00" "[handling-fee" "2026-11-23 14:40" "2026-12-03 16:00"; do
		case $language$words in zh_CN\[*) words=〔handling-fee ;; esac
		says first.txt "$words"
	done
	pdftotext closed.pdf
	if [ $language = en ]; then says closed.txt "typed; changed"; else says closed.txt "改过"; fi
done

# A character that no font has is told, as the page cannot show it.
sed 's/如果/\xee\x80\x80/' case.ini >odd.ini
made "$tuikuan" summary ./odd.ini --at $at --format pdf --language zh_CN --output odd.pdf
says err "in no font"
# No font for Chinese: told with the package, and no file.
printf '<fontconfig></fontconfig>' >nofonts.conf
refused 1 env FONTCONFIG_FILE="$work/nofonts.conf" "$tuikuan" summary ./case.ini --format pdf --language zh_CN \
	--output nofont.pdf
says err fonts-wqy-microhei
if [ -e nofont.pdf ]; then fail "a PDF without a font"; else ok; fi

# ---- redacted

for paper in summary checklist "letter --length letter" "letter --length ticket" "letter --length statement"; do
	made "$tuikuan" $paper ./case.ini --at $at --redact --language zh_CN --output redacted.txt
	for word in $personal; do says_not redacted.txt "$word"; done
done
made "$tuikuan" summary ./case.ini --at $at --redact --language zh_CN --output redacted.txt
says redacted.txt 已隐去
says redacted.txt "800.00 − 800.00 × 20 % = 640.00"
answers=$("$tuikuan" summary ./case.ini --at $at --language en | sed -n '/^  Answers$/{n;s/^ *//;p;}')
if [ -n "$answers" ]; then ok; else fail "the summary has no hash of the answers"; fi
says_not redacted.txt "${answers:-none}"

# ---- the packet

mkdir 张三的文件
printf 'log' >张三的文件/张三-日志.PNG
printf 'licence' >licence.pdf
ln -s licence.pdf link.pdf
cat >>case.ini <<END
[evidence]
usage_log = $work/张三的文件/张三-日志.PNG
business_licence = $work/link.pdf
business_statement = yes
config_error_proof = $work/nowhere.pdf
END
refused 1 "$tuikuan" packet ./case.ini --output a.zip --language zh_CN
says err "it is a link"
says err "No such file"
says err "at hand, but the case names no file"
refused 1 "$tuikuan" packet ./case.ini --output b.zip --language zh_CN
says_not err "tuikuan-paper has failed"
same a.zip b.zip
says case.ini "printed - packet - - aliyun-ecs-article"
if command -v unzip >/dev/null; then
	mkdir whole && (cd whole && unzip -q ../a.zip && sha256sum -c SHA256SUMS >sums.out 2>&1) || fail "a.zip: $(cat whole/sums.out)"
	names=$(cd whole && find . -type f ! -name sums.out | LC_ALL=C sort | tr '\n' ' ')
	wanted="./SHA256SUMS ./checklist.pdf ./checklist.txt ./evidence/01-usage_log.png ./index.html ./letter.pdf "
	wanted="$wanted./letter.txt ./policy/aliyun-ecs-article.ini ./summary.pdf ./summary.txt "
	if [ "$names" = "$wanted" ]; then ok; else fail "in the packet: $names"; fi
	same whole/policy/aliyun-ecs-article.ini "$top_srcdir/data/policies/aliyun-ecs-article.ini"
	same whole/evidence/01-usage_log.png 张三的文件/张三-日志.PNG
	says whole/index.html "it is a link"
	says whole/index.html "No such file"
	if grep -rlF "$work" whole >/dev/null; then fail "a path is in the packet"; else ok; fi
	refused 1 "$tuikuan" packet ./case.ini --output redacted.zip --language zh_CN --redact
	mkdir hidden && (cd hidden && unzip -q ../redacted.zip)
	for word in $personal 张三; do
		if grep -rlF --include='*.txt' --include='*.html' -e "$word" hidden >/dev/null; then
			fail "the redacted packet says $word"
		else
			ok
		fi
	done
	[ ! -d hidden/evidence ] || fail "files in a redacted packet"
fi
# Started by one who does not want to hear of children, the program hears of its own.
(trap '' CHLD; exec "$tuikuan" packet ./case.ini --output c.zip --language zh_CN) >out 2>err
says_not err "tuikuan-paper has failed"
same a.zip c.zip
refused 2 "$tuikuan" packet ./case.ini
refused 1 "$tuikuan" packet ./case.ini --output nowhere/x.zip

# A case from somebody else: it names files of this person that it has no business with.
if command -v unzip >/dev/null; then
	mkdir theirs private
	printf 'secret' >private/key
	ln -s ../private theirs/way-out
	sed '/^\[evidence\]/,$d' case.ini >theirs/case.ini
	sum=$(sha256sum private/key | cut -d ' ' -f 1)
	for path in "$work/private/key" "$work/theirs/way-out/key" "$work/theirs/../private/key"; do
		for files in "" "usage_log = $(echo "$sum" | tr 0-9a-f 1-9a-f0) 6 text"; do
			{ cat theirs/case.ini; printf '[evidence]\nusage_log = %s\n[files]\n%s\n' "$path" "$files"; } >theirs/bad.ini
			refused 1 "$tuikuan" packet theirs/bad.ini --output theirs.zip --language en
			says err "its file is not taken"
			rm -rf taken && mkdir taken && (cd taken && unzip -q ../theirs.zip)
			if grep -rqF secret taken; then fail "$path came into a packet"; else ok; fi
		done
	done
	# What was attached, here, by its hash, may lie anywhere.
	{ cat theirs/case.ini; printf '[evidence]\nusage_log = %s\n[files]\nusage_log = %s 6 text\n' "$work/private/key" "$sum"; } >theirs/good.ini
	refused 1 "$tuikuan" packet theirs/good.ini --output theirs.zip --language en
	rm -rf taken && mkdir taken && (cd taken && unzip -q ../theirs.zip)
	same taken/evidence/01-usage_log private/key
fi

# ---- the calendar

made "$tuikuan" calendar ./case.ini --language en --output case.ics
for words in "BEGIN:VCALENDAR" "UID:TK-20261123-0001-deadline-1@tuikuan" "DTSTART:20261123T070000Z" \
	"DTSTART;VALUE=DATE:20261124" "DTEND;VALUE=DATE:20261127" "UID:TK-20261123-0001-remedy-until-"; do
	says case.ics "$words"
done
for word in $personal; do says_not case.ics "$word"; done
made "$tuikuan" calendar ./case.ini --language en --output again.ics
same case.ics again.ics
made "$tuikuan" calendar ./case.ini --language zh_CN --output zh.ics
says zh.ics 初审
refused 2 "$tuikuan" calendar

# ---- the second program when things go wrong

refused 1 env TK_NONE= "$top_builddir/src/tuikuan-paper" pdf <case.ini
refused 1 "$top_builddir/src/tuikuan-paper" zip <case.ini
refused 2 "$top_builddir/src/tuikuan-paper" nothing </dev/null
(ulimit -v 30000; "$tuikuan" summary ./case.ini --at $at --format pdf --output small.pdf >out 2>err)
if [ $? -eq 1 ] && [ -s err ] && ! [ -e small.pdf ]; then ok; else fail "little memory: $(cat err)"; fi

closing
