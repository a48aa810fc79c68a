/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a decision: its hashes find every changed byte; what it was made with is kept by hash. */
#include "config.h"

#include <errno.h>

#include "record.h"
#include "file.h"
#include "standing.h"
#include "suite.h"

static const char facts_text[] =
	"[fact.paid]\ntype = money\nstep = order\nlabel = P\nlabel[zh_CN] = 付\nquestion = Q\n"
	"question[zh_CN] = 问\nhelp = H\nhelp[zh_CN] = 助\n";
static const char calendar_text[] = "[calendar]\nid = cn\ntitle = C\ntitle[zh_CN] = 历\n";
static const char policy_text[] =
	"[policy]\nid = small\nprovider = someone\ntitle = T\ntitle[zh_CN] = 题\nrevision = 7\n"
	"authority = official\ncalendar = cn\nsource = page\n"
	"[rule.fee]\nwhen = yes\ndeduct = paid * 20 %\nlabel = L\nlabel[zh_CN] = 签\ntext = T\n"
	"text[zh_CN] = 文\nsource = §1\n[source.page]\ntitle = P\ntitle[zh_CN] = 页\n";
static const char letter_text[] = "Dear all\n";

static char folder[64];
static struct places places;
static struct tk_policy *policy;
static struct tk_errors errors;

static void make_file(const char *name, const char *text)
{
	char *path = file_join(folder, name);
	ck_assert_int_eq(file_write(path, text, strlen(text), 0600), TK_OK);
	free(path);
}

static void make_below(const char *name)
{
	char *path = file_join(folder, name);
	ck_assert_int_eq(file_make_folders(path, 0700), TK_OK);
	free(path);
}

static void set_up(void)
{
	make_folder(folder);
	make_below("policies");
	make_below("calendars");
	make_below("letters");
	make_file("facts.ini", facts_text);
	make_file("calendars/cn.ini", calendar_text);
	make_file("policies/small.ini", policy_text);
	make_file("letters/refund-ticket.en.txt", letter_text);
	char *policies = file_join(folder, "policies");
	setenv("TUIKUAN_POLICY_PATH", policies, 1);
	free(policies);
	tk_errors_init(&errors);
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_int_eq(places_load_policy(&places, "small", &policy, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
}

static void tear_down(void)
{
	tk_policy_free(policy);
	places_close(&places);
	tk_errors_release(&errors);
	remove_folder(folder);
	unsetenv("TUIKUAN_POLICY_PATH");
}

/* A case that was judged, as a save leaves it. */
static struct case_file *recorded_case(void)
{
	struct case_file *file = case_new();
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(policy));
	struct tk_decision *decision;

	case_values_set(&file->facts, "paid", "800.00", TK_KNOWN_SEEN);
	case_values_set(&file->facts, "kept_for_another", "a=b\nc", TK_KNOWN_TYPED);
	case_values_set(&file->facts, "kept_for_another", NULL, TK_KNOWN_TYPED);
	ck_assert_int_eq(case_to_answers(file, answers, &errors), TK_OK);
	ck_assert_int_eq(tk_evaluate(policy, answers, 1795415820, 0, &decision), TK_OK);
	ck_assert(record_decision(file, decision, answers, &places));
	tk_decision_free(decision);
	tk_answers_free(answers);
	return file;
}

static struct record_check check_of(const struct case_file *file)
{
	struct record_check check;
	ck_assert(record_check(file, &check));
	return check;
}

/* A text over which a value is changed and set back. */
static void change_byte(struct case_values *values, size_t index, size_t at)
{
	values->items[index].text[at] ^= 1;
}

START_TEST(every_changed_byte_is_found)
{
	set_up();
	struct case_file *file = recorded_case();
	struct record_check check = check_of(file);

	ck_assert(check.exists);
	ck_assert_ptr_null(check.lacking);
	ck_assert_int_eq(check.answers, RECORD_SOUND);
	ck_assert_int_eq(check.decision, RECORD_SOUND);
	for (size_t i = 0; i < file->decision.count; i++) {
		for (size_t at = 0; at < strlen(file->decision.items[i].text); at++) {
			change_byte(&file->decision, i, at);
			bool other = strcmp(file->decision.items[i].name, "sha256.written") == 0;
			ck_assert_int_eq(check_of(file).decision, RECORD_CHANGED);
			ck_assert_int_eq(check_of(file).answers, other ? RECORD_CHANGED : RECORD_SOUND);
			change_byte(&file->decision, i, at);
		}
		file->decision.items[i].name[0] ^= 1;
		ck_assert_int_ne(check_of(file).decision, RECORD_SOUND);
		file->decision.items[i].name[0] ^= 1;
	}
	for (size_t at = 0; at < strlen("800.00"); at++) {
		change_byte(&file->facts, 0, at);
		ck_assert_int_eq(check_of(file).answers, RECORD_CHANGED);
		ck_assert_int_eq(check_of(file).decision, RECORD_SOUND);
		change_byte(&file->facts, 0, at);
	}
	file->facts.items[0].known = TK_KNOWN_TOLD;
	ck_assert_int_eq(check_of(file).answers, RECORD_CHANGED);
	file->facts.items[0].known = TK_KNOWN_SEEN;
	case_values_set(&file->evidence, "proof", "yes", TK_KNOWN_TYPED);
	ck_assert_int_eq(check_of(file).answers, RECORD_CHANGED);
	case_values_set(&file->evidence, "proof", NULL, TK_KNOWN_TYPED);
	ck_assert_int_eq(check_of(file).answers, RECORD_SOUND);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(a_record_that_is_not_whole_says_so)
{
	set_up();
	struct case_file *file = recorded_case(), *none = case_new();

	ck_assert(!check_of(none).exists);
	case_values_set(&file->decision, "sha256.decision", NULL, TK_KNOWN_TYPED);
	ck_assert_int_eq(check_of(file).decision, RECORD_LACKING);
	case_values_set(&file->decision, "sha256.written", NULL, TK_KNOWN_TYPED);
	ck_assert_int_eq(check_of(file).answers, RECORD_LACKING);
	case_values_set(&file->decision, "at", NULL, TK_KNOWN_TYPED);
	ck_assert_str_eq(check_of(file).lacking, "at");
	case_free(none);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(what_it_was_made_with_is_kept)
{
	set_up();
	struct case_file *file = recorded_case();
	char *path = file_join(folder, "TK-1.ini"), *kept = record_folder(path), *bytes;
	size_t length;
	const char *pack = tk_policy_head(policy)->sha256;

	ck_assert_int_eq(record_kept(kept, pack, &bytes, &length), KEPT_NOWHERE);
	ck_assert_int_eq(record_keep(kept, file, policy, &places), TK_OK);
	static const char *const keys[] = {
		"sha256.pack", "sha256.facts", "sha256.calendar", "sha256.letters"};
	for (size_t i = 0; i < 4; i++) {
		const char *hash = case_values_get(&file->decision, keys[i]);
		ck_assert_ptr_nonnull(hash);
		ck_assert_msg(record_kept(kept, hash, &bytes, &length) == KEPT, "%s", keys[i]);
		if (i == 0)
			ck_assert_str_eq(bytes, policy_text);
		if (i == 3) {
			const char *line = bytes;
			struct kept_letter letter;
			ck_assert(record_letter_line(&line, &letter));
			ck_assert_int_eq(strncmp(letter.name, "refund-ticket.en.txt", letter.name_length), 0);
			char *text;
			ck_assert_int_eq(record_kept(kept, letter.sha256, &text, &length), KEPT);
			ck_assert_str_eq(text, letter_text);
			free(text);
		}
		free(bytes);
	}

	/* A damaged one is found, and the next save puts it right. */
	char *one = file_join(kept, pack);
	ck_assert_int_eq(file_write(one, "other", 5, 0600), TK_OK);
	ck_assert_int_eq(record_kept(kept, pack, &bytes, &length), KEPT_DAMAGED);
	ck_assert_int_eq(record_keep(kept, file, policy, &places), TK_OK);
	ck_assert_int_eq(record_kept(kept, pack, &bytes, &length), KEPT);
	free(bytes);

	/* What is no longer what was loaded is not kept under its name. */
	unlink(one);
	make_file("policies/small.ini", "[policy]\n");
	ck_assert_int_eq(record_keep(kept, file, policy, &places), TK_INVALID);
	ck_assert_int_eq(record_kept(kept, pack, &bytes, &length), KEPT_NOWHERE);
	free(one);
	free(kept);
	free(path);
	case_free(file);
	tear_down();
}
END_TEST

/* A record holds with what is installed, and with nothing else. */
START_TEST(a_record_holds_under_its_rules)
{
	static const enum index_field fields[] = {
		INDEX_RECORD_FACTS, INDEX_RECORD_CALENDAR, INDEX_RECORD_POLICY, INDEX_RECORD_PACK};
	struct standing_rules rules;
	struct index *index = NULL;

	set_up();
	make_file("policies/broken.ini", "[policy]\nid = broken\n");
	make_file("policies/other.ini", policy_text); /* under another name */
	make_below("cases");
	struct case_file *file = recorded_case();
	char *cases = file_join(folder, "cases"), *path = file_join(cases, "A.ini");
	ck_assert_int_eq(case_save(file, path), TK_OK);
	ck_assert_int_eq(index_open(cases, &index), TK_OK);
	ck_assert(standing_rules_open(&places, &rules));
	ck_assert_uint_eq(rules.count, 3);
	const struct index_case *shown = index_find(index, "A");
	ck_assert_int_eq(standing_of(shown, &rules, shown->moment[INDEX_JUDGED]), STANDING_HOLDS);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct index_case other = *shown;
		other.field[fields[i]] = "other";
		ck_assert_msg(standing_of(&other, &rules, shown->moment[INDEX_JUDGED]) == STANDING_AGAIN, "%zu", i);
		ck_assert_int_eq(standing_of(&other, NULL, shown->moment[INDEX_JUDGED]), STANDING_HOLDS);
	}
	ck_assert_ptr_null(standing_rules_find(&rules, "broken"));
	ck_assert_ptr_null(standing_rules_find(&rules, "broken")); /* it is not tried again */
	ck_assert_ptr_null(standing_rules_find(&rules, "nothing"));
	const struct tk_policy_head *heads[3];
	for (size_t round = 0; round < 2; round++)
		for (size_t i = 0; i < 3; i++)
			heads[i] = standing_rules_head(&rules, i);
	ck_assert_ptr_null(heads[1]);
	ck_assert_str_eq(heads[2]->id, "small");
	standing_rules_close(&rules);
	index_free(index);
	free(path);
	free(cases);
	case_free(file);
	tear_down();
}
END_TEST

/* Without templates nothing is said of them, and nothing of them kept. */
START_TEST(a_record_without_letters_is_kept)
{
	set_up();
	struct case_file *file = recorded_case();
	char *kept = file_join(folder, "records");

	case_values_set(&file->decision, "sha256.letters", NULL, TK_KNOWN_TYPED);
	ck_assert_int_eq(record_keep(kept, file, policy, &places), TK_OK);
	ck_assert_int_eq(count_names_in(kept), 3);
	/* And with others than there are it is not whole. */
	case_values_set(&file->decision, "sha256.letters", "other", TK_KNOWN_TYPED);
	ck_assert_int_eq(record_keep(kept, file, policy, &places), TK_INVALID);
	free(kept);
	case_free(file);
	tear_down();
}
END_TEST

START_TEST(names_that_are_no_hash_lead_nowhere)
{
	char *bytes;
	size_t length;

	ck_assert_int_eq(record_kept("/etc", "passwd", &bytes, &length), KEPT_NOWHERE);
	ck_assert_int_eq(record_kept("/", "../etc/passwd", &bytes, &length), KEPT_NOWHERE);
	ck_assert(!record_is_sha256(NULL));
	ck_assert(!record_is_sha256(""));
	is_text(record_folder("case.ini"), "./records");
	is_text(record_folder("/a/b/case.ini"), "/a/b/records");
	is_text(record_folder("/case.ini"), "/records");
	struct kept_letter letter;
	const char *broken = "0123  name\n";
	ck_assert(!record_letter_line(&broken, &letter));
	/* As long as a hash, and none. */
	static const char *const lines[] = {
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef name\n",
		"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  ",
		"0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef  name\n",
	};
	for (size_t i = 0; i < 3; i++) {
		broken = lines[i];
		ck_assert_msg(!record_letter_line(&broken, &letter), "%s", lines[i]);
	}
	ck_assert(!record_is_sha256("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg"));
	const char *whole = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  name";
	ck_assert(record_letter_line(&whole, &letter));
	ck_assert_uint_eq(letter.name_length, 4);
	ck_assert_str_eq(whole, "");
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"decision", {every_changed_byte_is_found, a_record_that_is_not_whole_says_so}},
		{"kept", {what_it_was_made_with_is_kept, a_record_without_letters_is_kept,
				 names_that_are_no_hash_lead_nowhere}},
		{"standing", {a_record_holds_under_its_rules}},
	};
	return SUITE_RUN("record", groups);
}
