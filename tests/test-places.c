/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where packs, facts, calendars, letters and settings are looked for, and in which order. */
#include "config.h"

#include <errno.h>
#include <sys/wait.h>

#include "error.h"
#include "file.h"
#include "ini.h"
#include "places.h"
#include "suite.h"
#include "text.h"
#include "user-folders.h"

static char folder[64];
static struct tk_errors errors;
static struct places places;

static const char facts_text[] =
	"[fact.paid]\ntype = money\nstep = order\nlabel = Paid\nquestion = Q\nhelp = H\n";
static const char calendar_text[] = "[calendar]\nid = cn\ntitle = C\n";

static char *path_of(const char *name)
{
	char *path = file_join(folder, name);
	ck_assert_ptr_nonnull(path);
	return path;
}

static void put_folder(const char *name)
{
	char *path = path_of(name);
	ck_assert_int_eq(file_make_folders(path, 0700), TK_OK);
	free(path);
}

static void put_pack(const char *name, const char *id)
{
	char text[400];
	snprintf(text, sizeof(text),
		"[policy]\nid = %s\nprovider = someone\ntitle = T\nrevision = 1\n"
		"authority = official\ncalendar = cn\nsource = page\n[source.page]\ntitle = P\n",
		id);
	put_file(folder, name, text);
}

static void put_data(const char *name)
{
	char below[100];

	snprintf(below, sizeof(below), "%s/policies", name);
	put_folder(below);
	snprintf(below, sizeof(below), "%s/calendars", name);
	put_folder(below);
	snprintf(below, sizeof(below), "%s/letters", name);
	put_folder(below);
	snprintf(below, sizeof(below), "%s/facts.ini", name);
	put_file(folder, below, facts_text);
	snprintf(below, sizeof(below), "%s/calendars/cn.ini", name);
	put_file(folder, below, calendar_text);
}

/* Data in FOLDER/own (named by the environment) and FOLDER/home/tuikuan (the person's). */
static void set_up(void)
{
	make_folder(folder);
	tk_errors_init(&errors);
	char *home = path_of("home"), *own = path_of("own/policies"), *config = path_of("config");
	setenv("XDG_DATA_HOME", home, 1);
	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("TUIKUAN_POLICY_PATH", own, 1);
	free(home);
	free(own);
	free(config);
}

static void tear_down(void)
{
	tk_errors_release(&errors);
	remove_folder(folder);
}

/* All errors but those on texts in one language only. */
static size_t count_errors(void)
{
	size_t count = 0;
	for (size_t i = 0; i < errors.count; i++)
		count += errors.items[i].code != TK_E_MISSING_LANGUAGE;
	return count;
}

static void ends_with(const char *text, const char *end)
{
	ck_assert_uint_ge(strlen(text), strlen(end));
	ck_assert_str_eq(text + strlen(text) - strlen(end), end);
}

/* ---- folders ------------------------------------------------------------------------------------ */

START_TEST(folders_are_searched_in_order)
{
	char path[300], expected[6][100];
	static const char *const below[] = {"own", "other/packs", "home/tuikuan/policies", "", ""};

	set_up();
	put_data("home/tuikuan");
	put_folder("own");
	put_folder("other/packs");
	snprintf(path, sizeof(path), "%s/own::%s/other/packs:%s/own:", folder, folder, folder);
	setenv("TUIKUAN_POLICY_PATH", path, 1);
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	for (int i = 0; i < 3; i++) {
		snprintf(expected[i], sizeof(expected[i]), "%s/%s", folder, below[i]);
		ck_assert_str_eq(places.policy_folders[i], expected[i]);
	}
	ck_assert_str_eq(places.policy_folders[3], DATA_DIR "/policies");
	ck_assert_ptr_null(places.policy_folders[4]);
	ck_assert_str_eq(places.data_folders[0], folder); /* where own lies */
	snprintf(expected[4], sizeof(expected[4]), "%s/other", folder);
	ck_assert_str_eq(places.data_folders[1], expected[4]);
	snprintf(expected[5], sizeof(expected[5]), "%s/home/tuikuan", folder);
	ck_assert_str_eq(places.data_folders[2], expected[5]);
	ck_assert_str_eq(places.data_folders[3], DATA_DIR);
	ck_assert_ptr_null(places.data_folders[4]);
	places_close(&places);
	tear_down();
}
END_TEST

/* However a folder of packs is written, facts are looked for in the folder that it lies in. */
START_TEST(data_lies_beside_any_folder)
{
	static const struct {
		const char *packs, *data;
	} folders[] = {
		{"packs", "."},
		{"own///", "."},
		{".", "./.."},
		{"..", "../.."},
		{"a/..", "a/../.."},
		{"a/b", "a"},
		{"/x", "/"},
		{"/", "//.."},
	};

	set_up();
	put_data("home/tuikuan");
	ck_assert_int_eq(chdir(folder), 0);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		setenv("TUIKUAN_POLICY_PATH", folders[i].packs, 1);
		ck_assert_int_eq(places_open(&places, &errors), TK_OK);
		ck_assert_str_eq(places.policy_folders[0], folders[i].packs);
		ck_assert_str_eq(places.data_folders[0], folders[i].data);
		places_close(&places);
	}
	ck_assert_int_eq(chdir("/"), 0);
	tear_down();
}
END_TEST

START_TEST(what_is_no_file_is_no_facts_and_no_calendar)
{
	set_up();
	put_data("own");
	put_folder("own/calendars/folder.ini");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_uint_eq(count_errors(), 1);
	ck_assert_int_eq(errors.items[errors.count - 1].code, TK_E_NOT_A_FILE);
	ends_with(errors.items[errors.count - 1].file, "/own/calendars/folder.ini");
	ck_assert_uint_eq(places.calendar_count, 1); /* the rest is there */
	places_close(&places);
	char *facts = path_of("own/facts.ini");
	ck_assert(unlink(facts) == 0 && mkdir(facts, 0700) == 0);
	free(facts);
	ck_assert_int_eq(places_open(&places, &errors), TK_INVALID);
	ck_assert_int_eq(errors.items[errors.count - 1].code, TK_E_NOT_A_FILE);
	ck_assert_ptr_null(places.policy_folders);
	tear_down();
}
END_TEST

START_TEST(the_first_facts_win)
{
	set_up();
	put_data("own");
	put_data("home/tuikuan");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_uint_eq(count_errors(), 0);
	ends_with(places.vocabulary_path, "/own/facts.ini");
	ck_assert_uint_eq(places.calendar_count, 1);
	ck_assert_ptr_eq(places.world.vocabulary, places.vocabulary);
	ck_assert_ptr_eq(places.world.calendars[0], places.calendars[0]);
	places_close(&places);

	/* Packs of one's own, the rest from the person's data. */
	char *facts = path_of("own/facts.ini"), *calendar = path_of("own/calendars/cn.ini");
	ck_assert_int_eq(unlink(facts), 0);
	ck_assert_int_eq(unlink(calendar), 0);
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ends_with(places.vocabulary_path, "/home/tuikuan/facts.ini");
	ck_assert_uint_eq(places.calendar_count, 1);
	places_close(&places);
	free(facts);
	free(calendar);
	tear_down();
}
END_TEST

START_TEST(missing_facts_are_reported)
{
	set_up();
	put_folder("own/policies");
	ck_assert_int_eq(places_open(&places, &errors), TK_IO);
	ck_assert_uint_eq(errors.count, 1);
	ck_assert_int_eq(errors.items[0].code, TK_E_UNREADABLE);
	ck_assert_str_eq(errors.items[0].file, "facts.ini");
	ck_assert_ptr_nonnull(strstr(errors.items[0].detail, "/own, ")); /* where it was looked for */
	ck_assert_ptr_null(places.policy_folders);
	tear_down();
}
END_TEST

START_TEST(wrong_facts_are_not_passed_over)
{
	set_up();
	put_data("own");
	put_data("home/tuikuan");
	put_file(folder, "own/facts.ini", "[fact.paid]\ntype = monney\n");
	ck_assert_int_eq(places_open(&places, &errors), TK_INVALID);
	ck_assert_uint_gt(errors.count, 0);
	ends_with(errors.items[0].file, "/own/facts.ini");
	tear_down();
}
END_TEST

START_TEST(a_wrong_calendar_is_left_out)
{
	set_up();
	put_data("own");
	put_file(folder, "own/calendars/bad.ini", "[calendar]\nid = bad\n[year.2026]\noff = x\n");
	put_file(folder, "own/calendars/notes.txt", "no calendar");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_uint_gt(count_errors(), 0);
	ends_with(errors.items[errors.count - 1].file, "/own/calendars/bad.ini");
	ck_assert_uint_eq(places.calendar_count, 1);
	places_close(&places);
	tear_down();
}
END_TEST

START_TEST(a_named_folder_that_is_not_there_is_reported)
{
	set_up();
	put_data("home/tuikuan");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_uint_eq(count_errors(), 1);
	ck_assert_int_eq(errors.items[0].code, TK_E_UNREADABLE);
	ends_with(errors.items[0].file, "/own/policies");
	places_close(&places);
	tear_down();
}
END_TEST

/* ---- packs -------------------------------------------------------------------------------------- */

START_TEST(the_first_pack_of_an_id_wins)
{
	struct place_pack *packs;
	size_t count;

	set_up();
	put_data("own");
	put_data("home/tuikuan");
	put_pack("own/policies/b.ini", "b");
	put_pack("home/tuikuan/policies/b.ini", "b");
	put_pack("home/tuikuan/policies/a.ini", "a");
	put_file(folder, "own/policies/b.scenarios", "");
	put_file(folder, "own/policies/.hidden.ini", "");
	put_file(folder, "own/policies/.ini", "");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_int_eq(places_packs(&places, &packs, &count), TK_OK);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(packs[0].id, "a");
	ck_assert_str_eq(packs[1].id, "b");
	ends_with(packs[1].path, "/own/policies/b.ini");
	places_packs_free(packs, count);
	places_close(&places);
	tear_down();
}
END_TEST

START_TEST(packs_are_loaded_by_id_or_path)
{
	struct tk_policy *policy;

	set_up();
	put_data("own");
	put_pack("own/policies/some-pack.ini", "some-pack");
	put_pack("own/elsewhere.ini", "other-id");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_int_eq(places_load_policy(&places, "some-pack", &policy, &errors), TK_OK);
	ck_assert_str_eq(tk_policy_head(policy)->id, "some-pack");
	ends_with(tk_policy_head(policy)->file, "/own/policies/some-pack.ini");
	tk_policy_free(policy);

	char *path = path_of("own/elsewhere.ini");
	ck_assert_int_eq(places_load_policy(&places, path, &policy, &errors), TK_OK);
	ck_assert_str_eq(tk_policy_head(policy)->id, "other-id");
	tk_policy_free(policy);
	ck_assert_uint_eq(count_errors(), 0);
	free(path);
	places_close(&places);
	tear_down();
}
END_TEST

START_TEST(unknown_packs_name_the_nearest)
{
	struct tk_policy *policy = NULL;

	set_up();
	put_data("own");
	put_pack("own/policies/some-pack.ini", "some-pack");
	put_pack("own/policies/wrong-name.ini", "right-name");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_int_eq(places_load_policy(&places, "some-pakc", &policy, &errors), TK_INVALID);
	const struct tk_error *error = &errors.items[errors.count - 1];
	ck_assert_int_eq(error->code, TK_E_UNKNOWN_POLICY);
	ck_assert_str_eq(error->value, "some-pakc");
	ck_assert_str_eq(error->nearest, "some-pack");
	ck_assert_str_eq(error->detail, "some-pack, wrong-name");

	ck_assert_int_eq(places_load_policy(&places, "wrong-name", &policy, &errors), TK_INVALID);
	error = &errors.items[errors.count - 1];
	ck_assert_int_eq(error->code, TK_E_MISMATCH);
	ck_assert_str_eq(error->value, "right-name");

	ck_assert_int_eq(places_load_policy(&places, "/no/such.ini", &policy, &errors), TK_IO);
	error = &errors.items[errors.count - 1];
	ck_assert_int_eq(error->code, TK_E_UNREADABLE);
	ck_assert_ptr_null(policy);
	places_close(&places);
	tear_down();
}
END_TEST

/* What a list shows of a pack is not shown under another name. */
START_TEST(an_outline_is_of_the_pack_of_that_name)
{
	struct place_pack *packs;
	size_t count;

	set_up();
	put_data("own");
	put_pack("own/policies/a.ini", "a");
	put_pack("own/policies/b.ini", "other");
	put_pack("own/policies/c.ini", "c");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	char *below = path_of("own/policies"), *gone = path_of("own/policies/c.ini");
	ck_assert_int_eq(places_packs_in(below, &packs, &count), TK_OK);
	ck_assert_uint_eq(count, 3);
	ck_assert_int_eq(unlink(gone), 0);
	struct tk_policy_outline *outline = places_outline(&places, &packs[0]);
	ck_assert_ptr_nonnull(outline);
	ck_assert_str_eq(tk_policy_outline_head(outline)->id, "a");
	tk_policy_outline_free(outline);
	ck_assert_ptr_null(places_outline(&places, &packs[1]));
	ck_assert_ptr_null(places_outline(&places, &packs[2]));
	places_packs_free(packs, count);
	places_close(&places);
	free(below);
	free(gone);
	tear_down();
}
END_TEST

/* ---- letters ------------------------------------------------------------------------------------ */

START_TEST(letters_are_found)
{
	set_up();
	put_data("own");
	put_data("home/tuikuan");
	put_file(folder, "own/letters/refund-letter.zh_CN.txt", "\xef\xbb\xbf第一行\r\n\x1b[31m二\n");
	put_file(folder, "home/tuikuan/letters/refund-letter.zh_CN.txt", "hidden by the first");
	put_file(folder, "home/tuikuan/letters/refund-letter.en.txt", "English\n");
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	is_text(places_letter_text(&places, "refund-letter", "zh_CN"), "第一行\n\xef\xbf\xbd[31m二\n");
	is_text(places_letter_text(&places, "refund-letter", "en"), "English\n");
	put_file(folder, "own/letters/refund-letter.en.txt", "E"); /* shorter than a mark of order would be */
	is_text(places_letter_text(&places, "refund-letter", "en"), "E");
	ck_assert_ptr_null(places_letter(&places, "refund-letter", "fr"));
	ck_assert_ptr_null(places_letter_text(&places, "refund-nothing", "en"));
	ck_assert_ptr_null(places_letter(&places, "../facts.ini/x", "en")); /* a pack's own choice */
	ck_assert_ptr_null(places_letter(&places, "refund", "../x"));
	places_close(&places);
	tear_down();
}
END_TEST

/* ---- the data of the project ---------------------------------------------------------------------- */

START_TEST(the_source_folder_is_complete)
{
	const char *source = getenv("TK_SRCDIR");
	struct place_pack *packs;
	size_t count;

	if (source == NULL)
		return; /* run by hand */
	set_up();
	char *own = file_join(source, "data/policies");
	setenv("TUIKUAN_POLICY_PATH", own, 1);
	ck_assert_int_eq(places_open(&places, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	ck_assert_uint_ge(places.calendar_count, 1);
	ck_assert_int_eq(places_packs(&places, &packs, &count), TK_OK);
	ck_assert_uint_ge(count, 1);
	places_packs_free(packs, count);
	places_close(&places);
	free(own);
	tear_down();
}
END_TEST

/* Beside a mark "build-tree" the program finds the data of the source folder that it names. */
START_TEST(the_build_tree_needs_no_installation)
{
	char *bytes, mark[100];
	size_t length;

	set_up();
	unsetenv("TUIKUAN_POLICY_PATH");
	put_data("source/data");
	put_folder("build");
	snprintf(mark, sizeof(mark), "%s/source\n", folder);
	put_file(folder, "build/build-tree", mark);
	char *copy = path_of("build/program");
	ck_assert_int_eq(file_read("/proc/self/exe", (size_t)1 << 30, &bytes, &length), TK_OK);
	ck_assert_int_eq(file_write(copy, bytes, length, 0700), TK_OK);
	free(bytes);
	fflush(NULL);
	pid_t child = fork();
	if (child == 0) {
		execl(copy, copy, "--where", folder, NULL);
		_exit(9);
	}
	int how;
	ck_assert_int_eq(waitpid(child, &how, 0), child);
	ck_assert(WIFEXITED(how));
	ck_assert_int_eq(WEXITSTATUS(how), 0);
	free(copy);
	tear_down();
}
END_TEST

/* As its own child. */
static int finds_source(const char *where)
{
	char expected[100];

	tk_errors_init(&errors);
	snprintf(expected, sizeof(expected), "%s/source/data/facts.ini", where);
	if (places_open(&places, &errors) != TK_OK)
		return 2;
	int status = strcmp(places.vocabulary_path, expected) == 0 && places.calendar_count == 1 ? 0 : 1;
	places_close(&places);
	tk_errors_release(&errors);
	return status;
}

/* ---- settings ------------------------------------------------------------------------------------ */

static void put_settings(const char *text)
{
	put_folder("config/tuikuan");
	put_file(folder, "config/tuikuan/config.ini", text);
}

START_TEST(settings_have_defaults)
{
	struct settings settings;

	set_up();
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	ck_assert_ptr_null(settings.language);
	ck_assert_ptr_null(settings.agent);
	ck_assert(settings.colours);
	ck_assert(!settings.seen_welcome);
	settings_release(&settings);
	tear_down();
}
END_TEST

START_TEST(settings_come_back)
{
	struct settings settings = {.language = strdup("zh_CN"), .policy = strdup("a-b"),
		.agent = strdup(" 王 \"x\"; #1\n"), .colours = false, .seen_welcome = true};
	struct settings back;
	struct stat about;

	set_up();
	ck_assert_int_eq(settings_save(&settings), TK_OK); /* makes the folder */
	char *path = path_of("config/tuikuan/config.ini");
	ck_assert_int_eq(stat(path, &about), 0);
	ck_assert_uint_eq(about.st_mode & 07777, 0600);
	ck_assert_int_eq(settings_load(&back, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 0);
	ck_assert_str_eq(back.language, "zh_CN");
	ck_assert_str_eq(back.policy, "a-b");
	ck_assert_str_eq(back.agent, " 王 \"x\"; #1\n");
	ck_assert_ptr_null(back.organisation);
	ck_assert(!back.colours);
	ck_assert(back.seen_welcome);
	settings_release(&back);
	settings_release(&settings);
	ck_assert_ptr_null(settings.agent);
	free(path);
	tear_down();
}
END_TEST

START_TEST(settings_leave_the_rest_of_the_file)
{
	struct settings settings;
	char *bytes;
	size_t length;

	set_up();
	put_settings("# mine\n[ Tuikuan ]\n; a comment\nagent = A\nlanguage=en\n\n[other]\nagent = B");
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	ck_assert_str_eq(settings.agent, "A");
	ck_assert_uint_eq(errors.count, 1); /* a section nobody reads */
	ck_assert_int_eq(errors.items[0].code, TK_E_UNKNOWN_SECTION);
	free(settings.agent);
	settings.agent = strdup("C");
	ck_assert_int_eq(settings_save(&settings), TK_OK);
	char *path = path_of("config/tuikuan/config.ini");
	ck_assert_int_eq(file_read(path, 1000, &bytes, &length), TK_OK);
	ck_assert_str_eq(bytes, "# mine\n[ Tuikuan ]\nlanguage = en\nagent = C\ncolours = yes\n"
				"seen_welcome = no\n; a comment\n\n[other]\nagent = B\n");
	free(bytes);
	free(path);
	settings_release(&settings);
	tear_down();
}
END_TEST

/* That the first run was seen is noted without a touch to what a person wrote, mistakes included. */
START_TEST(the_first_run_is_noted_alone)
{
	struct settings settings;
	char *bytes;
	size_t length;

	set_up();
	ck_assert(settings_can_be_saved()); /* no folder yet */
	put_settings("[tuikuan]\ncolours = maybe\nagent = 100%\nseen_welcome = no\n");
	ck_assert(settings_can_be_saved());
	for (int i = 0; i < 2; i++)
		ck_assert_int_eq(settings_save_welcome(), TK_OK);
	char *path = path_of("config/tuikuan/config.ini");
	ck_assert_int_eq(file_read(path, 1000, &bytes, &length), TK_OK);
	ck_assert_str_eq(bytes, "[tuikuan]\nseen_welcome = yes\ncolours = maybe\nagent = 100%\n");
	free(bytes);
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	ck_assert(settings.seen_welcome);
	settings_release(&settings);
	free(path);
	tear_down();
}
END_TEST

START_TEST(the_first_run_where_nothing_can_be_written)
{
	struct settings settings;

	set_up();
	put_file(folder, "config", "a file where the folder would be");
	ck_assert(!settings_can_be_saved());
	ck_assert_int_ne(settings_save_welcome(), TK_OK);
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	ck_assert(!settings.seen_welcome);
	settings_release(&settings);
	tear_down();
}
END_TEST

START_TEST(wrong_settings_are_reported)
{
	struct settings settings;

	set_up();
	put_settings("[tuikuan]\ncolors = no\ncolours = maybe\nagent = 100%\nlanguage = a;b\n"
		     "policy = x\norganisation =\n");
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 4);
	ck_assert_int_eq(errors.items[0].code, TK_E_UNQUOTED);
	ck_assert_int_eq(errors.items[0].line, 5);
	ck_assert_int_eq(errors.items[1].code, TK_E_UNKNOWN_KEY);
	ck_assert_str_eq(errors.items[1].nearest, "colours");
	ck_assert_int_eq(errors.items[2].code, TK_E_BAD_FLAG);
	ck_assert_int_eq(errors.items[3].code, TK_E_ESCAPE);
	ck_assert_str_eq(settings.policy, "x");
	ck_assert_ptr_null(settings.organisation);
	ck_assert(settings.colours);
	settings_release(&settings);
	tear_down();
}
END_TEST

START_TEST(settings_that_cannot_be_are_told)
{
	struct settings settings;

	set_up();
	put_folder("config/tuikuan/config.ini"); /* a folder in its place */
	ck_assert_int_eq(settings_load(&settings, &errors), TK_INVALID);
	ck_assert_int_eq(errors.items[0].code, TK_E_NOT_A_FILE);
	ck_assert_int_eq(settings_save(&settings), TK_IO);
	setenv("XDG_CONFIG_HOME", "/proc", 1);
	errno = 0;
	ck_assert_int_eq(settings_save(&settings), TK_IO);
	ck_assert_int_ne(errno, 0);
	tk_errors_release(&errors);
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	settings_release(&settings);
	tear_down();
}
END_TEST

/* A heading twice, a key for one language: neither is what a save leaves. */
START_TEST(settings_written_in_two_places_become_one)
{
	struct settings settings;
	char *bytes;
	size_t length;

	set_up();
	put_settings("[tuikuan]\nagent = A\n[other]\nagent = B\n[tuikuan]\nlanguage = en\nagent[zh_CN] = C\npolicy = x\n");
	ck_assert_int_eq(settings_load(&settings, &errors), TK_OK);
	ck_assert_str_eq(settings.agent, "A");
	ck_assert_str_eq(settings.policy, "x");
	size_t unknown = 0;
	for (size_t i = 0; i < errors.count; i++)
		unknown += errors.items[i].code == TK_E_UNKNOWN_KEY && strcmp(errors.items[i].key, "agent") == 0;
	ck_assert_uint_eq(unknown, 1);
	ck_assert_int_eq(settings_save(&settings), TK_OK);
	char *path = path_of("config/tuikuan/config.ini");
	ck_assert_int_eq(file_read(path, 1000, &bytes, &length), TK_OK);
	ck_assert_str_eq(bytes, "[tuikuan]\nlanguage = en\npolicy = x\nagent = A\ncolours = yes\nseen_welcome = no\n"
				"[other]\nagent = B\n[tuikuan]\nagent[zh_CN] = C\n");
	free(bytes);
	free(path);
	settings_release(&settings);
	tear_down();
}
END_TEST

/* A link that leads to itself; more than anybody writes; a home that is nowhere. */
START_TEST(settings_that_cannot_be_read_are_not_replaced)
{
	struct settings settings;
	struct text_buffer text;
	struct stat about;

	set_up();
	put_folder("config/tuikuan");
	char *path = path_of("config/tuikuan/config.ini");
	ck_assert_int_eq(symlink("config.ini", path), 0);
	errno = 0;
	ck_assert_int_eq(settings_load(&settings, &errors), TK_IO);
	ck_assert_int_eq(errors.items[0].code, TK_E_UNREADABLE);
	ck_assert(settings.seen_welcome);
	ck_assert_int_eq(settings_save(&settings), TK_IO);
	ck_assert(lstat(path, &about) == 0 && S_ISLNK(about.st_mode));
	settings_release(&settings);
	ck_assert_int_eq(unlink(path), 0);

	text_buffer_init(&text);
	text_buffer_add(&text, "[tuikuan]\nagent = A\n");
	while (text.length <= INI_MAX_BYTES)
		text_buffer_add(&text, "# 0123456789012345678901234567890123456789012345678901234567890123456789\n");
	put_settings(text.text);
	text_buffer_release(&text);
	ck_assert_int_eq(settings_load(&settings, &errors), TK_INVALID);
	ck_assert(settings.seen_welcome);
	ck_assert_int_eq(settings_save(&settings), TK_IO);
	settings_release(&settings);
	free(path);

	unsetenv("XDG_CONFIG_HOME");
	setenv("HOME", "somewhere", 1);
	ck_assert(!settings_can_be_saved());
	tear_down();
}
END_TEST

int main(int argc, char **argv)
{
	if (argc == 3)
		return finds_source(argv[2]);
	const struct suite_group groups[] = {
		{"folders", {folders_are_searched_in_order, data_lies_beside_any_folder, the_first_facts_win,
				    missing_facts_are_reported, wrong_facts_are_not_passed_over,
				    a_wrong_calendar_is_left_out, what_is_no_file_is_no_facts_and_no_calendar,
				    a_named_folder_that_is_not_there_is_reported}},
		{"packs", {the_first_pack_of_an_id_wins, packs_are_loaded_by_id_or_path,
				  unknown_packs_name_the_nearest, an_outline_is_of_the_pack_of_that_name}},
		{"letters", {letters_are_found}},
		{"project", {the_source_folder_is_complete, the_build_tree_needs_no_installation}},
		{"settings", {settings_have_defaults, settings_come_back,
				     settings_leave_the_rest_of_the_file, the_first_run_is_noted_alone,
				the_first_run_where_nothing_can_be_written,
				     wrong_settings_are_reported,
				     settings_that_cannot_be_are_told,
				     settings_written_in_two_places_become_one,
				     settings_that_cannot_be_read_are_not_replaced}},
	};
	return SUITE_RUN("places", groups);
}
