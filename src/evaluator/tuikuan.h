/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libtuikuan: judges a refund case under a policy pack.
 *
 * Data flows one way: vocabulary + calendars -> policy; policy + answers + moment -> decision.
 * The library knows facts, money, time, conditions, packs and decisions. It never prints, never
 * reads a clock, an environment variable, a locale or a file: every text comes in as bytes and
 * every moment as an argument. It has no mutable global state; a loaded vocabulary, calendar or
 * policy is immutable and may be used by any number of threads at once. A struct tk_answers or
 * tk_decision belongs to one thread at a time.
 *
 * Conventions
 *   new/load .. free   heap objects; free takes NULL.
 *   init .. release    objects inside a struct of the caller; release leaves it as after init.
 *   ret_NAME           an out parameter, left alone on failure.
 *   Functions that can fail return enum tk_status: 0 (TK_OK) or a negative value.
 *   Strings are UTF-8. Returned `const char *` are owned by the object they were asked of.
 *
 * Units
 *   money     fen, hundredths of the pack's currency; 0 .. TK_MONEY_MAX
 *   moment    seconds since 1970-01-01T00:00:00Z (proleptic Gregorian, no leap seconds);
 *             years 1970 .. 2199
 *   duration  seconds
 *   percent   hundredths of one per cent (20 % is 2000)
 *   count     as it is;   flag  0 no, 1 yes;   choice  index into the fact's choices
 */
#ifndef TUIKUAN_H
#define TUIKUAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tuikuan-errors.h"

#ifdef __cplusplus
extern "C" {
#endif

#define TK_MONEY_MAX INT64_C(1000000000000) /* 10 000 000 000.00 */
#define TK_MOMENT_MAX INT64_C(7258118399)   /* 2199-12-31T23:59:59Z */
#define TK_ZONE_CHINA 28800                 /* UTC+8, no daylight saving since 1991 */
#define TK_SHA256_HEX 65                    /* 64 lower-case hex digits and NUL */

/* ---- texts in several languages -------------------------------------------------------------- */

/* A text of a pack or of the vocabulary, in one or more languages ("en" is the bare key). */
struct tk_text;
/* The text in LANGUAGE ("zh_CN", "zh_CN.UTF-8", "zh", "en"), else English, else any; NULL for a NULL text. */
const char *tk_text_get(const struct tk_text *text, const char *language);
bool tk_text_has(const struct tk_text *text, const char *language);

/* ---- facts -------------------------------------------------------------------------------------- */

enum tk_type {
	TK_FLAG,
	TK_CHOICE, /* with no listed choices it is an open one: any identifier, kept as text (provider) */
	TK_MONEY,
	TK_MOMENT,
	TK_DURATION,
	TK_COUNT,
	TK_PERCENT,
	TK_TEXT,
};
const char *tk_type_name(enum tk_type type); /* "flag", ... */

/* The steps of the wizard that a fact is asked in, in order. */
enum tk_step {
	TK_STEP_START,
	TK_STEP_ORDER,
	TK_STEP_TIMING,
	TK_STEP_CHECKLIST,
	TK_STEP_ACCOUNT,
	TK_STEP_EVIDENCE,
	TK_STEP_RESULT,
	TK_STEP_APPLICATION,
	TK_STEP_FINISH,
	TK_STEP_COUNT
};

struct tk_choice {
	const char *id; /* "wrong-period" */
	const struct tk_text *label;
};

/* A fact as declared in facts.ini, or in a pack's [fact.NAME]. */
struct tk_fact {
	const char *name;
	enum tk_type type;
	enum tk_step step;
	bool for_papers;              /* asked for the papers: never greyed, on the second page of its step */
	bool folded;                  /* rarely needed: shown folded */
	const struct tk_text *label;  /* up to 16 columns, Chinese 14 */
	const struct tk_text *question;
	const struct tk_text *help;   /* one line: where to find it in the console */
	const struct tk_text *detail; /* for F1; may be NULL */
	const struct tk_text *example;
	const struct tk_choice *choices;
	size_t choice_count;
	int64_t least, most; /* inclusive range in the type's unit (text: most = bytes) */
	int64_t unit;        /* duration: seconds that a bare decimal counts; 0 = a unit must be given */
	bool has_default;
	bool has_usual;
	int64_t usual; /* the answer that nearly everyone gives; never assumed silently */
	bool in_hands; /* the person can still change it, as by paying what is owed */
	/* Of a fact that no answer is sought for, since the pack's source leaves it open: what it leaves
	 * open, in a sentence. NULL for all others. Reasoned with as unanswered, in its range. */
	const struct tk_text *unknown;
	const char *unknown_source; /* may be NULL */
	bool evidence; /* declared by a [document.X] of the pack: its name is "evidence.X" */
};

/* The facts known, each at a slot 0 .. count-1. A policy's vocabulary begins with the slots of the
 * shared one it was loaded with, so shared slots mean the same under every policy. */
struct tk_vocabulary;
/* Reads facts.ini. NAME is how messages call it. All errors are reported. */
enum tk_status tk_vocabulary_load(const char *name, const char *bytes, size_t length,
				  struct tk_vocabulary **ret_vocabulary, struct tk_errors *errors);
void tk_vocabulary_free(struct tk_vocabulary *vocabulary);
size_t tk_vocabulary_count(const struct tk_vocabulary *vocabulary);
const struct tk_fact *tk_vocabulary_fact(const struct tk_vocabulary *vocabulary, size_t slot);
/* The slot of NAME, or -1. */
int tk_vocabulary_find(const struct tk_vocabulary *vocabulary, const char *name);
/* The nearest name, for a message about a typo; NULL when nothing is near. */
const char *tk_vocabulary_nearest(const struct tk_vocabulary *vocabulary, const char *name);
const char *tk_vocabulary_sha256(const struct tk_vocabulary *vocabulary);
/* Reports each text that lacks English or zh_CN; TK_INVALID when there is one. */
enum tk_status tk_vocabulary_check_languages(const struct tk_vocabulary *vocabulary, struct tk_errors *errors);

/* ---- values ------------------------------------------------------------------------------------- */

/* Reads a value in its exact written form (style: what a case file or --fact holds; the forgiving
 * forms that people type are the wizard's). flag: yes/no/true/false/1/0; choice: its id; money:
 * digits with at most two decimals; moment: YYYY-MM-DDTHH:MM[:SS][Z|+HH:MM], blank for T allowed,
 * without an offset China time; duration: "15 min", "1 h", "30 d", "90 s", or a bare decimal where
 * the fact fixes a unit; percent: "20 %" or "20". On failure fills ret_error (caller releases with
 * tk_error_release) and returns TK_INVALID. Not for TK_TEXT and open choices. */
enum tk_status tk_value_parse(const struct tk_fact *fact, const char *text, int64_t *ret_value,
			      struct tk_error *ret_error);
/* The written form, which tk_value_parse reads back: "640.00", "2026-11-23T14:00:00+08:00", "yes".
 * Caller frees; NULL = no memory. */
char *tk_value_format(const struct tk_fact *fact, int64_t value);

#define TK_MONEY_TEXT 24  /* "-10000000000.00" and NUL */
#define TK_MOMENT_TEXT 32 /* "2026-11-23T14:00:00+08:00" and NUL */
/* Write into BUFFER (of the size named) and return it. */
char *tk_money_format(int64_t fen, char buffer[TK_MONEY_TEXT]);
size_t tk_money_write(int64_t fen, char buffer[TK_MONEY_TEXT]); /* as tk_money_format; how many bytes before the NUL */
char *tk_moment_format(int64_t moment, char buffer[TK_MOMENT_TEXT]);
enum tk_status tk_moment_parse(const char *text, int64_t *ret_moment);
enum tk_status tk_money_parse(const char *text, int64_t *ret_fen);
/* Civil fields of a moment in China time, and back. month 1..12, day 1..31, weekday 0 = Monday. */
struct tk_civil {
	int year, month, day, hour, minute, second, weekday;
};
struct tk_civil tk_moment_civil(int64_t moment);
int64_t tk_civil_moment(const struct tk_civil *civil); /* fields may overflow; weekday is ignored */

/* ---- calendars ----------------------------------------------------------------------------------- */

/* Working days (data/calendars/ID.ini). A year without a notice goes by weekends alone. */
struct tk_calendar;
enum tk_status tk_calendar_load(const char *name, const char *bytes, size_t length,
				struct tk_calendar **ret_calendar, struct tk_errors *errors);
void tk_calendar_free(struct tk_calendar *calendar);
const char *tk_calendar_id(const struct tk_calendar *calendar);
const char *tk_calendar_sha256(const struct tk_calendar *calendar);
/* Days are counted from 1970-01-01 in China time. */
int64_t tk_moment_day(int64_t moment);
bool tk_calendar_is_working(const struct tk_calendar *calendar, int64_t day);
bool tk_calendar_is_announced(const struct tk_calendar *calendar, int year);
/* The N-th working day after DAY (DAY itself does not count); n >= 0, 0 gives DAY. *uncertain is set
 * to true (never to false) when a year without a notice was crossed. */
int64_t tk_calendar_add(const struct tk_calendar *calendar, int64_t day, int64_t n, bool *uncertain);
/* Where the holidays of YEAR were announced, or NULL. */
const char *tk_calendar_notice(const struct tk_calendar *calendar, int year);

/* ---- answers ------------------------------------------------------------------------------------- */

/* How an answer is known: kept with it, printed on the summary, never read by a rule. */
enum tk_known {
	TK_KNOWN_TYPED,
	TK_KNOWN_PASTED,
	TK_KNOWN_TOLD, /* told by phone */
	TK_KNOWN_SEEN, /* document seen */
	TK_KNOWN_COUNT
};
const char *tk_known_name(enum tk_known known); /* "typed", "pasted", "told", "seen" */

enum tk_answer_state {
	TK_UNANSWERED, /* never asked, or passed over */
	TK_NOT_SURE,   /* asked, and the answer was "not sure": reasoned with as unanswered */
	TK_ANSWERED,
};

/* The answers of one case over one vocabulary, which must outlive them. */
struct tk_answers;
struct tk_answers *tk_answers_new(const struct tk_vocabulary *vocabulary); /* NULL = no memory */
struct tk_answers *tk_answers_copy(const struct tk_answers *answers);
void tk_answers_free(struct tk_answers *answers);
const struct tk_vocabulary *tk_answers_vocabulary(const struct tk_answers *answers);
enum tk_answer_state tk_answers_state(const struct tk_answers *answers, size_t slot);
enum tk_known tk_answers_known(const struct tk_answers *answers, size_t slot);
/* The value of an answered slot; 0 otherwise. */
int64_t tk_answers_value(const struct tk_answers *answers, size_t slot);
/* The text of an answered text fact or open choice; "" otherwise. */
const char *tk_answers_text(const struct tk_answers *answers, size_t slot);
/* TK_INVALID when the value is outside the fact's range or the text too long or not UTF-8. */
enum tk_status tk_answers_set(struct tk_answers *answers, size_t slot, int64_t value, enum tk_known known);
enum tk_status tk_answers_set_text(struct tk_answers *answers, size_t slot, const char *text,
				   enum tk_known known);
void tk_answers_set_not_sure(struct tk_answers *answers, size_t slot);
void tk_answers_clear(struct tk_answers *answers, size_t slot);
/* Parses TEXT for any type ("?" is not sure, "" clears). On TK_INVALID *ret_error is filled and the
 * old answer stands. */
enum tk_status tk_answers_parse(struct tk_answers *answers, size_t slot, const char *text,
				enum tk_known known, struct tk_error *ret_error);
/* The written form of the slot's answer: "?" not sure, NULL unanswered or no memory. Caller frees. */
char *tk_answers_format(const struct tk_answers *answers, size_t slot);
/* Copies by name what both vocabularies know, what is unanswered too; the rest of TO stays. A value that TO has
 * no room for (another range, other choices) is no answer there. */
enum tk_status tk_answers_merge(struct tk_answers *to, const struct tk_answers *from);
/* SHA-256 over "name=value\n" of all answered facts but evidence, sorted by name; values as tk_answers_format
 * writes them, percent-encoded as in a case file. TK_NO_MEMORY: ret_hex is left alone. */
enum tk_status tk_answers_sha256(const struct tk_answers *answers, char ret_hex[TK_SHA256_HEX]);

/* ---- policies ------------------------------------------------------------------------------------ */

enum tk_authority { TK_OFFICIAL, TK_SECONDARY };

/* A named section of a pack other than a rule. */
enum tk_entry_kind {
	TK_CHANNEL,
	TK_STAGE,
	TK_DOCUMENT,
	TK_READING,
	TK_PRECEDENT,
	TK_ODDS,
	TK_REMEDY,
	TK_ADVICE,
	TK_CAUSE, /* why the provider's refund page may give less than the policy */
	TK_SOURCE,
	TK_ENTRY_KINDS
};

struct tk_entry {
	enum tk_entry_kind kind;
	const char *id;
	int line;
	const struct tk_text *title; /* any of these may be NULL */
	const struct tk_text *text;
	const struct tk_text *where;      /* document: where to get it */
	const struct tk_text *steps;      /* channel: what to click, " > " between steps */
	const char *url;
	const char *source;               /* as written, "§1.3" */
	const struct tk_entry *reference; /* the [source.X] it comes from */
	const char *checked_on;           /* source: "2026-11-23", or NULL */
	const char *confidence;           /* source: its mark, V, M, S ...; or NULL */
	enum tk_authority authority;      /* source: official or secondary */
	bool before;                      /* advice: a warning of what not to do before (place = before) */
	const char *const *codes;         /* cause: the provider's error codes that tell of it */
	size_t code_count;
};

enum tk_effect { TK_REFUSE, TK_DEDUCT, TK_CHANNEL_IS, TK_REQUIRE, TK_WARN, TK_NOTE };

struct tk_rule {
	const char *id;
	int line;
	enum tk_effect effect;
	const struct tk_entry *target;  /* the channel or document; else NULL */
	const struct tk_entry *reading; /* the rule belongs to this reading only; else NULL */
	const struct tk_text *label;    /* deduct: the line of the breakdown */
	const struct tk_text *text;     /* the rule in a sentence */
	const char *when;               /* the condition as written */
	const char *amount;             /* deduct: the amount as written; else NULL */
	const char *source;
	const struct tk_entry *reference;
};

struct tk_policy;

/* What a pack is loaded with. All is borrowed and must outlive the policy. */
struct tk_world {
	const struct tk_vocabulary *vocabulary;
	const struct tk_calendar *const *calendars;
	size_t calendar_count;
};

/* Loads a pack. Everything is checked here: names, units, types, divisors, ranges. A policy that
 * loads cannot fail at evaluation. All errors of the file are reported. */
enum tk_status tk_policy_load(const char *name, const char *bytes, size_t length,
			      const struct tk_world *world, struct tk_policy **ret_policy,
			      struct tk_errors *errors);
void tk_policy_free(struct tk_policy *policy);
/* Reports each text of the pack that lacks English or zh_CN; TK_INVALID when there is one. It is no
 * reason not to load: another language is then shown. */
enum tk_status tk_policy_check_languages(const struct tk_policy *policy, struct tk_errors *errors);

/* [policy] as written; keys that are absent are NULL, but for the currency. */
struct tk_policy_head {
	const char *file; /* the name given to tk_policy_load */
	const char *family; /* the id that all revisions of one policy share; its own id by default */
	const char *id, *provider, *revision, *published, *data_until, *effective_from, *effective_to;
	const char *checked_on, *url, *currency, *timezone, *letter;
	const struct tk_text *title;
	const struct tk_text *provider_name; /* as people call it; NULL: it has its id alone */
	const struct tk_text *summary; /* one sentence on what it is and how far to trust it */
	enum tk_authority authority;
	const char *sha256; /* of the pack's bytes */
	const struct tk_calendar *calendar;
};
const struct tk_policy_head *tk_policy_head(const struct tk_policy *policy);
const struct tk_vocabulary *tk_policy_vocabulary(const struct tk_policy *policy);
size_t tk_policy_rule_count(const struct tk_policy *policy);
const struct tk_rule *tk_policy_rule(const struct tk_policy *policy, size_t index);
size_t tk_policy_entry_count(const struct tk_policy *policy, enum tk_entry_kind kind);
const struct tk_entry *tk_policy_entry(const struct tk_policy *policy, enum tk_entry_kind kind, size_t index);
const struct tk_entry *tk_policy_find(const struct tk_policy *policy, enum tk_entry_kind kind, const char *id);
/* A named expression of the pack, as written; rules may refer to it by its name. */
struct tk_define {
	const char *name, *text;
	bool number; /* it measures something, and is more than an answer, a fixed number or a time between moments */
};
size_t tk_policy_define_count(const struct tk_policy *policy);
const struct tk_define *tk_policy_define(const struct tk_policy *policy, size_t index);
/* A table of the pack; rules and defines refer to it by its name. The first row whose condition holds
 * counts, and in it the first column whose condition holds; the last of both is "else". */
struct tk_table_row {
	const char *id;
	const char *text; /* "CONDITION: VALUE, ..." as written */
	int line;
};
struct tk_table {
	const char *name;
	int line;
	const struct tk_text *title; /* may be NULL */
	const char *columns;         /* conditions as written; NULL: there is one column */
	const struct tk_table_row *rows;
	size_t row_count;
	const char *source; /* may be NULL */
	const struct tk_entry *reference;
};
size_t tk_policy_table_count(const struct tk_policy *policy);
const struct tk_table *tk_policy_table(const struct tk_policy *policy, size_t index);
/* A part that the refund is paid back in, as cash and gift money, in the ratio of the shares. */
struct tk_split {
	const char *id;
	int line;
	const struct tk_text *label, *text; /* text may be NULL */
	const char *share;                  /* as written */
	const char *source;                 /* may be NULL */
	const struct tk_entry *reference;
};
size_t tk_policy_split_count(const struct tk_policy *policy);
const struct tk_split *tk_policy_split(const struct tk_policy *policy, size_t index);
/* The slot of evidence.DOCUMENT. */
size_t tk_policy_document_slot(const struct tk_policy *policy, const struct tk_entry *document);
/* The stage it is chained to, NULL for none. */
const struct tk_entry *tk_policy_stage_after(const struct tk_policy *policy, const struct tk_entry *stage);
/* The channel a stage belongs to, NULL for all. */
const struct tk_entry *tk_policy_stage_channel(const struct tk_policy *policy, const struct tk_entry *stage);
/* Whether any rule, define or text condition of the pack reads the fact. */
bool tk_policy_reads(const struct tk_policy *policy, size_t slot);
/* The days that a written date names, counted from 1970-01-01: those of its month for YYYY-MM. */
void tk_date_days(const char *date, int64_t *ret_first, int64_t *ret_last);

enum tk_dating { TK_IN_FORCE, TK_NOT_YET, TK_NO_LONGER };

/* How a policy stands to the moment of the order, and how old what it knows is. */
struct tk_age {
	enum tk_dating dating; /* at the moment of the order; unanswered: of the evaluation */
	int64_t outside;       /* days between that moment and its dates; 0 in force */
	const char *known_on;  /* data_until, else checked_on, else published; NULL: it does not say */
	int64_t days;          /* since then; 0 when known_on is NULL or lies ahead */
	bool stale;            /* that is more than a year ago */
};
struct tk_age tk_policy_age(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at);

/* ---- decisions ----------------------------------------------------------------------------------- */

enum tk_verdict { TK_FULL, TK_PARTIAL, TK_REFUSED, TK_UNDETERMINED };
const char *tk_verdict_name(enum tk_verdict verdict); /* "full", ... */

enum tk_truth { TK_NO = 0, TK_YES = 1, TK_OPEN = 2 };

/* What a fact can still do to the decision, were it (or its answer) to change. */
enum tk_relevance {
	TK_IRRELEVANT,
	TK_INFORMS, /* warnings, readings, odds, notes ... */
	TK_SHAPES,  /* channel, required documents, stages */
	TK_DECIDES, /* verdict or amount */
};

#define TK_UNBOUNDED INT64_MAX /* of `most`: no upper bound */
#define TK_NO_AMOUNT INT64_MIN /* of `amount`: the completions differ */

struct tk_outcome {
	enum tk_verdict verdict;
	int64_t amount; /* fen, or TK_NO_AMOUNT */
	int64_t least;  /* fen; no completion lies below */
	int64_t most;   /* fen or TK_UNBOUNDED; no completion lies above */
};

struct tk_deduction {
	const struct tk_rule *rule;
	int64_t amount; /* fen: what this line takes off; the lines add up to base - refund */
	int64_t left;   /* fen: what is left after it */
};

struct tk_part { /* of the refund; the parts add up to it */
	const struct tk_split *split;
	int64_t amount; /* fen */
};

struct tk_reading_outcome {
	const struct tk_entry *reading;
	struct tk_outcome outcome;
	const struct tk_deduction *deductions;
	size_t deduction_count;
};

struct tk_stage_dates {
	const struct tk_entry *stage;
	bool by_hours;     /* from and to are moments; else days (tk_moment_day) */
	int64_t from, to;  /* earliest and latest at which it can be finished */
	bool uncertain;    /* crosses a year whose holidays are not announced */
};

#define TK_NO_DAY INT64_MIN /* none is told, or it hangs on an answer */

/* From when and until when a remedy is open, both inclusive: days (tk_moment_day). */
struct tk_remedy_dates {
	int64_t from, until;
};

struct tk_deadline {
	int64_t until; /* the last second at which the present answer holds */
	struct tk_outcome then; /* one second later */
};

struct tk_trace {
	const struct tk_rule *rule;
	enum tk_truth state;  /* TK_YES fired, TK_NO not fired, TK_OPEN */
	const size_t *needs;  /* slots on which an open rule hangs */
	size_t need_count;
};

struct tk_what_if {
	size_t slot;
	int64_t value;
	struct tk_outcome outcome; /* with this one answer changed; listed only where it differs */
};

struct tk_change { /* an answer other than the present one */
	size_t slot;
	int64_t value;
};

struct tk_what_if_pair {
	struct tk_change changes[2];
	struct tk_outcome outcome;
};

/* What the person can do for a better outcome than there is, or than comes by itself. */
struct tk_way {
	const struct tk_change *changes; /* of facts in their hands, evidence among them, or of applied_at:
	                                  * not before then; none: to apply in time is all */
	size_t change_count;
	bool has_until;
	int64_t until; /* the last second to apply before it gets worse */
	const struct tk_entry *const *documents; /* that will be required, and are still missing */
	size_t document_count;
	struct tk_outcome outcome;
};

/* What a rule looks at and how that stands: a question, a time between two moments, or a sum. Conditions on
 * one number are put together: "37 min: more than 15 min, at most 1 h". */
struct tk_test {
	int slot;         /* the fact; of a time between two moments the later one; -1: a sum of several */
	int since;        /* the earlier one, or -1 */
	const char *text; unsigned part; /* as a pack writes it: "applied_at - ordered_at"; tk_test_in_words */
	bool open;        /* it hangs on an open answer */
	enum tk_type type; /* of value and limits; TK_COUNT is any plain number */
	bool has_value;
	int64_t value;    /* in the unit of its type, rounded to a whole one */
	/* What has to be for the condition to be as it is; of an open one, to hold. */
	uint64_t choices; /* flag and choice: the values, a bit each */
	bool has_least, above; /* above: more than `least`, not as much */
	bool has_most, below;
	int64_t least, most;
};

/* A rule that has a part in the outcome: refusals that fired; else deductions that fired, what is still
 * open, and of deductions that did not fire those that keep it from being another. */
struct tk_reason {
	const struct tk_rule *rule;
	enum tk_truth state;
	int64_t amount; /* what a deduction that fired takes off; else TK_NO_AMOUNT */
	const struct tk_test *tests; /* no more of them than it takes */
	size_t test_count;
};

struct tk_hinge { /* an answer that an open outcome hangs on */
	size_t slot;
	int64_t settles; /* by how much it narrows the bounds, on an average of what it may be, in fen;
	                  * TK_UNBOUNDED: from no upper bound to one */
};

struct tk_assumption { /* a default that was used */
	size_t slot;
	int64_t value;
};

struct tk_slot_list {
	const size_t *items;
	size_t count;
};

/* What the provider's refund page shows (console_amount, console_kind) against the policy. */
enum tk_console {
	TK_CONSOLE_UNKNOWN, /* nothing was entered, or too little */
	TK_CONSOLE_AGREES,
	TK_CONSOLE_WITHIN, /* among what the open answers allow */
	TK_CONSOLE_BETTER,
	TK_CONSOLE_LESS,
};
const char *tk_console_name(enum tk_console console); /* "unknown", "agrees", "within", "better", "less" */

struct tk_cause {
	const struct tk_entry *cause;
	const char *code; /* the code of it that stands in console_message, or NULL */
	bool fits;        /* its condition holds by the answers */
};

/* Everything that follows from the answers at one moment. All pointers live as long as the decision
 * and the policy. */
struct tk_decision {
	const struct tk_policy *policy;
	int64_t at;         /* the moment of evaluation */
	int64_t applied_at; /* answered or, by default, at; meaningless when applied_at is open */
	enum tk_truth applies; /* whether the case is one of those the pack is for */
	struct tk_age age;
	struct tk_outcome outcome;
	bool exact;         /* bounds and relevance are tight, not only sound */
	struct tk_outcome likely; /* if every open fact with a usual answer takes it */
	struct tk_slot_list likely_assuming; /* those of them that decide; empty when likely = outcome */
	bool base_known; int64_t base;       /* what is refunded from */
	/* The lines of the breakdown: of the outcome when its amount is known and no rule that decides
	 * is open, else of `likely` when that one is known; breakdown_likely says which. */
	const struct tk_deduction *deductions;
	size_t deduction_count;
	bool breakdown_likely;
	/* What the refund is paid back in, when its amount and all shares are known; else none. */
	const struct tk_part *split;            size_t split_count;
	const struct tk_known_sum *sums;        size_t sum_count; /* beside it: tuikuan-policy.h */
	/* What the source leaves open, where that decides or shapes; never among `unanswered`. */
	struct tk_slot_list unknown;
	const struct tk_rule *const *refusals;  size_t refusal_count; /* refuse rules that fired */
	const struct tk_entry *channel;         /* NULL: none or open */
	enum tk_truth channel_state;            /* TK_YES known, TK_NO none fires, TK_OPEN */
	const struct tk_entry *const *required; size_t required_count;
	const struct tk_entry *const *held;     size_t held_count;
	const struct tk_entry *const *missing;  size_t missing_count;
	const struct tk_entry *const *advised;  size_t advised_count;
	struct tk_slot_list unanswered;         /* those that decide, then those that shape */
	const enum tk_relevance *relevance;     /* of each slot; an answered one counts as if it were open */
	const struct tk_assumption *assumptions; size_t assumption_count;
	const struct tk_rule *const *warnings;  size_t warning_count;
	const struct tk_rule *const *notes;     size_t note_count;
	bool negative_elapsed;                  /* a known elapsed time was below zero and counts as zero */
	bool order_broken;                      /* known moments contradict the known order of moments */
	const struct tk_reading_outcome *readings; size_t reading_count;
	const struct tk_stage_dates *stages;    size_t stage_count;
	const struct tk_deadline *deadlines;    size_t deadline_count;
	/* Those of `likely`, where that is another outcome: with much open nothing certain may change for
	 * a long time, while what one may hope for runs out. */
	const struct tk_deadline *likely_deadlines; size_t likely_deadline_count;
	const struct tk_entry *const *odds;     size_t odds_count;
	const struct tk_entry *const *precedents; size_t precedent_count;
	const struct tk_entry *const *remedies; size_t remedy_count;
	const struct tk_remedy_dates *remedy_dates; /* of each of them */
	const struct tk_entry *const *advice;   size_t advice_count;
	enum tk_console console;
	/* Why the page may give less: those it names by a code, then, where it does give less, those that
	 * fit the answers, then those that may be. */
	const struct tk_cause *causes;          size_t cause_count;
	const struct tk_trace *trace;           size_t trace_count; /* every rule, in file order */
	/* Only with TK_WITH_WHAT_IF: */
	const struct tk_what_if *what_if;       size_t what_if_count;
	const struct tk_what_if_pair *pairs;    size_t pair_count; /* that improve the outcome, the best first; only when
	                                                            * no single answer does */
	const struct tk_way *ways;              size_t way_count; /* the cheapest first: fewest changes, then best */
	/* Only with TK_WITH_WHY: */
	const struct tk_reason *reasons;        size_t reason_count;
	const struct tk_hinge *hinges;          size_t hinge_count; /* what settles most comes first */
};

/* The first of deadlines and likely_deadlines; NULL = there is none. *RET_BEFORE, if not NULL: the outcome that
 * it ends. */
const struct tk_deadline *tk_decision_deadline(
	const struct tk_decision *decision, const struct tk_outcome **ret_before);

#define TK_WITH_WHAT_IF 1u /* also work out decision->what_if, pairs and ways */
#define TK_WITH_WHY 2u     /* also work out decision->reasons and hinges */
#define TK_FIRST_DEADLINE 4u /* of deadlines and of likely_deadlines the first alone: all of them take a while */

/* Judges. answers may be over the policy's vocabulary or over the shared one it extends. at is the
 * moment of evaluation, 0 .. TK_MOMENT_MAX. Fails only for lack of memory. */
enum tk_status tk_evaluate(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
			   unsigned flags, struct tk_decision **ret_decision);
/* The same for whoever may be called away meanwhile: GOES_ON(USER) is asked again and again while it is judged, some
 * ten times in a millisecond. Once it says false, judging is given up: TK_GIVEN_UP. */
enum tk_status tk_evaluate_while(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at,
				 unsigned flags, bool (*goes_on)(void *user), void *user,
				 struct tk_decision **ret_decision);
void tk_decision_free(struct tk_decision *decision);
/* Whether the case is one of those the policy is for (provider and `applies`). TK_OPEN with errno ENOMEM: no memory. */
enum tk_truth tk_policy_applies(const struct tk_policy *policy, const struct tk_answers *answers, int64_t at);
/* One of several policies that a case may be judged under. */
struct tk_candidate {
	const struct tk_policy *policy;
	const struct tk_answers *answers; /* as for tk_evaluate */
	void *user;
	enum tk_truth applies, likely; /* these and the next are filled in; likely: were open facts their usual */
	struct tk_age age;             /* answers, and open choices the first of their list, the most common one */
};
/* Sorts the candidates and returns how many of them judge: those that apply or may, of each family the one
 * revision in force when the order was placed, or else the nearest. The best comes first, the headline: what
 * applies, or likely does, before what else may, official before secondary, surely before likely, in force before
 * not, the later effective_from before the earlier. The order of equals is kept. errno is ENOMEM where memory was
 * short, and 0 else: what could not be told then counts as open. */
size_t tk_candidates_rank(struct tk_candidate *candidates, size_t count, int64_t at);

#ifdef __cplusplus
}
#endif
#include "tuikuan-docket.h"
#include "tuikuan-policy.h"
#endif
