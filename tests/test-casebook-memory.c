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
#include "standing.h"
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

static void answers_and_back(void *user)
{
	struct shelf *shelf = user;
	struct tk_answers *given = tk_answers_new(tk_policy_vocabulary(flow_policy(shelf->fixture.flow)));
	char *text = NULL;

	shelf->told = given == NULL || case_to_answers(shelf->file, given, NULL) != TK_OK ||
		      !case_from_answers(shelf->file, given) || (text = case_text(shelf->file)) == NULL;
	shelf->whole = !shelf->told && strcmp(text, shelf->after) == 0;
	free(text);
	tk_answers_free(given);
}

/* Of a new case, as if it was judged just now. */
static char *recorded(const struct shelf *shelf)
{
	struct case_file *file = case_new();
	char *text = NULL;

	if (file != NULL && history_add(&file->history, &shelf->file->history.items[0]) &&
		record_decision(file, flow_decision(shelf->fixture.flow), flow_answers(shelf->fixture.flow),
			&shelf->fixture.places))
		text = case_text(file);
	case_free(file);
	return text;
}

static void record_it(void *user)
{
	struct shelf *shelf = user;
	char *text = recorded(shelf);

	shelf->told = text == NULL;
	shelf->whole = text != NULL && strcmp(text, shelf->after) == 0;
	free(text);
}

static void complete(void *user)
{
	struct shelf *shelf = user;
	char *names = NULL, *path = evidence_complete(NULL, shelf->path, &names);

	shelf->told = path == NULL;
	shelf->whole = path != NULL && names != NULL && strcmp(path, shelf->path) == 0;
	free(path);
	free(names);
}

static void search(void *user)
{
	struct shelf *shelf = user;
	struct index_query query = {NULL, 0};

	shelf->told = !index_query_make(" one  two ", &query);
	shelf->whole = !shelf->told && query.count == 2 && strcmp(query.words[1], "two") == 0;
	index_query_release(&query);
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
	exhaust("a path completed", 1, complete, told, &shelf);
	exhaust("a search", 1, search, told, &shelf);
	shelf.after = recorded(&shelf);
	ck_assert_ptr_nonnull(strstr(shelf.after, "deadlines = 2026-"));
	exhaust("a decision recorded", stride_of(5, 97), record_it, told, &shelf);
	free(shelf.after);
	ck_assert(case_values_set(&shelf.file->evidence, "order_screenshot", shelf.letter, TK_KNOWN_TYPED));
	ck_assert(case_values_set(&shelf.file->evidence, "usage_log", "no", TK_KNOWN_TYPED));
	shelf.after = case_text(shelf.file);
	exhaust("answers and back", stride_of(5, 97), answers_and_back, told, &shelf);
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

/* ---- the folder ----------------------------------------------------------------------------------- */

static char folder[64];
static struct index *known;
static struct index *opened;
static struct places small;
static char *case_path, *shared; /* a letter that two cases name */
static bool said, good;

/* Either it said so, and there was no memory, or it is right. */
static void said_or_good(void *user)
{
	(void)user;
	ck_assert_msg(said ? failed : good, "%s, allocation %ld: %s", exhausted, exhausted_at,
		said ? "said that it failed" : "not right, and nothing was said");
}

/* With what may fail put off. */
static void put_now(const char *name, const char *text)
{
	char path[200];
	long kept = left;

	left = -1;
	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "w");
	if (file != NULL) {
		fputs(text, file);
		fclose(file);
	}
	left = kept;
}

static char *contents_below(const char *name)
{
	char *path = file_join(folder, name), *text = contents(path);

	ck_assert_ptr_nonnull(text);
	free(path);
	return text;
}

#define HEAD "[case]\nformat = 1\n"

/* Puts it under its hash; the hash lasts until the next. */
static const char *put_kept(const char *text)
{
	static char hex[TK_SHA256_HEX];
	char name[100];

	file_sha256_hex(text, strlen(text), hex);
	snprintf(name, sizeof(name), "records/%s", hex);
	put_now(name, text);
	return hex;
}

/* Cases A and B whose records name letters, one of them the same; two more, and drafts. */
static void open_folder(void)
{
	make_folder(folder);
	char *records = file_join(folder, "records");
	ck_assert_int_eq(mkdir(records, 0700), 0);
	free(records);
	shared = strdup(put_kept("a letter of both"));
	char *own = strdup(put_kept("a letter of its own"));
	char *list = text_printf("%s  a.txt\n%s  b.txt\n", own, shared);
	char *text = text_printf(HEAD "[decision]\nsha256.letters = %s\n", put_kept(list));
	put_now("A.ini", text);
	free(text);
	free(list);
	list = text_printf("%s  b.txt\n", shared);
	text = text_printf(HEAD "[decision]\nsha256.letters = %s\n", put_kept(list));
	put_now("B.ini", text);
	free(text);
	free(list);
	free(own);
	put_now("A-summary.txt", "x");
	put_now("C.ini", HEAD "[facts]\napplicant=C%20D\nreason_note[1] = x\nreason_note[2] = y\n"); /* not as we write it */
	put_now("D.ini", HEAD "[facts]\napplicant = old\n");
	put_now("E.ini", HEAD "[facts]\napplicant = old\n");
	put_now("F.draft", HEAD);
	put_now("G.draft", HEAD);
	case_path = file_join(folder, "A.ini");
	ck_assert_int_eq(index_open(folder, &known), TK_OK);
}

static void close_folder(void)
{
	index_free(known);
	free(shared);
	free(case_path);
	remove_folder(folder);
}

static bool has_applicant(const struct index *index, const char *name, const char *applicant)
{
	const struct index_case *found = index_find(index, name);
	return found != NULL && strcmp(found->field[INDEX_APPLICANT], applicant) == 0;
}

/* Two that have changed, among others that are known. */
static void refresh(void *user)
{
	long kept = left;

	(void)user;
	left = -1;
	put_now("D.ini", HEAD "[facts]\napplicant = old\n");
	put_now("E.ini", HEAD "[facts]\napplicant = old\n");
	index_open(folder, &opened);
	put_now("D.ini", HEAD "[facts]\napplicant = newer\n");
	put_now("E.ini", HEAD "[facts]\napplicant = newer\n");
	left = kept;
	said = index_refresh(opened) != TK_OK;
	/* On failure what was known stands. */
	const char *applicant = said ? "old" : "newer";
	good = index_count(opened) == 7 && has_applicant(opened, "C", "C D") && has_applicant(opened, "D", applicant) &&
	       has_applicant(opened, "E", applicant) && !index_find(opened, "A")->unreadable;
}

static void known_stands(void *user)
{
	said_or_good(user);
	ck_assert_msg(good, "%s, allocation %ld: what was known does not stand", exhausted, exhausted_at);
	/* And it goes on from there. */
	ck_assert_int_eq(index_refresh(opened), TK_OK);
	ck_assert(has_applicant(opened, "D", "newer") && has_applicant(opened, "E", "newer"));
	index_free(opened);
	opened = NULL;
}

static void drafts(void *user)
{
	char **ids = casebook_drafts(folder);
	size_t count = 0;

	(void)user;
	said = ids == NULL;
	for (; ids != NULL && ids[count] != NULL; count++)
		free(ids[count]);
	free(ids);
	good = count == 2;
}

static void next_id(void *user)
{
	char *id = casebook_next_id(folder, 1795413600), path[200];

	(void)user;
	said = id == NULL;
	good = id != NULL && strcmp(id, "TK-20261123-0001") == 0;
	if (id != NULL) {
		snprintf(path, sizeof(path), "%s/%s.lock", folder, id);
		unlink(path);
	}
	free(id);
}

static void clean(void *user)
{
	(void)user;
	said = casebook_clean(folder, 2000000000) == 0;
	good = true;
	put_now(".tuikuan-abcdef", "x");
}

static void lock(void *user)
{
	struct case_lock first, second;
	char *holder = NULL, *other = NULL;

	(void)user;
	said = !case_lock_take(&first, case_path, &holder);
	good = !said && !case_lock_take(&second, case_path, &other) && second.fd < 0;
	said |= good && other == NULL; /* who has it could not be told */
	said |= good && !case_lock_is_held(case_path);
	case_lock_drop(&first);
	free(holder);
	free(other);
}

/* Of a history with one entry more. */
static void join(void *user)
{
	struct history *common = user;
	struct case_file *file = case_new(), saved = {.history = *common};
	const struct history_entry entry = {.at = 3, .kind = HISTORY_PRINTED, .who = "me", .what = "letter"};

	said = file == NULL || !history_add(&file->history, &common->items[0]) || !history_add(&file->history, &entry) ||
	       !casebook_join_history(file, &saved);
	good = !said && file->history.count == 3 && strcmp(file->history.items[2].what, "letter") == 0;
	case_free(file);
}

static void files_of(void *user)
{
	struct shelf_files files = {NULL, 0};
	bool own = false, needed = false;

	(void)user;
	said = shelf_files_of(folder, known, "A", &files) != TK_OK;
	for (size_t i = 0; i < files.count; i++) {
		own |= strcmp(files.paths[i], case_path) == 0;
		needed |= strstr(files.paths[i], shared) != NULL;
	}
	good = own && !needed; /* whatever is left, what others need is not taken */
	shelf_files_release(&files);
}

static void delete(void *user)
{
	struct shelf_files files = {NULL, 0};
	char *holder = NULL, *refused = NULL, path[200];
	long kept = left;

	(void)user;
	put_now("Z.ini", HEAD);
	left = -1;
	shelf_files_of(folder, known, "Z", &files);
	left = kept;
	said = shelf_delete(folder, "Z", &files, &holder, &refused) != TK_OK;
	snprintf(path, sizeof(path), "%s/Z.ini", folder);
	good = access(path, F_OK) != 0;
	free(holder);
	free(refused);
	shelf_files_release(&files);
	unlink(path);
}

static void keep_aside(void *user)
{
	char *name = case_keep_aside(case_path);

	(void)user;
	said = name == NULL;
	good = name != NULL && access(name, F_OK) == 0;
	if (name != NULL)
		unlink(name);
	free(name);
}

#define MANY 12

/* A folder of so many that its index is kept: once read from the cases, and once from what was kept. */
static void read_many(void *user)
{
	char kept[200];

	snprintf(kept, sizeof(kept), "%s/.index", (const char *)user);
	unlink(kept);
	said = false;
	good = true;
	for (int i = 0; i < 2; i++) {
		struct index *index = NULL;
		said |= index_open(user, &index) != TK_OK;
		good &= index == NULL || (index_count(index) == MANY && has_applicant(index, "00", "0 0") &&
						 has_applicant(index, "11", "11"));
		index_free(index);
	}
}

static void many_are_right(void *user)
{
	said_or_good(user);
	ck_assert_msg(good, "%s, allocation %ld: not what the cases are", exhausted, exhausted_at);
	ck_assert_int_le(count_names_in(user), MANY + 1); /* nothing is left beside what is kept */
}

START_TEST(many)
{
	char name[16], text[80];

	make_folder(folder);
	/* The first is nothing that our own writer would write. */
	put_now("00.ini", "; mine\n" HEAD "[facts]\napplicant=0%200\nreason_note[1] = x\nreason_note[2] = y\n");
	for (int i = 1; i < MANY; i++) {
		snprintf(name, sizeof(name), "%02d.ini", i);
		snprintf(text, sizeof(text), HEAD "[facts]\napplicant = %02d\n", i);
		put_now(name, text);
	}
	exhaust("an index kept", stride_of(1, 37), read_many, many_are_right, folder);
	remove_folder(folder);
}
END_TEST

START_TEST(folders)
{
	struct history common = {.count = 0};
	const struct history_entry one = {.at = 1, .kind = HISTORY_PRINTED, .who = "me", .what = "summary"},
				   two = {.at = 2, .kind = HISTORY_PRINTED, .who = "me", .what = "checklist"};

	open_folder();
	exhaust("drafts looked for", 1, drafts, said_or_good, NULL);
	exhaust("an id", 1, next_id, said_or_good, NULL);
	exhaust("what was left over", 1, clean, said_or_good, NULL);
	exhaust("a lock", 1, lock, said_or_good, NULL);
	exhaust("files of a case", stride_of(1, 11), files_of, said_or_good, NULL);
	exhaust("an old file kept", 1, keep_aside, said_or_good, NULL);
	exhaust("a case deleted", 1, delete, said_or_good, NULL);
	exhaust("an index refreshed", stride_of(3, 97), refresh, known_stands, NULL);
	ck_assert(history_add(&common, &one) && history_add(&common, &two));
	exhaust("histories joined", 1, join, said_or_good, &common);
	history_release(&common);
	close_folder();
}
END_TEST

/* ---- what is installed ------------------------------------------------------------------------------ */

static void open_small(void *user)
{
	struct places tried;
	struct standing_rules rules;

	(void)user;
	said = places_open(&tried, NULL) != TK_OK;
	if (said)
		return;
	/* Of each folder that was named, whatever was found. */
	good = tried.calendar_count == 1 && strncmp(tried.vocabulary_path, folder, strlen(folder)) == 0;
	if (!standing_rules_open(&tried, &rules))
		said = true;
	else
		standing_rules_close(&rules);
	places_close(&tried);
}

static void outline(void *user)
{
	struct place_pack *packs = NULL;
	size_t count = 0;
	struct tk_policy_outline *found = NULL;

	said = places_packs_in(user, &packs, &count) != TK_OK || count == 0;
	if (!said)
		found = places_outline(&small, &packs[0]);
	said |= found == NULL;
	good = !said && strcmp(tk_policy_outline_head(found)->id, "a") == 0;
	if (found != NULL)
		tk_policy_outline_free(found);
	places_packs_free(packs, count);
}

/* The pack of that hash. */
static void find_pack(void *user)
{
	char *bytes = NULL;
	size_t length;

	said = !record_installed_pack(&small, "a", user, &bytes, &length);
	good = bytes != NULL && strncmp(bytes, "[policy]", 8) == 0;
	free(bytes);
}

static void letter(void *user)
{
	char *text = places_letter_text(&small, "refund-letter", "en");

	(void)user;
	said = text == NULL && errno == ENOMEM;
	good = text != NULL && strcmp(text, "Dear all\n") == 0;
	free(text);
}

static void save_settings(void *user)
{
	said = settings_save(user) != TK_OK;
	good = true;
}

static void settings_are_whole(void *user)
{
	const struct settings *wanted = user;
	struct settings settings;

	said_or_good(user);
	ck_assert_int_eq(settings_load(&settings, NULL), TK_OK);
	if (!said)
		ck_assert_str_eq(settings.agent, wanted->agent);
	else if (settings.agent != NULL) /* what stood there */
		ck_assert_str_eq(settings.agent, "before");
	settings_release(&settings);
	put_now("tuikuan/config.ini", "[tuikuan]\nagent = before\n");
	ck_assert(settings_can_be_saved());
}

static void ask_settings(void *user)
{
	(void)user;
	said = !settings_can_be_saved();
	good = true;
}

START_TEST(installed)
{
	struct settings settings = {.agent = (char[]){"a; b"}, .language = (char[]){"en"}};

	make_folder(folder);
	char *packs = file_join(folder, "policies"), *calendars = file_join(folder, "calendars");
	char *letters = file_join(folder, "letters"), *config = file_join(folder, "tuikuan");
	ck_assert(mkdir(packs, 0700) == 0 && mkdir(calendars, 0700) == 0 && mkdir(letters, 0700) == 0 &&
		  mkdir(config, 0700) == 0);
	put_now("facts.ini", "[fact.paid]\ntype = money\nstep = order\nlabel = P\nquestion = Q\nhelp = H\n");
	put_now("calendars/cn.ini", "[calendar]\nid = cn\ntitle = C\n");
	put_now("letters/refund-letter.en.txt", "Dear all\n");
	put_now("policies/a.ini", "[policy]\nid = a\nprovider = someone\ntitle = T\nrevision = 1\nauthority = official\n"
				  "calendar = cn\nsource = page\n[source.page]\ntitle = P\n");
	setenv("TUIKUAN_POLICY_PATH", packs, 1);
	setenv("XDG_DATA_HOME", folder, 1);
	setenv("XDG_CONFIG_HOME", folder, 1);
	ck_assert_int_eq(places_open(&small, NULL), TK_OK);
	exhaust("places", stride_of(1, 97), open_small, said_or_good, NULL);
	exhaust("an outline", stride_of(1, 97), outline, said_or_good, packs);
	char *pack = contents_below("policies/a.ini"), hex[TK_SHA256_HEX];
	file_sha256_hex(pack, strlen(pack), hex);
	free(pack);
	exhaust("a pack by its hash", 1, find_pack, said_or_good, hex);
	exhaust("a letter", 1, letter, said_or_good, NULL);
	put_now("tuikuan/config.ini", "[tuikuan]\nagent = before\n");
	exhaust("settings saved", 1, save_settings, settings_are_whole, &settings);
	exhaust("whether they can be", 1, ask_settings, said_or_good, NULL);
	places_close(&small);
	free(packs);
	free(calendars);
	free(letters);
	free(config);
	remove_folder(folder);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"casebook", {reading, writing, folders, many, installed, NULL}}};
	return SUITE_RUN("casebook, memory", groups);
}
