#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# libtuikuan as others use it: the header from C++ and from strict C, pkg-config, a shared and a static
# link, and nothing left behind when it is uninstalled.
. "${top_srcdir:?}/tests/shell.sh"
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
umask 022

cc=${CC:-cc}
cxx=${CXX:-c++}
headers="-I$top_srcdir/src/evaluator -I$top_srcdir/src/base"

cat >"$out/use.c" <<'END'
#include <stdio.h>
#include <string.h>
#include <tuikuan.h>

int main(void)
{
	static const char facts[] = "[fact.paid]\ntype = money\nstep = order\nmin = 0\nmax = 1000\n"
				    "label = Paid\nquestion = Paid?\nhelp = The order.\n";
	struct tk_vocabulary *vocabulary = 0;
	struct tk_errors errors;
	char amount[TK_MONEY_TEXT];

	tk_errors_init(&errors);
	if (tk_vocabulary_load("facts", facts, strlen(facts), &vocabulary, &errors) != TK_OK) {
		for (size_t i = 0; i < errors.count; i++)
			puts(tk_error_text(&errors.items[i], 0));
		return 1;
	}
	struct tk_answers *answers = tk_answers_new(vocabulary);
	int slot = tk_vocabulary_find(vocabulary, "paid");
	if (!answers || slot < 0 || tk_answers_set(answers, (size_t)slot, 64000, TK_KNOWN_TYPED) != TK_OK)
		return 1;
	puts(tk_money_format(tk_answers_value(answers, (size_t)slot), amount));
	tk_answers_free(answers);
	tk_vocabulary_free(vocabulary);
	tk_errors_release(&errors);
	return 0;
}
END
cp "$out/use.c" "$out/use.cc"

gives 0 $cc -std=c99 -pedantic-errors -Wall -Wextra -Werror $headers -fsyntax-only "$out/use.c"
if command -v "${cxx%% *}" >/dev/null; then
	gives 0 $cxx -std=c++11 -pedantic-errors -Wall -Wextra -Werror $headers -fsyntax-only "$out/use.cc"
	for header in tuikuan.h tuikuan-docket.h tuikuan-errors.h tuikuan-policy.h; do
		echo "#include <$header>" >"$out/alone.cc"
		gives 0 $cxx -std=c++11 -pedantic-errors -Wall -Wextra -Werror $headers -fsyntax-only "$out/alone.cc"
	done
fi

# ---- installed into a folder of its own

gives 0 make -C "$top_builddir" install DESTDIR="$out/root"
pc=$(find "$out/root" -name tuikuan.pc)
[ -f "$pc" ] || { fail "tuikuan.pc was not installed"; closing; }
prefix=$(sed -n 's/^prefix=//p' "$pc")
export PKG_CONFIG_PATH="${pc%/*}${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}"
config="pkg-config --define-variable=prefix=$out/root$prefix"
libdir=$($config --variable=libdir tuikuan)

# A build with sanitizers wants its programs to bring the runtime.
sanitizers=$(sed -n 's/^CFLAGS = //p' "$top_builddir/Makefile" | tr ' ' '\n' | grep '^-fsanitize' | tr '\n' ' ')

gives 0 $config --exists tuikuan
gives 0 $config --modversion tuikuan
if ls "$libdir"/libtuikuan.so >/dev/null 2>&1; then
	gives 0 $cc $sanitizers "$out/use.c" -o "$out/use-shared" $($config --cflags --libs tuikuan)
	LD_LIBRARY_PATH=$libdir gives 0 "$out/use-shared"
	says_only 640.00
	readelf -d "$out/use-shared" >"$out/needed" 2>/dev/null
	if grep -q 'NEEDED.*libtuikuan\.so\.0' "$out/needed"; then ok; else fail "not linked with libtuikuan.so.0"; fi
	if [ -z "$sanitizers" ] && command -v "${cxx%% *}" >/dev/null; then
		gives 0 $cxx "$out/use.cc" -o "$out/use-cxx" $($config --cflags --libs tuikuan)
		LD_LIBRARY_PATH=$libdir gives 0 "$out/use-cxx"
		says_only 640.00
	fi
fi
if [ -f "$libdir/libtuikuan.a" ]; then
	gives 0 $cc $sanitizers "$out/use.c" -o "$out/use-static" $($config --cflags tuikuan) \
		-L"$libdir" -Wl,-Bstatic -ltuikuan -Wl,-Bdynamic \
		$($config --static --libs tuikuan | tr ' ' '\n' | grep -v '^-ltuikuan$' | tr '\n' ' ')
	gives 0 "$out/use-static"
	says_only 640.00
fi

# ---- programs that use it: the example of the manual, and the one that is installed

# C as it stands in a manual page.
example()
{
	sed -n '/^\.\\" example begins/,/^\.\\" example ends/p' "$1" |
		sed -e '/^\./d' -e 's/^\\&//' -e 's/\\-/-/g' -e "s/\\\\(aq/'/g" -e 's/\\e/\\/g'
}

# built PROGRAM SOURCE: as strict C, without a warning.
built()
{
	gives 0 $cc $sanitizers -std=c11 -pedantic-errors -Wall -Wextra -Wshadow -Wconversion -Wno-sign-conversion \
		-Wstrict-prototypes -Werror -O "$2" -pthread -o "$1" $($config --cflags --libs tuikuan)
}

# What evaluate makes of a line of answers, in the words of threads.c.
evaluated()
{
	set -- $(for answer in $1; do echo --fact "$answer"; done)
	"$tuikuan" evaluate --policy aliyun-ecs-article --at "$at" --json "$@" >"$out/json" || return
	awk -F'"' '/^  "verdict"/ { verdict = $4 } /^    "amount"/ && sum == "" { sum = $4 == "" ? "null" : $4 }
		/^  "refund"/ { sum = "" } /^    "least"/ { least = $4 } /^    "most"/ { most = $4 == "" ? "any amount" : $4 }
		/^  "unanswered"/ { list = $0 !~ /\[\]/; next } list && /\]/ { list = 0 }
		list { needs = needs " " $2 }
		END { print verdict == "undetermined" ? verdict " " least " .. " most ", which hangs on" needs : verdict " " sum }' \
		"$out/json"
}

share=$out/root$prefix/share
world="$share/tuikuan/facts.ini $share/tuikuan/calendars/cn.ini $share/tuikuan/policies/aliyun-ecs-article.ini"
at=2026-11-23T14:37
if [ "$($config --variable=pkgdatadir tuikuan)" = "$share/tuikuan" ]; then
	ok
else
	fail "tuikuan.pc: pkgdatadir is $($config --variable=pkgdatadir tuikuan), not $share/tuikuan"
fi
if [ -f "$libdir/libtuikuan.so" ]; then
	export LD_LIBRARY_PATH="$libdir"
	example "$top_srcdir/man/tuikuan.3" >"$out/example.c"
	example "$top_srcdir/man/zh_CN/tuikuan.3" | cmp - "$out/example.c" || fail "tuikuan(3): another example in Chinese"
	built "$out/example" "$out/example.c"
	gives 0 "$out/example" $world
	says_only "undetermined, at least 0.00"

	built "$out/threads" "$share/doc/tuikuan/examples/threads.c"
	{
		echo paid=800 ordered_at=2026-11-23T14:00 deployed=yes ddos_record=no illegal_content=no arrears=no
		echo paid=800 ddos_record=yes
		echo paid=0.05 ordered_at=2026-11-23T14:30 deployed=no ddos_record=no illegal_content=no arrears=no
		echo ordered_at=2026-11-23T14:30
		echo
		for i in $(seq 80); do
			echo "paid=$i.$((i % 90 + 10)) deployed=$((i % 2)) ordered_at=2026-11-2$((i % 4))T14:$((i % 50 + 10))" \
				"ddos_record=$((i % 7 == 0)) illegal_content=no arrears=$((i % 5 == 0))"
		done
	} >"$out/cases"
	while read -r line; do evaluated "$line"; done <"$out/cases" >"$out/expected"
	for i in $(seq 20); do cat "$out/cases"; done >"$out/many"
	for i in $(seq 20); do cat "$out/expected"; done >"$out/expected-of-many"
	for count in 1 2 7; do
		if "$out/threads" $world $at $count <"$out/many" >"$out/told" && cmp -s "$out/told" "$out/expected-of-many"; then
			ok
		else
			fail "threads.c with $count threads judges otherwise than evaluate:"
			diff "$out/told" "$out/expected-of-many" | head -n 10
		fi
	done
	printf 'paid=8o0\npaid=800 ddos_record=yes\npaidd=1\n' | "$out/threads" $world $at >"$out/stdout"
	says "not an amount of money"
	says "refused 0.00"
	says "FACT=VALUE was expected"
	unset LD_LIBRARY_PATH
fi

for file in bin/tuikuan include/tuikuan.h include/tuikuan-errors.h include/tuikuan-policy.h include/tuikuan-docket.h share/man/man1/tuikuan.1 share/man/man1/tuikuan-batch.1 \
	share/man/man3/tuikuan.3 share/man/zh_CN/man3/tuikuan.3 share/doc/tuikuan/examples/threads.c \
	share/man/zh_CN/man1/tuikuan.1 share/man/man5/tuikuan-policy.5 share/tuikuan/facts.ini \
	share/tuikuan/policies/aliyun-ecs-article.ini share/locale/zh_CN/LC_MESSAGES/tuikuan.mo; do
	if [ -f "$out/root$prefix/$file" ]; then ok; else fail "$file was not installed"; fi
done

gives 0 make -C "$top_builddir" uninstall DESTDIR="$out/root"
left=$(find "$out/root" -type f -o -type l)
if [ -z "$left" ]; then ok; else fail "left after uninstall: $left"; fi
closing
