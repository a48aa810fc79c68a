/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "calendar-file.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "sheet.h"

#define DAY_SECONDS 86400

/* A day as iCalendar has it, without an hour. */
static icaltimetype day(int64_t number)
{
	icaltimetype time = icaltime_from_timet_with_zone((time_t)(number * DAY_SECONDS), 1,
		icaltimezone_get_utc_timezone());

	time.is_date = 1;
	return time;
}

/* Moments stand in universal time: every program shows them at the right hour of its own place. */
static icaltimetype moment(int64_t seconds)
{
	return icaltime_from_timet_with_zone((time_t)seconds, 0, icaltimezone_get_utc_timezone());
}

/* A reminder a while before. */
static void add_alarm(icalcomponent *event, const char *words, int seconds)
{
	struct icaltriggertype trigger = icaltriggertype_from_int(-seconds);

	icalcomponent_add_component(event,
		icalcomponent_vanew(ICAL_VALARM_COMPONENT, icalproperty_new_action(ICAL_ACTION_DISPLAY),
			icalproperty_new_description(words), icalproperty_new_trigger(trigger), (void *)0));
}

static icalcomponent *event_of(const struct sheet_line *line)
{
	bool whole_days = strcmp(line->cells[0], "day") == 0;
	const char *title = line->cells[whole_days ? 5 : 4], *text = line->cells[whole_days ? 6 : 5];
	int64_t from = sheet_number(line->cells[3], 0), to = sheet_number(line->cells[4], from);
	icalcomponent *event = icalcomponent_new_vevent();

	if (!event)
		return NULL;
	icalcomponent_add_property(event, icalproperty_new_uid(line->cells[1]));
	icalcomponent_set_dtstamp(event, moment(sheet_number(line->cells[2], 0)));
	icalcomponent_set_dtstart(event, whole_days ? day(from) : moment(from));
	/* The end of whole days is the day after. */
	icalcomponent_set_dtend(event, whole_days ? day(to + 1) : moment(from));
	icalcomponent_set_summary(event, title);
	if (*text)
		icalcomponent_set_description(event, text);
	icalcomponent_add_property(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
	icalcomponent_add_property(event, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	add_alarm(event, title, whole_days ? DAY_SECONDS : 2 * 3600);
	return event;
}

static enum tk_status add_events(icalcomponent *calendar, char **rest)
{
	struct sheet_line line;

	while (sheet_next(rest, &line)) {
		icalcomponent *event;

		if (strcmp(line.cells[0], "day") != 0 && strcmp(line.cells[0], "moment") != 0)
			return TK_INVALID;
		event = event_of(&line);
		if (!event)
			return TK_NO_MEMORY;
		icalcomponent_add_component(calendar, event);
	}
	return TK_OK;
}

/* A property that libical has no name for. */
static void add_x(icalcomponent *calendar, const char *name, const char *value)
{
	icalproperty *property = icalproperty_new_x(value);

	if (property == NULL)
		return;
	icalproperty_set_x_name(property, name);
	icalcomponent_add_property(calendar, property);
}

enum tk_status calendar_file_make(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	struct sheet_line line;
	icalcomponent *calendar;
	enum tk_status status;
	char *text;

	(void)length;
	if (!sheet_next(&input, &line) || strcmp(line.cells[0], "calendar") != 0)
		return TK_INVALID;
	calendar = icalcomponent_vanew(ICAL_VCALENDAR_COMPONENT, icalproperty_new_version("2.0"),
		icalproperty_new_prodid("-//tuikuan//" PACKAGE_STRING "//EN"),
		icalproperty_new_method(ICAL_METHOD_PUBLISH), (void *)0);
	if (!calendar)
		return TK_NO_MEMORY;
	add_x(calendar, "X-WR-CALNAME", line.cells[1]);
	add_x(calendar, "X-WR-TIMEZONE", "Asia/Shanghai");
	status = add_events(calendar, &input);
	text = status == TK_OK ? icalcomponent_as_ical_string_r(calendar) : NULL;
	icalcomponent_free(calendar);
	if (status != TK_OK)
		return status;
	*ret_bytes = text ? strdup(text) : NULL;
	icalmemory_free_buffer(text);
	if (!*ret_bytes)
		return TK_NO_MEMORY;
	*ret_length = strlen(*ret_bytes);
	return TK_OK;
}
