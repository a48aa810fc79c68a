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

/* ---- the program that makes PDFs --------------------------------------------------------------- */

/* Where the running program lies, as it is told; NULL: where it does. */
static const char *program;

ssize_t __real_readlink(const char *path, char *room, size_t size);
ssize_t __wrap_readlink(const char *path, char *room, size_t size);
ssize_t __wrap_readlink(const char *path, char *room, size_t size)
{
	if (program == NULL || strcmp(path, "/proc/self/exe") != 0)
		return __real_readlink(path, room, size);
	size_t length = strlen(program);
	memcpy(room, program, length < size ? length : size);
	return (ssize_t)(length < size ? length : size);
}

/* A tuikuan-paper beside the program, in the folder bin, that does what SCRIPT says. */
static void lay_out_paper(const struct fixture *fixture, const char *script)
{
	char *folder = text_printf("%s/bin", fixture->folder), *path = text_printf("%s/tuikuan-paper", folder);

	ck_assert(mkdir(folder, 0700) == 0 || access(folder, W_OK) == 0);
	put_file(folder, "build-tree", "/\n");
	put_file(folder, "tuikuan-paper", script);
	ck_assert_int_eq(chmod(path, 0700), 0);
	free(folder);
	free(path);
}

static void writes(struct fixture *fixture, bool pdf, const char *unpressed)
{
	ask(fixture, REQUEST_WRITE_PAPERS, NULL, NULL, 0);
	struct page *page = page_now(fixture);
	char *why = unpressed == NULL ? NULL : text_printf("\nNo PDF: %s", unpressed);
	ck_assert_ptr_nonnull(strstr(page->message, "\nTK-20261123-0001-letter.txt"));
	ck_assert((strstr(page->message, "\nTK-20261123-0001-letter.pdf") != NULL) == pdf);
	ck_assert_ptr_null(strstr(page->message, "-reason.pdf")); /* a text for a box is no paper */
	if (why == NULL)
		ck_assert_ptr_null(flow_unpressed(fixture->flow));
	else
		ck_assert_ptr_nonnull(strstr(page->message, why));
	free(why);
	page_free(page);
}

/* Why there is no PDF is told beside the papers that there are, and forgotten with the next ones. */
START_TEST(papers_with_and_without_a_pdf)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	char *path = text_printf("%s/bin/tuikuan", fixture.folder);
	program = path;
	lay_out_paper(&fixture, "#!/bin/sh\necho 'tuikuan-paper: no font' >&2\nexit 1\n");
	writes(&fixture, false, "no font");
	ck_assert_str_eq(flow_unpressed(fixture.flow), "no font");
	lay_out_paper(&fixture, "#!/bin/sh\necho '%PDF-1.7'\n");
	writes(&fixture, true, NULL);
	save(&fixture);
	/* in the history a paper stands once, however many files it has */
	struct case_file *file = read_back(&fixture, ".ini");
	ck_assert_str_eq(file->history.items[0].what, "reason, ticket, letter, statement, checklist, summary");
	ck_assert_str_eq(file->history.items[1].what, "reason, ticket, letter, statement, checklist, summary");
	case_free(file);
	program = NULL;
	free(path);
	finish(&fixture);
}
END_TEST

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

/* An entry for each letter that is another than at the save before: edited, edited again, as the template has it. */
START_TEST(letters_are_noted_once_a_save)
{
	static const char *const texts[] = {"my words", "my words", "other words", NULL};
	static const char *const entries[] = {"template edited", NULL, "edited edited", "edited template"};
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "letter", "reason");
	save(&fixture);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct case_file *file = read_back(&fixture, ".ini");
		size_t before = file->history.count;
		case_free(file);
		ask(&fixture, REQUEST_SET_LETTER, NULL, texts[i], 0);
		save(&fixture);
		file = read_back(&fixture, ".ini");
		if (entries[i] != NULL) {
			char *entry = text_printf("2026-11-23T14:37:00+08:00 letter - reason %s", entries[i]);
			is_entry(file, before, entry);
			free(entry);
		}
		/* the last one is that it was judged */
		ck_assert_uint_eq(file->history.count, before + (entries[i] != NULL) + 1);
		case_free(file);
	}
	finish(&fixture);
}
END_TEST

/* What was entered first comes first, whatever usually does; what is undone after a save has no date of its own. */
START_TEST(a_status_goes_back_and_forth)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "status", "in-review");
	suite_clock += 3600;
	set(&fixture, "status", "submitted");
	set(&fixture, "status", "no such status");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	struct case_file *file = read_back(&fixture, ".ini");
	is_entry(file, file->history.count - 3, "2026-11-23T14:37:00+08:00 status - - draft in-review");
	is_entry(file, file->history.count - 2, "2026-11-23T15:37:00+08:00 status - - in-review submitted");
	case_free(file);
	set(&fixture, "status", "refunded");
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	suite_clock += 60;
	ask(&fixture, REQUEST_TICK, NULL, NULL, 0);
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	file = read_back(&fixture, ".ini");
	ck_assert_int_eq(file->status, CASE_SUBMITTED);
	is_entry(file, file->history.count - 2, "2026-11-23T15:38:00+08:00 status - - refunded submitted");
	case_free(file);
	finish(&fixture);
}
END_TEST

/* Without rules there is no pack to name; in a case that is read only nothing is noted. */
START_TEST(what_is_printed_without_rules_or_rights)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set(&fixture, "provider", "aliyun");
	set(&fixture, "product", "rds");
	ck_assert(flow_note_printed(fixture.flow, "letter", "lp"));
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	is_entry(file, 0, "2026-11-23T14:37:00+08:00 printed - letter - lp");
	flow_free(fixture.flow);
	open_flow(&fixture, (struct flow_options){.file = file, .read_only = true});
	ck_assert(flow_note_printed(fixture.flow, "letter", "lp"));
	ck_assert(!flow_modified(fixture.flow));
	flow_free(fixture.flow);
	fixture.flow = NULL;
	file = read_back(&fixture, ".ini");
	for (size_t i = 1; i < file->history.count; i++)
		ck_assert_int_ne(file->history.items[i].kind, HISTORY_PRINTED);
	case_free(file);
	finish(&fixture);
}
END_TEST

/* Who works here is the agent of a case that has none. */
START_TEST(the_agent_of_the_settings)
{
	struct settings settings = {.agent = (char *)"anna"};
	struct fixture fixture = {.flow = NULL};

	open_places(&fixture, NULL);
	make_folder(fixture.folder);
	open_flow(&fixture, (struct flow_options){.folder = fixture.folder, .settings = &settings});
	set(&fixture, "paid", "800");
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	ck_assert_str_eq(file->agent, "anna");
	ck_assert_str_eq(file->history.items[0].who, "anna");
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

/* Types PATH for the file of the usage log; what the page says then. */
static struct page *attach(struct fixture *fixture, const char *path)
{
	set(fixture, "file.usage_log", path);
	return page_now(fixture);
}

/* Of a file that upload forms may refuse this is said at once; the usual kinds are taken in silence. */
START_TEST(files_of_all_kinds)
{
	static const struct {
		const char *bytes;
		off_t size; /* 0: as long as its bytes */
		const char *shown, *message;
	} files[] = {
		{"", 0, "! a.bin (a type not known here, 0 bytes)", "Attached, but the file is empty."},
		{"\xff\xd8\xff\xe0", 0, "a.bin (JPEG, 4 bytes)", NULL},
		{"\x89PNG\r\n\x1a\n", 0, "a.bin (PNG, 8 bytes)", NULL},
		{"%PDF-1.7\n", 40 << 10, "a.bin (PDF, 40 KB)", NULL},
		{"%PDF-1.7\n", (5 << 20) + (1 << 19), "! a.bin (PDF, 5.5 MB)",
			"Attached (PDF, 5.5 MB). Many upload forms refuse files above 5 MB."},
	};
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "evidence.usage_log", "yes");
	go(&fixture, TK_STEP_EVIDENCE);
	char *path = text_printf("%s/a.bin", fixture.folder);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		put_file(fixture.folder, "a.bin", files[i].bytes);
		if (files[i].size > 0)
			ck_assert_int_eq(truncate(path, files[i].size), 0);
		struct page *page = attach(&fixture, path);
		ck_assert_str_eq(find_field(page, "file.usage_log")->shown, files[i].shown);
		if (files[i].message == NULL)
			ck_assert_ptr_null(page->message);
		else
			ck_assert_str_eq(page->message, files[i].message);
		page_free(page);
	}
	/* gone, it is told when the page is gone to */
	unlink(path);
	go(&fixture, TK_STEP_EVIDENCE);
	struct page *page = page_now(&fixture);
	ck_assert_str_eq(find_field(page, "file.usage_log")->error, "The file is NOT THERE any more, or cannot be read.");
	page_free(page);
	free(path);
	finish(&fixture);
}
END_TEST

static void is_refused(struct fixture *fixture, const char *name, const char *why)
{
	char *path = text_printf("%s/%s", fixture->folder, name);
	struct page *page = attach(fixture, path);
	const struct page_field *field = find_field(page, "file.usage_log");

	ck_assert_int_eq(field->state, FIELD_INVALID);
	ck_assert_str_eq(field->value, path);
	ck_assert_str_eq(field->error, why);
	page_free(page);
	free(path);
}

START_TEST(what_is_no_file_to_attach)
{
	struct fixture fixture;
	char *path;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "evidence.usage_log", "yes");
	go(&fixture, TK_STEP_EVIDENCE);
	is_refused(&fixture, ".", "This is a folder. Name a file in it; Tab completes the name.");
	path = text_printf("%s/pipe", fixture.folder);
	ck_assert_int_eq(mkfifo(path, 0600), 0);
	free(path);
	is_refused(&fixture, "pipe", "This is no regular file, and cannot be attached.");
	put_file(fixture.folder, "large", "");
	path = text_printf("%s/large", fixture.folder);
	ck_assert_int_eq(truncate(path, ((off_t)512 << 20) + 1), 0); /* a hole: it takes no room */
	free(path);
	is_refused(&fixture, "large", "This file is larger than 512 MB, and is not attached.");
	put_file(fixture.folder, "\xff.txt", "x");
	path = text_printf("%s/link", fixture.folder);
	ck_assert_int_eq(symlink("\xff.txt", path), 0);
	free(path);
	is_refused(&fixture, "link", "The name of this file is not UTF-8. Rename it, then attach it.");
	path = text_printf("%s/loop", fixture.folder);
	ck_assert_int_eq(symlink("loop", path), 0);
	free(path);
	is_refused(&fixture, "loop", "This file cannot be read: Too many levels of symbolic links.");
	/* a file that was named so is none after a save */
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	ck_assert_str_eq(case_values_get(&file->evidence, "usage_log"), "yes");
	ck_assert_ptr_null(case_values_get(&file->facts, "file.usage_log"));
	case_free(file);
	/* nothing typed takes nothing away */
	struct page *page = attach(&fixture, "");
	ck_assert_ptr_null(find_field(page, "file.usage_log"));
	ck_assert_str_eq(find_field(page, "evidence.usage_log")->shown, "have it");
	page_free(page);
	finish(&fixture);
}
END_TEST

START_TEST(a_document_may_be_unsure_or_forgotten)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	set(&fixture, "evidence.usage_log", "?");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.usage_log"), "not sure");
	holds(flow_papers_text(fixture.flow), "[?]  Usage log of the instance ");
	ck_assert_uint_eq(flow_decision(fixture.flow)->held_count, 0);
	set(&fixture, "evidence.usage_log", "yes");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.usage_log"), "have it");
	ck_assert_uint_eq(flow_decision(fixture.flow)->held_count, 1);
	/* with its file, and that is forgotten with it */
	put_file(fixture.folder, "log.txt", "never started\n");
	char *path = text_printf("%s/log.txt", fixture.folder);
	set(&fixture, "file.usage_log", path);
	holds(flow_papers_text(fixture.flow), "plain text, 14 bytes, SHA-256");
	set(&fixture, "evidence.usage_log", "");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "evidence.usage_log"), "");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "file.usage_log"), "(not there)");
	save(&fixture);
	struct case_file *file = read_back(&fixture, ".ini");
	ck_assert_ptr_null(case_values_get(&file->evidence, "usage_log"));
	ck_assert_ptr_null(case_values_get(&file->files, "usage_log"));
	/* A case that names a file without what it was: nothing is said of it, and nothing is wrong. */
	ck_assert(case_values_set(&file->evidence, "usage_log", path, TK_KNOWN_TYPED));
	ck_assert(case_values_set(&file->evidence, "business_statement", path, TK_KNOWN_TYPED));
	ck_assert(case_values_set(&file->files, "business_statement", "nonsense", TK_KNOWN_TYPED));
	flow_free(fixture.flow);
	open_flow(&fixture, (struct flow_options){.file = file});
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "file.usage_log"), "log.txt");
	is_text(shown(&fixture, TK_STEP_EVIDENCE, 0, "file.business_statement"), "log.txt");
	struct page *page = page_now(&fixture);
	ck_assert_ptr_null(find_field(page, "file.usage_log")->error);
	ck_assert_ptr_null(find_field(page, "file.business_statement")->error);
	page_free(page);
	holds_not(flow_papers_text(fixture.flow), "plain text, 14 bytes");
	free(path);
	finish(&fixture);
}
END_TEST

/* ---- other cases on file ------------------------------------------------------------------------- */

/* A case of ACCOUNT that used its return without a reason, handed in. */
static void put_returned(const struct fixture *fixture, const char *account)
{
	const struct answer facts[] = {{"provider", "aliyun"}, {"account_uid", account}, {"console_kind", "five-day"},
		{"applied_at", "2026-11-23T14:10:00+08:00"}, {NULL, NULL}};
	struct case_file *file = case_new();
	char *path;

	file->id = casebook_next_id(fixture->folder, suite_clock);
	file->status = CASE_SUBMITTED;
	for (const struct answer *fact = facts; fact->field != NULL; fact++)
		ck_assert(case_values_set(&file->facts, fact->field, fact->text, TK_KNOWN_TYPED));
	path = casebook_path(fixture->folder, file->id);
	ck_assert_int_eq(case_save(file, path), TK_OK);
	free(path);
	case_free(file);
}

/* A new case of ACCOUNT, under the rules that count such returns. */
static void open_for(struct fixture *fixture, const char *folder, const char *account)
{
	open_flow(fixture, (struct flow_options){.folder = folder, .lazy = true});
	set_all(fixture, (const struct answer[]){{"provider", "aliyun"}, {"site", "china"}, {"product", "ecs"},
				 {"sold_by", "direct"}, {"billing", "subscription"}, {"account_uid", account}, {NULL, NULL}});
}

static char *help_of(struct fixture *fixture, enum tk_step step, const char *field)
{
	go(fixture, step);
	struct page *page = page_now(fixture);
	ck_assert_ptr_nonnull(find_field(page, field));
	char *help = strdup(find_field(page, field)->help);
	page_free(page);
	return help;
}

static const char contradicts[] = "Another case on file has used this account's return without a reason this year.";

START_TEST(what_other_cases_have_used)
{
	static const char field[] = "noreason_refunds_used", counts[] = "without a reason: it counts here";
	struct fixture fixture = {.flow = NULL};
	char *packs = source_path("data/policies");

	open_places(&fixture, packs);
	make_folder(fixture.folder);
	suite_clock = moment_of(SUITE_NOW);
	put_returned(&fixture, "1001");
	open_for(&fixture, fixture.folder, "1002");
	holds_not(help_of(&fixture, TK_STEP_ACCOUNT, field), counts);
	set(&fixture, "account_uid", "?");
	holds_not(help_of(&fixture, TK_STEP_ACCOUNT, field), counts);
	set(&fixture, "account_uid", "1001");
	is_text(help_of(&fixture, TK_STEP_ACCOUNT, field),
		"Case TK-20261123-0001 (2026-11-23) has used this account's return without a reason: it counts here.");
	holds_not(verdict_text(&fixture), "Another case on file");
	set(&fixture, field, "0");
	go(&fixture, TK_STEP_RESULT);
	holds(body_text(&fixture), contradicts);
	set(&fixture, field, "1");
	holds_not(body_text(&fixture), contradicts);
	flow_free(fixture.flow);
	/* of several the latest is named */
	put_returned(&fixture, "1001");
	open_for(&fixture, fixture.folder, "1001");
	holds(help_of(&fixture, TK_STEP_ACCOUNT, field),
		"2 cases of this year have used this account's returns without a reason, the latest TK-20261123-000");
	free(packs);
	finish(&fixture);
}
END_TEST

/* Where the folder cannot be read nothing is known, and nothing is in the way. */
START_TEST(other_cases_cannot_be_read)
{
	struct fixture fixture = {.flow = NULL};
	char *packs = source_path("data/policies");

	open_places(&fixture, packs);
	make_folder(fixture.folder);
	put_file(fixture.folder, "file", "");
	char *folder = text_printf("%s/file", fixture.folder);
	open_for(&fixture, folder, "1001");
	set(&fixture, "noreason_refunds_used", "0");
	go(&fixture, TK_STEP_RESULT);
	holds_not(body_text(&fixture), contradicts);
	free(folder);
	free(packs);
	finish(&fixture);
}
END_TEST

/* ---- drafts ------------------------------------------------------------------------------------ */

/* What was answered after the draft is in none yet; back at what is saved, none is due. */
START_TEST(a_draft_is_of_the_answers_before)
{
	struct fixture fixture;

	begin_in_folder(&fixture);
	flow_drop_draft(fixture.flow); /* there is none, and the case has no name for one */
	ck_assert_int_eq(count_names_in(fixture.folder), 0);
	set(&fixture, "paid", "800");
	go(&fixture, TK_STEP_TIMING);
	ck_assert(flow_has_draft(fixture.flow));
	set(&fixture, "paid", "900");
	ck_assert(!flow_has_draft(fixture.flow));
	flow_keep_draft(fixture.flow, NULL, NULL); /* none is due: the page is the same */
	ck_assert(!flow_has_draft(fixture.flow));
	ask(&fixture, REQUEST_SAVE, NULL, NULL, 0);
	set(&fixture, "paid", "700");
	go(&fixture, TK_STEP_ORDER);
	ck_assert(flow_has_draft(fixture.flow));
	ask(&fixture, REQUEST_UNDO, NULL, NULL, 0);
	go(&fixture, TK_STEP_TIMING);
	ck_assert(!flow_modified(fixture.flow) && !flow_owes_draft(fixture.flow));
	struct case_file *draft = read_back(&fixture, ".draft");
	ck_assert_str_eq(case_values_get(&draft->facts, "paid"), "700.00");
	case_free(draft);
	flow_drop_draft(fixture.flow);
	char *path = text_printf("%s/%s.draft", fixture.folder, id);
	ck_assert_int_ne(access(path, F_OK), 0);
	free(path);
	finish(&fixture);
}
END_TEST

/* The case lies where it was read, whether or not there is a folder of cases, and however it was named. */
START_TEST(a_case_named_from_where_one_stands)
{
	struct fixture fixture;
	struct tk_errors errors;
	struct case_file *file = NULL;
	char *here = getcwd(NULL, 0), *names = NULL;

	begin_in_folder(&fixture);
	set_all(&fixture, article_case);
	save(&fixture);
	flow_free(fixture.flow);
	ck_assert_int_eq(chdir(fixture.folder), 0);
	tk_errors_init(&errors);
	ck_assert_int_eq(case_load("TK-20261123-0001.ini", &file, &errors), TK_OK);
	open_flow(&fixture, (struct flow_options){.file = file});
	set(&fixture, "paid", "700");
	go(&fixture, TK_STEP_TIMING);
	ck_assert(flow_has_draft(fixture.flow));
	ck_assert_int_eq(access("TK-20261123-0001.draft", F_OK), 0);
	save(&fixture);
	ck_assert_int_ne(access("TK-20261123-0001.draft", F_OK), 0);
	ck_assert_int_eq(flow_write_papers(fixture.flow, NULL, &names), TK_OK);
	ck_assert_ptr_nonnull(strstr(names, "./TK-20261123-0001-summary.txt\n"));
	free(names);
	file = read_back(&fixture, ".ini");
	ck_assert_str_eq(case_values_get(&file->facts, "paid"), "700.00");
	case_free(file);
	ck_assert_int_eq(chdir(here), 0);
	free(here);
	tk_errors_release(&errors);
	finish(&fixture);
}
END_TEST

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
		{"papers", {papers_with_and_without_a_pdf}},
		{"history",
			{one_entry_for_each_answer_and_save, each_evaluation_is_kept_and_sealed,
				each_status_has_its_date_and_the_application_keeps_its_time,
				what_is_printed_is_noted, letters_are_noted_once_a_save, a_status_goes_back_and_forth,
				what_is_printed_without_rules_or_rights, the_agent_of_the_settings}},
		{"evidence",
			{a_file_is_attached_and_its_change_is_seen, files_of_all_kinds, what_is_no_file_to_attach,
				a_document_may_be_unsure_or_forgotten}},
		{"other cases", {what_other_cases_have_used, other_cases_cannot_be_read}},
		{"drafts",
			{a_draft_that_was_not_wanted_stays, a_resumed_draft_is_not_saved_yet,
				a_draft_is_of_the_answers_before, a_case_named_from_where_one_stands}},
	};
	return SUITE_RUN("flow-records", groups);
}
