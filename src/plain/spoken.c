/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "language.h"
#include "spoken.h"
#include "text.h"

const struct spoken_word spoken_words[] = {
#define SPOKEN_ROW(name, english, chinese, help) {SPOKEN_##name, english, chinese, help},
	SPOKEN_LIST(SPOKEN_ROW)
#undef SPOKEN_ROW
};
const size_t spoken_word_count = sizeof(spoken_words) / sizeof(spoken_words[0]);

/* Other words for the same, that people try first. */
static const struct {
	enum spoken word;
	const char *text;
} others[] = {
	{SPOKEN_BACK, "上一题"}, {SPOKEN_BACK, "上一步"}, {SPOKEN_NEXT, "skip"}, {SPOKEN_GO, "goto"},
	{SPOKEN_GO, "go to"}, {SPOKEN_GO, "去"}, {SPOKEN_GO, "前往"}, {SPOKEN_NONE, "none of these"},
	{SPOKEN_NONE, "都没有"}, {SPOKEN_UNDO, "撤消"}, {SPOKEN_HELP, "h"}, {SPOKEN_WHAT_IF, "whatif"},
	{SPOKEN_COMPARE, "比较"}, {SPOKEN_WHAT_IF, "如果呢"}, {SPOKEN_WHAT_IF, "如果"}, {SPOKEN_PAPERS, "材料"},
	{SPOKEN_PAPERS, "生成材料"}, {SPOKEN_QUIT, "exit"}, {SPOKEN_QUIT, "bye"}, {SPOKEN_QUIT, "结束"},
	{SPOKEN_LANGUAGE, "english"}, {SPOKEN_LANGUAGE, "中文"}, {SPOKEN_WHY, "为啥"}, {SPOKEN_TRIAGE, "form"}, {SPOKEN_TRIAGE, "whole form"}, {SPOKEN_TRIAGE, "整表"},
	{SPOKEN_TRIAGE, "逐题提问"}, {SPOKEN_LINE, "line"}, {SPOKEN_LINE, "oneline"}, {SPOKEN_LINE, "一行摘要"},
	{SPOKEN_ALOUD, "aloud"}, {SPOKEN_ALOUD, "话术"}, {SPOKEN_ALOUD, "念给对方听"},
};

/* A step's number after the word for going there: "go 3", 跳到3, 跳到第3步. */
static int step_number(const char *rest)
{
	static const char ordinal[] = "第";

	while (*rest == ' ')
		rest++;
	if (strncmp(rest, ordinal, strlen(ordinal)) == 0)
		rest += strlen(ordinal);
	if (rest[0] < '0' || rest[0] > '8')
		return -1;
	const char *after = rest + 1;
	return *after == '\0' || strcmp(after, "步") == 0 ? rest[0] - '0' : -1;
}

static bool is_word(const char *line, const char *word, enum spoken meaning, int *ret_number)
{
	size_t length = strlen(word);

	if (strcasecmp(line, word) == 0)
		return true;
	if (meaning != SPOKEN_GO || strncasecmp(line, word, length) != 0)
		return false;
	const char *rest = line + length;
	*ret_number = step_number(rest);
	/* A number that is no step's was meant for one all the same. */
	return *ret_number >= 0 || rest[strspn(rest, " 0123456789")] == '\0';
}

static enum spoken find(const char *line, int *ret_number)
{
	for (size_t i = 0; i < spoken_word_count; i++) {
		const struct spoken_word *word = &spoken_words[i];
		if (is_word(line, word->english, word->word, ret_number) ||
			is_word(line, word->chinese, word->word, ret_number))
			return word->word;
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		if (is_word(line, others[i].text, others[i].word, ret_number))
			return others[i].word;
	}
	return SPOKEN_ANSWER;
}

enum spoken spoken_read(const char *line, int *ret_number)
{
	char *folded = text_fold(line);
	char *trimmed = folded == NULL ? NULL : text_trim(folded);
	enum spoken word = SPOKEN_ANSWER;

	*ret_number = -1;
	if (trimmed != NULL)
		word = find(trimmed, ret_number);
	free(folded);
	free(trimmed);
	return word;
}
