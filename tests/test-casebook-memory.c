/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out under the casebook: each allocation of what is done with cases on file is made to fail once.
 * Whoever asked is told so, or has it whole; and on disk stands the case as it was, or as it was to become.
 */
#include "config.h"

#include <errno.h>
#include <unistd.h>

#include "evidence.h"
#include "exhaust.h"
#include "file.h"
#include "index.h"
#include "record.h"
#include "shelf.h"
#include "wizard-suite.h"

#define CASE_ID "TK-20261123-0001"

struct shelf {
	struct fixture fixture;
	char *path, *draft, *letter; /* of the case, of its draft, and of a file that stands for evidence */
	char *before, *after;        /* what a save is to replace, and what it is to leave */
	struct case_file *file;      /* as it is to be saved */
	enum tk_status status;       /* of the last try */
	bool told, whole;            /* whether it said that it failed; whether what it gave is all there */
};

static char *contents(const char *path)
{
	char *bytes = NULL;
	size_t length;

	return file_read(path, (size_t)1 << 20, &bytes, &length) == TK_OK ? bytes : NULL;
}

/* A case of the guide, judged and saved, with a second one beside it. */
static void open_shelf(struct shelf *shelf)
{
	*shelf = (struct shelf){.path = NULL};
	begin_in_folder(&shelf->fixture);
	set_all(&shelf->fixture, article_case);
	set(&shelf->fixture, "reason_note", "一二三 four; \"five\"");
	ck_assert_int_eq(flow_save(shelf->fixture.flow), TK_OK);
	shelf->path = text_printf("%s/" CASE_ID ".ini", shelf->fixture.folder);
	shelf->draft = text_printf("%s/" CASE_ID ".draft", shelf->fixture.folder);
	shelf->letter = text_printf("%s/proof.txt", shelf->fixture.folder);
	ck_assert_int_eq(file_write(shelf->letter, "proof\n", 6, 0600), TK_OK);
	shelf->before = contents(shelf->path);
	ck_assert_ptr_nonnull(shelf->before);
	ck_assert_int_eq(case_load(shelf->path, &shelf->file, NULL), TK_OK);
}

static void close_shelf(struct shelf *shelf)
{
	case_free(shelf->file);
	free(shelf->path);
	free(shelf->draft);
	free(shelf->letter);
	free(shelf->before);
	free(shelf->after);
	finish(&shelf->fixture);
}

/* Either it said so, and there was no memory, or all of it is there. */
static void told(void *user)
{
	const struct shelf *shelf = user;
	ck_assert_msg(shelf->told ? failed : shelf->whole, "%s, allocation %ld: %s", exhausted, exhausted_at,
		shelf->told ? "said that it failed" : "a part is lacking, and nothing was said");
}

/* ---- reading -------------------------------------------------------------------------------------- */

static void load(void *user)
{
	struct shelf *shelf = user;
	struct case_file *file = NULL;
	char *text = NULL;

	shelf->status = case_load(shelf->path, &file, NULL);
	if (shelf->status == TK_OK)
		text = case_text(file);
	shelf->told = shelf->status == TK_NO_MEMORY || (shelf->status == TK_OK && text == NULL);
	shelf->whole = text != NULL && strcmp(text, shelf->before) == 0;
	free(text);
	case_free(file);
}

static void answers(void *user)
{
	struct shelf *shelf = user;
	struct tk_answers *given = tk_answers_new(shelf->fixture.places.vocabulary);
	char hex[TK_SHA256_HEX];

	shelf->told = given == NULL || case_to_answers(shelf->file, given, NULL) != TK_OK ||
		      tk_answers_sha256(given, hex) != TK_OK;
	shelf->whole = !shelf->told && strcmp(hex, case_values_get(&shelf->file->decision, "sha256.answers")) == 0;
	tk_answers_free(given);
}

static void look_through(void *user)
{
	struct shelf *shelf = user;
	struct index *index = NULL;

	shelf->status = index_open(shelf->fixture.folder, &index);
	shelf->told = shelf->status != TK_OK;
	/* a list that is shorter would be a lie */
	shelf->whole = shelf->status == TK_OK && index_count(index) == 1 && index_find(index, CASE_ID) != NULL &&
		       !index_case(index, 0)->unreadable && !index_case(index, 0)->damaged;
	index_free(index);
}

static void check_record(void *user)
{
	struct shelf *shelf = user;
	struct record_check found;

	shelf->told = !record_check(shelf->file, &found);
	shelf->whole = !shelf->told && found.answers == RECORD_SOUND && found.decision == RECORD_SOUND &&
		       found.history == RECORD_SOUND && found.lacking == NULL;
}

static void look_at_evidence(void *user)
{
	struct shelf *shelf = user;
	struct evidence_file proof;
	char *path = evidence_find(shelf->letter), *text = NULL;

	bool looked = path != NULL && evidence_look(NULL, path, &proof);
	if (looked)
		text = evidence_text(&proof);
	shelf->told = text == NULL;
	shelf->whole = text != NULL && strstr(text, " 6 text") != NULL;
	free(text);
	free(path);
}

START_TEST(reading)
{
	struct shelf shelf;

	open_shelf(&shelf);
	exhaust("a case read", stride_of(3, 97), load, told, &shelf);
	exhaust("its answers", stride_of(3, 97), answers, told, &shelf);
	exhaust("its record checked", stride_of(3, 97), check_record, told, &shelf);
	exhaust("a folder read", stride_of(3, 97), look_through, told, &shelf);
	exhaust("evidence looked at", 1, look_at_evidence, told, &shelf);
	close_shelf(&shelf);
}
END_TEST

/* ---- writing -------------------------------------------------------------------------------------- */

static void save(void *user)
{
	struct shelf *shelf = user;
	struct case_file *file = NULL;

	if (case_load(shelf->path, &file, NULL) == TK_OK) {
		bool changed = case_values_set(&file->facts, "reason_note", "something else", TK_KNOWN_TYPED);
		shelf->status = changed ? case_save(file, shelf->path) : TK_NO_MEMORY;
	} else {
		shelf->status = TK_NO_MEMORY;
	}
	case_free(file);
}

static void note(void *user)
{
	struct shelf *shelf = user;
	const struct history_entry entry = {.at = suite_clock, .kind = HISTORY_PRINTED, .who = "agent", .what = "summary"};
	struct case_file *file = NULL;

	shelf->status = case_load(shelf->path, &file, NULL);
	if (shelf->status == TK_OK)
		shelf->status = case_note(file, &entry);
	case_free(file);
}

static void archive(void *user)
{
	struct shelf *shelf = user;
	char *holder = NULL;

	errno = 0;
	shelf->status = shelf_archive(shelf->fixture.folder, CASE_ID, true, suite_clock, "agent", &holder);
	free(holder);
}

/* The case is as it was before, or as it is when all goes well; and is put back. */
static void old_or_new(void *user)
{
	struct shelf *shelf = user;
	char *now = contents(shelf->path);

	ck_assert_ptr_nonnull(now);
	if (!failed) {
		ck_assert_int_eq(shelf->status, TK_OK);
		ck_assert_str_ne(now, shelf->before);
	}
	if (strcmp(now, shelf->before) != 0) {
		struct case_file *file = NULL;
		struct tk_errors errors;
		tk_errors_init(&errors);
		ck_assert_int_eq(case_load(shelf->path, &file, &errors), TK_OK);
		ck_assert_uint_eq(errors.count, 0);
		char *text = case_text(file);
		ck_assert_str_eq(text, now); /* whole */
		free(text);
		case_free(file);
		tk_errors_release(&errors);
	} else {
		ck_assert_int_ne(shelf->status, TK_OK);
	}
	ck_assert_int_eq(file_write(shelf->path, shelf->before, strlen(shelf->before), 0600), TK_OK);
	free(now);
	ck_assert_uint_eq(casebook_clean(shelf->fixture.folder, suite_clock + INT64_C(4000000000)), 0);
}

static void draft(void *user)
{
	struct shelf *shelf = user;
	shelf->status = case_save_draft(shelf->file, shelf->draft);
}

static void whole_or_none(void *user)
{
	struct shelf *shelf = user;
	char *now = contents(shelf->draft);

	ck_assert((now != NULL) == (shelf->status == TK_OK));
	if (now != NULL) {
		struct case_file *file = NULL;
		ck_assert_int_eq(case_load(shelf->draft, &file, NULL), TK_OK);
		case_free(file);
		ck_assert_int_eq(unlink(shelf->draft), 0);
	}
	free(now);
}

static void keep(void *user)
{
	struct shelf *shelf = user;
	char *folder = text_printf("%s/kept", shelf->fixture.folder);

	shelf->status = folder == NULL ? TK_NO_MEMORY
				       : record_keep(folder, shelf->file, flow_policy(shelf->fixture.flow),
						 &shelf->fixture.places);
	shelf->told = shelf->status != TK_OK;
	free(folder);
}

/* Whatever is kept has the bytes of its name. */
static void kept_whole(void *user)
{
	struct shelf *shelf = user;
	char *folder = text_printf("%s/kept", shelf->fixture.folder), *bytes = NULL;
	size_t length;

	shelf->whole = true;
	told(user);
	if (!shelf->told) {
		ck_assert_int_eq(record_kept(folder, tk_policy_head(flow_policy(shelf->fixture.flow))->sha256, &bytes, &length),
			KEPT);
		free(bytes);
	}
	if (access(folder, F_OK) == 0)
		remove_folder(folder);
	free(folder);
}

START_TEST(writing)
{
	struct shelf shelf;

	open_shelf(&shelf);
	exhaust("what a record was made with", stride_of(3, 97), keep, kept_whole, &shelf);
	flow_free(shelf.fixture.flow); /* which holds the case */
	shelf.fixture.flow = NULL;
	exhaust("a case saved", stride_of(7, 997), save, old_or_new, &shelf);
	exhaust("a case noted", stride_of(7, 997), note, old_or_new, &shelf);
	exhaust("a case archived", stride_of(7, 997), archive, old_or_new, &shelf);
	exhaust("a draft saved", stride_of(1, 37), draft, whole_or_none, &shelf);
	close_shelf(&shelf);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"casebook", {reading, writing, NULL}}};
	return SUITE_RUN("casebook, memory", groups);
}
