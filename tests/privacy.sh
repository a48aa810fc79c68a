#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Nothing personal where others see it: every command runs on a case whose names, ids and contacts are known, and
# these are looked for in messages, in what programs are started with and call themselves, in the names of all files
# that are opened, and in what is left behind outside the folder of the cases.
. "${top_srcdir:?}/tests/shell.sh"
export LC_ALL=C.UTF-8 LANGUAGE=en
cd "$out" || exit 1
folder=$XDG_DATA_HOME/tuikuan/cases
id=TK-20261123-0001
umask 077
mkdir -p "$folder" "$XDG_CONFIG_HOME/tuikuan" tmp
export TMPDIR="$out/tmp"
now=2026-11-25T10:00

# A line for each value: what is looked for.
cat >values <<'END'
1234567890123456
20261123140001234567
i-bp1abcdefghij0123456
秘密科技有限公司
13800001111
someone@private.example
王小明
寓言代办处
只有本人知道的原因
GD-99887766
END
printf '[user]\nagent = 王小明\norganisation = 寓言代办处\n' >"$XDG_CONFIG_HOME/tuikuan/config.ini"
chmod 600 "$XDG_CONFIG_HOME/tuikuan/config.ini"
cat >fresh.ini <<'END'
[case]
format = 1
id = TK-20261123-0001
policy = aliyun-ecs-article
agent = 王小明
status = submitted
[facts]
provider = aliyun
site = china
product = ecs
sold_by = direct
billing = subscription
order_kind = new
ordered_at = 2026-11-23T14:00:00+08:00
paid = 800.00
deployed = yes
started = no
account_uid = 1234567890123456
order_id = 20261123140001234567
instance_id = i-bp1abcdefghij0123456
applicant = 秘密科技有限公司
contact = 13800001111 someone@private.example
reason_note = 只有本人知道的原因
reference = GD-99887766
[evidence]
usage_log = /nowhere/log.png
END
install -m 600 fresh.ini "$folder/$id.ini"

if command -v strace >/dev/null && strace -o traced -e trace=execve true 2>/dev/null; then
	tracing="strace -f -qq -s 4000 -xx -o traced -e trace=execve,prctl,%file"
else
	tracing=
	echo "without strace: programs and the files they open are not looked at"
fi

# Whether a value stands in FILE; those of strace are in hexadecimal, since they may be cut anywhere.
clean()
{
	if [ ! -s "$2" ]; then ok; return; fi
	while read -r value; do
		if grep -qF -- "$value" "$2"; then fail "$1: \"$value\" is in $(basename "$2"): $(grep -F -- "$value" "$2" | head -n 1 | cut -c 1-200)"; else ok; fi
	done <values
}

# In the arguments of programs, their titles, and the names of files.
clean_trace()
{
	[ -n "$tracing" ] || return
	if [ "$(grep -c execve traced)" -ge 1 ]; then ok; else fail "$1: nothing was traced"; fi
	while read -r value; do
		bytes=$(printf %s "$value" | od -An -v -tx1 | tr -d '\n' | sed 's/ /\\x/g')
		if grep -qF -- "$bytes" traced; then
			fail "$1: \"$value\" is seen by others: $(grep -F -- "$bytes" traced | head -n 1 | cut -c 1-100)"
		else
			ok
		fi
	done <values
}

runs()
{
	$tracing "$tuikuan" "$@" >stdout 2>stderr <input
	clean "tuikuan $*" stderr
	clean_trace "tuikuan $*"
}

: >input
for language in en zh_CN; do
	export LANGUAGE=$language
	for command in evaluate "evaluate --why --what-if" letter "letter --length ticket" checklist summary verify history calendar; do
		runs $command $id
	done
	runs summary $id --format pdf --output summary.pdf
	runs packet $id --output packet.zip
	runs cases
	runs cases --due
	runs cases --search 秘密
	runs cases --export all.jsonl
	runs cases --export all.zip
	runs cases --archive $id
	runs cases --unarchive $id
	printf 'go 1\n\n\n\n700\ngo 2\nsave\nquit\n' >input
	runs --plain $id
	: >input
	XDG_DATA_HOME=$out/elsewhere runs cases --import all.zip
	XDG_DATA_HOME=$out/elsewhere runs cases --import all.jsonl
done

# What goes wrong is told without the values it went wrong with: lines that are none, a damaged section, a case that is
# another already, a folder that cannot be written to.
export LANGUAGE=en
{ cat fresh.ini; printf '秘密科技有限公司 13800001111\napplicant = 秘密科技有限公司\n[someone@private.example\ncontact\n'; } >bad.ini
sed 's/^contact = .*/contact = "13800001111/; s/^reason_note = .*/reason_note = %zz只有本人知道的原因/; s/^account_uid/account uid/; s/^paid = .*/paid = a lot/' fresh.ini >worse.ini
for file in bad worse; do
	for command in evaluate letter verify history; do runs $command ./$file.ini; done
	runs packet ./$file.ini --output $file.zip
done
runs summary $id --output /proc/nowhere/summary.txt
sed 's/1234567890123456/9/' all.jsonl >other.jsonl
XDG_DATA_HOME=$out/elsewhere runs cases --import other.jsonl
printf '{"id":"秘密科技有限公司\\u0007","file":"13800001111"}\n秘密科技有限公司\n' >stranger.jsonl
runs cases --import stranger.jsonl

# Names of files, and all that lies outside the folder of the cases and what was asked for by name.
find . -mindepth 1 | grep -v '^./values$' >names
clean "names of files" names
for left in tmp "$XDG_CONFIG_HOME" "$HOME/.cache"; do
	[ -d "$left" ] || continue
	find "$left" -type f ! -name config.ini -exec cat {} + >contents 2>/dev/null
	clean "left in $left" contents
done
# The folder is for its owner alone.
find "$XDG_DATA_HOME" -perm /077 >open
if [ -s open ]; then fail "others can look into $(head -n 3 open)"; else ok; fi

# This test can fail: a value that is put where it does not belong is found.
failures_before=$failures
printf 'tuikuan: 13800001111\n' >stderr
clean "on purpose" stderr >found
if [ "$failures" -gt "$failures_before" ]; then failures=$failures_before; else failures=1; echo "FAILED: a value in a message is not seen"; fi
if [ -n "$tracing" ]; then
	$tracing env true 13800001111 2>/dev/null
	failures_before=$failures
	clean_trace "on purpose" >found
	if [ "$failures" -gt "$failures_before" ]; then failures=$failures_before; else failures=1; echo "FAILED: an argument is not seen"; fi
fi
closing
