/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "error.h"
#include "flow.h"
#include "language.h"
#include "output.h"
#include "text.h"

/* Not time(): it may be some milliseconds behind the clock that the wizard's wait for the next second goes
 * by, so that a countdown woken at the full second would find the old one and sleep through the new. */
int64_t intake_now(void)
{
	struct timespec clock;

	clock_gettime(CLOCK_REALTIME, &clock);
	return (int64_t)clock.tv_sec;
}

void intake_init(struct intake *intake)
{
	*intake = (struct intake){.at = intake_now()};
	tk_errors_init(&intake->file_errors);
}

void intake_release(struct intake *intake)
{
	if (intake->opened) {
		case_free(intake->file);
		settings_release(&intake->settings);
		places_close(&intake->places);
	}
	tk_errors_release(&intake->file_errors);
	free(intake->facts);
	*intake = (struct intake){0};
}

bool intake_add_fact(struct intake *intake, const char *fact)
{
	const char **facts = reallocarray(intake->facts, intake->fact_count + 1, sizeof(*facts));

	if (!facts) {
		report_no_memory();
		return false;
	}
	intake->facts = facts;
	facts[intake->fact_count++] = fact;
	return true;
}

bool intake_set_at(struct intake *intake, const char *text)
{
	char *folded = text_fold(text);
	bool good = folded && tk_moment_parse(folded, &intake->at) == TK_OK && intake->at >= 0 &&
		intake->at <= TK_MOMENT_MAX;

	free(folded);
	if (!good) {
		struct tk_errors errors;
		struct error_place place = {.file = "--at"};
		tk_errors_init(&errors);
		errors_add(&errors, TK_E_BAD_MOMENT, &place, text, NULL, NULL);
		report_errors(&errors);
		tk_errors_release(&errors);
	}
	return good;
}

/* ---- the case file ----------------------------------------------------------------------------- */

/* In the folder of the cases all is the person's own; a file elsewhere is their business. */
static bool is_refused(const char *path)
{
	switch (case_privacy(path)) {
	case CASE_IS_LINK:
		report(_("%s: it is a symbolic link, and not opened"), path);
		return true;
	case CASE_IS_FOREIGN:
		report(_("%s: it belongs to somebody else, and is not opened"), path);
		return true;
	default:
		return false;
	}
}

char *intake_case_path(const char *case_word)
{
	/* Only an id needs the folder; and nothing is made here, since what is not there holds no case. */
	char *folder = casebook_folder_path();
	bool needed = !strchr(case_word, '/');
	char *path = folder || !needed ? casebook_resolve(folder ? folder : "", case_word) : NULL;

	if (!folder && needed)
		report(_("the folder of the cases: %s"), strerror(errno));
	else if (!path && errno == EINVAL)
		report(_("\"%s\" is no id of a case"), case_word);
	else if (!path)
		report_no_memory();
	free(folder);
	if (path && !strchr(case_word, '/') && is_refused(path)) {
		free(path);
		return NULL;
	}
	return path;
}

struct case_file *intake_case_load(const char *case_word, bool *ret_sound)
{
	struct case_file *file = NULL;
	struct tk_errors errors;
	char *path = intake_case_path(case_word);

	*ret_sound = false;
	if (!path)
		return NULL;
	tk_errors_init(&errors);
	errno = 0;
	enum tk_status status = case_load(path, &file, &errors);
	if (status == TK_NO_MEMORY)
		report_no_memory();
	else if (status == TK_IO && errno == ENOENT)
		report(_("%s: there is no such case"), case_word);
	else
		report_errors(&errors);
	*ret_sound = file && errors.count == 0;
	tk_errors_release(&errors);
	free(path);
	return file;
}

/* Says of a case that is not there whether at least a draft of it is. */
static void report_absent(const char *case_word, const char *path)
{
	size_t length = strlen(path);
	char *draft = length > 4 && strcmp(path + length - 4, ".ini") == 0 ?
		text_printf("%.*s.draft", (int)length - 4, path) :
		NULL;

	if (draft && access(draft, F_OK) == 0)
		report(_("%s: the case was never saved; start tuikuan %s to resume its draft"), case_word,
			case_word);
	else
		report(_("%s: there is no such case"), case_word);
	free(draft);
}

static bool read_case(struct intake *intake, const char *case_word)
{
	char *path = intake_case_path(case_word);

	if (!path)
		return false;
	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR)) {
		report_absent(case_word, path);
		free(path);
		return false;
	}
	errno = 0;
	enum tk_status status = case_load(path, &intake->file, &intake->file_errors);
	switch (status) {
	case TK_OK:
		break;
	case TK_NO_MEMORY:
		report_no_memory();
		break;
	default:
		if (intake->file_errors.count == 0)
			report(_("%s: the case cannot be read: %s"), path, strerror(errno ? errno : EINVAL));
		report_errors(&intake->file_errors);
	}
	free(path);
	return status == TK_OK;
}

bool intake_open(struct intake *intake, const char *case_word)
{
	struct tk_errors errors;

	tk_errors_init(&errors);
	enum tk_status status = places_open(&intake->places, &errors);
	report_errors(&errors);
	tk_errors_release(&errors);
	if (status != TK_OK) {
		if (status == TK_NO_MEMORY)
			report_no_memory();
		return false;
	}
	intake->opened = true;
	tk_errors_init(&errors);
	settings_load(&intake->settings, &errors);
	tk_errors_release(&errors); /* said at the start */
	return !case_word || read_case(intake, case_word);
}

/* ---- the policy ----------------------------------------------------------------------------------- */

/* NULL: it is told why; errno is ENOMEM for lack of memory, and else not. */
static struct tk_policy *load_policy(const struct intake *intake, const char *id)
{
	struct tk_policy *policy = NULL;
	struct tk_errors errors;

	tk_errors_init(&errors);
	errno = 0;
	enum tk_status status = places_load_policy(&intake->places, id, &policy, &errors);
	if (status == TK_NO_MEMORY)
		report_no_memory();
	else if (status != TK_OK && errors.count == 0)
		report(_("%s: the policy cannot be read: %s"), id, strerror(errno));
	report_errors(&errors);
	tk_errors_release(&errors);
	errno = status == TK_NO_MEMORY ? ENOMEM : 0;
	return status == TK_OK ? policy : NULL;
}

static struct tk_answers *good_answers(const struct intake *intake, const struct tk_policy *policy,
	struct tk_errors *errors);

/* Loads all packs into CANDIDATES, with answers of their own; those with errors are left out. false: no
 * memory, reported. */
static bool load_candidates(const struct intake *intake, const struct place_pack *packs, size_t pack_count,
	struct tk_candidate *candidates, size_t *ret_count, bool *ret_broken)
{
	size_t count = 0;

	for (size_t i = 0; i < pack_count; i++) {
		struct tk_policy *policy = load_policy(intake, packs[i].path);
		if (!policy && errno == ENOMEM)
			return false;
		if (!policy) {
			*ret_broken = true;
			continue;
		}
		struct tk_errors errors;
		tk_errors_init(&errors);
		candidates[count++] = (struct tk_candidate){
			.policy = policy,
			.answers = good_answers(intake, policy, &errors),
			.user = policy,
		};
		tk_errors_release(&errors);
		*ret_count = count;
		if (!candidates[count - 1].answers) {
			report_no_memory();
			return false;
		}
	}
	return true;
}

bool intake_policies(const struct intake *intake, struct tk_policy ***ret_policies, size_t *ret_count,
	bool *ret_broken)
{
	struct place_pack *packs;
	size_t pack_count, count = 0, judging = 0;

	if (places_packs(&intake->places, &packs, &pack_count) != TK_OK) {
		report_no_memory();
		return false;
	}
	*ret_broken = false;
	struct tk_policy **policies = calloc(pack_count + 1, sizeof(*policies));
	struct tk_candidate *candidates = calloc(pack_count + 1, sizeof(*candidates));
	bool good = policies && candidates;
	if (!good)
		report_no_memory();
	good = good && load_candidates(intake, packs, pack_count, candidates, &count, ret_broken);
	if (good) {
		judging = tk_candidates_rank(candidates, count, intake->at);
		good = errno != ENOMEM;
		if (!good)
			report_no_memory();
	}
	for (size_t i = 0; i < count; i++) {
		tk_answers_free((struct tk_answers *)candidates[i].answers);
		if (good && i < judging)
			policies[i] = candidates[i].user;
		else
			tk_policy_free(candidates[i].user);
	}
	places_packs_free(packs, pack_count);
	free(candidates);
	if (!good) {
		free(policies);
		return false;
	}
	*ret_policies = policies;
	*ret_count = judging;
	return true;
}

void intake_report_none(void)
{
	report("%s", _("no policy applies to this case; name one with --policy (tuikuan policy list)"));
}

static struct tk_policy *policy_that_applies(const struct intake *intake)
{
	struct tk_policy **policies, *best = NULL;
	size_t count;
	bool broken;

	if (!intake_policies(intake, &policies, &count, &broken))
		return NULL;
	for (size_t i = 1; i < count; i++)
		tk_policy_free(policies[i]);
	if (count)
		best = policies[0];
	else
		intake_report_none();
	free(policies);
	return best;
}

/* The policy that the case names, or else the settings. */
static const char *named_policy(const struct intake *intake)
{
	if (intake->file && intake->file->policy && *intake->file->policy)
		return intake->file->policy;
	return intake->settings.policy && *intake->settings.policy ? intake->settings.policy : NULL;
}

bool intake_names_policy(const struct intake *intake)
{
	return named_policy(intake) != NULL;
}

struct tk_policy *intake_policy(const struct intake *intake, const char *policy)
{
	if (!policy)
		policy = named_policy(intake);
	return policy ? load_policy(intake, policy) : policy_that_applies(intake);
}

/* ---- the answers ------------------------------------------------------------------------------------ */

/* A fact that the policy does not know is no mistake where another one knows it: one that the case is
 * judged under besides, or the one that the case was made under. */
static bool known_beside(const char *name, struct tk_policy *const *beside, size_t count)
{
	/* In the section of a case a document stands without what begins its fact. */
	char *document = name ? text_printf("evidence.%s", name) : NULL;
	bool known = false;

	for (size_t i = 0; document && !known && i < count; i++) {
		const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(beside[i]);
		known = tk_vocabulary_find(vocabulary, name) >= 0 || tk_vocabulary_find(vocabulary, document) >= 0;
	}
	free(document);
	return known;
}

static bool known_to_own_policy(const struct intake *intake, const struct tk_policy *policy, const char *name)
{
	const char *own = intake->file ? intake->file->policy : NULL;
	struct tk_policy *other = NULL;
	struct tk_errors errors;

	if (!name || !own || !*own || strcmp(own, tk_policy_head(policy)->id) == 0)
		return false;
	tk_errors_init(&errors);
	bool known = places_load_policy(&intake->places, own, &other, &errors) == TK_OK &&
		known_beside(name, &other, 1);
	tk_errors_release(&errors);
	tk_policy_free(other);
	return known;
}

/* false: no memory. */
static bool take_value(struct tk_answers *answers, size_t slot, const char *text, struct tk_errors *errors)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_answers_vocabulary(answers), slot);
	const struct error_place place = {.file = "--fact", .key = fact->name};
	struct tk_error error = {0};
	/* Free text is kept as it is; the rest may be typed in full-width forms. */
	char *folded = fact->type == TK_TEXT ? NULL : text_fold(text);

	enum tk_status status = fact->type != TK_TEXT && !folded
		? TK_NO_MEMORY
		: tk_answers_parse(answers, slot, folded ? folded : text, TK_KNOWN_TYPED, &error);

	if (status == TK_INVALID)
		errors_move(errors, &error, &place);
	tk_error_release(&error);
	free(folded);
	return status != TK_NO_MEMORY;
}

/* false: no memory. */
static bool take_arguments(const struct intake *intake, struct tk_answers *answers, struct tk_errors *errors)
{
	const struct tk_vocabulary *vocabulary = tk_answers_vocabulary(answers);
	const struct error_place place = {.file = "--fact"};

	for (size_t i = 0; i < intake->fact_count; i++) {
		const char *equals = strchr(intake->facts[i], '=');
		char *name = strndup(intake->facts[i], (size_t)(equals - intake->facts[i]));
		int slot = name ? tk_vocabulary_find(vocabulary, name) : -1;
		bool taken = name != NULL;
		if (slot >= 0)
			taken = take_value(answers, (size_t)slot, equals + 1, errors);
		else if (name)
			errors_add(errors, TK_E_UNKNOWN_FACT, &place, name, NULL, tk_vocabulary_nearest(vocabulary, name));
		free(name);
		if (!taken)
			return false;
	}
	return true;
}

/* The answers as far as they are good; NULL: no memory for all of them. */
static struct tk_answers *good_answers(const struct intake *intake, const struct tk_policy *policy,
	struct tk_errors *errors)
{
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(policy));

	bool taken = answers && (!intake->file || case_to_answers(intake->file, answers, errors) == TK_OK) &&
		     take_arguments(intake, answers, errors);
	if (taken)
		return answers;
	tk_answers_free(answers);
	return NULL;
}

static bool is_mistake(const struct intake *intake, const struct tk_policy *policy,
	struct tk_policy *const *beside, size_t count, const struct tk_error *error)
{
	if (error->code != TK_E_UNKNOWN_FACT)
		return true;
	/* An argument's name is the value of its error, a file's the key. */
	const char *name = error->key ? error->key : error->value;
	return !known_beside(name, beside, count) && !known_to_own_policy(intake, policy, name);
}

/* As the wizard does: an answer to a question that is not asked is kept in the case and not judged.
 * ANSWERS is taken over. */
static struct tk_answers *in_use(const struct intake *intake, const struct tk_policy *policy,
	struct tk_answers *answers)
{
	struct tk_answers *used = flow_answers_in_use(policy, answers, intake->at, NULL);

	tk_answers_free(answers);
	if (!used)
		report_no_memory();
	return used;
}

struct tk_answers *intake_answers(const struct intake *intake, const struct tk_policy *policy,
	struct tk_policy *const *beside, size_t count, bool *ret_faulty)
{
	struct tk_errors found, errors;

	tk_errors_init(&found);
	tk_errors_init(&errors);
	struct tk_answers *answers = good_answers(intake, policy, &found);
	for (size_t i = 0; i < found.count; i++)
		if (is_mistake(intake, policy, beside, count, &found.items[i]))
			errors_move(&errors, &found.items[i], NULL);
	if (!answers)
		report_no_memory();
	report_errors(&intake->file_errors);
	report_errors(&errors);
	bool faulty = errors.count > 0 || intake->file_errors.count > 0;
	if (ret_faulty)
		*ret_faulty = faulty;
	if (faulty && !ret_faulty) {
		tk_answers_free(answers);
		answers = NULL;
	}
	tk_errors_release(&errors);
	tk_errors_release(&found);
	return answers ? in_use(intake, policy, answers) : NULL;
}
