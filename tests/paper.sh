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
# Line by line the texts are written all the same, and it is told why there is no PDF.
mkdir nofont
cp case.ini nofont/
printf 'papers\nquit\n' | FONTCONFIG_FILE=$work/nofonts.conf "$tuikuan" --plain nofont/case.ini --language en >out 2>err
says out "No PDF: "
says out fonts-wqy-microhei
says out -summary.txt
says_not out .pdf
printf 'papers\nquit\n' | "$tuikuan" --plain nofont/case.ini --language en >out 2>err
says_not out "No PDF"
says out -summary.pdf

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
# ---- sheets, by hand: what the second program makes of any of them

paper=$top_builddir/src/tuikuan-paper
SHEET='sheet\ten\tTitle\tFoot\t0\t\n'

# set_sheet NAME FORMAT: a paper of the pieces FORMAT, as NAME.pdf and, in the order of its lines, NAME.txt.
set_sheet()
{
	made sh -c 'printf "$3" | "$1" pdf en >"$2.pdf"' sh "$paper" "$1" "$SHEET$2"
	command -v pdftotext >/dev/null || return
	pdftotext -raw "$1.pdf"
	pdftotext -bbox "$1.pdf" "$1.html"
	pages=$(pdfinfo "$1.pdf" | sed -n 's/^Pages: *//p')
}
# edge NAME WORD: where the word begins on its page, in whole points, as "x y".
edge()
{
	sed -n "s/.*xMin=\"\([0-9]*\)[^ ]* yMin=\"\([0-9]*\)[^ ]* .*>$2<.*/\1 \2/p" "$1.html" | head -n 1
}
x_of() { edge "$1" "$2" | cut -d ' ' -f 1; }
y_of() { edge "$1" "$2" | cut -d ' ' -f 2; }
holds()
{
	if test "$@"; then ok; else fail "not so: $*"; fi
}
# lines COUNT FORMAT: the piece so often, with its number.
lines()
{
	number=1
	while [ $number -le "$1" ]; do
		printf "$2\\\\n" $number
		number=$((number + 1))
	done
}
words()
{
	lines "$1" "$2" | sed 's/\\n/ /g'
}

refuses()
{
	printf "$2" >input
	"$paper" "$1" en <input >out 2>err
	got=$?
	if [ $got -eq 1 ] && ! [ -s out ]; then ok; else fail "$1 takes $2: $got"; fi
	says err "what came in is"
}
refuses pdf ''
refuses pdf 'paper\ten\n'
refuses pdf "$SHEET\377\n"
refuses calendar ''
refuses calendar 'day\tu\n'
refuses calendar 'calendar\tX\nweek\tu\n'
refuses zip ''
refuses zip 'packet\t0\n'
refuses zip 'zip\t0\nfolder\ta\n'
refuses zip 'zip\t0\n\000'
refuses zip 'zip\t0\nfile\ta\t-1\nx\n'
refuses zip 'zip\t0\nfile\ta\t9\nx\n'
refuses zip 'zip\t0\nfile\ta\tmany\nx\n'

made "$paper" --version
says out "tuikuan "
for arguments in "" "pdf en more" "--version en"; do
	refused 2 "$paper" $arguments
	says err Usage
done
printf "$SHEET" >sheet
refused 1 sh -c '"$1" pdf <&-' sh "$paper"
says err "Bad file descriptor"
if [ -c /dev/full ]; then
	for work_of in pdf:sheet zip:packet; do
		printf 'zip\t0\n' >packet
		"$paper" "${work_of%%:*}" <"${work_of#*:}" >/dev/full 2>err
		holds $? -eq 1
		says err "No space left on device"
	done
fi

# What the time of a page is, and none where there is no such year.
if command -v pdftotext >/dev/null; then
	printf 'sheet\ten\tTitle\tFoot\t4000000000000000000\t\npicture\tDates\t\ntier\t4000000000000000000\t\tfull\t1.00\nmark\t5\tnow\n' |
		"$paper" pdf >far.pdf
	pdfinfo far.pdf >info
	says_not info ModDate
	pdftotext far.pdf
	says far.txt 08:00:05
	says far.txt 1.00
fi

# A name in a ZIP that leads elsewhere, or that no system would show, ends the reading.
taken_from_zip()
{
	printf "zip\t0\nfile\t$1\t1\nA\nfile\tlast\t0\n\n" | "$paper" zip >names.zip
	"$paper" unzip <names.zip >out 2>err
	if [ "$(head -n 1 out | cut -f 1,2)" = "$(printf "$2")" ]; then ok; else fail "from $1: $(head -n 1 out)"; fi
}
for odd in ./x /x a//b .. a/../b a/. c:d 'a\001b' 'a\177b'; do taken_from_zip "$odd" 'wrong\tname'; done
taken_from_zip 'a\377b' 'wrong\tdamaged'
for good in x .x ... a/.b a/b..; do taken_from_zip "$good" "file\t$good"; done
taken_from_zip folder/ 'file\tlast' # it is no file, and nothing to be taken
printf 'garbage' | "$paper" unzip >out
says out "$(printf 'wrong\tdamaged')"
printf 'zip\t0\nfile\tname\t200\n%0200d\n' 0 | "$paper" zip | head -c 60 | "$paper" unzip >out
says out "$(printf 'wrong\tdamaged\tname')"
large=1048577
{ printf 'zip\t0\nfile\tname\t%d\n' $large; head -c $large /dev/zero; echo; } | "$paper" zip | "$paper" unzip >out
says out "$(printf 'wrong\tlarge\tname')"

# A moment with no more words; one with no end is one moment.
printf 'calendar\tX\nmoment\tu\t0\t86400\tT\t\nday\tv\t0\t1\tnever\tU\tmore\n' | "$paper" calendar >bare.ics
says bare.ics DTSTART:19700102T000000Z
says bare.ics DTEND:19700102T000000Z
says bare.ics "DTEND;VALUE=DATE:19700103"
holds "$(grep -c '^DESCRIPTION:more' bare.ics)" -eq 1
holds "$(grep -c '^DESCRIPTION:' bare.ics)" -eq 3 # that one, and those of two reminders

if command -v pdftotext >/dev/null; then
	# A paragraph that does not fit goes on behind; nothing is lost, and no line of it stands alone.
	set_sheet long "$(lines 300 'block	0	0	n%d')"
	holds "$pages" -eq 5
	long=$pages
	set_sheet halves "columns\t2\n$(lines 300 'block	0	0	n%d')columns\t1\nblock\t0\t0\tafter\n"
	holds "$pages" -lt "$long"
	holds "$(grep -c '^n[0-9]*$' halves.txt)" -eq 300
	holds "$(x_of halves n100)" -gt "$(x_of halves n1)"
	holds "$(x_of halves after)" -eq "$(x_of halves n1)"
	# What comes after the columns stands below the longer one, here the first, which ends the page.
	set_sheet sides "$(lines 50 'block	0	0	b%d')columns\t2\n$(lines 20 'block	0	0	n%d')columns\t1\nblock\t0\t0\tafter\n"
	holds "$(x_of sides n20)" -gt "$(x_of sides n1)"
	holds "$pages" -eq 2
	holds "$(pdftotext -f 2 -l 2 -raw sides.pdf - | grep -cx after)" -eq 1
	# Where columns begin too low for anything both are left empty, without the head of a table that goes on; asked
	# for twice, they are two all the same.
	set_sheet low "row\thead\t0\t10,10\tHEAD\tx\n$(lines 61 'row	plain	0	10,10	r%d	x')columns\t2\nrow\tplain\t0\t10,10\t$(words 9 'longer%d')\tx\n"
	holds "$pages" -eq 2
	holds "$(pdftotext -f 1 -l 1 low.pdf - | grep -c HEAD)" -eq 1
	holds "$(pdftotext -f 2 -l 2 low.pdf - | grep -c HEAD)" -eq 1
	holds "$(x_of low longer1)" -eq "$(x_of low r1)"
	set_sheet twice "columns\t2\n$(lines 30 'block	0	0	n%d')columns\t2\n$(lines 100 'block	0	0	m%d')"
	holds "$pages" -eq 1
	holds "$(x_of twice m1)" -eq "$(x_of twice n1)"
	holds "$(y_of twice m1)" -gt "$(y_of twice n30)"
	holds "$(x_of twice m100)" -gt "$(x_of twice n1)"
	words=$(words 24 'word%d')
	for before in 58 59 60 61 62; do
		set_sheet orphans "$(lines $before 'block	0	0	b%d')block\t0\t0\t$words\n"
		second=$(pdftotext -f 2 -l 2 -raw orphans.pdf - 2>/dev/null | grep -c word)
		holds "$second" -ne 1
	done

	# The head of a table stands over what is left of it on the next page, once; also where the head itself, or a
	# row that is as high as a page, comes there.
	for before in 58 59 60 61 62 63; do
		set_sheet head "$(lines $before 'row	plain	0	10,10	b%d	x')row\thead\t0\t10,10\tHEAD\tx\n$(lines 9 'row	plain	0	10,10	r%d	x')"
		holds "$pages" -eq 2
		holds "$(pdftotext -f 2 -l 2 head.pdf - | grep -c HEAD)" -eq 1
		holds "$(pdftotext -f 1 -l 1 head.pdf - | grep -c HEAD)" -le 1
	done
	set_sheet forgotten "row\thead\t0\t10,10\tHEAD\tx\nheading\tNext\n$(lines 90 'block	0	0	b%d')"
	holds "$(grep -c HEAD forgotten.txt)" -eq 1
	high=$(words 63 w1%02d)
	set_sheet high "row\thead\t0\t60,4\tHEAD\tx\nrow\tplain\t0\t10,60\tsmall\tx\nrow\tplain\t0\t60,4\tx\t$high\n"
	holds "$pages" -eq 2
	holds "$(grep -c HEAD high.txt)" -eq 1
	says high.txt w163
	set_sheet higher "row\thead\t0\t60,4\tx\t$high$high\nrow\tplain\t0\t10,60\tsmall\tx\n"
	holds "$pages" -eq 2
	says higher.txt small

	# Rows: as many cells as there are widths, at most four; none without a width.
	set_sheet rows 'row\tplain\t0\t10,10,10,10,10\tca\tcb\tcc\tcd\tce\nrow\tplain\t0\t\tnone\nrow\tbox\t0\t-9,9999\tba\tbb\nrow\tbox\t0\t9,9\tbc\tbd\n'
	says rows.txt cd
	says_not rows.txt ce
	holds "$(x_of rows ca)" -lt "$(x_of rows cb)"
	holds "$(y_of rows ba)" -lt "$(y_of rows bc)"

	# Columns that are none, or too many, are as few or as many as there can be.
	set_sheet indents 'block\t-5\t0\tleft\nblock\t0\t0\tplain\nblock\t40\t0\tforty\nblock\t9999\t0\tfar\nblock\tx\t0\tword\npair\t-1\t-1\tpa\tpb\npair\t99\t99\tpc\tpd\n'
	holds "$(x_of indents left)" -eq "$(x_of indents plain)"
	holds "$(x_of indents word)" -eq "$(x_of indents plain)"
	holds "$(x_of indents far)" -eq "$(x_of indents forty)"
	# What begins with a mark hangs under it; a number of four digits is no mark.
	set_sheet marks 'block\t0\t4\t- dash\nblock\t0\t4\t> angle\nblock\t0\t4\t12. twelve\nblock\t0\t4\t1234. none\nblock\t0\t4\tbare\nblock\t4\t4\t- level\n'
	holds "$(x_of marks dash)" -gt "$(x_of marks bare)"
	holds "$(x_of marks angle)" -eq "$(x_of marks dash)"
	holds "$(x_of marks twelve)" -eq "$(x_of marks dash)"
	holds "$(x_of marks 1234.)" -eq "$(x_of marks bare)"
	says marks.txt "· dash"
	# The mark of a caution is left out, as the bar says it.
	set_sheet cautions 'caution\t! one\ncaution\t！two\ncaution\tthree\ncaution\t\ntotal\tsum\nequation\t1 + 1 = 2\tlabel\n'
	says_not cautions.txt '!'
	says_not cautions.txt '！'
	for word in one two three sum label; do says cautions.txt $word; done

	# What goes on behind the end of a page: a caution has no bar then, which would stand beside what is not its own;
	# an equation has its label all the same.
	set_sheet overhang "$(lines 60 'block	0	0	b%d')caution\t$(words 60 'red%02d')\nequation\t$(words 200 'e%03d')\tlabel\n"
	holds "$pages" -eq 2
	for word in red01 red60 e001 e200 label; do says overhang.txt $word; done
	ending=$(sed -n 's/.*yMax="\([0-9]*\).*>red60<.*/\1/p' overhang.html)
	pdftoppm -gray -r 72 -f 2 -l 2 -x 51 -y $((ending + 2)) -W 3 -H 400 -singlefile overhang.pdf bar
	holds "$(tail -c 1200 bar.pgm | tr -d '\377' | wc -c)" -eq 0
	set_sheet below "$(lines 60 'block	0	0	b%d')equation\t$(words 80 'e%03d')\tlabel\n"
	holds "$pages" -eq 2
	says below.txt label

	# A pair beside a pair, as long as both fit; then below.
	set_sheet beside "half\t10\tka\tva\nhalf\t10\tkb\tvb\nhalf\t10\tkc\tvc\nblock\t0\t0\tbetween\nhalf\t10\tkd\tvd\n"
	holds "$(y_of beside ka)" -eq "$(y_of beside kb)"
	holds "$(x_of beside kb)" -gt "$(x_of beside ka)"
	holds "$(y_of beside kc)" -gt "$(y_of beside kb)"
	holds "$(x_of beside kd)" -eq "$(x_of beside ka)"
	set_sheet across "$(lines 60 'block	0	0	b%d')half\t10\tka\tva\nhalf\t10\tkb\t$words\n"
	holds "$pages" -eq 2
	holds "$(x_of across kb)" -eq "$(x_of across ka)"

	# Titles stand in the middle, and large, at the beginning and behind a caution; what follows them is smaller.
	set_sheet titles 'centre\tFirst\ncentre\tsecond\ncaution\tx\ncentre\tThird\nblank\nblank\ncentre\tFourth\nright\tra\nright\trb\nblock\t0\t0\tlast\n'
	holds "$(x_of titles second)" -gt "$(x_of titles last)"
	holds "$(x_of titles ra)" -gt "$(x_of titles second)"
	size() { sed -n "s/.*yMin=\"\([0-9]*\)[^ ]* .*yMax=\"\([0-9]*\).*>$1<.*/\2 - \1/p" titles.html; }
	for title in First Third Fourth; do holds $(($(size $title))) -gt $(($(size second))); done
	latin=$(($(size second)))
	# In Chinese all but the titles is a little larger.
	SHEET='sheet\tzh_CN\tTitle\tFoot\t0\t\n'
	set_sheet titles 'centre\tFirst\ncentre\tsecond\nright\thand\nblock\t0\t0\t退款\n'
	holds $(($(size First))) -gt $(($(size second)))
	holds $(($(size second))) -gt $latin
	holds $(($(size hand))) -eq $(($(size second)))
	says titles.txt "第 1 页，共 1 页"
	SHEET='sheet\ten\tTitle\tFoot\t0\t\n'
	# Who signs: all on one page; side by side, or one under the other in a column.
	set_sheet signs 'sign\nsign\tsa\tsb____\ncolumns\t2\nsign\tsc\tsd\n'
	holds "$(y_of signs sa)" -eq "$(y_of signs sb)"
	holds "$(y_of signs sc)" -lt "$(y_of signs sd)"
	says_not signs.txt _
	set_sheet hands "$(lines 57 'block	0	0	b%d')$(lines 3 'right	h%d')"
	holds "$pages" -eq 2
	for hand in h1 h2 h3; do holds "$(pdftotext -f 2 -l 2 hands.pdf - | grep -c $hand)" -eq 1; done
	set_sheet many "$(lines 20 'right	h%d')"
	holds "$(grep -c '^h' many.txt)" -eq 20

	# Gaps of a letter are tinted to their end, or to that of the line; the text stays.
	set_sheet gaps 'line\t0\t\t[ga] mid 【gb】 end\nline\t0\t1.\t【gc】 [gd]\nline\t0\t\topen [ge\nline\t0\t\t【gf\nfixed\tmono\nunknown\tnothing\n'
	for word in '[ga]' '【gb】' '【gc】' '[gd]' '[ge' '【gf' mono; do says gaps.txt "$word"; done
	says_not gaps.txt nothing

	# A verdict of no known name, with and without shares and sums in words.
	for name in full partial refused undetermined other; do
		set_sheet verdict "verdict\t$name\tWORDS\t640.00\tcapital\tnote\nshare\tcash\t600.00\nshare\tcoupon\t40.00\nverdict\t$name\tMORE\t1.00\t\tnote\n"
		for word in WORDS capital cash 600.00 coupon MORE; do says verdict.txt $word; done
		holds "$(x_of verdict cash)" -gt "$(x_of verdict WORDS)"
	done

	# Dates on a line: in their order, each once, inside the edges; without any there is no picture.
	set_sheet dates 'picture\tDates\tnote\ntier\t86400\t172800\tfull\t800.00\ntier\t172800\t\tpartial\tonly_a_part_of_it_comes_back\nmark\t86400\tonce_upon_a_time_it_was_bought\nmark\t172801\tnow\nstage\t86400\t172800\tfirst\tx\nstage\t172801\t259200\tlast_of_all_the_stages_that_there_are_and_will_be\tx\nmark\t-5\tearly\nblock\t0\t0\tbelow\n'
	holds "$(x_of dates 1970-01-02)" -lt "$(x_of dates 1970-01-03)"
	holds "$(grep -c 1970-01-02 dates.txt)" -eq 1
	says dates.txt 08:00:01
	holds "$(x_of dates once_upon_a_time_it_was_bought)" -ge 51
	holds "$(x_of dates last_of_all_the_stages_that_there_are_and_will_be)" -lt "$(x_of dates 1970-01-04)"
	holds "$(y_of dates below)" -gt "$(y_of dates last_of_all_the_stages_that_there_are_and_will_be)"
	# What an amount says stays inside its stretch, on two lines where it must.
	set_sheet narrow "picture\tDates\tnote\n$(for day in 1 2 3 4 5 6 7 8; do printf 'tier\\t%d\\t%d\\tfull\\t%s\\n' $((day * 86400)) $((day * 86400 + 86400)) "uppermost$day lowermost$day"; done)"
	holds "$(y_of narrow lowermost1)" -gt "$(y_of narrow uppermost1)"
	holds "$(x_of narrow lowermost8)" -gt "$(x_of narrow uppermost7)"
	holds "$(y_of narrow uppermost1)" -eq "$(y_of narrow uppermost8)"
	set_sheet one 'picture\tDates\tnote\nmark\t86400\tend_of_time_and_of_the_line\n'
	says one.txt 1970-01-02
	set_sheet none 'picture\tDates\tnote\nmark\tnever\tgone\nblock\t0\t0\tbelow\n'
	says_not none.txt gone
	says none.txt below
	set_sheet crowd "picture\tDates\tnote\n$(seq 40 | while read -r day; do printf 'mark\\t%d\\tm%d\\n' $((day * 86400)) "$day"; done)"
	says crowd.txt 1970-01-25
	says_not crowd.txt 1970-01-26
	# The head of a page tells what the paper is, but on the first; whether it is redacted on each.
	SHEET='sheet\ten\tTitle\tFoot\t0\tREDACTED\n'
	set_sheet redacted "$(lines 90 'block	0	0	b%d')"
	holds "$(grep -c REDACTED redacted.txt)" -eq 2
	holds "$(grep -c Title redacted.txt)" -eq 1
fi

# In English, and without a font for Chinese: what has no Chinese in it is set, and only that.
printf 'sheet\ten\tT\tF\t0\t\nblock\t0\t0\t退款\n' >chinese
fonts=$(fc-match -f '%{file}' 'DejaVu Sans' 2>/dev/null)
case $fonts in
*/DejaVuSans.ttf)
	printf '<fontconfig><dir>%s</dir></fontconfig>' "${fonts%/*}" >latin.conf
	printf 'sheet\ten\tT\tF\t0\t\nblock\t0\t0\tplain\n' >latin
	made env FONTCONFIG_FILE="$work/latin.conf" "$paper" pdf en <latin
	refused 1 env FONTCONFIG_FILE="$work/latin.conf" "$paper" pdf en <chinese
	says err fonts-wqy-microhei
	;;
esac
# Chinese fonts that are not known to come out whole are taken where there is no other, the first by name.
fonts=$(fc-match -f '%{file}' 'WenQuanYi Micro Hei' 2>/dev/null)
case $fonts in
*/wqy-microhei.ttc)
	{
		printf '<fontconfig><dir>%s</dir><cachedir>%s/cache</cachedir>' "${fonts%/*}" "$work"
		for pair in 'WenQuanYi Micro Hei:Some Hei' 'WenQuanYi Micro Hei Mono:Other Hei'; do
			printf '<match target="scan"><test name="family" qual="first"><string>%s</string></test>' "${pair%%:*}"
			printf '<edit name="family" mode="assign_replace"><string>%s</string></edit></match>' "${pair#*:}"
		done
		printf '</fontconfig>'
	} >renamed.conf
	FONTCONFIG_FILE=$work/renamed.conf "$paper" pdf zh_CN <chinese >renamed.pdf 2>err
	holds $? -eq 0
	holds "$(wc -c <err)" -eq 0
	if command -v pdffonts >/dev/null; then
		pdffonts renamed.pdf >out
		says out MicroHeiMono
	fi
	;;
esac

# More than there is memory for.
(ulimit -v 200000; head -c 140000000 /dev/zero | "$paper" zip >out 2>err)
if [ $? -eq 1 ] && [ ! -s out ]; then ok; else fail "more than memory ends with $?"; fi
says err "not enough memory"

(ulimit -v 30000; "$tuikuan" summary ./case.ini --at $at --format pdf --output small.pdf >out 2>err)
if [ $? -eq 1 ] && [ -s err ] && ! [ -e small.pdf ]; then ok; else fail "little memory: $(cat err)"; fi

closing
