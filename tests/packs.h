/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the tests of the evaluator share: small vocabularies and packs given as text, and everything
 * that was reported as one text.
 */
#ifndef TESTS_PACKS_H
#define TESTS_PACKS_H

#include "file.h"
#include "suite.h"
#include "text.h"
#include "tuikuan.h"

/* A fact of facts.ini with the keys that it must have; more may follow. */
#define FACT(name, type) \
	"[fact." name "]\ntype = " type "\nstep = order\nlabel = L\nquestion = Q\nhelp = H\n"
#define CHOICES "choices = china, two-way\nchoice.china = China\nchoice.two-way = Both\n"

/* A fact of each type, and what the rules of most packs read. */
#define SMALL_FACTS                                                                                \
	FACT("provider", "choice")                                                                 \
	FACT("paid", "money")                                                                      \
	FACT("voucher", "money")                                                                   \
	FACT("instances", "count")                                                                 \
	"min = 1\nmax = 1000\ndefault = 1\n" FACT("deployed", "flag") FACT("started", "flag")      \
	        FACT("site", "choice") CHOICES FACT("ordered_at", "moment") FACT("applied_at",     \
	                "moment") "default = now\nafter = ordered_at\n" FACT("period", "duration") \
	                FACT("share", "percent") FACT("note", "text")

/* Each message on a line of its own. Caller frees. */
static inline char *all_messages(const struct tk_errors *errors)
{
	struct text_buffer all;

	text_buffer_init(&all);
	for (size_t i = 0; i < errors->count; i++) {
		char *message = tk_error_text(&errors->items[i], NULL);
		ck_assert_ptr_nonnull(message);
		text_buffer_add(&all, message);
		text_buffer_add(&all, "\n");
		free(message);
	}
	return text_buffer_take(&all);
}

/* Compares all that was reported, and empties the list. */
#define reported(errors, expected)                       \
	do {                                             \
		is_text(all_messages(errors), expected); \
		tk_errors_release(errors);               \
	} while (0)

static inline enum tk_status load_facts(
        const char *text, struct tk_vocabulary **ret, struct tk_errors *errors)
{
	tk_errors_init(errors);
	*ret = NULL;
	return tk_vocabulary_load("facts.ini", text, strlen(text), ret, errors);
}

/* A vocabulary that is sound. */
static inline struct tk_vocabulary *sound_facts(const char *text)
{
	struct tk_vocabulary *vocabulary;
	struct tk_errors errors;
	enum tk_status status = load_facts(text, &vocabulary, &errors);

	reported(&errors, "");
	ck_assert_int_eq(status, TK_OK);
	return vocabulary;
}

/* A file of the source tree. Caller frees. */
static inline char *source_text(const char *path, size_t *ret_length)
{
	const char *folder = getenv("TK_SRCDIR");
	char *full = file_join(folder == NULL ? "." : folder, path), *bytes = NULL;

	ck_assert_msg(file_read(full, 1 << 20, &bytes, ret_length) == TK_OK, "%s", full);
	free(full);
	return bytes;
}

/* The calendar that is installed. */
static inline struct tk_calendar *chinese_calendar(void)
{
	struct tk_calendar *calendar = NULL;
	struct tk_errors errors;
	size_t length;
	char *bytes = source_text("data/calendars/cn.ini", &length);
	enum tk_status status;

	tk_errors_init(&errors);
	status = tk_calendar_load("cn.ini", bytes, length, &calendar, &errors);
	reported(&errors, "");
	ck_assert_int_eq(status, TK_OK);
	free(bytes);
	return calendar;
}

#endif
