/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "phrases.h"
#include "sections.h"
#include "values.h"

#define RANGE_DAYS 31 /* a longer holiday is a slip of the pen */

struct calendar_year {
	int year;
	const char *notice;
};

struct tk_calendar {
	const char *id;
	struct calendar_year *years; /* those announced, sorted */
	size_t year_count;
	/* Days that are not as their weekday says, sorted. */
	int64_t *off, *worked;
	size_t off_count, worked_count;
	char sha256[TK_SHA256_HEX];
	struct arena arena;
	struct ini *ini;
};

static int weekday(int64_t day)
{
	int64_t rest = (day + 3) % 7; /* 1970-01-01 was a Thursday */
	return (int)(rest < 0 ? rest + 7 : rest);
}

static int compare_days(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static int compare_years(const void *a, const void *b)
{
	return ((const struct calendar_year *)a)->year - ((const struct calendar_year *)b)->year;
}

/* ---- asking -----------------------------------------------------------------------------------
 */

static bool contains(const int64_t *days, size_t count, int64_t day)
{
	return count > 0 && bsearch(&day, days, count, sizeof(*days), compare_days) != NULL;
}

bool tk_calendar_is_working(const struct tk_calendar *calendar, int64_t day)
{
	if (contains(calendar->worked, calendar->worked_count, day))
		return true;
	if (contains(calendar->off, calendar->off_count, day))
		return false;
	return weekday(day) < 5;
}

static const struct calendar_year *find_year(const struct tk_calendar *calendar, int year)
{
	struct calendar_year wanted = {year, NULL};
	if (calendar->year_count == 0)
		return NULL;
	return bsearch(
	        &wanted, calendar->years, calendar->year_count, sizeof(wanted), compare_years);
}

bool tk_calendar_is_announced(const struct tk_calendar *calendar, int year)
{
	return find_year(calendar, year) != NULL;
}

const char *tk_calendar_notice(const struct tk_calendar *calendar, int year)
{
	const struct calendar_year *found = find_year(calendar, year);
	return found == NULL ? NULL : found->notice;
}

static int year_of(int64_t day)
{
	return tk_moment_civil(day * 86400).year;
}

int64_t tk_calendar_add(const struct tk_calendar *calendar, int64_t day, int64_t n, bool *uncertain)
{
	while (n > 0) {
		day++;
		if (!*uncertain && !tk_calendar_is_announced(calendar, year_of(day)))
			*uncertain = true;
		n -= tk_calendar_is_working(calendar, day);
	}
	return day;
}

const char *tk_calendar_id(const struct tk_calendar *calendar)
{
	return calendar->id;
}

const char *tk_calendar_sha256(const struct tk_calendar *calendar)
{
	return calendar->sha256;
}

void tk_calendar_free(struct tk_calendar *calendar)
{
	if (calendar == NULL)
		return;
	ini_free(calendar->ini);
	arena_release(&calendar->arena);
	free(calendar);
}

/* ---- loading ----------------------------------------------------------------------------------
 */

/* Days as they are read; the arena has them in the end. */
struct day_list {
	int64_t *items;
	size_t count, capacity;
};

static bool add_day(struct loading *loading, struct day_list *list, int64_t day)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity == 0 ? 64 : list->capacity * 2;
		int64_t *items = arena_array(loading->arena, capacity, sizeof(*items));
		if (items == NULL)
			return false;
		if (list->count > 0)
			memcpy(items, list->items, list->count * sizeof(*items));
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = day;
	return true;
}

/* MM-DD of the section's year, or YYYY-MM-DD. */
static bool read_day(const char *text, size_t length, int year, int64_t *ret)
{
	char full[11] = "";
	if (length == 10) {
		memcpy(full, text, 10);
	} else if (length == 5) {
		for (int i = 3, rest = year; i >= 0; i--, rest /= 10)
			full[i] = (char)('0' + rest % 10);
		full[4] = '-';
		memcpy(full + 5, text, 5);
	} else {
		return false;
	}
	return moment_read_day(full, ret);
}

/* "01-01" or "01-01..01-03" */
static bool read_range(const char *text, int year, int64_t *ret_first, int64_t *ret_last)
{
	const char *dots = strstr(text, "..");
	if (dots == NULL) {
		if (!read_day(text, strlen(text), year, ret_first))
			return false;
		*ret_last = *ret_first;
		return true;
	}
	return read_day(text, (size_t)(dots - text), year, ret_first) &&
	       read_day(dots + 2, strlen(dots + 2), year, ret_last);
}

/* The days of one key; weekends: only Saturdays and Sundays make sense. */
static void read_days(struct loading *loading, const struct ini_section *section, const char *name,
        int year, bool weekends, struct day_list *list)
{
	const struct ini_key *key = ini_key(section, name, NULL);
	struct name_list items;

	if (key == NULL || key->value[0] == '\0')
		return;
	items = list_split(loading, section, key);
	for (size_t i = 0; i < items.count; i++) {
		int64_t first, last;
		const char *text = items.items[i];
		if (!read_range(text, year, &first, &last)) {
			part_error(loading, section, key, text, TK_E_BAD_DATE,
			        N_("MM-DD, YYYY-MM-DD, or two of them with .. between"), NULL);
			continue;
		}
		if (last < first || last - first >= RANGE_DAYS) {
			part_error(loading, section, key, text, TK_E_OUT_OF_RANGE,
			        N_("the first day before the last, at most 31 days"), NULL);
			continue;
		}
		/* A holiday may begin in the December before, and is not long enough to begin earlier. */
		if (year_of(last) != year)
			part_error(loading, section, key, text, TK_E_OUT_OF_RANGE,
			        N_("days of the year of the section"), NULL);
		for (int64_t day = first; day <= last; day++) {
			if (weekends && weekday(day) < 5)
				part_error(loading, section, key, text, TK_E_BAD_DATE,
				        N_("a Saturday or a Sunday"), NULL);
			if (!add_day(loading, list, day))
				return;
		}
	}
}

static int section_year(struct loading *loading, const struct ini_section *section)
{
	const char *id = section_id(section);
	bool digits = id != NULL && strlen(id) == 4 && strspn(id, "0123456789") == 4;
	long year = digits ? strtol(id, NULL, 10) : 0;

	if (strncmp(section->name, "year.", 5) == 0 && year >= 1971 && year <= 2199)
		return (int)year;
	section_error(loading, section, TK_E_UNKNOWN_SECTION, NULL,
	        N_("[calendar] or [year.YYYY], from 1971 to 2199"));
	return 0;
}

static void load_year(struct loading *loading, const struct ini_section *section,
        struct tk_calendar *calendar, struct day_list *off, struct day_list *worked)
{
	static const struct key_rule rules[] = {
	        {"off", KEY_REQUIRED}, {"worked", KEY_PLAIN}, {"notice", KEY_REQUIRED}};
	int year = section_year(loading, section);

	if (year == 0)
		return;
	section_check(loading, section, rules, sizeof(rules) / sizeof(rules[0]));
	read_days(loading, section, "off", year, false, off);
	read_days(loading, section, "worked", year, true, worked);
	calendar->years[calendar->year_count++] =
	        (struct calendar_year){year, section_value(section, "notice")};
}

static void load_head(struct loading *loading, struct tk_calendar *calendar)
{
	static const struct key_rule rules[] = {{"id", KEY_REQUIRED}, {"title", KEY_TEXT}};
	const struct ini_section *section = ini_find(loading->ini, "calendar");
	struct error_place place = {.file = loading->file};

	if (section == NULL) {
		loading->wrong = true;
		errors_add(loading->errors, TK_E_MISSING_SECTION, &place, "calendar", NULL, NULL);
		return;
	}
	section_check(loading, section, rules, sizeof(rules) / sizeof(rules[0]));
	calendar->id = section_name(loading, section, "id");
}

/* Sorts; reports a day that is given twice, or both ways. */
static void check_days(struct loading *loading, struct day_list *off, struct day_list *worked)
{
	struct error_place place = {.file = loading->file};
	struct day_list *lists[] = {off, worked};
	char date[TK_MOMENT_TEXT];

	for (int l = 0; l < 2; l++) {
		struct day_list *list = lists[l];
		if (list->count > 0)
			qsort(list->items, list->count, sizeof(*list->items), compare_days);
		for (size_t i = 0; i < list->count; i++) {
			bool twice = i > 0 && list->items[i] == list->items[i - 1];
			bool both = l == 1 && contains(off->items, off->count, list->items[i]);
			if (!twice && !both)
				continue;
			tk_moment_format(list->items[i] * 86400, date)[10] = '\0';
			loading->wrong = true;
			errors_add(loading->errors, TK_E_BAD_DATE, &place, date,
			        N_("each day once, off or worked"), NULL);
		}
	}
}

static void load(struct loading *loading, struct tk_calendar *calendar)
{
	struct day_list off = {0}, worked = {0};

	load_head(loading, calendar);
	calendar->years =
	        arena_array(loading->arena, loading->ini->section_count, sizeof(*calendar->years));
	if (calendar->years == NULL)
		return;
	for (size_t i = 0; i < loading->ini->section_count; i++)
		if (strcmp(loading->ini->sections[i].name, "calendar") != 0)
			load_year(loading, &loading->ini->sections[i], calendar, &off, &worked);
	check_days(loading, &off, &worked);
	if (calendar->year_count > 0)
		qsort(calendar->years, calendar->year_count, sizeof(*calendar->years),
		        compare_years);
	calendar->off = off.items;
	calendar->off_count = off.count;
	calendar->worked = worked.items;
	calendar->worked_count = worked.count;
}

enum tk_status tk_calendar_load(const char *name, const char *bytes, size_t length,
        struct tk_calendar **ret_calendar, struct tk_errors *errors)
{
	struct tk_calendar *calendar = calloc(1, sizeof(*calendar));
	struct loading loading;
	enum tk_status status;

	if (calendar == NULL)
		return TK_NO_MEMORY;
	arena_init(&calendar->arena);
	if (loading_begin(&loading, name, bytes, length, &calendar->arena, errors))
		load(&loading, calendar);
	calendar->ini = loading.ini;
	file_sha256_hex(bytes, length, calendar->sha256);
	status = loading_finish(&loading);
	if (status != TK_OK)
		tk_calendar_free(calendar);
	else
		*ret_calendar = calendar;
	return status;
}
