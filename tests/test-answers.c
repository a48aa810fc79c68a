/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The answers of a case: set, parsed, cleared, copied, carried to another vocabulary, hashed. */
#include "config.h"

#include "packs.h"

static struct tk_vocabulary *vocabulary;
static struct tk_answers *answers;

static void open_answers(void)
{
	vocabulary = sound_facts(SMALL_FACTS);
	answers = tk_answers_new(vocabulary);
	ck_assert_ptr_nonnull(answers);
}

static void close_answers(void)
{
	tk_answers_free(answers);
	tk_vocabulary_free(vocabulary);
}

static size_t slot_in(const struct tk_vocabulary *of, const char *name)
{
	int slot = tk_vocabulary_find(of, name);
	ck_assert_msg(slot >= 0, "%s", name);
	return (size_t)slot;
}

static size_t slot(const char *name)
{
	return slot_in(vocabulary, name);
}

static void parses(const char *name, const char *text)
{
	struct tk_error error;
	ck_assert_msg(tk_answers_parse(answers, slot(name), text, TK_KNOWN_TOLD, &error) == TK_OK,
	        "%s", text);
}

START_TEST(states)
{
	open_answers();
	size_t paid = slot("paid");
	ck_assert_int_eq(tk_answers_state(answers, paid), TK_UNANSWERED);
	ck_assert_int_eq(tk_answers_value(answers, paid), 0);
	ck_assert_ptr_null(tk_answers_format(answers, paid));
	ck_assert_int_eq(tk_answers_set(answers, paid, 80000, TK_KNOWN_SEEN), TK_OK);
	ck_assert_int_eq(tk_answers_state(answers, paid), TK_ANSWERED);
	ck_assert_int_eq(tk_answers_known(answers, paid), TK_KNOWN_SEEN);
	ck_assert_int_eq(tk_answers_value(answers, paid), 80000);
	is_text(tk_answers_format(answers, paid), "800.00");
	tk_answers_set_not_sure(answers, paid);
	ck_assert_int_eq(tk_answers_state(answers, paid), TK_NOT_SURE);
	ck_assert_int_eq(tk_answers_value(answers, paid), 0);
	is_text(tk_answers_format(answers, paid), "?");
	tk_answers_clear(answers, paid);
	ck_assert_int_eq(tk_answers_state(answers, paid), TK_UNANSWERED);
	ck_assert_ptr_eq(tk_answers_vocabulary(answers), vocabulary);
	tk_answers_free(NULL);
	close_answers();
}
END_TEST

START_TEST(ranges_are_kept)
{
	open_answers();
	ck_assert_int_eq(tk_answers_set(answers, slot("instances"), 0, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(tk_answers_set(answers, slot("instances"), 1, TK_KNOWN_TYPED), TK_OK);
	ck_assert_int_eq(
	        tk_answers_set(answers, slot("instances"), 1001, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(tk_answers_value(answers, slot("instances")), 1);
	ck_assert_int_eq(tk_answers_set(answers, slot("deployed"), 2, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(tk_answers_set(answers, slot("site"), 2, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(tk_answers_set(answers, slot("note"), 0, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(tk_answers_set(answers, slot("provider"), 0, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(
	        tk_answers_set_text(answers, slot("paid"), "800", TK_KNOWN_TYPED), TK_INVALID);
	close_answers();
}
END_TEST

START_TEST(texts)
{
	char longest[202], too_long[202];

	open_answers();
	memset(longest, 'x', 201);
	memset(too_long, 'x', 201);
	longest[200] = too_long[201] = '\0';
	ck_assert_int_eq(tk_answers_set_text(answers, slot("note"), "两句话\n第二句 \"x\" ; # \\",
	                         TK_KNOWN_TYPED),
	        TK_OK);
	ck_assert_str_eq(tk_answers_text(answers, slot("note")), "两句话\n第二句 \"x\" ; # \\");
	ck_assert_int_eq(
	        tk_answers_set_text(answers, slot("note"), longest, TK_KNOWN_TYPED), TK_OK);
	ck_assert_int_eq(
	        tk_answers_set_text(answers, slot("note"), too_long, TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_int_eq(
	        tk_answers_set_text(answers, slot("note"), "\xff", TK_KNOWN_TYPED), TK_INVALID);
	ck_assert_str_eq(tk_answers_text(answers, slot("note")), longest);
	ck_assert_int_eq(
	        tk_answers_set_text(answers, slot("provider"), "aliyun", TK_KNOWN_TYPED), TK_OK);
	ck_assert_int_eq(
	        tk_answers_set_text(answers, slot("provider"), "Not an id", TK_KNOWN_TYPED),
	        TK_INVALID);
	is_text(tk_answers_format(answers, slot("provider")), "aliyun");
	tk_answers_clear(answers, slot("note"));
	ck_assert_str_eq(tk_answers_text(answers, slot("note")), "");
	close_answers();
}
END_TEST

static void refuses(const char *name, const char *text, const char *expected)
{
	struct tk_error error;
	ck_assert_msg(
	        tk_answers_parse(answers, slot(name), text, TK_KNOWN_TYPED, &error) == TK_INVALID,
	        "%s", text);
	is_text(tk_error_text(&error, NULL), expected);
	tk_error_release(&error);
}

START_TEST(parsing)
{
	open_answers();
	parses("paid", "800");
	parses("deployed", "yes");
	parses("site", "two-way");
	parses("note", "?");
	parses("provider", "aliyun");
	ck_assert_int_eq(tk_answers_value(answers, slot("paid")), 80000);
	ck_assert_int_eq(tk_answers_known(answers, slot("paid")), TK_KNOWN_TOLD);
	ck_assert_int_eq(tk_answers_value(answers, slot("site")), 1);
	ck_assert_int_eq(tk_answers_state(answers, slot("note")), TK_NOT_SURE);
	refuses("paid", "much",
	        "paid: not an amount of money: \"much\", expected digits with at most two "
	        "decimals, as 800.00");
	refuses("instances", "0", "instances: out of range: \"0\", expected 1 .. 1000");
	refuses("provider", "A B",
	        "provider: not a valid value: \"A B\", expected lower-case letters, digits, '-' "
	        "and '_'");
	ck_assert_int_eq(tk_answers_value(answers, slot("paid")), 80000);
	parses("paid", "");
	ck_assert_int_eq(tk_answers_state(answers, slot("paid")), TK_UNANSWERED);
	close_answers();
}
END_TEST

START_TEST(copies_stand_alone)
{
	open_answers();
	parses("paid", "800");
	parses("note", "x");
	struct tk_answers *copy = tk_answers_copy(answers);
	parses("paid", "900");
	parses("note", "y");
	ck_assert_int_eq(tk_answers_value(copy, slot("paid")), 80000);
	ck_assert_str_eq(tk_answers_text(copy, slot("note")), "x");
	tk_answers_free(copy);
	close_answers();
}
END_TEST

/* Another vocabulary: other slots, other choices, a type that differs, a range that is narrower. */
START_TEST(answers_are_carried_over)
{
	struct tk_vocabulary *other = sound_facts(FACT("own", "flag") FACT("site",
	        "choice") "choices = two-way\nchoice.two-way = Both\n" FACT("deployed", "text")
	                FACT("paid", "money") FACT("instances", "count") "max = 5\n" FACT(
	                        "note", "text") FACT("share", "percent"));
	struct tk_answers *to = tk_answers_new(other);

	open_answers();
	parses("paid", "800");
	parses("deployed", "yes");
	parses("site", "two-way");
	parses("instances", "6");
	parses("note", "words");
	parses("share", "?");
	ck_assert_int_eq(tk_answers_set(to, slot_in(other, "own"), 1, TK_KNOWN_TYPED), TK_OK);
	ck_assert_int_eq(tk_answers_merge(to, answers), TK_OK);
	ck_assert_int_eq(tk_answers_value(to, slot_in(other, "own")), 1);
	ck_assert_int_eq(tk_answers_value(to, slot_in(other, "paid")), 80000);
	ck_assert_int_eq(tk_answers_known(to, slot_in(other, "paid")), TK_KNOWN_TOLD);
	ck_assert_int_eq(tk_answers_state(to, slot_in(other, "site")), TK_ANSWERED);
	ck_assert_int_eq(tk_answers_value(to, slot_in(other, "site")), 0);
	ck_assert_int_eq(tk_answers_state(to, slot_in(other, "deployed")), TK_UNANSWERED);
	ck_assert_int_eq(tk_answers_state(to, slot_in(other, "instances")), TK_UNANSWERED);
	ck_assert_str_eq(tk_answers_text(to, slot_in(other, "note")), "words");
	ck_assert_int_eq(tk_answers_state(to, slot_in(other, "share")), TK_NOT_SURE);
	/* What is taken back is taken back there too. */
	parses("paid", "");
	parses("site", "china");
	ck_assert_int_eq(tk_answers_merge(to, answers), TK_OK);
	ck_assert_int_eq(tk_answers_state(to, slot_in(other, "paid")), TK_UNANSWERED);
	ck_assert_int_eq(tk_answers_state(to, slot_in(other, "site")), TK_UNANSWERED);
	tk_answers_free(to);
	tk_vocabulary_free(other);
	close_answers();
}
END_TEST

/* A choice without a list is answered with a text, one with a list with a place in it: neither means the other. */
START_TEST(open_choices_stay_apart)
{
	static const char listed[] = FACT("kind", "choice") "choices = b, a\nchoice.a = A\nchoice.b = B\n";
	struct tk_vocabulary *with = sound_facts(listed), *without = sound_facts(FACT("kind", "choice"));
	struct tk_answers *place = tk_answers_new(with), *text = tk_answers_new(without), *again = tk_answers_new(without);

	ck_assert_int_eq(tk_answers_set(place, 0, 1, TK_KNOWN_TYPED), TK_OK);
	ck_assert_int_eq(tk_answers_merge(text, place), TK_OK);
	ck_assert_int_eq(tk_answers_state(text, 0), TK_UNANSWERED);
	ck_assert_int_eq(tk_answers_set_text(text, 0, "a", TK_KNOWN_TYPED), TK_OK);
	ck_assert_int_eq(tk_answers_merge(place, text), TK_OK);
	ck_assert_int_eq(tk_answers_state(place, 0), TK_ANSWERED);
	ck_assert_int_eq(tk_answers_value(place, 0), 1);
	ck_assert_int_eq(tk_answers_merge(again, text), TK_OK);
	ck_assert_str_eq(tk_answers_text(again, 0), "a");
	tk_answers_free(place);
	tk_answers_free(text);
	tk_answers_free(again);
	tk_vocabulary_free(with);
	tk_vocabulary_free(without);
}
END_TEST

/* Only what no policy looks at may differ; answers to other questions are never alike. */
START_TEST(judged_alike)
{
	struct tk_vocabulary *other = sound_facts(SMALL_FACTS);
	struct tk_answers *a = tk_answers_new(other), *b = tk_answers_new(other), *elsewhere;

	open_answers();
	elsewhere = tk_answers_new(vocabulary);
	ck_assert(tk_answers_judged_alike(a, b));
	ck_assert(!tk_answers_judged_alike(a, elsewhere) && !tk_answers_judged_alike(elsewhere, a));
	ck_assert_int_eq(tk_answers_set(a, slot_in(other, "paid"), 1, TK_KNOWN_TYPED), TK_OK);
	ck_assert(!tk_answers_judged_alike(a, b) && !tk_answers_judged_alike(b, a));
	ck_assert_int_eq(tk_answers_set(b, slot_in(other, "paid"), 1, TK_KNOWN_SEEN), TK_OK);
	ck_assert(tk_answers_judged_alike(a, b));
	tk_answers_set_not_sure(a, slot_in(other, "started"));
	ck_assert(!tk_answers_judged_alike(a, b));
	tk_answers_free(a);
	tk_answers_free(b);
	tk_answers_free(elsewhere);
	tk_vocabulary_free(other);
	close_answers();
}
END_TEST

START_TEST(the_hash)
{
	char empty[TK_SHA256_HEX], hex[TK_SHA256_HEX], expected[TK_SHA256_HEX];
	static const char lines[] = "deployed=no\nnote=a%0Ab%3Bc\npaid=800.00\n";

	open_answers();
	ck_assert_int_eq(tk_answers_sha256(answers, empty), TK_OK);
	file_sha256_hex("", 0, expected);
	ck_assert_str_eq(empty, expected);
	parses("paid", "800");
	parses("deployed", "no");
	parses("note", "a\nb;c");
	parses("started", "?");
	ck_assert_int_eq(tk_answers_sha256(answers, hex), TK_OK);
	file_sha256_hex(lines, strlen(lines), expected);
	ck_assert_str_eq(hex, expected);
	close_answers();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"answers", {states, ranges_are_kept, texts, parsing, copies_stand_alone,
	                            answers_are_carried_over, open_choices_stay_apart,
	                            judged_alike, the_hash, NULL}},
	};
	return SUITE_RUN("answers", groups);
}
