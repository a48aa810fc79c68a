/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where things lie: packs, facts, calendars, letter templates, settings. Order: TUIKUAN_POLICY_PATH
 * (folders of packs, ':' between), the user's $XDG_DATA_HOME/tuikuan/policies, the build tree when
 * run from it, the installed one. facts.ini, calendars/ and letters/ are looked for beside each
 * folder of packs (FOLDER/..), then in the user's and the installed data. Knows paths and file
 * names; must not know screens or rules.
 */
#ifndef CASEBOOK_PLACES_H
#define CASEBOOK_PLACES_H

#include "tuikuan.h"

/* Everything loaded that a policy needs, and the packs found. */
struct places {
	char **policy_folders; /* in order of search, NULL-terminated */
	char **data_folders;   /* where facts.ini, calendars and letters are looked for,
				  NULL-terminated */
	struct tk_vocabulary *vocabulary;
	char *vocabulary_path;
	struct tk_calendar **calendars;
	char **calendar_paths; /* of each of them */
	size_t calendar_count;
	struct tk_world world; /* borrows the two above */
};

/* Finds folders, loads vocabulary and calendars. TK_OK with errors is possible: a folder named in
 * TUIKUAN_POLICY_PATH that is not there, a calendar that is wrong and was left out. On failure
 * there is nothing to close. */
enum tk_status places_open(struct places *places, struct tk_errors *errors);
void places_close(struct places *places);

struct place_pack { /* a pack file found; the first of an id wins */
	char *path;
	char *id; /* the file's name without .ini */
};
/* All packs, sorted by id, whether they load or not; caller frees with places_packs_free. */
enum tk_status places_packs(
	const struct places *places, struct place_pack **ret_packs, size_t *ret_count);
/* The packs of one folder, in the same way. */
enum tk_status places_packs_in(
	const char *folder, struct place_pack **ret_packs, size_t *ret_count);
void places_packs_free(struct place_pack *packs, size_t count);
/* What stands in [policy] of a pack that was found; the caller frees it. NULL: it is wrong, and has to be loaded to
 * know how, or no memory. */
struct tk_policy_outline *places_outline(const struct places *places, const struct place_pack *pack);
/* Loads a pack that was found. TK_INVALID with errors (it must have its file's name as its id). */
enum tk_status places_load_found(const struct places *places, const struct place_pack *pack,
	struct tk_policy **ret_policy, struct tk_errors *errors);
/* Loads a pack by id, or by path when ID contains '/' or ends in ".ini". TK_INVALID with errors (an
 * unknown id names the nearest). */
enum tk_status places_load_policy(const struct places *places, const char *id,
	struct tk_policy **ret_policy, struct tk_errors *errors);
/* The path of letters/NAME.LANGUAGE.txt (e.g. "refund-letter", "zh_CN"), or NULL. Caller frees. */
char *places_letter(const struct places *places, const char *name, const char *language);
/* Its text, or NULL; line ends are \n, control characters are replaced. Caller frees. */
char *places_letter_text(const struct places *places, const char *name, const char *language);

/* $XDG_CONFIG_HOME/tuikuan/config.ini: [tuikuan] language, policy, agent, organisation, colours =
 * yes|no, seen_welcome = yes|no. */
struct settings {
	char *language, *policy, *agent, *organisation; /* NULL when absent */
	bool colours; /* default true; NO_COLOR overrides in the terminal */
	bool seen_welcome; /* the screen of the first run; also where the file cannot be read */
};
/* No file: the defaults. What is wrong in it is reported and left at its default: TK_OK. */
enum tk_status settings_load(struct settings *settings, struct tk_errors *errors);
/* All or nothing; comments and other sections of the file stay. TK_IO with errno. */
enum tk_status settings_save(const struct settings *settings);
/* Notes seen_welcome there, and leaves all other lines as they are, those with mistakes too. */
enum tk_status settings_save_welcome(void);
/* Whether there is any use in trying. */
bool settings_can_be_saved(void);
void settings_release(struct settings *settings);

#endif
