#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Hostile text, each class of it through each way in, and what comes out: tests/hostile.txt is the table. Whatever
# comes out must be valid UTF-8 without anything that a terminal obeys or that hides; this is looked at here by bytes,
# with no code of ours. The keys, pastes and papers of the wizard are tests/hostile.c's. TUIKUAN_RENEW=1 renews the
# table.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8 LANGUAGE=
cd "$out" || exit 1
out=$PWD
table=$out/table
: >"$table"

# ---- the classes: AA, what is hostile, ZZ

class()
{
	printf "AA$2ZZ" >"v.$1"
	classes="$classes $1"
}
classes=
class control '\001\007\010\177'
class escape '\033[31m\033]0;x\007'
class c1 '\302\233'31m
class bidi '\342\200\256x\342\201\246'
class zero-width '\342\200\213\342\200\215\357\273\277\302\255'
class separator '\342\200\250\342\200\251'
class overlong '\300\233\340\200\233'
class broken '\377\351\200'
class surrogate '\355\240\200'
class newline '\n\r\nx'
class nul '\000x'
{ printf AA; head -c 10485760 /dev/zero | tr '\0' x; printf ZZ; } >v.long
classes="$classes long"

# Bytes that must come out nowhere; newlines end lines.
unsafe()
{
	LC_ALL=C grep -qaP '[\x00-\x09\x0b-\x1f\x7f]|\xc2[\x80-\x9f\xad]|\xe2\x80[\x8b-\x8f\xa8-\xae]|\xe2\x81[\xa0-\xaf]|\xef\xbb\xbf|\xd8\x9c' "$1" ||
		! iconv -f UTF-8 -t UTF-8 "$1" >/dev/null 2>&1
}

# A cell of a table that is handed on is a program's: line breaks in quotes and zero-width characters, which some
# writing needs, stay in it; controls and what turns the direction of a line make a row bad.
may()
{
	case $1,$2 in
	"zero-width,CSV, handed on" | "zero-width,CSV, a sum" | "newline,CSV, handed on") return 0 ;;
	esac
	return 1
}

# row CLASS INPUT FILE...: what came out in these, with $status, as a line of the table.
row()
{
	cls=$1 input=$2
	shift 2
	cat "$@" >all.out
	if unsafe all.out && ! may "$cls" "$input"; then
		fail "$cls through $input: it came out as it was:"
		LC_ALL=C cat -v all.out | head -c 600
		fate=RAW
	else
		ok
		fate=$(grep -ao 'AA.*ZZ' all.out | head -n 1)
		! unsafe all.out || fate="as it was"
		[ -n "$fate" ] || fate=$(grep -ao 'AA.*' all.out | head -n 1 | cut -c 1-12)
	fi
	if [ "$(printf %s "$fate" | wc -c)" -gt 60 ]; then
		fate="$(printf %s "$fate" | cut -c 1-8) ... $(printf %s "$fate" | wc -c) bytes"
	fi
	[ "$status" -lt 126 ] || fail "$cls through $input: exit status $status"
	printf '%-11s %-20s %-2s %s\n' "$cls" "$input" "$status" "${fate:--}" >>"$table"
}

# Arguments can hold neither NUL nor 10 MB.
argument()
{
	case $1 in nul | long) return 1 ;; esac
	value=$(cat "v.$1"; echo .)
	value=${value%.}
}

# ---- arguments, the environment, names of files

pack=aliyun-ecs-article
for c in $classes; do
	argument $c || continue
	try "$tuikuan" evaluate --policy $pack --fact "paid=$value"
	row $c "--fact, a sum" stdout stderr
	try "$tuikuan" evaluate --policy $pack --fact "reason_note=$value"
	row $c "--fact, a text" stdout stderr
	try "$tuikuan" evaluate --policy $pack --fact "$value=1"
	row $c "--fact, a name" stdout stderr
	try "$tuikuan" evaluate --policy "$value"
	row $c "--policy" stdout stderr
	try "$tuikuan" evaluate --policy $pack --at "$value"
	row $c "--at" stdout stderr
	try "$tuikuan" "$value"
	row $c "a command" stdout stderr
	try "$tuikuan" cases --search "$value"
	row $c "cases --search" stdout stderr
	try env TUIKUAN_POLICY_PATH="/$value" "$tuikuan" policy list
	row $c "TUIKUAN_POLICY_PATH" stdout stderr
	try env LANGUAGE="$value" LANG="$value" TERM="$value" "$tuikuan" evaluate --policy none
	row $c "LANG, TERM" stdout stderr
	try env XDG_DATA_HOME="/proc/$value" "$tuikuan" cases
	row $c "XDG_DATA_HOME" stdout stderr
	try "$tuikuan" evaluate "./$value.ini"
	row $c "a file that is not" stdout stderr
	printf '[case]\nformat = 1\nnonsense\n' >"./$value.ini"
	try "$tuikuan" evaluate "./$value.ini" --policy $pack
	row $c "a file with errors" stdout stderr
	rm -f "./$value.ini"
done

# ---- files

made_of() # FILE FORMAT: FORMAT with the hostile value for %s
{
	before=${2%%@*} after=${2#*@}
	{ printf "$before"; cat "v.$c"; printf "$after"; } >"$1"
}

# As its own writer has it: percent-encoded, so that it is no matter of the file's form.
encoded()
{
	printf "[case]\nformat = 1\nid = TK-20261123-0001\npolicy = $pack\nagent = "
	LC_ALL=C od -An -v -tx1 "v.$c" | tr -d '\n' | sed 's/ /%/g'
	printf '\n[facts]\nprovider = aliyun\npaid = 800\nreason = wrong-period\n'
	for fact in applicant reason_note order_id intended; do
		printf '%s = ' $fact
		LC_ALL=C od -An -v -tx1 "v.$c" | tr -d '\n' | sed 's/ /%/g'
		printf '\n'
	done
}

for c in $classes; do
	made_of case.ini '[case]\nformat = 1\n[facts]\npaid = 800\nreason_note = @\n'
	try "$tuikuan" letter ./case.ini --policy $pack --length letter --language en
	row $c "case, raw" stdout stderr
	[ $c = long ] || encoded >case.ini
	for paper in summary checklist letter; do
		try "$tuikuan" $paper ./case.ini --at 2026-11-23T15:00 --language en
		row $c "case, $paper" stdout stderr
	done
	mkdir -p "$XDG_DATA_HOME/tuikuan/cases"
	chmod -R go-rwx "$XDG_DATA_HOME"
	(umask 077 && cp case.ini "$XDG_DATA_HOME/tuikuan/cases/TK-20261123-0001.ini")
	try "$tuikuan" cases
	row $c "case, listed" stdout stderr
	rm -rf "$XDG_DATA_HOME"
	try "$tuikuan" evaluate ./case.ini --at 2026-11-23T15:00 --json
	row $c "case, as JSON" stdout stderr

	mkdir -p packs
	{ printf '[source.x]\ntitle = T\n[channel.web]\ntitle = T\n'
		printf '[rule.web]\nwhen = yes\nchannel = web\nsource = x\ntext = T\n'
		printf '[policy]\nid = hostile\nprovider = p\nrevision = 1\nauthority = secondary\ncalendar = cn\ntitle = '
		cat "v.$c"
		printf '\n[rule.warning]\nwhen = yes\nwarn = yes\nsource = x\ntext = '
		cat "v.$c"
		printf '\n'; } >packs/hostile.ini
	try "$tuikuan" evaluate --policy packs/hostile.ini
	row $c "pack" stdout stderr
	try "$tuikuan" policy show packs/hostile.ini
	row $c "pack, shown" stdout stderr

	{ printf 'order_id,paid,_note\n1,'; cat "v.$c"; printf ',\n2,800,'; cat "v.$c"; printf '\n'; } >table.csv
	try sh -c "\"$tuikuan\" batch --policy $pack <table.csv"
	row $c "CSV, a sum" stdout stderr
	{ printf 'order_id,paid,_note\n2,800,"'; cat "v.$c"; printf '"\n'; } >table.csv
	try sh -c "\"$tuikuan\" batch --policy $pack <table.csv"
	row $c "CSV, handed on" stdout stderr
	{ printf 'order_id,'; cat "v.$c"; printf '\n1,2\n'; } >table.csv
	try sh -c "\"$tuikuan\" batch --policy $pack <table.csv"
	row $c "CSV, a column" stdout stderr

	mkdir -p config/tuikuan
	{ printf '[tuikuan]\nlanguage = '; cat "v.$c"; printf '\npolicy = '; cat "v.$c"; printf '\n'; } >config/tuikuan/config.ini
	try env XDG_CONFIG_HOME="$out/config" "$tuikuan" evaluate --fact paid=1
	row $c "config.ini" stdout stderr

	{ printf '\n\n\n'; cat "v.$c"; printf '\n800\n'; cat "v.$c"; printf '\nquit\n'; } >typed
	try sh -c "timeout 100 \"$tuikuan\" --plain --policy $pack --language en <typed"
	row $c "--plain" stdout stderr
done

# ---- names that go out: files in a packet

if command -v unzip >/dev/null && [ -x "$top_builddir/src/tuikuan-paper" ]; then
	for c in $classes; do
		argument $c || continue
		case $c in overlong | broken | surrogate) continue ;; esac # no text: a case cannot name it
		echo x >"./$value.pdf"
		encoded >case.ini
		{ printf '[evidence]\nusage_log = '; printf %s "$out/" | sed 's/%/%25/g'
			LC_ALL=C od -An -v -tx1 "v.$c" | tr -d '\n' | sed 's/ /%/g'; printf '.pdf\n'; } >>case.ini
		try "$tuikuan" packet ./case.ini --output packet.zip --language en
		cp stderr said
		unzip -Z1 packet.zip >names
		if [ -n "$(grep -v '^[a-z0-9A-Z./_-]*$' names)" ] || grep -q '\.\.' names; then
			fail "$c: names in the packet: $(cat names)"
		else
			ok
		fi
		grep -q '^evidence/01-usage_log.pdf$' names || fail "$c: the file is not in the packet: $(cat said)"
		mkdir -p unpacked && (cd unpacked && unzip -qo ../packet.zip '*.txt' '*.html')
		row $c "packet" said names unpacked/*.txt unpacked/index.html
		rm -rf unpacked "./$value.pdf"
	done
fi

# ---- the wizard

mkdir rows
status=0
if TK_ROWS=$out/rows CK_FORK=no "$top_builddir/tests/hostile" $classes >wizard.out 2>&1; then ok; else fail "$(cat wizard.out)"; fi
for c in $classes; do
	for input in keys keys-kept paste paste-kept order-page order-page-taken shown clipboard papers Tab; do
		row $c "wizard, $input" "rows/$c.$input"
	done
done

if [ -n "${TUIKUAN_RENEW:-}" ]; then
	cp "$table" "$top_srcdir/tests/hostile.txt"
fi
if diff -u "$top_srcdir/tests/hostile.txt" "$table" >differs; then
	ok
else
	fail "the table is another one; TUIKUAN_RENEW=1 renews tests/hostile.txt"
	head -n 60 differs
fi
closing
