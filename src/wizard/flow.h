/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The wizard without a terminal: answers, focus, undo; what is asked, what is valid, what comes next.
 * The page is computed from the answers each time; requests change answers or focus and nothing else.
 * Must not know curses, rules, or how a case file looks inside.
 */
#ifndef WIZARD_FLOW_H
#define WIZARD_FLOW_H

#include "broker.h"
#include "case.h"
#include "confine.h"
#include "page.h"
#include "papers.h"
#include "places.h"
#include "request.h"

struct flow;

struct flow_options {
	const struct places *places;     /* borrowed */
	const struct settings *settings; /* borrowed */
	const char *policy;              /* pack to begin with, or NULL: the start page finds it */
	struct case_file *file;          /* taken over; NULL: a new case */
	bool is_draft;                   /* file was read from the draft of the case: none of it is saved yet */
	const struct tk_errors *case_errors; /* what case_load found wrong in it; borrowed for good, or NULL */
	const char *folder;              /* of cases; NULL: nothing is saved (tests) */
	int folder_error;                /* why it is not there and could not be made (errno), or 0 */
	bool triage;                     /* begin with the question that settles most, and ask one at a time */
	bool read_only;                  /* answers can be looked at, not changed or saved */
	const char *holder;              /* who edits the case meanwhile, where that is known; else NULL */
	int lock_error;                  /* why the case cannot be locked (errno), or 0 */
	const char *notice;              /* what the first page says, or NULL */
	int64_t now;
	const char *language;            /* of the letters: NULL = zh_CN */
	struct broker *broker;           /* opens what a person names, runs programs; NULL: this process does; borrowed */
	struct confinement confinement;  /* what this process has given up */
	bool lazy; /* a pack is loaded when it is needed, or by flow_load_pack; until then the start page does not
		    * know whether it is broken */
};

/* TK_INVALID with errors when the pack named in options->policy does not load; any other pack that does
 * not is told of on the start page. options->file is taken over on failure too. */
enum tk_status flow_new(const struct flow_options *options, struct flow **ret_flow, struct tk_errors *errors);
void flow_free(struct flow *flow);

/* The present page, in the current language (base/language). Caller frees; NULL = no memory. */
struct page *flow_page(const struct flow *flow);
/* Does what is asked, at the moment NOW. Never fails for bad text: the page then says what is wrong. */
void flow_request(struct flow *flow, const struct request *request, int64_t now);

/* For a front end that shows a key before all that follows from it, which may take a while to work out: from now
 * on an answer leaves the decision as it was, until flow_catch_up or a request that has need of it. */
void flow_defer(struct flow *flow);
bool flow_is_behind(const struct flow *flow);
/* Judges. GOES_ON(USER) is asked meanwhile; once it says no, all stays behind. NULL: to the end. */
void flow_catch_up(struct flow *flow, bool (*goes_on)(void *user), void *user);
/* Whether what was changed is to be kept in a draft, once nobody is typing; and keeps it, under the same terms. */
bool flow_owes_draft(const struct flow *flow);
void flow_keep_draft(struct flow *flow, bool (*goes_on)(void *user), void *user);
/* Whether there are packs not loaded yet; and loads one of them. true: it is broken, the page says so now. */
bool flow_lacks_packs(const struct flow *flow);
bool flow_load_pack(struct flow *flow);

/* What is wrong in the case that was opened: lines that cannot be read, facts that no rules know, values that
 * are none until they are mended. Empty when nothing is. */
void flow_case_faults(const struct flow *flow, struct pane *ret_pane);

/* The content of overlays: F1 for the page, the focused field and all keys, F2, F3. */
void flow_help(const struct flow *flow, struct pane *ret_pane);
void flow_help_question(const struct flow *flow, struct pane *ret_pane); /* without the keys */
void flow_why(const struct flow *flow, struct pane *ret_pane);
void flow_what_if(const struct flow *flow, struct pane *ret_pane);
/* F4: the same case under every policy that applies, in rows of at most COLUMNS. */
void flow_compare(const struct flow *flow, int columns, struct pane *ret_pane);

/* The Result step, on whatever page the person is. */
void flow_result(const struct flow *flow, struct pane *ret_pane);
/* The verdict in one line that stays the same until an answer or the clock changes it: deadlines by
 * their time, no countdown. Caller frees; NULL = no memory. */
char *flow_verdict_line(const struct flow *flow);

/* What REQUEST_PASTE would make of TEXT, the order page of a console: pure, nothing is changed. */
struct flow_paste {
	size_t found;    /* facts that the text names */
	size_t fills;    /* those that are open, or assumed */
	size_t replaces; /* those that are answered otherwise */
};
struct flow_paste flow_paste_look(const struct flow *flow, const char *text);
/* Adds the same to read: each value with the line it stands on, first those that would replace an answer. */
void flow_paste_show(const struct flow *flow, const char *text, struct pane *pane);

/* Saving. TK_IO with errno: nothing was lost, page->message says what could not be written. */
enum tk_status flow_save(struct flow *flow);
enum tk_status flow_save_draft(struct flow *flow);
/* Whether all that is not saved lies in a draft. */
bool flow_has_draft(const struct flow *flow);
void flow_drop_draft(struct flow *flow);
bool flow_modified(const struct flow *flow);
/* Writes letter (all lengths that the channel needs), checklist and summary beside the case or into FOLDER: as
 * text, and those for paper as PDF too where that can be made; *ret_names lists them, one a line (caller
 * frees). */
enum tk_status flow_write_papers(struct flow *flow, const char *folder, char **ret_names);
/* Why PDFs are missing among the last papers, or NULL. */
const char *flow_unpressed(const struct flow *flow);
/* Hands letter, checklist and summary to the printer; the page then says how it went. */
void flow_send_papers(struct flow *flow);
/* The same three as one text of at most 80 columns, and their names as the history has them ("ticket, checklist,
 * summary"). Caller frees; NULL = no memory. */
char *flow_papers_names(const struct flow *flow);
char *flow_papers_text(const struct flow *flow);
/* Notes in the history of the case that WHAT ("letter", "checklist, summary") was printed now on the present
 * pack, and where it went (NULL: not said): at once where all else is saved, else with the next save or draft.
 * Nothing in a case that is read only. false = no memory. */
bool flow_note_printed(struct flow *flow, const char *what, const char *to);
/* What COPY puts on the clipboard on this page; the case in one line. Caller frees; NULL = no memory, or nothing is
 * judged. */
char *flow_copy_text(const struct flow *flow);
/* What that is called in the history of the case: the length of a letter, or "one-line". */
const char *flow_copy_name(const struct flow *flow);
char *flow_one_line(const struct flow *flow);
/* Three sentences to read to a caller: the verdict, what to do, until when. */
void flow_aloud(const struct flow *flow, struct pane *ret_pane);

/* Continues the path TYPED in a field with `path` by what all files begin with that it can be the beginning of;
 * *ret_names lists them, one a line, when there are several ("" else). Caller frees both. NULL: nothing begins so. */
char *flow_complete_path(const struct flow *flow, const char *typed, char **ret_names);

/* For tests and other rooms. */
const struct tk_answers *flow_answers(const struct flow *flow); /* all, those not in use too */
const struct tk_decision *flow_decision(const struct flow *flow); /* NULL without a policy; with the next deadline,
								     not always those after it */
const struct tk_policy *flow_policy(const struct flow *flow);   /* NULL until one is found */
/* The next moment at which the page changes by itself (a countdown ticks), or INT64_MAX. */
int64_t flow_next_tick(const struct flow *flow);

/* The answers without those to questions that are not asked (an annual agreement of a personal account):
 * they are kept in the case and never judged. Whoever evaluates a case evaluates these. ret_asked, if
 * not NULL, has room for the truth of `ask` of each slot. Caller frees; NULL = no memory. */
struct tk_answers *flow_answers_in_use(const struct tk_policy *policy, const struct tk_answers *answers,
				       int64_t at, enum tk_truth *ret_asked);

/* Values as people type them: full-width forms, ￥1,200, 14:05, now, 昨天 14:05, 20 min ago, 2026年11月23日14时05分.
 * A sum may name the CURRENCY of the policy (NULL: yuan) and no other.
 * Writes the exact form that tk_answers_parse takes. false: not understood (the exact parser's error
 * then tells why). Caller frees *ret_exact. */
bool typed_value(const struct tk_fact *fact, const char *text, const char *currency, int64_t now,
		 char **ret_exact);

#endif
