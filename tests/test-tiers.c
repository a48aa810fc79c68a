/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the tiers of a pack's deductions join: each case is in one of them, and in no two. */
#include "config.h"

#include "judging.h"


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

int main(void)
{
	const struct suite_group groups[] = {
		{"tiers", {joined, apart, twice, strangers, NULL}},
	};
	return SUITE_RUN("tiers", groups);
}
