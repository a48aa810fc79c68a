/* SPDX-License-Identifier: GPL-3.0-or-later */
/* facts.ini: what is declared, texts in their languages, and every way in which it can be wrong. */
#include "config.h"

#include "packs.h"
#include "vocabulary.h"

static const struct tk_fact *fact_named(const struct tk_vocabulary *vocabulary, const char *name)
{
	int slot = tk_vocabulary_find(vocabulary, name);
	ck_assert_msg(slot >= 0, "%s", name);
	return tk_vocabulary_fact(vocabulary, (size_t)slot);
}

START_TEST(facts_are_declared)
{
	struct tk_vocabulary *vocabulary =
	        sound_facts(SMALL_FACTS "[fact.seen]\ntype = flag\nstep = checklist\npapers = "
	                                "yes\nfold = yes\nlabel = Seen\n"
	                                "label[zh_CN] = 见过\nquestion = Seen?\nhelp = "
	                                "Look.\ndetail = More.\nexample = yes\nusual = no\n");
	const struct tk_fact *fact = fact_named(vocabulary, "seen");

	ck_assert_uint_eq(tk_vocabulary_count(vocabulary), 13);
	ck_assert_str_eq(tk_vocabulary_fact(vocabulary, 0)->name, "provider");
	ck_assert_int_eq(tk_vocabulary_find(vocabulary, "provider"), 0);
	ck_assert_int_eq(tk_vocabulary_find(vocabulary, "seen"), 12);
	ck_assert_int_eq(tk_vocabulary_find(vocabulary, "see"), -1);
	ck_assert_str_eq(tk_vocabulary_nearest(vocabulary, "ordered-at"), "ordered_at");
	ck_assert_ptr_null(tk_vocabulary_nearest(vocabulary, "quite_another"));
	ck_assert_uint_eq(strlen(tk_vocabulary_sha256(vocabulary)), 64);

	ck_assert_int_eq(fact->type, TK_FLAG);
	ck_assert_int_eq(fact->step, TK_STEP_CHECKLIST);
	ck_assert(fact->for_papers && fact->folded && fact->has_usual && !fact->has_default &&
	          !fact->evidence);
	ck_assert_int_eq(fact->usual, 0);
	ck_assert_int_eq(fact->most, 1);
	ck_assert_str_eq(tk_text_get(fact->label, "zh_CN"), "见过");
	ck_assert_str_eq(tk_text_get(fact->detail, "zh_CN"), "More.");
	ck_assert_str_eq(tk_text_get(fact->example, NULL), "yes");

	fact = fact_named(vocabulary, "site");
	ck_assert_uint_eq(fact->choice_count, 2);
	ck_assert_str_eq(fact->choices[1].id, "two-way");
	ck_assert_str_eq(tk_text_get(fact->choices[1].label, "en"), "Both");
	ck_assert_int_eq(fact->most, 1);
	ck_assert(!fact->for_papers && !fact->folded);
	ck_assert_ptr_null(fact->detail);

	fact = fact_named(vocabulary, "instances");
	ck_assert_int_eq(fact->least, 1);
	ck_assert_int_eq(fact->most, 1000);
	ck_assert(fact->has_default);
	ck_assert_uint_eq(fact_named(vocabulary, "provider")->choice_count, 0);
	ck_assert_int_eq(fact_named(vocabulary, "paid")->most, TK_MONEY_MAX);
	ck_assert_int_eq(fact_named(vocabulary, "ordered_at")->most, TK_MOMENT_MAX);
	ck_assert_int_eq(fact_named(vocabulary, "share")->most, 10000);

	const struct vocabulary_fact *applied =
	        &vocabulary->facts[tk_vocabulary_find(vocabulary, "applied_at")];
	ck_assert_uint_eq(applied->not_before_count, 1);
	ck_assert_int_eq((int)applied->not_before[0], tk_vocabulary_find(vocabulary, "ordered_at"));
	tk_vocabulary_free(vocabulary);
	tk_vocabulary_free(NULL);
}
END_TEST

START_TEST(ranges_and_units)
{
	struct tk_vocabulary *vocabulary =
	        sound_facts(FACT("a", "duration") "unit = min\nmin = 1 h\nmax = 90\n" FACT(
	                "b", "text") "max = 64\n" FACT("c", "text")
	                        FACT("e2", "percent") "min = 5 %\nusual = 7.5 %\n" FACT(
	                                "e", "money") "usual = 800\nmin = 1\nmax = 1000.00\n");
	const struct tk_fact *fact = fact_named(vocabulary, "a");

	ck_assert_int_eq(fact->unit, 60);
	ck_assert_int_eq(fact->least, 3600);
	ck_assert_int_eq(fact->most, 5400);
	ck_assert_int_eq(fact_named(vocabulary, "b")->most, 64);
	ck_assert_int_eq(fact_named(vocabulary, "c")->most, 200);
	ck_assert_int_eq(fact_named(vocabulary, "e2")->least, 500);
	ck_assert_int_eq(fact_named(vocabulary, "e2")->usual, 750);
	ck_assert_int_eq(fact_named(vocabulary, "e")->usual, 80000);
	tk_vocabulary_free(vocabulary);
}
END_TEST

START_TEST(texts_choose_a_language)
{
	struct tk_vocabulary *vocabulary =
	        sound_facts("[fact.a]\ntype = flag\nstep = order\nlabel = English\nlabel[zh_CN] = "
	                    "中文\nlabel[de] = Deutsch\n"
	                    "question[zh_CN] = 只有中文\nhelp = H\n");
	const struct tk_text *label = tk_vocabulary_fact(vocabulary, 0)->label,
	                     *question = tk_vocabulary_fact(vocabulary, 0)->question;
	static const struct {
		const char *language, *text;
	} asked[] = {{"zh_CN", "中文"}, {"zh_CN.UTF-8", "中文"}, {"zh-cn", "中文"}, {"zh", "中文"},
	        {"zh_TW", "中文"}, {"zh_CN@x", "中文"}, {"en", "English"},
	        {"en_US.UTF-8", "English"}, {"de_AT", "Deutsch"}, {"fr", "English"},
	        {"z", "English"}, {"C", "English"}, {"", "English"}, {NULL, "English"}};

	for (size_t i = 0; i < sizeof(asked) / sizeof(asked[0]); i++)
		ck_assert_str_eq(tk_text_get(label, asked[i].language), asked[i].text);
	ck_assert_str_eq(tk_text_get(question, "en"), "只有中文");
	ck_assert_ptr_null(tk_text_get(NULL, "en"));
	ck_assert(tk_text_has(label, "zh_CN") && tk_text_has(label, "zh") &&
	          tk_text_has(label, "en"));
	ck_assert(!tk_text_has(label, "zh_TW") && !tk_text_has(label, "fr") &&
	          !tk_text_has(NULL, "en"));
	ck_assert(!tk_text_has(question, "en"));

	struct tk_errors errors;
	tk_errors_init(&errors);
	ck_assert_int_eq(tk_vocabulary_check_languages(vocabulary, &errors), TK_INVALID);
	reported(&errors, "facts.ini:7: [fact.a] question: a text is missing in a language: "
	                  "\"en\", expected English and zh_CN\n"
	                  "facts.ini:8: [fact.a] help: a text is missing in a language: \"zh_CN\", "
	                  "expected English and zh_CN\n");
	tk_vocabulary_free(vocabulary);
}
END_TEST

/* ---- what is wrong
 * ------------------------------------------------------------------------------------ */

static void fails(const char *text, const char *expected)
{
	struct tk_vocabulary *vocabulary;
	struct tk_errors errors;

	ck_assert_msg(load_facts(text, &vocabulary, &errors) == TK_INVALID, "%s", text);
	ck_assert_ptr_null(vocabulary);
	reported(&errors, expected);
}

START_TEST(sections_and_keys)
{
	fails("[facts]\n[fact]\nx = 1\n",
	        "facts.ini:1: [facts]: unknown section, expected [fact.NAME]\n"
	        "facts.ini:2: [fact]: unknown section, expected [fact.NAME]\n");
	fails("[fact.a]\n", "facts.ini:1: [fact.a] type: a key is missing\n"
	                    "facts.ini:1: [fact.a] step: a key is missing\n"
	                    "facts.ini:1: [fact.a] label: a key is missing\n"
	                    "facts.ini:1: [fact.a] question: a key is missing\n"
	                    "facts.ini:1: [fact.a] help: a key is missing\n");
	fails(FACT("a", "flag") "lable = x\ntype[zh_CN] = flag\nask =\n",
	        "facts.ini:7: [fact.a] lable: unknown key; did you mean \"label\"?\n"
	        "facts.ini:8: [fact.a] type[zh_cn]: unknown key, expected this key without a "
	        "language\n"
	        "facts.ini:9: [fact.a] ask: no value\n");
	fails(FACT("a", "fleg") "papers = maybe\nstep[zh] = x\n",
	        "facts.ini:2: [fact.a] type: not one of the choices: \"fleg\", expected flag, "
	        "choice, money, moment, duration, count, percent, text; did you mean \"flag\"?\n"
	        "facts.ini:7: [fact.a] papers: not one of the choices: \"maybe\", expected yes, "
	        "no\n"
	        "facts.ini:8: [fact.a] step[zh]: unknown key, expected this key without a "
	        "language\n");
	fails("[fact.min]\ntype = flag\nstep = never\nlabel = L\nquestion = Q\nhelp = H\n",
	        "facts.ini:1: [fact.min]: not a name for a section: \"min\", expected letters, "
	        "digits and '_', '-' between letters only, and no word of the language\n"
	        "facts.ini:3: [fact.min] step: not one of the choices: \"never\", expected start, "
	        "order, timing, checklist, account, application, finish\n");
	fails(FACT("a-1", "flag"),
	        "facts.ini:1: [fact.a-1]: not a name for a section: \"a-1\", expected letters, "
	        "digits and '_', '-' between letters only, and no word of the language\n");
	fails(FACT("evidence.log", "flag"), "facts.ini:1: [fact.evidence.log]: not a name for a "
	                                    "section: \"evidence.log\", expected another "
	                                    "name: evidence is declared by [document.NAME]\n");
	/* A line that cannot be read may be the one that is missed. */
	fails("[fact.a]\ntype = flag\nstep = order\nlabel = L\nquestion = Q\nhelp : H\n",
	        "facts.ini:6: [fact.a]: not understood: \"help : H\", expected [section], key = "
	        "value, or a "
	        "comment\n");
}
END_TEST

START_TEST(choices)
{
	fails(FACT("a", "flag") "choices = x, y\n",
	        "facts.ini:7: [fact.a] choices: unknown key, expected choices for facts of type "
	        "choice only\n");
	fails(FACT("a", "choice") "choices = one, two,, one, yes, 3\nchoice.one = 1\nchoice.tow = "
	                          "2\n",
	        "facts.ini:1: [fact.a] choice.two: a key is missing\n"
	        "facts.ini:7: [fact.a] choices: not a valid value: \"one, two,, one, yes, 3\", "
	        "expected names with commas between them\n"
	        "facts.ini:7: [fact.a] choices: a name that is taken: \"one\", expected another "
	        "name\n"
	        "facts.ini:7: [fact.a] choices: not a valid value: \"yes\", expected letters, "
	        "digits and '_', '-' between letters only, and no word of the language\n"
	        "facts.ini:7: [fact.a] choices: not a valid value: \"3\", expected letters, digits "
	        "and '_', '-' between letters only, and no word of the language\n"
	        "facts.ini:9: [fact.a] choice.tow: not one of the choices: \"tow\", expected one "
	        "of the choices of this fact; did you mean \"two\"?\n");
}
END_TEST

/* Blanks and tabs about the names of a list are none of theirs. */
START_TEST(lists)
{
	struct tk_vocabulary *vocabulary = sound_facts(
	        FACT("a", "choice") "choices = one\t,  two \t ,\t \tthree\nchoice.one = 1\nchoice.two = 2\nchoice.three = 3\n");
	const struct tk_fact *fact = fact_named(vocabulary, "a");

	ck_assert_uint_eq(fact->choice_count, 3);
	ck_assert_str_eq(fact->choices[0].id, "one");
	ck_assert_str_eq(fact->choices[1].id, "two");
	ck_assert_str_eq(fact->choices[2].id, "three");
	tk_vocabulary_free(vocabulary);
	fails(FACT("a", "choice") "choices = one,\t ,two, \t\nchoice.one = 1\nchoice.two = 2\n",
	        "facts.ini:7: [fact.a] choices: not a valid value: \"one,  ,two,\", expected names with commas between them\n"
	        "facts.ini:7: [fact.a] choices: not a valid value: \"one,  ,two,\", expected names with commas between them\n");
}
END_TEST

/* 64 choices fit into a mask, 65 do not. */
START_TEST(many_choices)
{
	for (int count = 64; count <= 65; count++) {
		struct text_buffer text;
		struct tk_vocabulary *vocabulary;
		struct tk_errors errors;

		text_buffer_init(&text);
		text_buffer_add(&text, FACT("a", "choice") "choices = c1");
		for (int i = 2; i <= count; i++)
			text_buffer_printf(&text, ", c%d", i);
		text_buffer_add(&text, "\n");
		for (int i = 1; i <= count; i++)
			text_buffer_printf(&text, "choice.c%d = C\n", i);
		text_buffer_add(&text, FACT("b", "flag") "ask = a != c64\n");
		ck_assert_int_eq(load_facts(text.text, &vocabulary, &errors),
		        count == 64 ? TK_OK : TK_INVALID);
		if (count == 65)
			ck_assert_int_eq(errors.items[0].code, TK_E_TOO_MANY);
		tk_errors_release(&errors);
		tk_vocabulary_free(vocabulary);
		text_buffer_release(&text);
	}
}
END_TEST

/* A thousand, of the kind with the fewest keys: a file has 5000 of them at most. */
START_TEST(many_facts)
{
	for (int count = 1000; count <= 1001; count++) {
		struct text_buffer text;
		struct tk_vocabulary *vocabulary;
		struct tk_errors errors;

		text_buffer_init(&text);
		for (int i = 1; i <= count; i++)
			text_buffer_printf(&text, "[fact.f%d]\ntype = flag\nlabel = L\nunknown = U\n", i);
		ck_assert_int_eq(load_facts(text.text, &vocabulary, &errors), count == 1000 ? TK_OK : TK_INVALID);
		if (count == 1000)
			ck_assert_uint_eq(tk_vocabulary_count(vocabulary), 1000);
		reported(&errors, count == 1000
				? "" : "facts.ini:4001: [fact.f1001]: too many of them, expected at most 1000 facts\n");
		tk_vocabulary_free(vocabulary);
		text_buffer_release(&text);
	}
}
END_TEST

START_TEST(ranges_that_are_wrong)
{
	fails(FACT("a", "money") "min = 5\nmax = 4\n",
	        "facts.ini:8: [fact.a] max: out of range: \"4\", expected at least min\n");
	fails(FACT("a", "percent") "min = 150 %\n",
	        "facts.ini:7: [fact.a] min: out of range: \"150 %\", expected a max that is not below it\n");
	fails(FACT("a", "money") "min = -5\nmax = 10000000000.01\nusual = much\n",
	        "facts.ini:7: [fact.a] min: not an amount of money: \"-5\", expected digits with "
	        "at most two decimals, as 800.00\n"
	        "facts.ini:8: [fact.a] max: out of range: \"10000000000.01\", expected 0.00 .. "
	        "10000000000.00\n"
	        "facts.ini:9: [fact.a] usual: not an amount of money: \"much\", expected digits "
	        "with at most two decimals, as 800.00\n");
	fails(FACT("a", "count") "max = 3\nusual = 4\n",
	        "facts.ini:8: [fact.a] usual: out of range: \"4\", expected 0 .. 3\n");
	fails(FACT("a", "flag") "min = 0\nunit = h\n",
	        "facts.ini:7: [fact.a] min: unknown key, expected no range for a flag or a choice\n"
	        "facts.ini:8: [fact.a] unit: unknown key, expected a unit for durations only\n");
	fails(FACT("a", "text") "min = 1\nmax = 5000\nusual = x\ndefault = x\n",
	        "facts.ini:7: [fact.a] min: unknown key, expected only max, in bytes, for a text\n"
	        "facts.ini:8: [fact.a] max: out of range: \"5000\", expected 1 .. 4000\n"
	        "facts.ini:9: [fact.a] usual: unknown key, expected no usual answer for a text or "
	        "an open choice\n"
	        "facts.ini:10: [fact.a] default: unknown key, expected no default for a text or an "
	        "open choice\n");
	fails(FACT("a", "text") "max = 0\n",
	        "facts.ini:7: [fact.a] max: out of range: \"0\", expected 1 .. 4000\n");
	fails(FACT("a", "duration") "unit = w\n", "facts.ini:7: [fact.a] unit: not one of the "
	                                          "choices: \"w\", expected s, min, h, d\n");
}
END_TEST

START_TEST(defaults)
{
	tk_vocabulary_free(sound_facts(SMALL_FACTS FACT(
	        "a", "flag") "default = paid > 5\ndefault_when = deployed\n" FACT("b",
	        "choice") "choices = x, y\nchoice.x = X\nchoice.y = Y\ndefault = y\n" FACT("c",
	        "percent") "default = 20 %\n" FACT("e2",
	        "money") "default = min(paid, 5)\n" FACT("e",
	        "moment") "default = ordered_at\nask = a and used\n"));
	fails(FACT("a", "flag") "default_when = yes\n",
	        "facts.ini:1: [fact.a] default: a key is missing\n");
	fails(FACT("a", "money") "default = 3 min\n",
	        "facts.ini:7: [fact.a] default: the types do not fit: \"3 min\", expected an "
	        "amount of money, as "
	        "800.00\n");
	fails(FACT("a", "money") "default = 0.005\n",
	        "facts.ini:7: [fact.a] default: the types do not fit: \"0.005\", expected a value "
	        "that is always a "
	        "whole number of fen, of seconds or of what is counted\n");
	fails(FACT("a", "money") FACT("b", "money") "default = a * 50 %\n",
	        "facts.ini:13: [fact.b] default: the types do not fit: \"a * 50 %\", expected a "
	        "value that is "
	        "always a whole number of fen, of seconds or of what is counted\n");
	fails(FACT("a", "money") FACT("b", "money") "max = 5.00\ndefault = a\n",
	        "facts.ini:14: [fact.b] default: out of range: \"a\", expected a value that is "
	        "always in the range "
	        "of the fact\n");
	fails(FACT("a", "money") FACT("n", "count") "min = 1\n" FACT("b", "money") "default = a / n\n",
	        "facts.ini:20: [fact.b] default: the types do not fit: \"a / n\", expected a value that is always a "
	        "whole number of fen, of seconds or of what is counted\n");
	fails(FACT("a", "count") "min = 5\ndefault = 3\n",
	        "facts.ini:8: [fact.a] default: out of range: \"3\", expected a value that is always in the range of the "
	        "fact\n");
	fails(FACT("a", "percent") "default = 120 %\n",
	        "facts.ini:7: [fact.a] default: out of range: \"120 %\", expected a value that is "
	        "always in the "
	        "range of the fact\n");
	fails(FACT("a", "choice") "choices = x\nchoice.x = X\ndefault = y\n",
	        "facts.ini:9: [fact.a] default: not one of the choices: \"y\", expected one of the "
	        "choices of this "
	        "fact\n");
	fails(FACT("a", "flag") "default = b\ndefault_when = c\nask = e\n",
	        "facts.ini:7: [fact.a] default: unknown name: \"b\", expected a fact, a define or "
	        "a function\n"
	        "facts.ini:8: [fact.a] default_when: unknown name: \"c\", expected a fact, a "
	        "define or a function\n"
	        "facts.ini:9: [fact.a] ask: unknown name: \"e\", expected a fact, a define or a "
	        "function\n");
	fails(FACT("a", "flag") "ask = now > now\n" FACT("b", "flag") "default = answered(a)\n",
	        "facts.ini:7: [fact.a] ask: the types do not fit: \"now\", expected applied_at, or "
	        "another fact: now is for defaults\n"
	        "facts.ini:14: [fact.b] default: the types do not fit: \"answered\", expected "
	        "nothing that depends on what is answered here\n");
}
END_TEST

/* What hangs on a fact that is wrong is not reported as well. */
START_TEST(one_report_for_one_mistake)
{
	fails(FACT("a", "fleg") "choices = x\nchoice.x = X\n" FACT(
	              "b", "flag") "ask = a = x\ndefault = not a\n",
	        "facts.ini:2: [fact.a] type: not one of the choices: \"fleg\", expected flag, "
	        "choice, money, moment, "
	        "duration, count, percent, text; did you mean \"flag\"?\n");
}
END_TEST

/* A key without a value is said once, and is otherwise as if it were not there. */
START_TEST(keys_without_values)
{
	fails(FACT("a", "choice") "choices =\n", "facts.ini:7: [fact.a] choices: no value\n");
	fails(FACT("a", "duration") "unit =\nmin =\nusual =\n",
	        "facts.ini:7: [fact.a] unit: no value\n"
	        "facts.ini:8: [fact.a] min: no value\n"
	        "facts.ini:9: [fact.a] usual: no value\n");
	fails(FACT("a", "moment") "after =\n", "facts.ini:7: [fact.a] after: no value\n");
}
END_TEST

START_TEST(the_order_of_moments)
{
	fails(FACT("a", "moment") "after = b, ab, x\n" FACT("b", "flag") "after = a\n",
	        "facts.ini:7: [fact.a] after: the types do not fit: \"b\", expected the name of a "
	        "moment\n"
	        "facts.ini:7: [fact.a] after: unknown fact: \"ab\", expected the name of a moment; "
	        "did you mean \"a\"?\n"
	        "facts.ini:7: [fact.a] after: unknown fact: \"x\", expected the name of a moment\n"
	        "facts.ini:14: [fact.b] after: unknown key, expected an order for moments only\n");
	fails(FACT("a", "moment") "after = b\n" FACT("b", "moment") "after = c\n" FACT(
	              "c", "moment") "after = a\n",
	        "facts.ini:7: [fact.a] after: refers to itself: \"b\", expected moments that do "
	        "not lead back here\n"
	        "facts.ini:14: [fact.b] after: refers to itself: \"c\", expected moments that do "
	        "not lead back here\n"
	        "facts.ini:21: [fact.c] after: refers to itself: \"a\", expected moments that do "
	        "not lead back here\n");
}
END_TEST

START_TEST(bytes_that_are_no_text)
{
	struct tk_vocabulary *vocabulary = NULL;
	struct tk_errors errors;
	static const char zeros[64] = {0};

	tk_errors_init(&errors);
	ck_assert_int_eq(
	        tk_vocabulary_load("f", zeros, sizeof(zeros), &vocabulary, &errors), TK_INVALID);
	ck_assert_uint_gt(errors.count, 0);
	tk_errors_release(&errors);
	/* Nobody need listen. */
	ck_assert_int_eq(
	        tk_vocabulary_load("f", "[x]\n[fact.a]\n", 13, &vocabulary, NULL), TK_INVALID);
	/* Nothing is a vocabulary too. */
	ck_assert_int_eq(tk_vocabulary_load("f", "", 0, &vocabulary, NULL), TK_OK);
	ck_assert_uint_eq(tk_vocabulary_count(vocabulary), 0);
	ck_assert_int_eq(tk_vocabulary_find(vocabulary, "a"), -1);
	tk_vocabulary_free(vocabulary);
}
END_TEST

/* The one that is installed is sound and complete in both languages. */
START_TEST(the_installed_facts)
{
	size_t length;
	char *bytes = source_text("data/facts.ini", &length);
	struct tk_vocabulary *vocabulary = sound_facts(bytes);
	struct tk_errors errors;

	tk_errors_init(&errors);
	ck_assert_int_eq(tk_vocabulary_check_languages(vocabulary, &errors), TK_OK);
	reported(&errors, "");
	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		ck_assert_msg(text_width(tk_text_get(fact->label, "en")) <= 16, "%s", fact->name);
		ck_assert_msg(
		        text_width(tk_text_get(fact->label, "zh_CN")) <= 14, "%s", fact->name);
		ck_assert_msg(text_width(tk_text_get(fact->help, "en")) <= 76, "%s", fact->name);
		ck_assert_msg(text_width(tk_text_get(fact->help, "zh_CN")) <= 76, "%s", fact->name);
	}
	tk_vocabulary_free(vocabulary);
	free(bytes);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
	        {"declared", {facts_are_declared, ranges_and_units, texts_choose_a_language,
	                             the_installed_facts, NULL}},
	        {"wrong", {sections_and_keys, choices, lists, many_choices, many_facts, ranges_that_are_wrong,
	                          defaults, one_report_for_one_mistake, keys_without_values, the_order_of_moments,
	                          bytes_that_are_no_text, NULL}},
	};
	return SUITE_RUN("vocabulary", groups);
}
