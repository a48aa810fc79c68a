/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the tiers of a pack's deductions join: each case is in one of them, and in no two. And what can never happen,
 * where it hangs on what is answered. */
/* What is odd in a pack: whether the tiers of its deductions join, each case being in one of them and in no two; what
 * nothing uses; and what is intended. */
#include "config.h"

#include "judging.h"

/* ---- tiers --------------------------------------------------------------------------------------- */

/* The tiers as conditions, and what is found between them: "gap a-b, overlap b-c", a being the first. */
static void check(const char *const *tiers, const char *expected)
{
	struct bench bench;
	struct tk_errors warnings;
	struct text_buffer pack, found;

	text_buffer_init(&pack);
	text_buffer_add(&pack, SMALL_HEAD SMALL_SOURCE);
	for (int i = 0; tiers[i] != NULL; i++)
		text_buffer_printf(&pack, "[rule.%c]\nwhen = %s\nlabel = L\ntext = T\nsource = x\ndeduct = %d.00\n", 'a' + i,
			tiers[i], i + 1);
	char *text = text_buffer_take(&pack), *all;
	bench_open(&bench, SMALL_FACTS, text);
	tk_errors_init(&warnings);
	ck_assert_int_ne(tk_policy_lint(bench.policy, &warnings), TK_NO_MEMORY);
	text_buffer_init(&found);
	for (size_t i = 0; i < warnings.count; i++) {
		const struct tk_error *warning = &warnings.items[i];
		if (warning->code == TK_E_GAP || warning->code == TK_E_OVERLAP)
			text_buffer_printf(&found, "%s%s %s-%s", found.length > 0 ? ", " : "",
				warning->code == TK_E_GAP ? "gap" : "overlap", warning->value, strchr(warning->section, '.') + 1);
	}
	all = text_buffer_take(&found);
	ck_assert_msg(strcmp(all, expected) == 0, "%s: %s, not %s", text, all, expected);
	tk_errors_release(&warnings);
	bench_close(&bench);
	free(all);
	free(text);
}

#define tiers(expected, ...) check((const char *const[]){__VA_ARGS__, NULL}, expected)

START_TEST(joined)
{
	tiers("", "paid <= 10.00", "paid > 10.00 and paid <= 20.00", "paid > 20.00");
	tiers("", "paid < 10.00", "paid >= 10.00 and paid < 20.00", "paid >= 20.00");
	/* whatever their order, and written the other way round */
	tiers("", "paid > 20.00", "paid <= 10.00", "20.00 >= paid and not (paid <= 10.00)");
	/* the tightest limit is the end, whichever comes first */
	tiers("", "paid <= 10.00 and paid < 30.00", "paid > 5.00 and paid > 10.00");
	tiers("", "paid < 30.00 and paid <= 10.00", "paid > 10.00 and paid > 5.00");
	tiers("", "paid < 10.00 and paid <= 10.00", "paid >= 10.00");
	tiers("", "paid <= 10.00 and paid < 10.00", "paid >= 10.00");
	tiers("", "paid <= 10.00", "paid > 10.00 and paid >= 10.00");
	tiers("", "paid <= 10.00", "paid >= 10.00 and paid > 10.00");
	/* under the same conditions beside, whatever the order of these */
	tiers("", "deployed and paid <= 10.00 and started", "started and paid > 10.00 and deployed");
	tiers("", "not deployed and paid <= 10.00", "paid > 10.00 and not deployed");
}
END_TEST

START_TEST(apart)
{
	/* at the limit itself, and beyond it */
	tiers("gap a-b", "paid < 10.00", "paid > 10.00");
	tiers("gap a-b", "paid <= 10.00", "paid > 11.00");
	tiers("gap a-b", "paid < 10.00", "paid >= 10.01 and paid < 20.00");
	tiers("gap a-b, gap b-c", "paid <= 1.00", "paid > 2.00 and paid <= 3.00", "paid > 4.00");
	/* to the nearest of those above */
	tiers("gap a-c", "paid <= 1.00", "paid > 4.00", "paid > 2.00 and paid <= 4.00");
	tiers("gap a-b", "paid <= 1.00", "paid > 2.00 and paid <= 4.00", "paid > 4.00");
	tiers("gap a-b", "deployed and paid <= 10.00", "deployed and paid > 11.00");
	tiers("gap a-b", "instances <= 3", "instances > 4");
}
END_TEST

START_TEST(twice)
{
	tiers("overlap a-b", "paid <= 10.00", "paid >= 10.00");
	tiers("overlap a-b", "paid < 10.00", "paid > 5.00 and paid < 20.00");
	tiers("overlap a-b", "paid > 5.00 and paid < 20.00", "paid < 10.00");
	tiers("overlap a-c", "paid < 10.00", "paid >= 10.00 and paid < 20.00", "paid < 5.00");
	/* the end of one lies in the other, or is the end of that, too */
	tiers("overlap a-b, gap b-c", "paid < 10.00", "paid > 5.00 and paid <= 10.00", "paid > 11.00");
	tiers("overlap a-b, gap a-c, gap b-c", "paid < 10.00", "paid > 5.00 and paid < 10.00", "paid > 11.00");
	tiers("gap b-c", "paid < 10.00", "paid >= 10.00 and paid <= 10.00", "paid > 11.00");
	/* both without an upper end: the second is meant to come on top */
	tiers("", "paid > 5.00", "paid > 10.00");
}
END_TEST

/* Tiers of other things, or under other conditions, have nothing to do with each other. */
START_TEST(strangers)
{
	tiers("", "paid < 10.00", "voucher > 11.00");
	tiers("", "deployed and paid < 10.00", "started and paid > 11.00");
	tiers("", "deployed and paid < 10.00", "not deployed and paid > 11.00");
	tiers("", "deployed and paid < 10.00", "paid > 11.00");
	tiers("", "paid < 10.00 or deployed", "paid > 11.00 or deployed");
	tiers("", "paid < voucher", "paid > 11.00");
	tiers("", "paid = 10.00", "paid = 12.00");
	/* a rule of two things is a tier of each */
	tiers("gap a-b, gap a-c", "paid < 10.00 and voucher < 5.00", "paid > 11.00 and voucher < 5.00",
		"voucher > 6.00 and paid < 10.00");
}
END_TEST

/* ---- what cannot happen ------------------------------------------------------------------------- */

/* Anything may be answered or not: of an amount that hangs on that, only what is odd in either case is said. */
START_TEST(amounts_by_what_is_answered)
{
	static const struct {
		const char *when;
		int odd;
	} table[] = {
		{"if(answered(note), paid, voucher) > 5.00", 0},
		{"if(answered(note) and deployed, paid, voucher) > 5.00", 0},
		{"min(if(answered(note), paid, voucher), 9.00) > 5.00", 0},
		{"if(answered(note), paid, voucher) > 5.00 and paid > 6.00 and paid < 4.00", TK_E_NEVER},
		{"deployed and not deployed and if(answered(note), paid, voucher) > 5.00", TK_E_NEVER},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		char *pack = text_printf(SMALL_HEAD SMALL_SOURCE WARN("w", "%s"), table[i].when);
		struct bench bench;
		struct tk_errors warnings;
		int odd = 0;
		bench_open(&bench, SMALL_FACTS, pack);
		tk_errors_init(&warnings);
		ck_assert_int_ne(tk_policy_lint(bench.policy, &warnings), TK_NO_MEMORY);
		for (size_t w = 0; w < warnings.count; w++)
			if (strcmp(warnings.items[w].section, "rule.w") == 0)
				odd = (int)warnings.items[w].code;
		ck_assert_msg(odd == table[i].odd, "%s: %d", table[i].when, odd);
		tk_errors_release(&warnings);
		bench_close(&bench);
		free(pack);
	}
}
END_TEST

/* Conditions of more than 24 parts are not looked at. */
START_TEST(many_parts)
{
	for (int others = 22; others <= 25; others++) {
		struct text_buffer below, above;
		text_buffer_init(&below);
		text_buffer_init(&above);
		text_buffer_add(&below, "paid < 10.00");
		text_buffer_add(&above, "paid > 11.00");
		for (int i = 0; i < others; i++) {
			text_buffer_printf(&below, " and voucher > %d.00", i);
			text_buffer_printf(&above, " and voucher > %d.00", i);
		}
		tiers(others < 24 ? "gap a-b" : "", below.text, above.text);
		text_buffer_release(&below);
		text_buffer_release(&above);
	}
}
END_TEST

/* ---- what nothing uses, and what is intended ------------------------------------------------------ */

/* All that is said of a pack; its text begins in line 11. */
static void says(const char *pack, const char *expected)
{
	char *text = text_printf(SMALL_HEAD SMALL_SOURCE "%s", pack), *messages;
	struct tk_errors warnings;
	struct bench bench;

	bench_open(&bench, SMALL_FACTS, text);
	tk_errors_init(&warnings);
	ck_assert_int_eq(tk_policy_lint(bench.policy, &warnings), *expected == '\0' ? TK_OK : TK_INVALID);
	messages = all_messages(&warnings);
	ck_assert_msg(strcmp(messages, expected) == 0, "%s: %snot %s", text, messages, expected);
	free(messages);
	tk_errors_release(&warnings);
	bench_close(&bench);
	free(text);
}

START_TEST(unused)
{
	says("[table.rate]\nrow.a = else: 1 %\n[table.spare]\nrow.a = else: 2 %\n" DEDUCT("a", "deployed", "paid * rate"),
		"test.ini:13: [table.spare]: nothing uses it\n");
	/* a fact is of use on paper, and where another is asked for by it */
	says(FACT("idle", "flag") FACT("told", "flag") "papers = yes\n" FACT("gate", "flag") FACT("behind", "flag")
		     "ask = gate\n" WARN("a", "behind"),
		"test.ini:11: [fact.idle]: nothing uses it\n");
	says(DOCUMENT("a") "advised = deployed\n" DOCUMENT("b") "advised = yes\n" DOCUMENT("c") DOCUMENT("d")
		     RULE("r", "deployed", "require = d"),
		"test.ini:21: [document.c]: nothing uses it\n");
	says(CHANNEL("a") CHANNEL("b") RULE("r", "deployed", "channel = b"), "test.ini:11: [channel.a]: nothing uses it\n");
	says(WARN("a", "deployed"), "");
}
END_TEST

/* The name of one source may begin with that of another. */
START_TEST(sources)
{
#define CITES(sources) "[source.xy]\ntitle = T\n[rule.a]\nwhen = deployed\nnote = yes\ntext = T\nsource = " sources "\n"
	says(CITES("xy §2"), "test.ini:8: [source.x]: nothing uses it\n");
	says(CITES("x §2"), "test.ini:11: [source.xy]: nothing uses it\n");
	says(CITES("xy, x"), "");
}
END_TEST

#define TWO_CHANNELS                                                                                                       \
	CHANNEL("c") CHANNEL("d") "[reading.r]\ntitle = T\ntext = T\nwhen = deployed\nreplaces = two\nsource = x\n"

/* What a reading alone chooses leaves the others their place. */
START_TEST(places)
{
	says(TWO_CHANNELS RULE("one", "deployed", "reading = r\nchannel = c") RULE("two", "deployed", "channel = d"), "");
	says(TWO_CHANNELS REFUSE("no", "deployed") RULE("two", "deployed", "channel = d")
		     RULE("three", "started", "channel = c"),
		"");
	says(TWO_CHANNELS RULE("one", "deployed", "channel = c") RULE("two", "deployed", "channel = d"),
		"test.ini:27: [rule.two] when: comes too late to matter: \"deployed\", expected a case for which no channel "
		"before it is taken\n");
}
END_TEST

START_TEST(intended)
{
	/* a word of the same length is another word */
	says(RULE("a", "deployed and not deployed", "note = yes\nintended = nevre: kept"),
		"test.ini:12: [rule.a] when: never holds: \"deployed and not deployed\", expected a condition that some "
		"case of the policy meets\n"
		"test.ini:14: [rule.a] intended: excuses nothing: \"nevre: kept\", expected an exception that is "
		"needed: never, always, too-late, gap, overlap or unused\n");
	says(RULE("a", "deployed and not deployed", "note = yes\nintended = gap, never: kept"), "");
	/* a reason is said, after a colon */
	says(CHANNEL("c") "source = x\nintended = unused\n",
		"test.ini:14: [channel.c] intended: excuses nothing: \"unused\", expected a colon and the reason\n");
	says(CHANNEL("c") "source = x\nintended = unused:\n",
		"test.ini:14: [channel.c] intended: excuses nothing: \"unused:\", expected a colon and the reason\n");
	/* among the defines it is a name like any other */
	says("[define]\nintended = paid - voucher\n" DEDUCT("a", "deployed", "intended"), "");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"tiers", {joined, apart, twice, strangers, many_parts, NULL}},
		{"never", {amounts_by_what_is_answered, NULL}},
		{"uses", {unused, sources, places, intended, NULL}},
	};
	return SUITE_RUN("tiers", groups);
}
