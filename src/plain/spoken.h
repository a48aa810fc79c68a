/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words that the line-by-line front end understands besides answers, in English and Chinese,
 * whatever the language of the interface. One table: `help` is written from it.
 */
#ifndef PLAIN_SPOKEN_H
#define PLAIN_SPOKEN_H

#include <stddef.h>

/* X(name, English, Chinese, help) */
#define SPOKEN_LIST(X)                                                                                        \
	X(BACK, "back", "返回", N_("Go back to the question before."))                                        \
	X(NEXT, "next", "下一步", N_("Leave the rest of this step and go to the next one."))                  \
	X(GO, "go", "跳到", N_("Jump to a step, as in go 3; 0 is the start."))                                \
	X(TRIAGE, "one by one", "逐题", N_("Ask what settles most, one question at a time; again: the whole form.")) \
	X(NONE, "none", "以上都没有", N_("Checklist: answer no to all that is still open."))                  \
	X(UNDO, "undo", "撤销", N_("Undo the last answer."))                                                  \
	X(HELP, "help", "帮助", N_("Help for this question, and these words."))                               \
	X(WHY, "why", "为什么", N_("Every rule, whether it applies, and its source."))                        \
	X(WHAT_IF, "what if", "假如", N_("What another single answer would change."))                         \
	X(COMPARE, "compare", "对比", N_("The same case under every policy that applies."))                   \
	X(RESULT, "result", "结果", N_("Show the result so far."))                                            \
	X(LINE, "one line", "一行", N_("The case in one line, for a ticket system or a chat."))               \
	X(ALOUD, "read aloud", "念", N_("Three sentences to read to a caller: verdict, what to do, until when.")) \
	X(PASTE, "paste", "粘贴", N_("Take an order page: paste its lines, and end them with a line of one dot.")) \
	X(SAVE, "save", "保存", N_("Save the case."))                                                         \
	X(PAPERS, "papers", "文书", N_("Write application, checklist and summary to files."))                 \
	X(LANGUAGE, "language", "语言", N_("Switch between English and Chinese."))                            \
	X(QUIT, "quit", "退出", N_("Leave. What is not saved stays as a draft."))

enum spoken {
	SPOKEN_ANSWER, /* none of the words: an answer, or nothing */
#define SPOKEN_ENUM(name, english, chinese, help) SPOKEN_##name,
	SPOKEN_LIST(SPOKEN_ENUM)
#undef SPOKEN_ENUM
	SPOKEN_COUNT
};

struct spoken_word {
	enum spoken word;
	const char *english, *chinese, *help; /* help to be translated */
};
extern const struct spoken_word spoken_words[];
extern const size_t spoken_word_count;

/* What LINE asks for. GO: *ret_number is the step, or -1. */
enum spoken spoken_read(const char *line, int *ret_number);

#endif
