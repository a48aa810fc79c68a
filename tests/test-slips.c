/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Slips of whoever writes a pack: each line of packs, facts and calendars is emptied, left out, written twice, cut, or
 * given a value that is none, one line at a time. The file is then refused, with a message for it, or loaded; and what is
 * loaded can be looked through and judged by. And what is too much of anything.
 */
#include "config.h"

#include "file.h"
#include "judging.h"

enum slip { EMPTIED, LEFT_OUT, TWICE, CUT, HUGE_NUMBER, WORDS, SLIPS };

static struct tk_vocabulary *facts;
static struct tk_calendar *calendar;

static enum tk_status load_facts_text(const char *text, size_t length, struct tk_errors *errors)
{
	struct tk_vocabulary *loaded = NULL;
	enum tk_status status = tk_vocabulary_load("facts.ini", text, length, &loaded, errors);

	tk_vocabulary_free(loaded);
	return status;
}

static enum tk_status load_calendar_text(const char *text, size_t length, struct tk_errors *errors)
{
	struct tk_calendar *loaded = NULL;
	enum tk_status status = tk_calendar_load("cn.ini", text, length, &loaded, errors);

	tk_calendar_free(loaded);
	return status;
}

static enum tk_status load_pack_text(const char *text, size_t length, struct tk_errors *errors)
{
	const struct tk_calendar *calendars[] = {calendar};
	struct tk_world world = {facts, calendars, 1};
	struct tk_policy *loaded = NULL;
	struct tk_decision *decision = NULL;
	struct tk_errors odd;
	enum tk_status status = tk_policy_load("p.ini", text, length, &world, &loaded, errors);

	if (status != TK_OK)
		return status;
	tk_errors_init(&odd);
	status = tk_policy_lint(loaded, &odd);
	ck_assert(status == TK_OK ? odd.count == 0 : status == TK_INVALID && odd.count > 0);
	tk_errors_release(&odd);
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(loaded));
	ck_assert_int_eq(tk_evaluate(loaded, answers, moment("2026-11-23T14:37"), TK_WITH_WHY | TK_WITH_WHAT_IF, &decision), TK_OK);
	tk_decision_free(decision);
	tk_answers_free(answers);
	tk_policy_free(loaded);
	return TK_OK;
}

/* The line from START to END, with a slip in it. */
static void write_slip(struct text_buffer *text, enum slip slip, const char *start, const char *end)
{
	const char *equals = memchr(start, '=', (size_t)(end - start));
	size_t length = (size_t)(end - start), head = equals == NULL ? length : (size_t)(equals - start) + 1;

	switch (slip) {
	case EMPTIED:
		text_buffer_add_n(text, start, head);
		break;
	case LEFT_OUT:
		break;
	case TWICE:
		text_buffer_add_n(text, start, length);
		text_buffer_add(text, "\n");
		text_buffer_add_n(text, start, length);
		break;
	case CUT:
		text_buffer_add_n(text, start, head + (length - head) / 2);
		break;
	case HUGE_NUMBER:
		text_buffer_add_n(text, start, head);
		text_buffer_add(text, " 99999999999999999999");
		break;
	default:
		text_buffer_add_n(text, start, head);
		text_buffer_add(text, " no such thing, (and 1 % or");
	}
	text_buffer_add(text, "\n");
}

/* With TK_EVERY each of them. */
static unsigned slips_between(void)
{
	const char *every = getenv("TK_EVERY");

	if (every != NULL)
		return strcmp(every, "some") == 0 ? 5 : 1;
	return tries(20) == 20 ? 41 : 997;
}

static void slip_everywhere(const char *name, const char *text,
	enum tk_status (*load)(const char *text, size_t length, struct tk_errors *errors))
{
	unsigned loaded = 0, refused = 0, line = 0, step = slips_between();
	struct tk_errors errors;

	tk_errors_init(&errors);
	ck_assert_msg(load(text, strlen(text), &errors) == TK_OK, "%s", name);
	for (const char *start = text; *start != '\0';) {
		const char *end = strchr(start, '\n');
		ck_assert_ptr_nonnull(end);
		for (enum slip slip = EMPTIED; slip < SLIPS; slip++) {
			if (++line % step != 0)
				continue;
			struct text_buffer changed;
			text_buffer_init(&changed);
			text_buffer_add_n(&changed, text, (size_t)(start - text));
			write_slip(&changed, slip, start, end);
			text_buffer_add(&changed, end + 1);
			char *whole = text_buffer_take(&changed);
			tk_errors_init(&errors);
			enum tk_status status = load(whole, strlen(whole), &errors);
			ck_assert_msg(status == TK_OK || (status == TK_INVALID && errors.count > 0), "%s: %d, slip %d in: %.*s", name, status,
				(int)slip, (int)(end - start), start);
			for (size_t i = 0; i < errors.count; i++) {
				char *message = tk_error_text(&errors.items[i], NULL);
				ck_assert(message != NULL && *message != '\0');
				free(message);
			}
			loaded += status == TK_OK;
			refused += status != TK_OK;
			tk_errors_release(&errors);
			free(whole);
		}
		start = end + 1;
	}
	printf("%s: %u slips refused, %u loaded all the same\n", name, refused, loaded);
	ck_assert(step > 41 || (loaded > 0 && refused > 0));
}

static char *begin(const char *name)
{
	size_t length;
	char *vocabulary = source_text("data/facts.ini", &length), *text = source_text(name, &length);

	facts = sound_facts(vocabulary);
	calendar = chinese_calendar();
	free(vocabulary);
	return text;
}

static void end(char *text)
{
	tk_calendar_free(calendar);
	tk_vocabulary_free(facts);
	free(text);
}

static const char *const packs[] = {"aliyun-ecs-article", "azure-reservation-official", "ucloud-uhost-official", "huawei-ecs-official"};

START_TEST(slips_in_packs)
{
	char *name = text_printf("data/policies/%s.ini", packs[_i]), *text = begin(name);

	slip_everywhere(name, text, load_pack_text);
	free(name);
	end(text);
}
END_TEST

START_TEST(slips_in_facts)
{
	char *text = begin("data/facts.ini");

	slip_everywhere("facts.ini", text, load_facts_text);
	end(text);
}
END_TEST

START_TEST(slips_in_a_calendar)
{
	char *text = begin("data/calendars/cn.ini");

	slip_everywhere("cn.ini", text, load_calendar_text);
	end(text);
}
END_TEST

/* ---- too much ------------------------------------------------------------------------------------- */

/* All that is said of HEAD and COUNT times FORMAT with a number; NULL: there is none. */
static char *messages_for(const char *head, const char *format, int count, const char *tail)
{
	struct text_buffer text;
	struct bench bench = {.facts = sound_facts(SMALL_FACTS), .calendar = chinese_calendar()};
	struct tk_errors errors;

	text_buffer_init(&text);
	text_buffer_add(&text, head);
	for (int i = 0; i < count; i++) {
		char part[300];
		snprintf(part, sizeof(part), format, i);
		text_buffer_add(&text, part);
	}
	text_buffer_add(&text, tail);
	char *pack = text_buffer_take(&text), *message;
	bench_load(&bench, pack, &errors);
	message = errors.count == 0 ? NULL : all_messages(&errors);
	tk_errors_release(&errors);
	bench_close(&bench);
	free(pack);
	return message;
}

static void is_too_many(const char *head, const char *format, int most, const char *tail, const char *expected)
{
	char *message = messages_for(head, format, most, tail);

	ck_assert_msg(message == NULL, "%d times %s: %.300s", most, format, message);
	message = messages_for(head, format, most + 1, tail);
	ck_assert_ptr_nonnull(message);
	ck_assert_msg(strstr(message, expected) != NULL, "%.300s", message);
	free(message);
}

#define TABLE "[table.t]\ncolumns = deployed, else\n"

START_TEST(too_much)
{
	size_t own = tk_vocabulary_count(facts = sound_facts(SMALL_FACTS));

	tk_vocabulary_free(facts);
	is_too_many(SMALL_HEAD SMALL_SOURCE "[define]\n", "d%d = deployed\n", 500, "", "at most 500 defines");
	is_too_many(SMALL_HEAD SMALL_SOURCE "[define]\n", "d%d = deployed\n", 499, TABLE "row.else = else: 1 %, 2 %\n",
		"at most 500 defines");
	is_too_many(SMALL_HEAD SMALL_SOURCE, "[table.t%d]\ncolumns = deployed, else\nrow.else = else: 1 %%, 2 %%\n", 100, "",
		"fewer of this kind");
	is_too_many(SMALL_HEAD SMALL_SOURCE TABLE, "row.r%d = started: 1 %%, 2 %%\n", 99, "row.else = else: 1 %, 2 %\n",
		"at most 100 rows");
	is_too_many(SMALL_HEAD SMALL_SOURCE FACT("own", "flag"), FACT("own%d", "flag"), (int)(999 - own), "", "1000");
	char *message = messages_for(SMALL_HEAD SMALL_SOURCE "[table.t]\ncolumns = ", "instances = %d, ", 32, "else\nrow.else = else: 1\n");
	ck_assert_msg(message != NULL && strstr(message, "fewer values") != NULL, "%.300s", message);
	free(message);
}
END_TEST

int main(void)
{
	Suite *suite = suite_create("slips");
	TCase *tcase = tcase_create("slips");

	tcase_set_timeout(tcase, 600);
	tcase_add_loop_test(tcase, slips_in_packs, 0, (int)(sizeof(packs) / sizeof(packs[0])));
	tcase_add_test(tcase, slips_in_facts);
	tcase_add_test(tcase, slips_in_a_calendar);
	tcase_add_test(tcase, too_much);
	suite_add_tcase(suite, tcase);
	return suite_status(suite);
}
