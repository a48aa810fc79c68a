/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many questions it takes until verdict and amount are certain: over all scenarios of the shipped packs, by
 * triage, and in the order of the form (its deciding questions alone; and all that it shows). A question that the
 * scenario leaves open is answered as nearly everybody does, or else with "not sure". `bench-triage N` takes each
 * Nth scenario. It fails when triage comes to another outcome than the form, or asks more.
 */
#include "config.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "file.h"
#include "flow.h"
#include "ini.h"
#include "places.h"
#include "text.h"
#include "triage.h"

/* Ways to go through a case. */
enum way { BY_TRIAGE, BY_FORM, BY_WHOLE_FORM, WAYS };

struct tally {
	size_t cases, settled, disagree;
	long questions[WAYS];
	long worst[WAYS];
	long choices;         /* of a next question */
	double seconds, most_seconds;
};

struct case_at_hand {
	const struct tk_policy *policy;
	const struct tk_answers *truth; /* what the person knows */
	int64_t at;
};

static double seconds_now(void)
{
	struct timespec clock;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &clock); /* whatever else the machine does meanwhile */
	return (double)clock.tv_sec + (double)clock.tv_nsec / 1e9;
}

static _Noreturn void fail(const char *what, const char *name)
{
	fprintf(stderr, "bench-triage: %s: %s\n", name, what);
	exit(EXIT_FAILURE);
}

/* ---- one case --------------------------------------------------------------------------------- */

static void give(const struct case_at_hand *subject, struct tk_answers *answers, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(subject->policy), slot);

	if (tk_answers_state(subject->truth, slot) == TK_ANSWERED && fact->type != TK_TEXT)
		tk_answers_set(answers, slot, tk_answers_value(subject->truth, slot), TK_KNOWN_TYPED);
	else if (fact->has_usual)
		tk_answers_set(answers, slot, fact->usual, TK_KNOWN_TYPED);
	else
		tk_answers_set_not_sure(answers, slot);
}

/* The question whose answer tells whether SLOT is asked, where that is open: whoever fills in a form answers that one
 * first. SLOT itself: there is none. */
static int what_leads_to(const struct case_at_hand *subject, const struct tk_decision *decision,
	const struct tk_answers *answers, const enum tk_truth *asked, int slot)
{
	struct tk_answers *trial = tk_answers_copy(answers);
	int leading = -1;

	for (size_t i = 0; leading < 0 && i < tk_vocabulary_count(tk_policy_vocabulary(subject->policy)); i++) {
		if (asked[i] != TK_YES || decision->relevance[i] == TK_IRRELEVANT ||
			tk_answers_state(answers, i) != TK_UNANSWERED)
			continue;
		give(subject, trial, i);
		if (tk_fact_asked(subject->policy, trial, (size_t)slot, subject->at) != TK_OPEN)
			leading = (int)i;
		tk_answers_clear(trial, i);
	}
	tk_answers_free(trial);
	return leading < 0 ? slot : leading;
}

/* The next question in the order of the form, page by page; -1: none. */
static int next_of_form(const struct tk_decision *decision, const struct tk_answers *answers,
	const enum tk_truth *asked, bool whole)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(decision->policy);
	int best = -1, best_place = 0;

	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(vocabulary, slot);
		bool decides = decision->relevance[slot] == TK_DECIDES;
		bool shown = decides || (whole && !fact->for_papers && decision->relevance[slot] != TK_IRRELEVANT);
		int64_t assumed;
		if (!shown || fact->evidence || fact->type == TK_TEXT || asked[slot] == TK_NO ||
			tk_answers_state(answers, slot) != TK_UNANSWERED || fact->step > TK_STEP_ACCOUNT)
			continue;
		/* What holds by itself is passed over. */
		if (tk_fact_default(decision->policy, answers, slot, decision->at, &assumed))
			continue;
		int place = (int)fact->step * 2 + fact->for_papers;
		if (best < 0 || place < best_place) {
			best = (int)slot;
			best_place = place;
		}
	}
	return best;
}

static int next_of_triage(const struct tk_decision *decision, const struct tk_answers *answers,
	const enum tk_truth *asked, struct tally *tally)
{
	int slot;
	double start = seconds_now();

	if (triage_find(decision, answers, asked, NULL, &slot) != TK_OK)
		fail("no memory", "triage");
	double took = seconds_now() - start;
	tally->choices++;
	tally->seconds += took;
	if (took > tally->most_seconds)
		tally->most_seconds = took;
	return slot;
}

/* Asks until all is certain, or nobody knows more; how many questions. */
static long go_through(const struct case_at_hand *subject, enum way way, struct tally *tally,
	struct tk_outcome *ret_outcome)
{
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(subject->policy);
	struct tk_answers *answers = tk_answers_new(vocabulary);
	enum tk_truth *asked = malloc((tk_vocabulary_count(vocabulary) + 1) * sizeof(*asked));
	int provider = tk_vocabulary_find(vocabulary, "provider");
	long questions = 0;

	tk_answers_set_text(answers, (size_t)provider, tk_policy_head(subject->policy)->provider, TK_KNOWN_TYPED);
	for (;;) {
		struct tk_decision *decision;
		struct tk_answers *used = flow_answers_in_use(subject->policy, answers, subject->at, asked);
		if (used == NULL || tk_evaluate(subject->policy, used, subject->at, 0, &decision) != TK_OK)
			fail("no memory", "a case");
		*ret_outcome = decision->outcome;
		int slot = -1;
		if (!triage_is_settled(&decision->outcome))
			slot = way == BY_TRIAGE ? next_of_triage(decision, used, asked, tally)
						: next_of_form(decision, used, asked, way == BY_WHOLE_FORM);
		if (way == BY_FORM && slot >= 0 && asked[slot] == TK_OPEN)
			slot = what_leads_to(subject, decision, used, asked, slot);
		tk_decision_free(decision);
		tk_answers_free(used);
		if (slot < 0)
			break;
		give(subject, answers, (size_t)slot);
		questions++;
	}
	free(asked);
	tk_answers_free(answers);
	return questions;
}

static void print_difference(const char *policy, const char *scenario, const struct tk_outcome *outcomes)
{
	static const char *const ways[] = {[BY_TRIAGE] = "triage", [BY_FORM] = "form"};

	printf("%s, [%s] differs:\n", policy, scenario);
	for (int way = BY_TRIAGE; way <= BY_FORM; way++)
		printf("  by %s: %s, %" PRId64 " fen, %" PRId64 " to %" PRId64 "\n", ways[way],
			tk_verdict_name(outcomes[way].verdict), outcomes[way].amount, outcomes[way].least, outcomes[way].most);
}

static void add_case(const char *name, const struct case_at_hand *subject, struct tally *tally)
{
	struct tk_outcome outcomes[WAYS];
	long questions[WAYS];

	for (int way = 0; way < WAYS; way++)
		questions[way] = go_through(subject, (enum way)way, tally, &outcomes[way]);
	tally->cases++;
	bool by_triage = triage_is_settled(&outcomes[BY_TRIAGE]), by_form = triage_is_settled(&outcomes[BY_FORM]);
	if (by_triage != by_form || (by_triage && (outcomes[BY_TRIAGE].verdict != outcomes[BY_FORM].verdict ||
							  outcomes[BY_TRIAGE].amount != outcomes[BY_FORM].amount))) {
		tally->disagree++;
		print_difference(tk_policy_head(subject->policy)->id, name, outcomes);
	}
	if (!by_triage)
		return; /* the scenario itself leaves it open */
	tally->settled++;
	for (int way = 0; way < WAYS; way++) {
		tally->questions[way] += questions[way];
		if (questions[way] > tally->worst[way])
			tally->worst[way] = questions[way];
	}
}

/* ---- scenario files --------------------------------------------------------------------------- */

static void take_keys(const struct ini_section *section, struct tk_answers *answers, int64_t *at)
{
	for (size_t i = 0; section != NULL && i < section->key_count; i++) {
		const struct ini_key *key = &section->keys[i];
		int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), key->name);
		struct tk_error error = {0};
		if (strcmp(key->name, "at") == 0)
			tk_moment_parse(key->value, at);
		else if (slot >= 0 && tk_answers_parse(answers, (size_t)slot, key->value, TK_KNOWN_TYPED, &error) != TK_OK)
			tk_error_release(&error);
	}
}

static void run_file(const struct places *places, const char *path, int stride, int *number, struct tally *tally)
{
	struct tk_errors errors;
	struct tk_policy *policy;
	struct ini *ini;
	char *bytes;
	size_t length;

	tk_errors_init(&errors);
	if (file_read(path, INI_MAX_BYTES, &bytes, &length) != TK_OK ||
		ini_parse(path, bytes, length, 0, &ini, &errors) != TK_OK ||
		places_load_policy(places, ini_value(ini, "test", "policy"), &policy, &errors) != TK_OK)
		fail("cannot be read", path);
	const struct ini_section *defaults = ini_find(ini, "defaults");
	for (size_t i = 0; i < ini->section_count; i++) {
		const struct ini_section *section = &ini->sections[i];
		int64_t at = 0;
		if (strncmp(section->name, "scenario.", strlen("scenario.")) != 0 || (*number)++ % stride != 0)
			continue;
		struct tk_answers *truth = tk_answers_new(tk_policy_vocabulary(policy));
		take_keys(defaults, truth, &at);
		take_keys(section, truth, &at);
		add_case(section->name, &(struct case_at_hand){policy, truth, at}, tally);
		tk_answers_free(truth);
	}
	tk_policy_free(policy);
	ini_free(ini);
	tk_errors_release(&errors);
	free(bytes);
}

/* ---- the table -------------------------------------------------------------------------------- */

static double mean(long sum, size_t count)
{
	return count == 0 ? 0 : (double)sum / (double)count;
}

static void print_row(const char *name, const struct tally *tally)
{
	printf("%-30s %5zu %5zu  %6.2f %3ld  %6.2f %3ld  %6.2f %3ld  %6.2f %6.2f\n", name, tally->cases, tally->settled,
		mean(tally->questions[BY_TRIAGE], tally->settled), tally->worst[BY_TRIAGE],
		mean(tally->questions[BY_FORM], tally->settled), tally->worst[BY_FORM],
		mean(tally->questions[BY_WHOLE_FORM], tally->settled), tally->worst[BY_WHOLE_FORM],
		tally->choices == 0 ? 0 : tally->seconds * 1000 / (double)tally->choices, tally->most_seconds * 1000);
}

static void add(struct tally *total, const struct tally *tally)
{
	total->cases += tally->cases;
	total->settled += tally->settled;
	total->disagree += tally->disagree;
	for (int way = 0; way < WAYS; way++) {
		total->questions[way] += tally->questions[way];
		if (tally->worst[way] > total->worst[way])
			total->worst[way] = tally->worst[way];
	}
	total->choices += tally->choices;
	total->seconds += tally->seconds;
	if (tally->most_seconds > total->most_seconds)
		total->most_seconds = tally->most_seconds;
}

static int is_scenario_file(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');
	return dot != NULL && strcmp(dot, ".scenarios") == 0;
}

int main(int argc, char **argv)
{
	int stride = argc > 1 && atoi(argv[1]) > 0 ? atoi(argv[1]) : 1;
	const char *source = getenv("TK_SRCDIR");
	char *folder = text_printf("%s/data/policies", source == NULL ? "." : source);
	struct tally total = {0};
	int number = 0; /* of scenarios so far */
	struct places places;
	struct tk_errors errors;
	struct dirent **entries;

	tk_errors_init(&errors);
	setenv("TUIKUAN_POLICY_PATH", folder, 1);
	if (places_open(&places, &errors) != TK_OK)
		fail("cannot be read", folder);
	int count = scandir(folder, &entries, is_scenario_file, alphasort);
	printf("questions until verdict and amount are certain: on an average, and at most\n"
	       "%-30s %5s %5s  %10s  %10s  %10s  %13s\n", "policy", "cases", "sure", "triage", "form", "whole form",
		"ms mean, most");
	for (int i = 0; i < count; i++) {
		struct tally tally = {0};
		char *path = file_join(folder, entries[i]->d_name);
		run_file(&places, path, stride, &number, &tally);
		print_row(entries[i]->d_name, &tally);
		add(&total, &tally);
		free(path);
		free(entries[i]);
	}
	print_row("all", &total);
	printf("triage asks %.0f %% of the form's deciding questions, %.0f %% of all that it shows; %zu outcomes differ\n",
		100.0 * (double)total.questions[BY_TRIAGE] / (double)total.questions[BY_FORM],
		100.0 * (double)total.questions[BY_TRIAGE] / (double)total.questions[BY_WHOLE_FORM], total.disagree);
	free(entries);
	free(folder);
	places_close(&places);
	tk_errors_release(&errors);
	bool good = total.disagree == 0 && total.settled > 0 &&
		    total.questions[BY_TRIAGE] <= total.questions[BY_FORM];
	return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
