#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tuikuan cases from outside: listed, searched, followed up, put away, deleted, handed on.
. "${top_srcdir:?}/tests/shell.sh"

export LC_ALL=C.UTF-8 LANGUAGE=en
now=2026-11-25T12:00:00+08:00
folder=$XDG_DATA_HOME/tuikuan/cases

gives 0 "$tuikuan" cases
says 'There are no cases on file.'
if [ -e "$folder" ]; then fail "listing made $folder"; else ok; fi

TUIKUAN_POLICY_PATH=$top_srcdir/data/policies "$top_builddir/tests/make-cases" "$folder" 120 "$now" || fail "make-cases"
gives 0 "$tuikuan" cases --at $now
if [ "$(wc -l <"$out/stdout")" -eq 121 ]; then ok; else fail "not all 120 cases are listed"; fi
# What is listed is what grep finds, of whatever is looked for.
for text in 00050 申请人 hangzhou '测试公司（第000' 浙江 Ltd 13800000007; do
	gives 0 "$tuikuan" cases --at $now --json --search "$text"
	listed=$(grep -c '"id"' "$out/stdout")
	found=$(grep -li -- "$text" "$folder"/*.ini | wc -l)
	if [ "$listed" -eq "$found" ]; then ok; else fail "--search $text: $listed cases; grep finds $found"; fi
done
gives 0 "$tuikuan" cases --search '１３８００００００07 applicant' --at $now
gives 0 "$tuikuan" cases --search 'nowhere to be found' --at $now
says 'No case on file is like that.'
gives 0 "$tuikuan" cases --language zh_CN --at $now
says 申请人

# Each date that is due stands in the record of its case.
gives 0 "$tuikuan" cases --due --json --at $now
if grep -q '"kind": "deadline"' "$out/stdout" && grep -q '"kind": "stage"' "$out/stdout" &&
	grep -q '"kind": "remedy-' "$out/stdout"; then ok; else fail "--due lacks a kind of date"; fi
sed -n 's/.*"at": "\(.*\)T.*/\1/p; s/.*"id": "\(.*\)".*/\1/p' "$out/stdout" | paste - - >"$out/dates"
while read -r day id; do
	if sed -n '/^\[decision\]/,$p' "$folder/$id.ini" | grep -q "$day"; then ok; else fail "$id has no date $day"; fi
done <"$out/dates"
gives 0 "$tuikuan" cases --due=0 --json --at $now
gives 0 "$tuikuan" cases --due --at $now
gives 0 "$tuikuan" cases --outcomes --at $now
says 'just that came'
gives 0 "$tuikuan" cases --outcomes --json --at $now
# Each key stands in both manuals.
for options in "" --due --outcomes; do "$tuikuan" cases $options --json --at $now; done |
	sed -n 's/^ *"\([a-z_]*\)":.*/\1/p' | sort -u >"$out/keys"
if [ "$(wc -l <"$out/keys")" -gt 25 ]; then ok; else fail "no keys: $(cat "$out/keys")"; fi
for page in man/tuikuan.1 man/zh_CN/tuikuan.1; do
	sed -n '/^\.B cases .*json/,/^\.SH/p' "$top_srcdir/$page" | sed 's/\\-/-/g' >"$out/page"
	while read -r key; do
		if grep -qw -- "$key" "$out/page"; then ok; else fail "$page does not name $key"; fi
	done <"$out/keys"
	for kind in deadline stage remedy-opens remedy-ends; do
		if grep -q -- "$kind" "$out/page"; then ok; else fail "$page does not name $kind"; fi
	done
done
gives 2 "$tuikuan" cases --due=soon
complains 'is no number of days'
gives 2 "$tuikuan" cases --due --outcomes
gives 2 "$tuikuan" cases something
complains 'to search, say --search'

# The archive.
id=TK-20261125-0001
gives 0 "$tuikuan" cases --archive $id --at $now
gives 0 "$tuikuan" cases --json --at $now
if grep -q "\"$id\"" "$out/stdout"; then fail "$id is archived and listed"; else ok; fi
gives 0 "$tuikuan" cases --json --all --at $now
says "\"$id\""
gives 0 "$tuikuan" cases --unarchive $id --at $now
gives 0 "$tuikuan" cases --json --at $now
says "\"$id\""
gives 1 "$tuikuan" cases --archive TK-19990101-0001
complains 'there is no such case'
gives 1 "$tuikuan" cases --archive ../x

# What is only noted of a case takes its draft nothing away, and the draft does not take it out of the archive.
for other in 0002 0003; do
	other=TK-20261125-$other
	[ $other = TK-20261125-0003 ] && sed -i 's/^format = 1/&\nsaves = 3/' "$folder/$other.ini"
	printf 'go 1\n\n\n\n555\ngo 2\n' | "$tuikuan" --plain $other >"$out/draft" 2>&1
	gives 0 "$tuikuan" letter $other
	gives 0 "$tuikuan" cases --archive $other
	gives 0 "$tuikuan" --plain $other
	complains "a draft of case $other"
	if command -v script >/dev/null; then
		(sleep 1; printf 'y\n'; sleep 1; printf 'save\n'; sleep 1; printf 'quit\n') |
			TERM=dumb script -qec "$tuikuan --plain $other" "$out/typescript" >"$out/resumed" 2>&1
		if grep -q '^archived' "$folder/$other.ini"; then ok; else fail "$other came out of the archive: $(head -n 5 "$out/resumed")"; fi
		if [ -e "$folder/$other.draft" ]; then fail "the draft of $other was not resumed"; else ok; fi
	fi
	rm -f "$folder/$other".draft*
	gives 0 "$tuikuan" cases --unarchive $other
done

# Out and in: byte by byte the same, and never over what is there.
gives 0 "$tuikuan" cases --export "$out/all.jsonl" --at $now
if [ "$(wc -l <"$out/all.jsonl")" -eq 120 ]; then ok; else fail "not 120 lines were exported"; fi
cp -r "$folder" "$out/before"
gives 0 env XDG_DATA_HOME="$out/elsewhere" "$tuikuan" cases --import "$out/all.jsonl"
says '120 cases were brought in; 0 were here already.'
for file in "$folder"/*.ini; do
	if cmp -s "$file" "$out/elsewhere/tuikuan/cases/${file##*/}"; then ok; else fail "${file##*/} came in changed"; fi
done
gives 0 env XDG_DATA_HOME="$out/elsewhere" "$tuikuan" cases --import "$out/all.jsonl"
says '0 cases were brought in; 120 were here already.'
echo "status = draft" >>"$out/elsewhere/tuikuan/cases/$id.ini"
gives 1 env XDG_DATA_HOME="$out/elsewhere" "$tuikuan" cases --import "$out/all.jsonl"
complains "another case $id is on file here"
printf '%s\n' '{' '{"id":"../evil","file":"[case]\nformat = 1\n"}' '{"id":"a"}' '{"id":"a","file":"x"}' '[]' >"$out/bad.jsonl"
gives 1 "$tuikuan" cases --import "$out/bad.jsonl"
if [ "$(wc -l <"$out/stderr")" -eq 5 ]; then ok; else fail "not each bad line is told of"; fi
complains 'bad.jsonl:2:'

# The same as a ZIP, which brings along what records were made with: a record holds where nothing of it is installed.
if [ -x "$top_builddir/src/tuikuan-paper" ]; then
	gives 0 "$tuikuan" cases --import "$out/all.jsonl"
	mkdir "$folder/records"
	echo pack >"$folder/records/pack"
	hash=$(sha256sum "$folder/records/pack" | cut -c 1-64)
	mv "$folder/records/pack" "$folder/records/$hash"
	sed -i "s/^sha256.pack = .*/sha256.pack = $hash/" "$folder/$id.ini"
	if grep -q "$hash" "$folder/$id.ini"; then ok; else fail "$id has no record"; fi
	gives 0 "$tuikuan" cases --export "$out/all.zip" --at $now
	gives 0 "$tuikuan" cases --export - --format zip --at $now
	if cmp -s "$out/stdout" "$out/all.zip"; then ok; else fail "the same cases are another ZIP"; fi
	gives 0 env XDG_DATA_HOME="$out/third" "$tuikuan" cases --import "$out/all.zip"
	says '120 cases were brought in; 0 were here already.'
	for file in "$folder"/*.ini "$folder/records/$hash"; do
		if cmp -s "$file" "$out/third/tuikuan/cases/${file#"$folder/"}"; then ok; else fail "${file##*/} came in changed"; fi
	done
	gives 0 env XDG_DATA_HOME="$out/third" "$tuikuan" cases --import "$out/all.zip"
	says '0 cases were brought in; 120 were here already.'
	sed -i 's/^status = .*/status = draft/; s/^paid = .*/paid = 1.00/' "$out/third/tuikuan/cases/$id.ini"
	cp "$out/third/tuikuan/cases/$id.ini" "$out/mine"
	gives 1 env XDG_DATA_HOME="$out/third" "$tuikuan" cases --import "$out/all.zip"
	complains "another case $id is on file here"
	if cmp -s "$out/mine" "$out/third/tuikuan/cases/$id.ini"; then ok; else fail "a case was replaced"; fi

	# What a stranger may send. All or nothing: the good case that comes first is not taken either.
	good=$(sed 's/^id = .*/id = TK-GOOD/' "$folder/$id.ini")
	stranger()
	{
		name=$1
		{ printf 'zip\t0\nfile\tTK-GOOD.ini\t%d\n%s\n' "$(printf %s "$good" | wc -c)" "$good"; cat; } |
			"$top_builddir/src/tuikuan-paper" zip >"$out/$name.zip"
	}
	not_taken()
	{
		gives 1 env XDG_DATA_HOME="$out/fourth/in/here" "$tuikuan" cases --import "$out/$1.zip"
		complains "$2"
		says '0 cases were brought in'
		found=$(find "$out/fourth" -type f ! -name '*.lock')
		if [ -z "$found" ]; then ok; else fail "$1.zip left $found"; fi
	}
	mkdir -p "$out/fourth/in/here"
	for path in ../up.ini records/../../up.ini /tmp/absolute.ini 'C:evil.ini' '..\up.ini' ./dot.ini a//b.ini ..; do
		printf 'file\t%s\t3\nabc\n' "$path" | stranger path
		not_taken path 'its name leads out of the folder; nothing of this ZIP was taken'
	done
	printf 'file\tlink.ini\t9\n/etc/motd\n' | stranger link
	cp "$out/link.zip" "$out/whole.zip"
	LC_ALL=C sed -i 's/\(.*\)\x00\x00\xa4\x81/\1\x00\x00\xff\xa1/' "$out/link.zip"
	if cmp -s "$out/link.zip" "$out/whole.zip"; then fail "no link was made of a file"; else ok; fi
	not_taken link 'it is a link'
	# Each entry says that it is encrypted, where it stands and in the list at the end.
	cp "$out/whole.zip" "$out/locked.zip"
	for at in $(LC_ALL=C grep -aboP 'PK(\x03\x04|\x01\x02)' "$out/locked.zip" | LC_ALL=C tr -c '0-9:\n' x | awk -F: '{ print $1 ":" (NR > 2 ? 8 : 6) }'); do
		printf '\011' | dd of="$out/locked.zip" bs=1 seek=$((${at%:*} + ${at#*:})) conv=notrunc 2>/dev/null
	done
	not_taken locked 'it is encrypted'
	{ printf 'file\tbomb.ini\t9000000\n'; head -c 9000000 /dev/zero; echo; } | stranger bomb
	if [ "$(wc -c <"$out/bomb.zip")" -lt 20000 ]; then ok; else fail "bomb.zip is no bomb"; fi
	not_taken bomb 'it is larger than any case'
	head -c 900 "$out/whole.zip" >"$out/cut.zip"
	not_taken cut 'it is damaged, or no ZIP'
	printf 'PK and no more' >"$out/none.zip"
	not_taken none 'it is damaged, or no ZIP'
	# The rest is taken, and what is no case is told.
	printf 'file\treadme.txt\t3\nabc\nfile\trecords/%s\t3\nabc\nfile\t.ini\t0\n\n' "$hash" | stranger odd
	gives 1 env XDG_DATA_HOME="$out/fifth" "$tuikuan" cases --import "$out/odd.zip"
	says '1 case was brought in'
	complains 'readme.txt: this is no case; it was left out'
	complains 'its bytes are not those that its name tells'
	gives 0 env XDG_DATA_HOME="$out/fifth" "$tuikuan" cases --all
	says TK-GOOD
	if [ -e "$out/fifth/tuikuan/cases/records" ]; then fail "a false record was kept"; else ok; fi
	rm -r "$folder/records"
fi
gives 2 "$tuikuan" cases --export x --format pdf
gives 2 "$tuikuan" cases --format zip

# A calendar of what is open: nothing of a case that was refunded or put away.
if [ -x "$top_builddir/src/tuikuan-paper" ]; then
	gives 0 "$tuikuan" cases --archive $id
	try "$tuikuan" calendar --open --output "$out/open.ics"
	for file in "$folder"/*.ini; do
		case=$(basename "$file" .ini)
		dated=$(grep -c "UID:$case-" "$out/open.ics")
		if grep -q '^status = refunded\|^archived' "$file" && [ "$dated" -gt 0 ]; then
			fail "$case is closed, and in the calendar"
		else
			ok
		fi
	done
	if [ "$(grep -c BEGIN:VEVENT "$out/open.ics")" -gt 20 ]; then ok; else fail "few dates: $(cat "$out/stderr")"; fi
	gives 0 "$tuikuan" cases --unarchive $id
	gives 2 "$tuikuan" calendar --open $id
fi

# Deleting says what it does, asks first, and leaves nothing of the case.
echo paper >"$folder/$id-summary.txt"
gives 1 "$tuikuan" cases --delete $id
says "$folder/$id.ini"
complains 'say --yes'
gives 0 "$tuikuan" cases --delete $id --yes
says "$folder/$id-summary.txt"
if ls -a "$folder" | grep -q "$id"; then fail "something of $id is left: $(ls -a "$folder" | grep "$id")"; else ok; fi
gives 1 "$tuikuan" cases --delete $id --yes
# Nor in what is kept for the list.
gives 0 "$tuikuan" cases --at $now
if grep -qa "$id" "$folder/.index" 2>/dev/null; then fail ".index still knows $id"; else ok; fi
gives 0 "$tuikuan" cases --expire 30 --at 2028-01-01T00:00
says 'Nothing was deleted'
if [ "$(ls "$folder" | wc -l)" -eq 119 ]; then ok; else fail "a dry run deleted something"; fi
gives 0 "$tuikuan" cases --expire 30 --yes --at 2028-01-01T00:00
for file in "$folder"/*.ini; do
	if grep -qE '^status = (submitted|in-review|disputed)' "$file"; then ok; else fail "$file is not under way, and is left"; fi
done

# Another case of the account has used its return without a reason this year.
other='[facts]\nprovider = aliyun\naccount_uid = 4711\napplied_at = 2026-11-01T10:00:00+08:00\nconsole_kind = five-day\n'
printf "[case]\nformat = 1\nid = TK-1\nstatus = refunded\n$other" >"$folder/TK-1.ini"
printf '[case]\nformat = 1\nid = TK-2\n[facts]\nprovider = aliyun\naccount_uid = 4711\n' >"$folder/TK-2.ini"
gives 0 "$tuikuan" evaluate TK-2 --policy aliyun-ecs-official --at $now
complains 'warning: case TK-1 has used'
gives 0 "$tuikuan" evaluate TK-2 --policy aliyun-ecs-official --at $now --json
says '"id": "return-used"'
says "case TK-1 has used this account's return"
gives 0 "$tuikuan" evaluate TK-2 --policy aliyun-ecs-official --at 2027-01-01T00:00 --json
if grep -q return-used "$out/stdout"; then fail "a new year has its own return, in JSON"; else ok; fi
gives 0 "$tuikuan" evaluate TK-2 --policy aliyun-ecs-official --at 2027-01-01T00:00
if [ -s "$out/stderr" ]; then fail "a new year has its own return: $(cat "$out/stderr")"; else ok; fi
gives 0 "$tuikuan" evaluate TK-1 --policy aliyun-ecs-official --at $now
if grep -q warning "$out/stderr"; then fail "a case warns of itself"; else ok; fi
gives 0 "$tuikuan" cases --delete TK-1 --yes
gives 0 "$tuikuan" cases --delete TK-2 --yes

# An index that cannot be written is no reason not to list.
gives 0 "$tuikuan" cases --at $now
cp "$out/stdout" "$out/listed"
rm -f "$folder/.index"
mkdir "$folder/.index"
gives 0 "$tuikuan" cases --at $now
if cmp -s "$out/stdout" "$out/listed"; then ok; else fail "the list is another without an index"; fi
for option in "" --json --due --outcomes; do
	"$tuikuan" cases $option >/dev/full 2>"$out/stderr" </dev/null
	if [ $? -eq 1 ]; then ok; else fail "cases $option >/dev/full does not fail"; fi
done
closing
