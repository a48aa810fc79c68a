#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tuikuan batch from outside: the two formats, columns in and out, bad rows of every kind, and that neither
# the number of threads nor the way the input comes in changes a byte.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8
cd "$out" || exit 1

# Facts of their own, that the tests stay as they are whatever packs come.
cat >pack.ini <<'END'
[policy]
id = pack
provider = p
title = T
revision = 1
authority = secondary
calendar = cn
[fact.days]
type = duration
unit = d
step = timing
label = L
question = Q
help = H
[rule.late]
when = days > 30 d
refuse = yes
text = T
source = x
[rule.fee]
when = deployed
label = L
deduct = paid * 20 %
text = T
source = x
[rule.risk]
when = promotion
warn = yes
text = T
source = x
[rule.desk]
when = not deployed
channel = desk
text = T
source = x
[rule.form]
when = not deployed
require = form
text = T
source = x
[rule.log]
when = not deployed
require = log
text = T
source = x
[channel.desk]
title = T
[document.form]
title = T
where = W
source = x
[document.log]
title = T
where = W
source = x
[source.x]
title = T
url = https://example.org/
END
names=order_id,verdict,refund,least,most,channel,missing,refusals,error

# batch ARGUMENT...: standard input is the table "$in".
batch()
{
	"$tuikuan" batch --policy ./pack.ini --at 2026-11-23T15:00 "$@" <"$in"
}

# row NUMBER TEXT: the row of the last standard output, counted after the header.
row()
{
	if [ "$(sed -n "$(($1 + 1))p" stdout)" = "$2" ]; then
		ok
	else
		fail "$tried: row $1 is $(sed -n "$(($1 + 1))p" stdout), not $2"
	fi
}

run()
{
	wanted=$1
	tried="tuikuan batch $*"
	shift
	batch "$@" >stdout 2>stderr
	status=$?
	if [ "$status" -eq "$wanted" ]; then ok; else fail "$tried: status $status"; sed 's/^/	/' stderr; fi
}

# ---- columns, verdicts, carried cells

in=plain.csv
printf '%s\n' 'paid,_note,order_id,deployed,days,evidence.form,promotion' \
	'100.01,a,A1,yes,1,,no' '100.01,b,A2,no,1.5,yes,yes' '5,c,A3,no,30.1,,' '5,"d,""e""",A4,?,3 d,no,1' \
	',,A5,1,2,,' >$in
run 0
silent stderr
same_head="$names,_note"
row 0 "$same_head"
row 1 'A1,partial,80.01,80.01,80.01,,,,,a'
row 2 'A2,full,100.01,100.01,100.01,desk,log,,,b'
row 3 'A3,refused,0.00,0.00,0.00,desk,,late,,c'
row 4 'A4,undetermined,,4.00,5.00,,,,,"d,""e"""'
row 5 'A5,partial,,0.00,,,,,,'
cp stdout expected
run 0 --columns verdict,warnings,required,held,fired,open
row 2 'full,risk,form;log,form,risk;desk;form;log,,b'
row 4 'undetermined,risk,,,risk,fee;desk;form;log,"d,""e"""'
run 0 --columns deductions,base,likely,unanswered
row 1 'fee=20.00,100.01,partial:80.01,,a'
row 4 ',5.00,undetermined:4.00-5.00,deployed,"d,""e"""'

# ---- the same as evaluate says

for fact in yes no '?'; do
	"$tuikuan" evaluate --policy ./pack.ini --fact paid=77.77 --fact days=2 --fact "deployed=$fact" --json |
		sed -n 's/^  "verdict": "\(.*\)",/\1/p; s/^    "least": "\(.*\)",/\1/p' | head -n 2 | paste -sd, >alone
	in=one.csv
	printf 'paid,days,deployed\n77.77,2,%s\n' "$fact" >$in
	run 0 --columns verdict,least
	row 1 "$(cat alone)"
done

# ---- CRLF, a mark at the beginning, line breaks in fields, no end of the last line

in=dos.csv
{ printf '\357\273\277'; sed 's/$/\r/' plain.csv; } >$in
run 0
if cmp -s stdout expected; then ok; else fail "CRLF and a mark change the output"; fi
in=breaks.csv
printf 'order_id,paid,deployed,days,_n\nB1,8,0,0,"two\nlines"\n"B,2",8,no,0,x' >$in
run 0
row 1 'B1,full,8.00,8.00,8.00,desk,form;log,,,"two'
row 3 '"B,2",full,8.00,8.00,8.00,desk,form;log,,,x'
in=chinese.csv
printf 'order_id,paid,deployed,days,_备注\n订单一,8,0,0,买错了\n' >$in
run 0
row 0 "$names,_备注"
row 1 '订单一,full,8.00,8.00,8.00,desk,form;log,,,买错了'

# ---- what a spreadsheet would run

in=formulas.csv
printf 'order_id,paid,deployed,days,_a,_b\n=1+1,8,no,1,@SUM(A1),-5.00\n"=HYPERLINK(""x"")",8,no,1,"+1,2",+\n' >$in
printf -- '-A1,8,no,1,\t=1,＝1\n"-1",8,no,1,"\n=1",a=1\n=2,8oo,no,1,x,-1.2.3\n' >>$in
run 1
row 1 "'=1+1,full,8.00,8.00,8.00,desk,form;log,,,'@SUM(A1),-5.00"
row 2 "\"'=HYPERLINK(\"\"x\"\")\",full,8.00,8.00,8.00,desk,form;log,,,\"'+1,2\",+"
row 3 "'-A1,full,8.00,8.00,8.00,desk,form;log,,,'$(printf '\t')=1,'＝1"
row 4 "\"-1\",full,8.00,8.00,8.00,desk,form;log,,,\"'"
row 6 "'=2,,,,,,,,\"paid: not an amount of money: \"\"8oo\"\", expected digits with at most two decimals, as 800.00\",x,'-1.2.3"
run 1 --raw
row 1 '=1+1,full,8.00,8.00,8.00,desk,form;log,,,@SUM(A1),-5.00'
row 2 '"=HYPERLINK(""x"")",full,8.00,8.00,8.00,desk,form;log,,,"+1,2",+'
in=formulas.json
printf '{"order_id":"=1","paid":8,"deployed":false,"days":1,"_a":"=1"}\n' >$in
run 0 --json-lines --columns order_id
row 0 '{"order_id":"=1","_a":"=1"}'

# ---- no header, JSON, a row at a time

in=lines
sed 1d plain.csv >$in
run 0 --no-header --columns-in "$(head -n 1 plain.csv)"
sed 1d expected >lines-expected
if cmp -s stdout lines-expected; then ok; else fail "without a header the rows are others"; fi
in=lines.json
printf '%s\n' '{"order_id":"J\"1","paid":100.01,"deployed":true,"days":1,"_n":{"k":[1,"x"]}}' \
	'{ "paid" : "5" , "deployed" : null, "days":2}' '{}' '{"deployed":"\u0079es","days":31}' >$in
run 0 --json-lines
row 0 '{"order_id":"J\"1","verdict":"partial","refund":"80.01","least":"80.01","most":"80.01","channel":null,"missing":[],"refusals":[],"error":null,"_n":{"k":[1,"x"]}}'
row 1 '{"order_id":null,"verdict":"undetermined","refund":null,"least":"4.00","most":"5.00","channel":null,"missing":[],"refusals":[],"error":null}'
row 3 '{"order_id":null,"verdict":"refused","refund":"0.00","least":"0.00","most":"0.00","channel":null,"missing":[],"refusals":["late"],"error":null}'
in=bad.json
printf '%s\n' '{"padi":1}' '[]' '{"paid":1' '{"paid":[1]}' '{"paid":1,"paid":2}' '{"paid":1}x' '{"paid":1,}' \
	'{"paid":1e2}' '{"order_id":"\ud800"}' '{"deployed":false,"paid":8,"days":1}' >$in
run 1 --json-lines --columns verdict,error
row 0 '{"verdict":null,"error":"unknown column: \"padi\", expected the name of a fact, or one that begins with _; did you mean \"paid\"?"}'
row 9 '{"verdict":"full","error":null}'
if [ "$(grep -c '"verdict":null' stdout)" -eq 9 ]; then ok; else fail "bad JSON was judged"; fi

# What is no JSON, each on a line of its own: brackets, strings, literals, commas.
in=broken.json
cat >$in <<'END'
{"paid":"a\"}
{"paid":"a	b"}
{"paid":[1,{"a":[]}}
{"paid":1]}
{"_n":{"a":"
{"_n":[}
{"_n":[
{"_n":]}
{"_n":["a
{paid:1}
{"paid"1}
{"paid"
{"paid"}
{"paid":}
{"paid":
{"paid":1 "days":2}
{"paid":1,,"days":2}
{,"paid":1}
{"paid":1,
{"paid":True}
{"paid":tru}
{"paid":nullx}
{"paid":1}}
{"paid":1} {
{"paid":1
{
x
END
printf '{"_n":%65s%65s}\n' | sed 's/ \{65\}}/]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]/; s/ /[/g; s/$/}/' >>$in
run 1 --json-lines --columns verdict,error
broken='{"verdict":null,"error":"not understood as JSON, expected an object of plain values on a line"}'
if [ "$(grep -cxF "$broken" stdout)" -eq 28 ] && [ "$(wc -l <stdout)" -eq 28 ]; then
	ok
else
	fail "broken JSON was taken: $(grep -vxF "$broken" stdout | head -n 3)"
fi
# Wrong escapes: too short, no digit, half a pair, a pair that is none, NUL, a letter that means nothing.
in=escapes.json
printf '{"paid":"%s"}\n' '\u12' '\u12g4' '\ud83d' '\ud83dxxxxxx' '\ud83d\nxxxxxx' '\ud83d\u0041' '\ud83d\ue000' \
	'\ud83d\u00zz' '\ude00' '\u0000' '\x' >$in
run 1 --json-lines --columns verdict,error
broken='{"verdict":null,"error":"paid: not understood as JSON, expected an object of plain values on a line"}'
if [ "$(grep -cxF "$broken" stdout)" -eq 11 ]; then ok; else fail "wrong escapes were taken: $(head -n 3 stdout)"; fi
# Right ones, of one byte to four, in upper case too; nested values as deep as there may be, brackets in strings.
{
	printf '%s\n' '{"paid":"\u0041\u00e9\u738b\u738B\ud83d\ude00\/"}'
	printf '%s\t \n' '{"_n":[1,{"a":["]\"}",2]}] ,"paid":8,"days":1,"deployed":false}'
	printf '{"_n":%064d%064d,"paid":8,"days":1,"deployed":false}\n' 0 1 | sed 's/0\{63\}1/]/; s/0/[/g; s/]/&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&&/'
} >good.json
in=good.json
run 1 --json-lines --columns verdict,error
row 0 '{"verdict":null,"error":"paid: not an amount of money: \"Aé王王😀/\", expected digits with at most two decimals, as 800.00"}'
row 1 '{"verdict":"full","error":null,"_n":[1,{"a":["]\"}",2]}]}'
if [ "$(sed -n '3s/.*\("verdict":"full","error":null\).*/\1/p' stdout)" = '"verdict":"full","error":null' ]; then
	ok
else
	fail "64 brackets are too many: $(sed -n 3p stdout)"
fi

# A partner that waits for each answer before it asks again.
mkfifo asked answered
"$tuikuan" batch --policy ./pack.ini --unbuffered --no-header --columns-in paid,deployed,days --columns refund \
	<asked >answered &
exec 3>asked 4<answered
for paid in 1 2 3; do
	echo "$paid,no,0" >&3
	read -r refund <&4
	if [ "$refund" = "$paid.00" ]; then ok; else fail "unbuffered: $refund for $paid"; fi
done
exec 3>&- 4<&-
wait

# ---- bad rows, each kind, on two lines of good ones between

in=bad.csv
{
	echo 'order_id,paid,deployed,days,_n'
	printf '%s\n' 'C1,8oo,no,1,x' 'G,8,no,1,x' 'C2,8,perhaps,1,x' 'C3,8,no,1' 'C4,8,no,1,x,y' 'C5,8,"no,1,x' \
		'G,8,no,1,x' 'C6,8,"no"x,1,x' '' 'C7,99999999999999999999,no,1,x' 'C8,8,no,1 week,x'
	printf 'C9,8,no,1,\377\n' # not UTF-8
	printf 'C10,8,no,1,\033[31m\n'
	printf 'G,8,no,1,x'
} >$in
run 1
for line in 2 4 5 6 7 9 10 11 12 13 14; do
	complains "standard input:$line: "
done
complains 'standard input: 11 rows are bad and were passed over'
if [ "$(grep -c '^G,full,8.00,8.00,8.00,desk,form;log,,,x$' stdout)" -eq 3 ]; then
	ok
else
	fail "good rows among bad ones were not judged"
fi
row 1 'C1,,,,,,,,"paid: not an amount of money: ""8oo"", expected digits with at most two decimals, as 800.00",x'
if [ "$(wc -l <stdout)" -eq 15 ]; then ok; else fail "not one row out for each row in: $(wc -l <stdout)"; fi
if LC_ALL=C grep -q "$(printf '[\033\377]')" stdout stderr; then fail "control characters came through"; else ok; fi

# ---- threads, and how the input comes in

awk 'BEGIN { print "order_id,paid,deployed,days,_n"
	for (i = 1; i <= 30000; i++)
		if (i % 977 == 0) print "bad" i ",x,no,1,n"
		else if (i % 613 == 0) print "B" i "," i ",no,1,\"two\nlines, " i "\""
		else printf "D%d,%d.%02d,%d,%d,n%d\n", i, i * 7 % 5000, i % 100, i % 3 == 0, i % 40, i }' >many.csv
in=many.csv
run 1 --threads 1
cp stdout many-expected
cp stderr many-stderr
if [ "$(wc -l <stdout)" -eq $((30001 + 48)) ]; then ok; else fail "rows are missing: $(wc -l <stdout)"; fi
for threads in 2 7; do
	run 1 --threads $threads
	if cmp -s stdout many-expected && cmp -s stderr many-stderr; then ok; else fail "$tried: another output"; fi
done
dd if=many.csv bs=997 2>/dev/null | batch --threads 3 >stdout 2>stderr
if cmp -s stdout many-expected && cmp -s stderr many-stderr; then ok; else fail "a pipe: another output"; fi
if [ "$(batch --threads 2 many.csv 2>&1 </dev/null >stdout | grep -c 'many.csv:')" -eq 31 ]; then
	ok
else
	fail "a file by its name: errors are not told so"
fi

# A record that never ends, and a quote that never closes, cost themselves alone.
{
	echo 'order_id,paid,deployed,days,_n'
	printf 'L,8,no,1,'
	awk 'BEGIN { for (i = 0; i < 40000; i++) printf "%s", "0123456789012345678901234567890123456789" }'
	printf '\nG,8,no,1,x\nQ,8,no,1,"x\n'
	awk 'BEGIN { for (i = 0; i < 60000; i++) print "G" i ",8,no,1,x" }'
} >long.csv
in=long.csv
run 1 --threads 2
if [ "$(grep -c '^G.*,full,8.00' stdout)" -eq 60001 ] && [ "$(wc -l <stdout)" -eq 60004 ]; then
	ok
else
	fail "a long record or an open quote cost more than itself: $(grep -c '^G.*,full' stdout)"
fi

# ---- wrong uses, wrong headers

in=plain.csv
gives 2 "$tuikuan" batch
complains "--policy"
gives 2 "$tuikuan" batch --policy ./pack.ini --threads 0
gives 2 "$tuikuan" batch --policy ./pack.ini --no-header
gives 2 "$tuikuan" batch --policy ./pack.ini --json-lines --no-header --columns-in paid
gives 2 "$tuikuan" batch --policy ./pack.ini one two
gives 2 "$tuikuan" batch --policy ./pack.ini --columns verdcit
complains 'did you mean "verdict"?'
gives 1 "$tuikuan" batch --policy no-such-pack
gives 1 "$tuikuan" batch --policy ./pack.ini no-such-file.csv
in=header.csv
printf 'paid,padi,paid,order_id,zzz\n' >$in
run 1
silent stdout
complains 'standard input:1: unknown column: "padi", expected the name of a fact, or one that begins with _; did you mean "paid"?'
complains 'unknown column: "zzz"'
complains 'a column that was given before: "paid"'
: >empty.csv
in=empty.csv
run 1
complains 'there is no header'
in=plain.csv
if [ -c /dev/full ]; then
	batch >/dev/full 2>stderr
	status=$?
	if [ $status -eq 1 ]; then ok; else fail "a full device: status $status"; fi
	complains 'standard output: cannot be written'
fi
closing
