/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that runs out in the press: each allocation for a page, a ZIP and a calendar is made to fail once. Then there is
 * nothing and it is told, or all is as ever: never a page that lacks a line, or stands in other letters.
 */
#include "config.h"

#include "calendar-file.h"
#include "exhaust.h"
#include "language.h"
#include "packet-file.h"
#include "pdf.h"
#include "text.h"

/* Some of every piece; more of them than one page holds. */
static const char pieces[] =
	"ends\tleft\tright\nheading\tHeading\nblock\t0\t4\t- marked\nblock\t0\t0\tbare\ncaution\t! take care\n"
	"equation\t1 + 1 = 2\tlabel\ntotal\t2.00\npair\t0\t10\tkey\tvalue\nhalf\t10\tka\tva\nhalf\t10\tkb\tvb\n"
	"row\thead\t0\t10,10\tha\thb\nrow\tplain\t0\t10,10\tra\trb\nrow\tbox\t0\t10,10\tba\tbb\n"
	"verdict\tpartial\tWORDS\t640.00\tcapital\tnote\nshare\tcash\t640.00\n"
	"picture\tDates\tnote\ntier\t86400\t\tfull\t800.00\nmark\t86401\tnow\nstage\t86400\t172800\tfirst\tx\n"
	"columns\t2\nsign\tsa\tsb____\ncolumns\t1\ncentre\tTitle\nline\t0\t1.\t[gap] 【退款】\nfixed\tmono\nblank\n"
	"right\tsigned\n";

static const char calendar[] =
	"calendar\tDates\nday\tu1\t0\t1\t2\tTitle\ttext\nmoment\tu2\t0\t86400\tTitle\ttext\n";

static const char packet[] = "zip\t0\nfile\tone\t3\nabc\nfile\ttwo/three\t0\n\n";

enum { DONE, NO_MEMORY, OTHER };

struct work {
	int (*make)(char *input, size_t length, char **ret_bytes, size_t *ret_length);
	const char *input;
	size_t length;
	char *room; /* INPUT is cut up: a copy of it */
	int result;
	char *bytes, *whole;
	size_t made, all;
};

static int make_page(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	(void)length;
	switch (pdf_make(input, ret_bytes, ret_length)) {
	case PDF_DONE:
		return DONE;
	case PDF_NO_MEMORY:
		return NO_MEMORY;
	default:
		return OTHER;
	}
}

static int result_of(enum tk_status status)
{
	return status == TK_OK ? DONE : status == TK_NO_MEMORY ? NO_MEMORY : OTHER;
}

static int make_zip(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	return result_of(packet_file_make(input, length, ret_bytes, ret_length));
}

static int read_zip(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	return result_of(packet_file_read(input, length, ret_bytes, ret_length));
}

static int make_calendar(char *input, size_t length, char **ret_bytes, size_t *ret_length)
{
	return result_of(calendar_file_make(input, length, ret_bytes, ret_length));
}

static void try(void *user)
{
	struct work *work = user;

	memcpy(work->room, work->input, work->length + 1);
	work->bytes = NULL;
	work->result = work->make(work->room, work->length, &work->bytes, &work->made);
}

static void look(void *user)
{
	struct work *work = user;

	language_set("en"); /* a page has its own */
	if (work->result == DONE)
		ck_assert_msg(work->made == work->all && memcmp(work->bytes, work->whole, work->all) == 0,
			"%s, allocation %ld: another than else", exhausted, exhausted_at);
	else
		ck_assert_msg(failed && work->result == NO_MEMORY && work->bytes == NULL, "%s, allocation %ld: result %d",
			exhausted, exhausted_at, work->result);
	free(work->bytes);
}

/* What comes of INPUT. Caller frees. */
static char *survives(const char *what, int (*make)(char *, size_t, char **, size_t *), const char *input, size_t length,
	long native, size_t *ret_length)
{
	struct work work = {.make = make, .input = input, .length = length, .room = malloc(length + 1)};

	ck_assert_ptr_nonnull(work.room);
	try(&work);
	ck_assert_int_eq(work.result, DONE);
	work.whole = work.bytes;
	work.all = work.made;
	exhaust(what, stride_of(native, 4001), try, look, &work);
	free(work.room);
	*ret_length = work.all;
	return work.whole;
}

static void page(const char *language, int long_sheet)
{
	struct text_buffer sheet;
	size_t length;

	ck_assert(language_start(getenv("TUIKUAN_LOCALEDIR"), "en"));
	text_buffer_init(&sheet);
	text_buffer_printf(&sheet, "sheet\t%s\tTitle\tFoot\t0\t\n%s", language, pieces);
	for (int i = 0; i < long_sheet; i++) /* more lines than there is room for at first */
		text_buffer_add(&sheet, "blank\n");
	text_buffer_add(&sheet, "block\t0\t0\tlast\n");
	ck_assert(!sheet.failed);
	free(survives(language, make_page, sheet.text, sheet.length, 29, &length));
	text_buffer_release(&sheet);
}

START_TEST(a_page)
{
	page("en", 300);
}
END_TEST

START_TEST(a_page_in_chinese)
{
	page("zh_CN", 0);
}
END_TEST

START_TEST(a_packet)
{
	size_t length, read;
	char *zip = survives("a packet", make_zip, packet, sizeof(packet) - 1, 1, &length);
	char *found = survives("what is in a packet", read_zip, zip, length, 1, &read);

	/* It is what came in, but for the first line. */
	ck_assert_str_eq(found, strchr(packet, '\n') + 1);
	free(found);
	free(zip);
}
END_TEST

START_TEST(a_calendar)
{
	size_t length;

	free(survives("a calendar", make_calendar, calendar, sizeof(calendar) - 1, 1, &length));
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"memory", {a_page, a_page_in_chinese, a_packet, a_calendar, NULL}}};
	return SUITE_RUN("press, memory", groups);
}
