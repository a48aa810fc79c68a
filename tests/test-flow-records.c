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

int main(void)
{
	const struct suite_group groups[] = {
		{"history",
			{one_entry_for_each_answer_and_save, each_evaluation_is_kept_and_sealed,
				each_status_has_its_date_and_the_application_keeps_its_time,
				what_is_printed_is_noted}},
	};
	return SUITE_RUN("flow-records", groups);
}
