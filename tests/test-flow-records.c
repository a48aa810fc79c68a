/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the wizard leaves for the records: the history of a case, its status, its evidence, its drafts. */
#include "config.h"

#include "file.h"
#include "record.h"
#include "wizard-suite.h"

static const char id[] = "TK-20261123-0001";

/* Reads the case, or its draft, back from the folder. */
static struct case_file *read_back(const struct fixture *fixture, const char *ending)
{
	struct case_file *file = NULL;
	struct tk_errors errors;
	char *path = text_printf("%s/%s%s", fixture->folder, id, ending);

	tk_errors_init(&errors);
	ck_assert_int_eq(case_load(path, &file, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	tk_errors_release(&errors);
	free(path);
	return file;
}

static void is_entry(const struct case_file *file, size_t index, const char *expected)
{
	struct text_buffer text;

	text_buffer_init(&text);
	ck_assert_uint_gt(file->history.count, index);
	history_entry_text(&file->history.items[index], &text);
	is_text(text_buffer_take(&text), expected);
}

static void save(const struct fixture *fixture)
{
	ck_assert_int_eq(flow_save(fixture->flow), TK_OK);
}

/* ---- history ----------------------------------------------------------------------------------- */

START_TEST(one_entry_for_each_answer_and_save)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set(&fixture, "paid", "8");
	set(&fixture, "paid", "80");
	set(&fixture, "paid", "800");
	set(&fixture, "holder", "personal");
	go(&fixture, TK_STEP_TIMING); /* leaves a draft: it has what a save would have */
	struct case_file *draft = read_back(&fixture, ".draft");
	ck_assert_uint_eq(draft->history.count, 3);
	ck_assert_int_eq(draft->saves, 0);
	case_free(draft);
	suite_clock += 60;
	set(&fixture, "holder", "enterprise");
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	ck_assert_uint_eq(file->history.count, 3);
	is_entry(file, 0, "2026-11-23T14:38:00+08:00 answer - paid - 800.00");
	is_entry(file, 1, "2026-11-23T14:38:00+08:00 answer - holder - enterprise");
	ck_assert_int_eq(file->saves, 1);
	case_free(file);

	/* What is undone, or back as it was, is no change. */
	set(&fixture, "paid", "700");
	set(&fixture, "paid", "800");
	set(&fixture, "holder", "");
	save(&fixture);
	file = read_back(&fixture, ".ini");
	ck_assert_uint_eq(file->history.count, 5);
	is_entry(file, 3, "2026-11-23T14:38:00+08:00 answer - holder enterprise");
	ck_assert_int_eq(file->saves, 2);
	case_free(file);
	finish(&fixture);
}
END_TEST

START_TEST(each_evaluation_is_kept_and_sealed)
{
	struct fixture fixture;
	struct record_check check;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	save(&fixture);
	set(&fixture, "paid", "700");
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	size_t last = file->history.count - 1;
	is_entry(file, last - 1, "2026-11-23T14:37:00+08:00 answer - paid 800.00 700.00");
	is_entry(file, last,
		"2026-11-23T14:37:00+08:00 judged - - partial%20640.00 partial%20560.00 "
		"aliyun-ecs-article%202025-05-18.1");
	ck_assert(record_check(file, &check));
	ck_assert_int_eq(check.history, RECORD_SOUND);
	/* What comes later leaves the record true; what was there must not change. */
	ck_assert(history_add(&file->history, &(struct history_entry){.at = 1, .what = "paid"}));
	ck_assert(record_check(file, &check));
	ck_assert_int_eq(check.history, RECORD_SOUND);
	file->history.items[last - 1].at++;
	ck_assert(record_check(file, &check));
	ck_assert_int_eq(check.history, RECORD_CHANGED);
	ck_assert_int_eq(check.decision, RECORD_SOUND);
	case_free(file);
	finish(&fixture);
}
END_TEST

START_TEST(each_status_has_its_date_and_the_application_keeps_its_time)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	save(&fixture);
	set(&fixture, "status", "submitted");
	suite_clock += 3600;
	set(&fixture, "status", "in-review");
	suite_clock += 86400;
	set(&fixture, "status", "refunded");
	set(&fixture, "received", "640");
	set(&fixture, "received_at", "2026-11-25 09:00");
	set(&fixture, "reference", "T-1");
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	is_entry(file, file->history.count - 4,
		"2026-11-23T14:37:00+08:00 status - - draft submitted");
	is_entry(file, file->history.count - 3,
		"2026-11-23T15:37:00+08:00 status - - submitted in-review");
	is_entry(file, file->history.count - 2,
		"2026-11-24T15:37:00+08:00 status - - in-review refunded");
	ck_assert_str_eq(case_values_get(&file->facts, "applied_at"), "2026-11-23T14:37:00+08:00");
	/* However late it is judged: the application was made in time. */
	ck_assert_int_eq(flow_decision(fixture.flow)->outcome.amount, 64000);
	case_free(file);
	finish(&fixture);
}
END_TEST

START_TEST(what_is_printed_is_noted)
{
	struct fixture fixture;
	char *names = NULL;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	save(&fixture);
	ck_assert_int_eq(flow_write_papers(fixture.flow, NULL, &names), TK_OK);
	free(names);
	ck_assert(!flow_modified(fixture.flow)); /* it stands in the file already */
	struct case_file *file = read_back(&fixture, ".ini");
	is_entry(file, file->history.count - 1,
		"2026-11-23T14:37:00+08:00 printed - reason,%20ticket,%20letter,%20statement,%20checklist,"
		"%20summary - - aliyun-ecs-article%202025-05-18.1");
	case_free(file);

	/* Before the answers are saved it waits for them, and no undo takes it back. */
	set(&fixture, "paid", "700");
	ck_assert(flow_note_printed(fixture.flow, "letter", "lp"));
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	ck_assert(flow_modified(fixture.flow));
	save(&fixture);
	file = read_back(&fixture, ".ini");
	is_entry(file, file->history.count - 2,
		"2026-11-23T14:37:00+08:00 printed - letter - lp aliyun-ecs-article%202025-05-18.1");
	case_free(file);
	finish(&fixture);
}
END_TEST

/* ---- evidence ---------------------------------------------------------------------------------- */

START_TEST(a_file_is_attached_and_its_change_is_seen)
{
	struct fixture fixture, again = {.flow = NULL};
	struct tk_errors errors;
	struct case_file *file = NULL;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "evidence.usage_log", "yes");
	char *attached = text_printf("%s/log.txt", fixture.folder);
	put_file(fixture.folder, "log.txt", "never started\n");
	put_file(fixture.folder, "proof.pdf", "%PDF-1.7\n");
	char *proof = text_printf("%s/proof.pdf", fixture.folder);
	go(&fixture, TK_STEP_EVIDENCE);
	set(&fixture, "file.usage_log", attached);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(find_field(page, "evidence.usage_log")->line, "file.usage_log");
	ck_assert_str_eq(find_field(page, "file.usage_log")->shown, "! log.txt (plain text, 14 bytes)");
	ck_assert_str_eq(page->message, "Attached (plain text, 14 bytes). Many upload forms take PDF, PNG and JPEG alone.");
	ck_assert(find_field(page, "file.usage_log")->path);
	ck_assert_ptr_null(find_field(page, "file.business_statement")); /* not at hand */
	page_free(page);
	set(&fixture, "file.usage_log", "/no/such");
	page = page_now(&fixture);
	ck_assert_int_eq(find_field(page, "file.usage_log")->state, FIELD_INVALID);
	page_free(page);
	set(&fixture, "file.usage_log", proof);
	save(&fixture);
	file = read_back(&fixture, ".ini");
	ck_assert_str_eq(case_values_get(&file->evidence, "usage_log"), proof);
	ck_assert_ptr_nonnull(strstr(case_values_get(&file->files, "usage_log"), " 9 pdf"));

	/* Opened again, after somebody has written into it. */
	put_file(fixture.folder, "proof.pdf", "%PDF-1.8\n");
	open_places(&again, NULL);
	tk_errors_init(&errors);
	open_flow(&again, (struct flow_options){.file = file});
	page = page_now(&again);
	ck_assert_str_eq(page->message, "A file attached as evidence was changed, or is gone: see the step Evidence.");
	page_free(page);
	go(&again, TK_STEP_EVIDENCE);
	page = page_now(&again);
	ck_assert_str_eq(find_field(page, "file.usage_log")->error, "The file was CHANGED since it was attached.");
	page_free(page);
	/* Attached anew it is right again; taken away, the document stays at hand. */
	set(&again, "file.usage_log", proof);
	page = page_now(&again);
	ck_assert_ptr_null(find_field(page, "file.usage_log")->error);
	page_free(page);
	set(&again, "file.usage_log", "");
	is_text(shown(&again, TK_STEP_EVIDENCE, 0, "evidence.usage_log"), "have it");
	set(&again, "evidence.usage_log", "no");
	page = page_now(&again);
	ck_assert_ptr_null(find_field(page, "file.usage_log"));
	page_free(page);
	tk_errors_release(&errors);
	finish(&again);
	free(attached);
	free(proof);
	finish(&fixture);
}
END_TEST

/* ---- drafts ------------------------------------------------------------------------------------ */

START_TEST(a_draft_that_was_not_wanted_stays)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	flow_free(fixture.flow);
	put_file(fixture.folder, "TK-20261123-0001.draft", "[case]\nformat = 1\nsaves = 1\n[facts]\npaid = 1.00\n");
	open_flow(&fixture, (struct flow_options){.file = file, .folder = fixture.folder});
	set(&fixture, "paid", "2");
	go(&fixture, TK_STEP_TIMING);
	struct case_file *draft = read_back(&fixture, ".draft"), *other = read_back(&fixture, ".draft~");
	ck_assert_str_eq(case_values_get(&draft->facts, "paid"), "2.00");
	ck_assert_str_eq(case_values_get(&other->facts, "paid"), "1.00");
	case_free(draft);
	case_free(other);
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	struct page *page = page_now(&fixture);
	ck_assert_ptr_nonnull(strstr(page->message, "TK-20261123-0001.draft~"));
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(a_resumed_draft_is_not_saved_yet)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	save(&fixture);
	set(&fixture, "paid", "700");
	go(&fixture, TK_STEP_TIMING);
	struct case_file *draft = read_back(&fixture, ".draft"), *saved = read_back(&fixture, ".ini");
	/* Meanwhile a paper of the saved case was printed. */
	ck_assert_int_eq(case_note(saved, &(struct history_entry){.at = 1, .kind = HISTORY_PRINTED, .what = "letter"}), TK_OK);
	ck_assert(casebook_join_history(draft, saved));
	size_t last = draft->history.count - 1;
	ck_assert_str_eq(draft->history.items[last - 2].what, "letter");
	ck_assert_str_eq(draft->history.items[last - 1].what, "paid");
	ck_assert_int_eq(draft->history.items[last].kind, HISTORY_JUDGED);
	ck_assert_int_eq(draft->history.last, (long)draft->history.count);
	case_free(saved);
	flow_free(fixture.flow);
	open_flow(&fixture, (struct flow_options){.file = draft, .folder = fixture.folder, .is_draft = true});
	ck_assert(flow_modified(fixture.flow));
	ck_assert(flow_has_draft(fixture.flow));
	finish(&fixture);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"history",
			{one_entry_for_each_answer_and_save, each_evaluation_is_kept_and_sealed,
				each_status_has_its_date_and_the_application_keeps_its_time,
				what_is_printed_is_noted}},
		{"evidence", {a_file_is_attached_and_its_change_is_seen}},
		{"drafts", {a_draft_that_was_not_wanted_stays, a_resumed_draft_is_not_saved_yet}},
	};
	return SUITE_RUN("flow-records", groups);
}
