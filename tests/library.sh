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

for file in bin/tuikuan include/tuikuan.h include/tuikuan-errors.h include/tuikuan-policy.h include/tuikuan-docket.h share/man/man1/tuikuan.1 share/man/man1/tuikuan-batch.1 \
	share/man/zh_CN/man1/tuikuan.1 share/man/man5/tuikuan-policy.5 share/tuikuan/facts.ini \
	share/tuikuan/policies/aliyun-ecs-article.ini share/locale/zh_CN/LC_MESSAGES/tuikuan.mo; do
	if [ -f "$out/root$prefix/$file" ]; then ok; else fail "$file was not installed"; fi
done

gives 0 make -C "$top_builddir" uninstall DESTDIR="$out/root"
left=$(find "$out/root" -type f -o -type l)
if [ -z "$left" ]; then ok; else fail "left after uninstall: $left"; fi
closing
