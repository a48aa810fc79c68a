/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes a folder of cases as a year's work leaves it: under every pack that is installed, of every status,
 * each with a record that holds; the same ones for the same COUNT and NOW.
 *
 *	make-cases FOLDER COUNT [NOW]
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "file.h"
#include "places.h"
#include "record.h"
#include "text.h"

#define KINDS 96 /* cases that were really judged; the others are like one of them */

struct kind {
	struct tk_answers *answers;
	struct tk_decision *decision;
	enum case_status status;
};

struct making {
	const char *folder;
	int64_t now;
	uint64_t dice;
	struct places places;
	struct tk_policy **policies;
	size_t policy_count;
	struct kind kinds[KINDS];
};

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "make-cases: %s\n", what);
	exit(2);
}

static uint64_t roll(struct making *making, uint64_t sides)
{
	making->dice ^= making->dice << 13;
	making->dice ^= making->dice >> 7;
	making->dice ^= making->dice << 17;
	return making->dice % sides;
}

static void load(struct making *making)
{
	struct place_pack *packs;
	size_t count;
	struct tk_errors errors;

	tk_errors_init(&errors);
	if (places_open(&making->places, &errors) != TK_OK ||
		places_packs(&making->places, &packs, &count) != TK_OK)
		die("no packs are found");
	making->policies = calloc(count, sizeof(*making->policies));
	for (size_t i = 0; i < count; i++)
		if (places_load_policy(&making->places, packs[i].path, &making->policies[making->policy_count],
			    &errors) == TK_OK)
			making->policy_count++;
	places_packs_free(packs, count);
	tk_errors_release(&errors);
	if (making->policy_count == 0)
		die("no pack loads");
}

/* ---- kinds of cases -------------------------------------------------------------------------- */

static void set(struct tk_answers *answers, const char *name, int64_t value)
{
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), name);
	if (slot >= 0)
		tk_answers_set(answers, (size_t)slot, value, TK_KNOWN_TOLD);
}

/* An answer that is as good as any: most flags no, counts and sums small. */
static void answer(struct making *making, struct tk_answers *answers, size_t slot)
{
	const struct tk_fact *fact = tk_vocabulary_fact(tk_answers_vocabulary(answers), slot);
	enum tk_known known = (enum tk_known)roll(making, TK_KNOWN_COUNT);

	if (roll(making, 8) == 0)
		return;
	switch (fact->type) {
	case TK_FLAG:
		tk_answers_set(answers, slot, roll(making, 6) == 0, known);
		break;
	case TK_CHOICE:
		if (fact->choice_count > 0)
			tk_answers_set(answers, slot, (int64_t)roll(making, 3) == 0 ? (int64_t)roll(making, fact->choice_count) : 0, known);
		break;
	case TK_COUNT:
		tk_answers_set(answers, slot, (int64_t)roll(making, 2), known);
		break;
	case TK_MONEY:
		tk_answers_set(answers, slot, (int64_t)roll(making, 500000), known);
		break;
	default:
		break;
	}
}

static void make_kind(struct making *making, size_t number)
{
	/* Of the last minutes, hours, days and months. */
	static const int64_t spans[] = {1800, 6 * 3600, 5 * 86400, 300 * INT64_C(86400)};
	struct kind *kind = &making->kinds[number];
	const struct tk_policy *policy = making->policies[number % making->policy_count];
	const struct tk_vocabulary *vocabulary = tk_policy_vocabulary(policy);
	const char *provider = tk_policy_head(policy)->provider;
	int64_t at = making->now - (int64_t)roll(making, (uint64_t)spans[number % 4]);
	int64_t ordered = at - (int64_t)roll(making, 8 * 86400);

	kind->answers = tk_answers_new(vocabulary);
	for (size_t slot = 0; slot < tk_vocabulary_count(vocabulary); slot++)
		answer(making, kind->answers, slot);
	tk_answers_set_text(kind->answers, (size_t)tk_vocabulary_find(vocabulary, "provider"), provider, TK_KNOWN_TYPED);
	set(kind->answers, "ordered_at", ordered);
	set(kind->answers, "paid", (int64_t)(1 + roll(making, 300)) * 10000);
	kind->status = (enum case_status)roll(making, CASE_STATUS_COUNT);
	if (kind->status >= CASE_SUBMITTED)
		set(kind->answers, "applied_at", at);
	else
		tk_answers_clear(kind->answers, (size_t)tk_vocabulary_find(vocabulary, "applied_at"));
	if (tk_evaluate(policy, kind->answers, at, 0, &kind->decision) != TK_OK)
		die("out of memory");
}

/* ---- cases ----------------------------------------------------------------------------------- */

static void set_text(struct case_file *file, const char *name, char *text)
{
	case_values_set(&file->facts, name, text, TK_KNOWN_PASTED);
	free(text);
}

/* What differs from case to case: who, which order, what was said. */
static void fill(struct making *making, struct case_file *file, size_t number)
{
	static const char *const notes[] = {
		"买的时候看错了规格，本来要四核的，结果下单成了三十二核；发现以后没有部署任何东西。",
		"Meant to take the small one and confirmed the page too fast; nothing was installed on it.",
		"客户来电说页面上显示可退金额比预期少，已请对方截图。\n下次来电先核对订单号。",
		"Ａ区的机器，误买成了 B 区；要求原路退回。",
	};

	set_text(file, "applicant", number % 3 == 0 ? text_printf("Applicant %05zu Ltd", number)
				    : number % 3 == 1 ? text_printf("申请人%05zu", number)
						      : text_printf("测试公司（第%05zu号）", number));
	set_text(file, "account_uid", text_printf("%016llu", (unsigned long long)(1000000000 + roll(making, 5000))));
	set_text(file, "order_id", text_printf("2%014llu", (unsigned long long)roll(making, 100000000000000)));
	set_text(file, "instance_id", text_printf("i-bp1%012llx", (unsigned long long)roll(making, UINT64_C(1) << 48)));
	set_text(file, "contact", text_printf("1380000%04zu", number % 10000));
	set_text(file, "configuration", strdup("32核 128GB，40GB 系统盘，5M 带宽，1 个月"));
	set_text(file, "intended", strdup("8 vCPU, 64 GiB, 40 GiB disk"));
	set_text(file, "region", strdup(number % 2 == 0 ? "华东1（杭州）" : "China (Beijing)"));
	set_text(file, "reason_note", strdup(notes[number % 4]));
	file->notes = strdup(notes[(number + 1) % 4]);
}

static void make_case(struct making *making, size_t number)
{
	const struct kind *kind = &making->kinds[roll(making, KINDS)];
	struct tk_civil civil = tk_moment_civil(making->now - (int64_t)(number / 40) * 86400);
	struct case_file *file = case_new();
	int64_t at = kind->decision->at;

	if (file == NULL || !case_from_answers(file, kind->answers))
		die("out of memory");
	file->id = text_printf("TK-%04d%02d%02d-%04zu", civil.year % 10000, civil.month % 100, civil.day % 100, number % 40 + 1);
	file->created = file->changed = at;
	file->status = kind->status;
	for (int i = 0; i <= (int)kind->status; i++)
		file->status_since[i] = at;
	fill(making, file, number);
	if (!record_decision(file, kind->decision, kind->answers, &making->places))
		die("out of memory");
	char *path = casebook_path(making->folder, file->id), *text = case_text(file);
	FILE *stream = path == NULL || text == NULL ? NULL : fopen(path, "w");
	if (stream == NULL || fputs(text, stream) < 0 || fclose(stream) != 0)
		die("a case cannot be written");
	free(text);
	free(path);
	case_free(file);
}

int main(int argc, char **argv)
{
	struct making making = {.dice = 20261125, .now = (int64_t)time(NULL)};

	if (argc < 3)
		die("usage: make-cases FOLDER COUNT [NOW]");
	making.folder = argv[1];
	size_t count = (size_t)strtoul(argv[2], NULL, 10);
	if (argc > 3 && tk_moment_parse(argv[3], &making.now) != TK_OK)
		die("NOW is no moment");
	if (file_make_folders(making.folder, 0700) != TK_OK)
		die("the folder cannot be made");
	load(&making);
	for (size_t i = 0; i < KINDS; i++)
		make_kind(&making, i);
	for (size_t i = 0; i < count; i++)
		make_case(&making, i);
	for (size_t i = 0; i < KINDS; i++) {
		tk_decision_free(making.kinds[i].decision);
		tk_answers_free(making.kinds[i].answers);
	}
	for (size_t i = 0; i < making.policy_count; i++)
		tk_policy_free(making.policies[i]);
	free(making.policies);
	places_close(&making.places);
	return 0;
}
