/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * threads FACTS CALENDAR PACK MOMENT [THREADS] < CASES
 *
 * Judges the cases of CASES, one a line ("paid=800 deployed=yes"), under one policy in several threads, and
 * writes for each its verdict and amount; of those that are still open the bounds and what they hang on.
 *
 *	cc -std=c11 threads.c -pthread $(pkg-config --cflags --libs tuikuan) -o threads
 *	data=$(pkg-config --variable=pkgdatadir tuikuan)
 *	echo paid=800 ordered_at=2026-11-23T14:00 | ./threads $data/facts.ini $data/calendars/cn.ini \
 *		$data/policies/aliyun-ecs-article.ini 2026-11-23T14:37
 *
 * Vocabulary, calendar and policy are loaded once and read by all threads; answers, docket and decisions
 * belong each to one thread. Quick verdicts come from a docket, many cases in step; a decision in full is
 * worked out only for cases that need one.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tuikuan.h>

#define LONGEST 4096 /* bytes of a line */
#define MOST_THREADS 64

struct a_case {
	char *line; /* as read */
	char *told; /* as judged, or what is wrong with it; NULL = no memory */
};

/* What all threads share. Only `next` changes. */
struct table {
	const struct tk_policy *policy;
	int64_t at;
	struct a_case *cases;
	size_t count;
	atomic_size_t next; /* the first case that no thread has taken */
};

/* ---- reading -------------------------------------------------------------------------------------- */

static char *whole_file(const char *path, size_t *ret_length)
{
	static const size_t most = 1 << 20;
	FILE *file = fopen(path, "rb");
	char *bytes = file != NULL ? malloc(most) : NULL;

	*ret_length = bytes != NULL ? fread(bytes, 1, most, file) : 0;
	if (file == NULL || bytes == NULL || ferror(file)) {
		perror(path);
		free(bytes);
		bytes = NULL;
	}
	if (file != NULL)
		fclose(file);
	return bytes;
}

/* The three files, each from its bytes; what could not be loaded stays NULL, and `errors` tells why. */
static void load(char **paths, struct tk_vocabulary **vocabulary, struct tk_calendar **calendar,
	struct tk_policy **policy, struct tk_errors *errors)
{
	size_t length;
	char *facts = whole_file(paths[0], &length);
	if (facts != NULL)
		tk_vocabulary_load(paths[0], facts, length, vocabulary, errors);
	char *days = whole_file(paths[1], &length);
	if (days != NULL)
		tk_calendar_load(paths[1], days, length, calendar, errors);
	char *pack = whole_file(paths[2], &length);
	if (pack != NULL && *vocabulary != NULL && *calendar != NULL) {
		const struct tk_calendar *calendars[] = {*calendar};
		struct tk_world world = {*vocabulary, calendars, 1};
		tk_policy_load(paths[2], pack, length, &world, policy, errors);
	}
	free(facts);
	free(days);
	free(pack);
}

static void print_errors(const struct tk_errors *errors)
{
	for (size_t i = 0; i < errors->count; i++) {
		char *text = tk_error_text(&errors->items[i], NULL);
		fprintf(stderr, "%s\n", text != NULL ? text : "not enough memory");
		free(text);
	}
}

static char *copy_of(const char *text)
{
	char *copy = malloc(strlen(text) + 1);
	return copy != NULL ? strcpy(copy, text) : NULL;
}

/* The lines of standard input; false = no memory. */
static bool read_cases(struct table *table)
{
	char line[LONGEST];
	size_t room = 0;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		if (table->count == room) {
			room = room != 0 ? room * 2 : 256;
			struct a_case *larger = realloc(table->cases, room * sizeof(*larger));
			if (larger == NULL)
				return false;
			table->cases = larger;
		}
		struct a_case *next = &table->cases[table->count];
		*next = (struct a_case){copy_of(line), NULL};
		if (next->line == NULL)
			return false;
		table->count++;
	}
	return true;
}

/* "paid=800 deployed=yes" as answers. NULL = it is wrong, and *ret_wrong (to be freed) tells how. */
static struct tk_answers *answers_of(const struct tk_policy *policy, char *line, char **ret_wrong)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	struct tk_answers *answers = tk_answers_new(vocabulary);
	char *rest = line;

	while (answers != NULL && *(rest += strspn(rest, " ")) != '\0') {
		char *name = rest, *end = rest + strcspn(rest, " ");
		rest = *end != '\0' ? end + 1 : end;
		*end = '\0';
		char *value = strchr(name, '=');
		if (value != NULL)
			*value++ = '\0';
		int slot = tk_vocabulary_find(vocabulary, name);
		struct tk_error error = {.code = TK_E_UNKNOWN_FACT};
		if (slot >= 0 && value != NULL &&
			tk_answers_parse(answers, (size_t)slot, value, TK_KNOWN_TYPED, &error) == TK_OK)
			continue;
		*ret_wrong = slot >= 0 && value != NULL ? tk_error_text(&error, NULL) : copy_of("FACT=VALUE was expected");
		tk_error_release(&error);
		tk_answers_free(answers);
		return NULL;
	}
	return answers;
}

/* ---- judging -------------------------------------------------------------------------------------- */

/* Takes back answers to questions that are not asked, as a docket does with TK_DOCKET_ASKED. */
static bool pass_over(const struct table *table, struct tk_answers *answers)
{
	size_t slots = tk_vocabulary_count(tk_answers_vocabulary(answers));
	enum tk_truth *asked = malloc(slots * sizeof(*asked));
	bool good = asked != NULL && tk_questions_asked(table->policy, answers, table->at, asked) == TK_OK;

	for (size_t slot = 0; slot < slots && good; slot++)
		if (asked[slot] == TK_NO)
			tk_answers_clear(answers, slot);
	free(asked);
	return good;
}

/* "undetermined 0.00 .. 800.00, which hangs on deployed ddos_record": a decision in full tells on what. */
static char *told_of_open(const struct table *table, struct tk_answers *answers)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(table->policy);
	struct tk_decision *decision = NULL;
	char least[TK_MONEY_TEXT], most[TK_MONEY_TEXT] = "any amount", told[LONGEST];

	if (!pass_over(table, answers) || tk_evaluate(table->policy, answers, table->at, 0, &decision) != TK_OK)
		return NULL;
	if (decision->outcome.most != TK_UNBOUNDED)
		tk_money_format(decision->outcome.most, most);
	int length = snprintf(told, sizeof(told), "%s %s .. %s, which hangs on",
		tk_verdict_name(decision->outcome.verdict), tk_money_format(decision->outcome.least, least), most);
	for (size_t i = 0; i < decision->unanswered.count && (size_t)length < sizeof(told); i++)
		length += snprintf(told + length, sizeof(told) - (size_t)length, " %s",
			tk_vocabulary_fact(vocabulary, decision->unanswered.items[i])->name);
	tk_decision_free(decision);
	return copy_of(told);
}

static char *told_of(const struct table *table, struct tk_answers *answers, const struct tk_outcome *outcome)
{
	char amount[TK_MONEY_TEXT], told[64];

	if (outcome->amount == TK_NO_AMOUNT || outcome->verdict == TK_UNDETERMINED)
		return told_of_open(table, answers);
	snprintf(told, sizeof(told), "%s %s", tk_verdict_name(outcome->verdict),
		tk_money_format(outcome->amount, amount));
	return copy_of(told);
}

/* Puts the answers of a case into a place of the docket. */
static void enter(struct tk_docket *docket, size_t place, const struct tk_answers *answers)
{
	size_t slots = tk_vocabulary_count(tk_answers_vocabulary(answers));

	for (size_t slot = 0; slot < slots; slot++)
		if (tk_answers_state(answers, slot) == TK_ANSWERED)
			tk_docket_answer(docket, place, slot, tk_answers_value(answers, slot));
}

/* Judges up to a docket of cases; lines that are wrong take up no place. */
static void judge(const struct table *table, struct tk_docket *docket, struct a_case *cases, size_t count)
{
	struct tk_answers *answers[TK_DOCKET_CASES];
	struct a_case *placed[TK_DOCKET_CASES];
	struct tk_ruling rulings[TK_DOCKET_CASES];
	size_t places = 0;

	for (size_t i = 0; i < count; i++) {
		answers[places] = answers_of(table->policy, cases[i].line, &cases[i].told);
		if (answers[places] == NULL)
			continue;
		enter(docket, places, answers[places]);
		placed[places++] = &cases[i];
	}
	bool judged = tk_docket_judge(docket, places, table->at, rulings) == TK_OK;
	for (size_t i = 0; i < places; i++) {
		if (judged)
			placed[i]->told = told_of(table, answers[i], &rulings[i].outcome);
		tk_answers_free(answers[i]);
	}
}

/* A thread: takes the next cases until there are none. */
static void *work(void *argument)
{
	struct table *table = argument;
	struct tk_docket *docket = tk_docket_new(table->policy, TK_DOCKET_ASKED);
	size_t from;

	while (docket != NULL &&
		(from = atomic_fetch_add(&table->next, TK_DOCKET_CASES)) < table->count) {
		size_t left = table->count - from;
		judge(table, docket, table->cases + from, left < TK_DOCKET_CASES ? left : TK_DOCKET_CASES);
	}
	tk_docket_free(docket);
	return NULL;
}

static void judge_all(struct table *table, int threads)
{
	pthread_t thread[MOST_THREADS];
	int started = 0;

	/* This thread works too: without the others it only takes longer. */
	while (started < threads - 1 && pthread_create(&thread[started], NULL, work, table) == 0)
		started++;
	work(table);
	while (started > 0)
		pthread_join(thread[--started], NULL);
}

/* ---- everything ----------------------------------------------------------------------------------- */

static int judge_table(const struct tk_policy *policy, int64_t at, int threads)
{
	struct table table = {.policy = policy, .at = at};
	int result = read_cases(&table) ? 0 : 1;

	if (result == 0)
		judge_all(&table, threads);
	for (size_t i = 0; i < table.count; i++) {
		if (result == 0)
			puts(table.cases[i].told != NULL ? table.cases[i].told : "not enough memory");
		free(table.cases[i].line);
		free(table.cases[i].told);
	}
	free(table.cases);
	return result;
}

int main(int argc, char **argv)
{
	struct tk_vocabulary *vocabulary = NULL;
	struct tk_calendar *calendar = NULL;
	struct tk_policy *policy = NULL;
	struct tk_errors errors;
	long threads = argc == 6 ? strtol(argv[5], NULL, 10) : 2;
	int64_t at;
	int result = 1;

	if (argc < 5 || argc > 6 || threads < 1 || threads > MOST_THREADS || tk_moment_parse(argv[4], &at) != TK_OK) {
		fputs("usage: threads FACTS CALENDAR PACK MOMENT [THREADS] < CASES\n", stderr);
		return 2;
	}
	tk_errors_init(&errors);
	load(argv + 1, &vocabulary, &calendar, &policy, &errors);
	print_errors(&errors);
	if (policy != NULL)
		result = judge_table(policy, at, (int)threads);
	tk_policy_free(policy);
	tk_calendar_free(calendar);
	tk_vocabulary_free(vocabulary);
	tk_errors_release(&errors);
	return result;
}
