/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one table of everything a person can ask for: request, key, second key, footer word, help text; and of what
 * each screen is for.
 * Front ends read keys, the footer, F1 and the manual's list of keys from it; there is no second copy.
 * A key appears in the footer once what it does works.
 */
#ifndef WIZARD_REQUEST_H
#define WIZARD_REQUEST_H

#include <stddef.h>

/* X(name, key as shown, second way as shown, order in the footer (0 = not there), footer word, help) */
#define REQUEST_LIST(X)                                                                                      \
	X(HELP, "F1", "Esc 1", 1, N_("help"), N_("Help: this screen, this question, all keys."))                   \
	X(WHY, "F2", "Esc 2", 6, N_("why"), N_("Why: every rule, whether it applies, and its source."))     \
	X(WHAT_IF, "F3", "Esc 3", 7, N_("what if"), N_("What if: what another answer would change."))       \
	X(COMPARE, "F4", "Esc 4", 11, N_("compare"), N_("Compare: the same case under every policy that applies.")) \
	X(SAVE, "^S", "Esc s", 8, N_("save"), N_("Save the case."))                                          \
	X(NEXT_FIELD, "Tab", "Down", 9, N_("next"), N_("Go to the next question."))                          \
	X(PREVIOUS_FIELD, "Shift-Tab", "Up", 0, N_("previous"), N_("Go back to the question before."))      \
	X(NEXT_STEP, "PgDn", "Esc n", 10, N_("step"), N_("Go to the next step."))                             \
	X(PREVIOUS_STEP, "PgUp", "Esc p", 0, N_("step back"), N_("Go to the step before."))                  \
	X(GO_TO_STEP, "^G 1-8", "Esc g 1-8", 0, N_("go to"), N_("Jump to a step by its number; 0 is the start page.")) \
	X(TRIAGE, "^F", "Esc f", 17, N_("one by one"), N_("Ask one question at a time, what settles most first; again: the whole form.")) \
	X(ACCEPT, "Enter", "", 0, N_("accept"), N_("Accept the answer and go on."))                          \
	X(CHOOSE, "1-9", "Space", 0, N_("choose"), N_("Pick a choice by its number, or the marked one."))   \
	X(NOT_SURE, "?", "", 12, N_("not sure"), N_("Answer \"not sure\". It never blocks you."))            \
	X(NONE_OF_THESE, "^N", "Esc 0", 5, N_("none of these"), N_("Checklist: answer no to all that is still open.")) \
	X(UNDO, "^_", "Esc u", 13, N_("undo"), N_("Undo the last answer."))                                  \
	X(COPY, "^Y", "Esc c", 3, N_("copy"), N_("Copy the letter, or the case in one line, to the clipboard.")) \
	X(COPY_LINE, "^O", "Esc o", 0, N_("one line"), N_("Copy the case in one line, for a ticket system or a chat.")) \
	X(ALOUD, "^T", "Esc t", 0, N_("read aloud"), N_("Three sentences to read to a caller: verdict, what to do, until when.")) \
	X(EDIT, "^E", "Esc e", 2, N_("edit"), N_("Edit the letter."))                                        \
	X(WRITE_PAPERS, "^P", "Esc w", 4, N_("papers"), N_("Print the papers: files, lp, clipboard, screen.")) \
	X(SWITCH_LANGUAGE, "^L", "Esc l", 14, N_("中文"), N_("Switch between English and Chinese."))         \
	X(MOUSE, "^B", "Esc m", 16, N_("mouse"), N_("Switch the mouse on or off: click steps, answers, keys; the wheel scrolls.")) \
	X(REDRAW, "^R", "Esc r", 0, N_("redraw"), N_("Draw the screen anew, when something else wrote on it."))  \
	X(SUSPEND, "^Z", "", 0, N_("suspend"), N_("Suspend the program."))                                   \
	X(QUIT, "^Q", "Esc q", 15, N_("quit"), N_("Quit. What is not saved stays as a draft."))

/* The same for the queue, where what is typed is searched. */
#define QUEUE_LIST(X)                                                                                        \
	X(QUEUE_HELP, "F1", "Esc 1", 1, N_("help"), N_("Help for the list of cases, and its keys."))  \
	X(QUEUE_OPEN, "Enter", "", 2, N_("open it"), N_("Open the case."))                               \
	X(QUEUE_NEW, "^N", "Esc n", 3, N_("new"), N_("Begin a new case."))                            \
	X(QUEUE_DUPLICATE, "^D", "Esc d", 4, N_("duplicate"),                                                \
		N_("Begin a new case with the answers of this one, but not its evidence, texts and outcome.")) \
	X(QUEUE_ARCHIVE, "^A", "Esc a", 5, N_("archive"), N_("Archive the case, or take it out of the archive.")) \
	X(QUEUE_SHOW_ARCHIVED, "^T", "Esc t", 6, N_("archived too"), N_("Show archived cases too, or leave them out again.")) \
	X(QUEUE_UP, "Up", "Shift-Tab", 0, N_("up"), N_("The case above; PgUp a screen up, Home the first one.")) \
	X(QUEUE_DOWN, "Down", "Tab", 0, N_("down"), N_("The case below; PgDn a screen down, End the last one.")) \
	X(QUEUE_CLEAR, "^U", "Esc Esc", 0, N_("clear"), N_("Search for nothing, and show all.")) \
	X(QUEUE_LANGUAGE, "^L", "Esc l", 7, N_("中文"), N_("Switch between English and Chinese."))    \
	X(QUEUE_MOUSE, "^B", "Esc m", 9, N_("mouse"), N_("Switch the mouse on or off: click a case, again to open it, a key; the wheel goes up and down.")) \
	X(QUEUE_REDRAW, "^R", "Esc r", 0, N_("redraw"), N_("Draw the screen anew."))                   \
	X(QUEUE_SUSPEND, "^Z", "", 0, N_("suspend"), N_("Suspend the program."))                      \
	X(QUEUE_QUIT, "^Q", "Esc q", 8, N_("quit"), N_("Quit. Leaving a case comes back here."))

/* What each screen is for: F1 tells it above the keys. X(name, title, purpose); first the steps, in their order; front
 * ends that have no keys tell it too, so that the steps name none. */
#define PURPOSE_LIST(X)                                                                                      \
	X(START, N_("Start"),                                                                                \
		N_("This step finds the rules: whose server it is, which site and product, and who sold it."))  \
	X(ORDER, N_("Order"),                                                                                \
		N_("What was bought, when, and for how much. The first page decides the verdict; the second "  \
		   "fills the papers and may stay empty."))                                                     \
	X(TIMING, N_("Timing"),                                                                              \
		N_("How far the server has come and when you apply. What is refunded can change from one "      \
		   "second to the next, so this is asked early."))                                              \
	X(CHECKLIST, N_("Checklist"),                                                                        \
		N_("What can stand in the way of a refund, whatever else is true. Most people answer no to all of it, at "  \
		   "one stroke."))                                                                              \
	X(ACCOUNT, N_("Account"),                                                                            \
		N_("Who holds the account, and what hangs on it that has to be settled before money comes back.")) \
	X(EVIDENCE, N_("Evidence"),                                                                          \
		N_("The documents that this case needs. A missing one makes the application incomplete; it is no " \
		   "refusal."))                                                                                 \
	X(RESULT, N_("Result"),                                                                              \
		N_("How much comes back, what to do now, until when, and how sure that is. Sources contradict "  \
		   "each other: what the provider's own refund page shows wins."))                              \
	X(APPLICATION, N_("Application"),                                                                    \
		N_("The application, made of your answers and ready to paste. What is still missing in it stands " \
		   "out."))                                                                                     \
	X(FINISH, N_("Finish"),                                                                              \
		N_("What the provider's refund page shows, and later what came of it: so the record tells how "  \
		   "good the forecast was."))                                                                   \
	X(TRIAGE, N_("One by one"),                                                                          \
		N_("One question at a time, the one that settles most first, until verdict and amount are "      \
		   "certain. The whole form is there at any moment, and nothing is lost."))                     \
	X(LETTER, N_("Editing the letter"),                                                                  \
		N_("Change the letter as you like; Esc when it is done. Each change is kept, and ^_ takes it back.")) \
	X(WHY, N_("Why"),                                                                                    \
		N_("Every rule with its source: which apply, which do not, and which answers the others hang on.")) \
	X(WHAT_IF, N_("What if"),                                                                            \
		N_("What would come out if an answer were another one. Nothing is changed by looking."))        \
	X(COMPARE, N_("Compare"),                                                                            \
		N_("The same answers judged by every policy that applies, side by side. Where they differ, the "  \
		   "provider's own refund page wins."))                                                         \
	X(ALOUD, N_("To read aloud"),                                                                        \
		N_("Three sentences for the telephone: the verdict, what to do, until when."))                  \
	X(ONE_LINE, N_("One line, handed to the clipboard"),                                                 \
		N_("The case in one line, for a ticket system or a chat. It is on the clipboard already, if the " \
		   "terminal allows that."))                                                                    \
	X(PASTE, N_("Order page"),                                                                           \
		N_("What the pasted order page says, each value with the line it stands on. Nothing is taken "  \
		   "until you pick a number."))                                                                 \
	X(PRINT, N_("Print"), N_("Asks where application, checklist and summary are to go."))               \
	X(QUIT, N_("Quit"), N_("Asks what becomes of the answers that are not saved. Esc stays here."))     \
	X(MESSAGE, "", N_("A message that the line above the keys has no room for."))                        \
	X(QUEUE, N_("The cases on file"),                                                                    \
		N_("The most urgent first: drafts that were never saved, then what runs out soonest or has just "  \
		   "run out. Type to search in all that stands in a case; each word narrows it down."))

enum purpose {
#define PURPOSE_ENUM(name, title, text) PURPOSE_##name,
	PURPOSE_LIST(PURPOSE_ENUM)
#undef PURPOSE_ENUM
	PURPOSE_COUNT
};

struct purpose_info {
	const char *title, *text; /* English, to be translated; a title may be "" */
};
extern const struct purpose_info purpose_table[PURPOSE_COUNT];

enum request_kind {
#define REQUEST_ENUM(name, key, second, order, word, help) REQUEST_##name,
	REQUEST_LIST(REQUEST_ENUM)
	QUEUE_LIST(REQUEST_ENUM)
#undef REQUEST_ENUM
	REQUEST_SET,    /* field, text: set an answer, as typed */
	REQUEST_FOCUS,  /* field: the focus moved there */
	REQUEST_SET_LETTER, /* text: the edited letter; NULL: back to the template's */
	REQUEST_LETTER_LENGTH, /* number: enum paper_letter to show */
	REQUEST_PASTE,  /* text: an order page; number: 1 = answers that differ are replaced too, 0 = they stay */
	REQUEST_TICK,   /* the clock went on */
	REQUEST_COUNT
};

struct request {
	enum request_kind kind;
	const char *field; /* name of a field */
	const char *text;
	int number;        /* GO_TO_STEP: the step */
};

struct request_info {
	enum request_kind kind;
	const char *key, *second; /* as shown */
	int footer;               /* order of importance in the footer, 0 = not there */
	const char *word, *help;  /* English, to be translated */
};
extern const struct request_info request_table[];
extern const size_t request_table_count;
extern const struct request_info queue_table[];
extern const size_t queue_table_count;

#endif
