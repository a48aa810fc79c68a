#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Completions: what `tuikuan complete` offers, the function of bash as bash calls it, and the files of zsh and fish
# as far as those shells are here.
. "${top_srcdir:?}/tests/shell.sh"

completions=$top_srcdir/data/completions
mkdir -p "$XDG_DATA_HOME/tuikuan/cases"
: >"$XDG_DATA_HOME/tuikuan/cases/TK-20261123-0001.ini"
: >"$XDG_DATA_HOME/tuikuan/cases/TK-20261123-0002.lock"

# offers WORDS... = CANDIDATES: what can follow, all of it.
offers()
{
	expected=$1
	shift
	gives 0 "$tuikuan" complete "$@"
	found=$(tr '\n' ' ' <"$out/stdout")
	if [ "$found" = "$expected" ]; then ok; else fail "complete $*: \"$found\", not \"$expected\""; fi
}
offers "evaluate " ev
offers "TK-20261123-0001 " TK
offers "TK-20261123-0001 " evaluate ""
offers "list show check test " policy ""
offers "aliyun-ecs-article " policy show aliyun-ecs-a
offers "aliyun-ecs-article " --policy aliyun-ecs-a
offers "--form " --fo
offers "--why --what-if " evaluate --wh
offers "--fact " evaluate --fa
offers "ddos_record= " evaluate --fact ddos
offers "ddos_record=yes ddos_record=no " evaluate --fact ddos_record=
offers "billing=pay-as-you-go " evaluate --fact billing=p
offers "en zh_CN " letter --language ""
offers "" evaluate --at 2
offers "" no-such-command-x
gives 0 "$tuikuan" complete
# Every command and every option of its --help.
for command in evaluate letter checklist summary verify policy; do
	offers "$command " "$command"
	for option in $("$tuikuan" $command --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p'); do
		gives 0 "$tuikuan" complete "$command" "$option"
		if grep -qx -- "$option" "$out/stdout"; then ok; else fail "$option of $command is not offered"; fi
	done
done

# bash: the line and the cursor in, COMPREPLY out.
if command -v bash >/dev/null; then
	in_bash()
	{
		PATH=$(dirname "$tuikuan"):$PATH bash -c '
			. "$1"
			COMP_LINE=$2 COMP_POINT=${#2}
			_tuikuan
			echo "${COMPREPLY[*]}"
		' bash "$completions/bash/tuikuan" "$1" 2>"$out/stderr"
	}
	fills()
	{
		found=$(in_bash "$1")
		if [ "$found" = "$2" ] && [ ! -s "$out/stderr" ]; then
			ok
		else
			fail "bash, \"$1\": \"$found\", not \"$2\" $(cat "$out/stderr")"
		fi
	}
	fills "tuikuan ev" "evaluate"
	fills "tuikuan letter TK" "TK-20261123-0001"
	fills "tuikuan evaluate --fact ddos_record=y" "yes"
	fills "tuikuan evaluate --fact ddos" "ddos_record="
	fills "tuikuan policy show aliyun-ecs-a" "aliyun-ecs-article"
	fills "tuikuan --language z" "zh_CN"
fi
for shell in bash zsh fish; do
	command -v $shell >/dev/null || continue
	for file in "$completions/$shell"/*; do
		if $shell -n "$file" 2>"$out/stderr"; then ok; else fail "$file: $(cat "$out/stderr")"; fi
	done
done
closing
