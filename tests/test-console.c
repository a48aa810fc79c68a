/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the refund page shows against the policy, and the causes that are named, fit, or may be. */
#include "config.h"

#include "judging.h"

#define CAUSE(id, rest) "[cause." id "]\ntitle = T\ntext = X\nsource = x\n" rest
#define CONSOLE_FACTS                                                                              \
	SMALL_FACTS FACT("console_amount", "money") FACT("console_kind", "choice")                 \
		"choices = five-day, partial, not-supported, not-looked\n"                         \
		"choice.five-day = A\nchoice.partial = B\nchoice.not-supported = C\n"              \
		"choice.not-looked = D\n" FACT("console_message", "text") "max = 400\n" FACT(     \
			"gone", "flag") FACT("promo", "flag") FACT("odd", "flag")
#define PACK                                                                                       \
	SMALL_HEAD SMALL_SOURCE DEDUCT("fee", "promo", "paid * 20 %") REFUSE("gone", "gone")       \
		CAUSE("promo", "when = promo\ncodes = PromoError\n") CAUSE("odd", "when = odd\n")  \
		CAUSE("account", "codes = NotYours, NoRight\n")                                    \
		CAUSE("named", "when = no\ncodes = CheckError\n")

#define PAID "paid=100.00 gone=no promo=no odd=no "

static const char *console_text(const char *facts, const char *message, char buffer[1024])
{
	struct bench bench;

	bench_open(&bench, CONSOLE_FACTS, PACK);
	struct tk_answers *answers = answers_for(&bench, facts);
	if (message != NULL)
		ck_assert_int_eq(tk_answers_set_text(answers, slot_of(bench.facts, "console_message"), message,
					 TK_KNOWN_TYPED), TK_OK);
	struct tk_decision *decision = evaluated(&bench, answers, moment("2026-11-23T14:00"), 0);
	strcpy(buffer, tk_console_name(decision->console));
	for (size_t i = 0; i < decision->cause_count; i++) {
		const struct tk_cause *cause = &decision->causes[i];
		sprintf(buffer + strlen(buffer), " %s%s%s", cause->cause->id, cause->code ? "=" : "",
			cause->code ? cause->code : cause->fits ? "!" : "");
	}
	tk_decision_free(decision);
	tk_answers_free(answers);
	bench_close(&bench);
	return buffer;
}

#define is_console(facts, message, expected)                                                       \
	do {                                                                                       \
		char is_console_text[1024];                                                        \
		ck_assert_str_eq(console_text((facts), (message), is_console_text), (expected)); \
	} while (0)

START_TEST(amounts_are_compared)
{
	is_console(PAID, NULL, "unknown");
	is_console(PAID "console_amount=100.00", NULL, "agrees");
	is_console(PAID "console_amount=100.01", NULL, "better");
	is_console(PAID "console_amount=99.99", NULL, "less account");
	is_console(PAID "gone=yes console_amount=0.00", NULL, "agrees");
	is_console(PAID "gone=yes console_amount=0.01", NULL, "better");
}
END_TEST

START_TEST(an_open_outcome_leaves_room)
{
	is_console("paid=100.00 gone=no odd=no console_amount=80.00", NULL, "within");
	is_console("paid=100.00 gone=no odd=no console_amount=90.00", NULL, "within");
	is_console("paid=100.00 gone=no odd=no console_amount=79.99", NULL, "less promo account");
	is_console("paid=100.00 gone=no odd=no console_kind=five-day", NULL, "within");
}
END_TEST

START_TEST(kinds_are_compared)
{
	is_console(PAID "console_kind=not-looked", NULL, "unknown");
	is_console(PAID "console_kind=five-day", NULL, "agrees");
	is_console(PAID "console_kind=partial", NULL, "less account");
	is_console(PAID "console_kind=not-supported", NULL, "less account");
	is_console(PAID "promo=yes console_kind=five-day", NULL, "better");
	is_console(PAID "promo=yes console_kind=partial", NULL, "unknown");
	is_console(PAID "gone=yes console_kind=not-supported", NULL, "agrees");
	is_console(PAID "gone=yes console_kind=partial", NULL, "better");
	/* An amount is offered after all, and counts. */
	is_console(PAID "console_kind=not-supported console_amount=100.00", NULL, "agrees");
	is_console(PAID "console_kind=not-supported console_amount=0.00", NULL, "less account");
	is_console(PAID "gone=yes console_kind=not-supported console_amount=0.00", NULL, "agrees");
}
END_TEST

START_TEST(causes_that_fit_come_first)
{
	is_console("paid=100.00 gone=no promo=no odd=yes console_amount=1.00", NULL, "less odd! account");
	is_console("paid=100.00 gone=no promo=no console_amount=1.00", NULL, "less odd account");
	is_console("paid=100.00 gone=no promo=yes odd=yes console_amount=1.00", NULL, "less promo! odd! account");
}
END_TEST

START_TEST(a_code_in_the_message_comes_before_all)
{
	is_console("paid=100.00 gone=no promo=no odd=yes console_amount=1.00", "CheckError",
		"less named=CheckError odd! account");
	/* Whatever the answers, and though nothing else was entered. */
	is_console(PAID, "PromoError", "unknown promo=PromoError");
	is_console(PAID "console_amount=100.00", "NoRight", "agrees account=NoRight");
}
END_TEST

START_TEST(codes_are_found_in_other_text)
{
	is_console(PAID, "{\"Code\":\"PromoError\",\"Message\":\"...\"}", "unknown promo=PromoError");
	is_console(PAID, "\xe6\x8f\x90\xe7\xa4\xbaPromoError\xef\xbc\x8c\xe4\xb8\x8d\xe6\x94\xaf\xe6\x8c\x81",
		"unknown promo=PromoError");
	is_console(PAID, "error promoERROR: no return", "unknown promo=PromoError");
	is_console(PAID, "NOTYOURS", "unknown account=NotYours");
	is_console(PAID, "NoRight, then NotYours", "unknown account=NotYours");
	is_console(PAID, "PromoErrors XPromoError Promo_Error MyPromoError2 PromoErro", "unknown");
	is_console(PAID, "XPromoError PromoError", "unknown promo=PromoError");
	is_console(PAID, "", "unknown");
}
END_TEST

/* Facts of these names may be anything in another vocabulary: what is no place in a list of kinds says no kind. */
START_TEST(a_kind_that_is_none)
{
	struct bench bench;

	bench_open(&bench, SMALL_FACTS FACT("console_kind", "choice"), SMALL_HEAD SMALL_SOURCE);
	struct tk_decision *decision = judged(&bench, "paid=100.00 console_kind=not-supported", "2026-11-23T14:00");
	is_outcome(&decision->outcome, "full 100.00");
	ck_assert_int_eq(decision->console, TK_CONSOLE_UNKNOWN);
	tk_decision_free(decision);
	bench_close(&bench);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"console",
			{amounts_are_compared, an_open_outcome_leaves_room, kinds_are_compared,
				causes_that_fit_come_first, a_code_in_the_message_comes_before_all,
				codes_are_found_in_other_text, a_kind_that_is_none, NULL}},
	};
	return SUITE_RUN("console", groups);
}
