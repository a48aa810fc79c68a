/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the parts of the flow share. Answers are kept as text, by name, as a case file holds them: they
 * outlive a change of policy and of language. All else (answers of a policy's vocabulary, what is asked,
 * the decision) is worked out from them by flow_judge after each request.
 */
#ifndef WIZARD_FLOW_INSIDE_H
#define WIZARD_FLOW_INSIDE_H

#include "flow.h"
#include "returns.h"
#include "words.h"

/* Names of fields that are not facts. */
#define FIELD_POLICY "policy" /* start: which pack judges */
#define FIELD_LENGTH "letter" /* application: which length is shown */
#define FIELD_STATUS "status" /* finish: how far the application is */
#define RETURNS_USED "noreason_refunds_used" /* the fact that other cases know about */
#define EVIDENCE "evidence."  /* before the name of a document */
#define FIELD_FILE "file."     /* evidence: before the name of a document, its file */

/* All that a person has put in; undo goes back to an earlier one. */
struct state {
	struct case_values values;       /* answers in exact form; "?" not sure; evidence.X: no, yes or a path */
	struct case_values files;        /* what a document's file was when it was attached, as in a case */
	struct case_values rejected;     /* what was typed and not understood; the answer before stands */
	char *letters[PAPER_LETTER_COUNT]; /* edited, or NULL */
	int length;                      /* of the letter shown: enum paper_letter, -1: as the channel needs */
	char *policy;                    /* the pack chosen, NULL: the flow chooses */
	enum case_status status;
	int64_t status_since[CASE_STATUS_COUNT];
	unsigned long version;           /* differs after each change */
	/* Where the person was; no part of what is saved. */
	bool triage;              /* the focused question alone is asked */
	struct case_values trail; /* names of the questions that triage asked before it, in order */
	enum tk_step step;
	int part;
	char *focus[TK_STEP_COUNT][2];   /* the field last focused on each page, NULL: the first */
};
bool state_copy(const struct state *from, struct state *ret_state);
void state_release(struct state *state);
/* From a case, and into it. */
bool state_load(struct state *state, const struct case_file *file);
bool state_store(const struct state *state, struct case_file *file);

/* A pack is loaded when it first has a say; before, no more is known than its outline. */
struct flow_pack {
	struct place_pack found; /* its path is NULL for one that was named */
	struct tk_policy_outline *outline; /* NULL: wrong, or loaded */
	bool tried;               /* to load it */
	struct tk_policy *policy; /* NULL: not yet, or it did not load */
	struct tk_errors errors;  /* why */
	bool *in_letters;         /* per slot: a letter of this pack says it */
	/* Worked out by flow_judge: */
	struct tk_answers *answers; /* all that its vocabulary knows */
	struct tk_answers *used;    /* those in use */
	enum tk_truth *asked;       /* per slot */
	enum tk_truth applies;
	size_t place; /* 1: the headline by rights, 2 ...: beside it; 0: does not judge this case */
};

struct template_text {
	char *name, *language;
	char *text; /* NULL: there is none */
};

/* Letter templates read so far: a page must not read files again at each key. */
struct templates {
	const struct places *places;
	struct template_text *items;
	size_t count;
};

struct flow {
	const struct places *places;
	const struct settings *settings;
	const struct tk_errors *case_errors;
	struct tk_errors value_errors; /* what is wrong with the values of the case that was opened */
	struct case_file *file;
	struct broker *broker;
	struct confinement confinement;
	char *folder, *language;
	int folder_error; /* why the folder is not there */
	bool read_only;
	char *holder;   /* why it is: who edits it, */
	int lock_error; /* or why it cannot be locked */
	int64_t now;
	struct templates templates;
	struct tk_calendar *no_calendar; /* of the blank pack */
	struct flow_pack blank;          /* judges nothing: where no pack is found */
	struct flow_pack *packs;
	size_t pack_count;
	struct tk_candidate *candidates; /* room for all packs */
	const struct flow_pack *pack; /* the headline one, never NULL */
	struct tk_decision *decision; /* of it, with the next deadline at least; NULL = no memory */
	/* What the decision is of: it is worked out anew only when that changes. */
	const struct tk_policy *judged_policy;
	struct tk_answers *judged;
	int64_t judged_at;
	bool whole;    /* it has all its deadlines */
	bool deferred; /* answers are judged when flow_catch_up is called */
	bool waits;    /* this request is such a one */
	bool behind;   /* the decision is not of the present answers */
	bool draft_due; /* another page was gone to: what was changed is to be kept in a draft */
	struct state state;
	struct state *undo; /* oldest first */
	size_t undo_count;
	char *typing;       /* the field being typed in: one step of undo */
	unsigned long versions, saved_version, draft_version;
	struct state saved;   /* as at the last save */
	long recorded;        /* number of the last entry of the history then */
	struct history notes; /* what is to be added to it with the next save */
	struct case_lock lock; /* of a case that is new here */
	bool locked;
	struct case_values troubled; /* documents whose file is not what it was, and its state, when last looked at */
	bool own_draft; /* the draft beside the case is of these answers; another one has to stay */
	char *aside;    /* what that was renamed to, until it is said */
	bool kept; /* what the record was made with was kept at the last save */
	char *message;
	char *unpressed; /* why the last papers have no PDF; NULL: they have, or none is made here */
	struct index *cases;   /* on file; NULL: not looked at yet, */
	bool cases_failed;     /* or that failed */
	struct returns other_returns; /* of this account, in other cases */
};

/* ---- saving (flow-save.c) ---- */
/* Where the case lies or will lie. Caller frees; NULL: nowhere (errno = 0) or no memory. */
char *flow_case_folder(const struct flow *flow);
/* A new case gets its id and its lock when it is first written. false: errno. */
bool flow_take_id(struct flow *flow);
/* Says that WHAT could not be written, by errno, which stays. Returns STATUS. */
enum tk_status flow_fail(struct flow *flow, const char *what, enum tk_status status);

/* ---- packs and judging (flow-policies.c, flow-judge.c) ---- */
/* Knows which packs there are; NAMED, which may be NULL, must load. false with errors, or no memory. */
bool flow_find_packs(struct flow *flow, const char *named, struct tk_errors *errors);
bool flow_load_packs(struct flow *flow); /* all of them; false = no memory */
/* NULL: the pack is broken. */
const struct tk_policy_head *flow_pack_head(const struct flow_pack *pack);
void flow_release_packs(struct flow *flow);
/* Works out packs, pack and decision from state and now. */
void flow_judge(struct flow *flow);
/* Answers, and steps from one question or page to another: of these a quick hand makes many. */
bool flow_can_wait(enum request_kind kind);
/* Whether time has gone past what the decision was made for. */
bool flow_is_outdated(const struct flow *flow);
/* The decision of this moment with all its deadlines, for what lists or keeps them. Caller frees; NULL = no memory, or
 * nothing judges. */
struct tk_decision *flow_judge_whole(const struct flow *flow);
/* Such a one in place of flow->decision, unless that is one; without memory for it that stays. */
void flow_decide_whole(struct flow *flow);
bool flow_is_blank(const struct flow *flow);
/* Blank, and there are rules, but the provider that would find them is not chosen. */
bool flow_awaits_provider(const struct flow *flow);
/* The one provider that all packs are of, when there is one; else NULL. */
const char *flow_only_provider(const struct flow *flow);
/* The text of a template, cached. NULL: none. */
const char *templates_text(struct templates *templates, const char *name, const char *language);
void templates_release(struct templates *templates);

/* ---- answers by name ---- */
int flow_slot(const struct flow *flow, const char *name); /* in the pack's vocabulary, or -1 */
const struct tk_fact *flow_fact(const struct flow *flow, const char *name); /* or NULL */
/* Whether the fact is answered, in use; its value. */
bool flow_value(const struct flow *flow, const char *name, int64_t *ret_value);
bool flow_is_choice(const struct flow *flow, const char *name, const char *choice);
/* What a field shows as invalid: the text as typed, and why (caller frees). NULL: nothing is wrong. */
const char *flow_rejected(const struct flow *flow, const char *name, char **ret_reason);
bool flow_is_rejected(const struct flow *flow, const char *name);
/* TEXT into the exact form that files have (caller frees *ret_exact), or the error that the exact reader finds
 * in it. */
bool flow_read_exact(const struct flow *flow, size_t slot, const char *text, char **ret_exact,
		     enum tk_error_code *ret_code);
/* Keeps the text as typed, or the answer that it is. false = no memory. */
bool flow_set(struct flow *flow, const char *name, const char *text);
/* The value of the NUMBERth choice of a field. Caller frees; NULL: there is none. */
char *flow_choice_value(const struct flow *flow, const char *name, int number);
/* The same for a choice typed by its number or its label, where only the page knows the choices. */
char *flow_typed_choice(const struct flow *flow, const char *name, const char *text);
char *flow_error_text(const struct tk_error *error); /* in the current language */

/* ---- triage (flow-triage.c) ---- */
void triage_begin(struct flow *flow);
/* Goes on to the next question, passing over the one asked if it is open; to the result when there is none. */
void triage_next(struct flow *flow);
void triage_back(struct flow *flow);
/* Whether the question asked has no answer, and none is assumed. */
bool triage_is_unanswered(const struct flow *flow);
/* Goes on if the question asked was answered otherwise, by a paste. */
void triage_again(struct flow *flow);
char *triage_heading(const struct flow *flow);
void triage_pane(struct pane *pane);
/* The name of the field last focused on the present page, or NULL. */
const char *flow_focus(const struct flow *flow);
/* Goes to a page, and to a field of it unless NULL; what was changed so far is kept in a draft first. */
void flow_go_to(struct flow *flow, int step, int part, const char *field);
bool page_add_fact(const struct flow *flow, struct page *page, size_t slot);

/* ---- order pages (paste.c) ---- */
/* Answers what the page TEXT tells; REPLACE: those that differ too. One step of undo. */
void paste_request(struct flow *flow, const char *text, bool replace);

/* ---- the case that was opened (opened.c) ---- */
/* Looks through its values once. false = no memory. */
bool opened_look_through(struct flow *flow);
/* Whether anything is wrong in it still. */
bool opened_is_faulty(const struct flow *flow);
void opened_faults(const struct flow *flow, struct pane *pane);
/* Why it can be read and not changed. Caller frees. */
char *opened_read_only_text(const struct flow *flow);

/* Looks whether attached files are what they were (page-evidence.c). */
void flow_look_at_files(struct flow *flow);

/* ---- what other cases know (other-returns.c) ---- */
/* Looks at them, as the answers are now. */
void other_returns_look(struct flow *flow);
/* In a sentence; NULL: nothing is known, or no memory. Caller frees. */
char *other_returns_text(const struct flow *flow);
/* Whether the answer says fewer. */
bool other_returns_contradict(const struct flow *flow);

/* ---- pages ---- */
/* The present page with its fields and focus alone. */
struct page *flow_fields(const struct flow *flow);
bool page_add_field(struct page *page, const char *name, enum field_kind kind);
#define page_last(page) (&(page)->fields[(page)->field_count - 1])
bool page_add_heading(struct page *page, const char *text);
bool page_add_choice(struct page_field *field, const char *value, const char *label);
/* false = no memory */
bool page_add_facts(const struct flow *flow, struct page *page);
bool page_add_documents(const struct flow *flow, struct page *page);
/* Whether an answer to SLOT can change nothing any more. */
bool flow_is_greyed(const struct flow *flow, size_t slot);
enum step_mark flow_step_mark(const struct flow *flow, enum tk_step step);
/* The number of facts of a step that are asked, not greyed, not for the papers alone, and open. */
size_t flow_open_facts(const struct flow *flow, enum tk_step step);
bool flow_has_rejected(const struct flow *flow, enum tk_step step);

/* ---- panes ---- */
void verdict_pane(const struct flow *flow, struct pane *pane);
void verdict_pane_short(const struct flow *flow, struct pane *pane);
/* The case under the packs that stand beside the headline. */
struct beside {
	struct tk_decision **decisions;
	size_t count;
};

/* Judges them; false = no memory. To be released either way. */
bool beside_judge(const struct flow *flow, struct beside *ret);
void beside_release(struct beside *beside);
/* A line for each; and in full, with the other readings. */
void beside_short(const struct flow *flow, const struct beside *beside, struct pane *pane);
void beside_pane(const struct flow *flow, const struct beside *beside, struct pane *pane);
void result_pane(const struct flow *flow, struct pane *pane);
void start_pane(const struct flow *flow, struct pane *pane);
void finish_pane(const struct flow *flow, struct pane *pane);
/* Adds the channel, where there is one, and how long it takes to the last line. */
void verdict_channel(const struct flow *flow, struct pane *pane);
/* What is refunded from, where it is known. */
void pane_base(const struct flow *flow, struct pane *pane);
void pane_deductions(const struct flow *flow, const struct tk_deduction *deductions, size_t count,
		     int indent, struct pane *pane);

/* Answers that contradict each other: worth asking about, never refused. */
size_t check_count(const struct flow *flow);
const char *check_text(const struct flow *flow, size_t index); /* whole sentence, translated */

/* ---- papers ---- */
struct paper_case flow_paper_case(const struct flow *flow);
/* Judges under the packs that apply beside the headline: adds to the *COUNT decisions that are there (room for
 * pack_count), which the caller frees. false = no memory. */
bool flow_judge_beside(const struct flow *flow, struct tk_decision **decisions, size_t *count);
enum paper_letter flow_letter_length(const struct flow *flow);
bool flow_letter_exists(const struct flow *flow, enum paper_letter length);
const char *letter_length_name(enum paper_letter length); /* id */
const char *letter_length_label(enum paper_letter length); /* translated */
/* The letter shown, edited or filled in; with its gaps. Caller frees all. */
char *flow_letter(const struct flow *flow, enum paper_letter length, size_t **ret_gaps, size_t *ret_count);
void letter_pane(const struct flow *flow, const char *letter, struct pane *pane);

/* ---- saving ---- */
/* Every request that changes answers goes through here: undo knows it, the rest is worked out anew. FIELD: typing on
 * in it is one step of undo; NULL: a step of its own. */
bool flow_change(struct flow *flow, const char *field, bool (*apply)(struct flow *, const void *),
		 const void *argument);
void flow_say_saved(struct flow *flow, enum tk_status status); /* under which name, after a save */
/* Takes the present answers for those of the last save; adds to the history of the case what is new since
 * (flow-history.c). false = no memory. */
bool flow_begin_history(struct flow *flow);
bool flow_fill_history(struct flow *flow);
void flow_changed(struct flow *flow); /* the state is not what it was: a new version */
void flow_save_due(struct flow *flow); /* the draft that is due, if one is */
void flow_say(struct flow *flow, char *text); /* sets the message; TEXT is taken over, NULL clears */

#endif
