/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a case file: what of it is read is written so that the same is read again, the fast reader reads the
 * same, and what goes into answers comes back.
 */
#include "config.h"

#include <sys/mman.h>
#include <unistd.h>

#include "case-lines.h"
#include "case.h"
#include "target.h"

static enum tk_status load(const char *bytes, size_t length, struct case_file **ret_file, size_t *ret_wrong)
{
	char path[40];
	struct tk_errors errors;
	int fd = memfd_create("case", MFD_CLOEXEC);

	MUST(fd >= 0 && write(fd, bytes, length) == (ssize_t)length);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	tk_errors_init(&errors);
	enum tk_status status = case_load(path, ret_file, &errors);
	*ret_wrong = errors.count + errors.dropped;
	check_errors(&errors, status);
	close(fd);
	return status;
}

static void same_values(const struct case_lines *lines, const char *section, const struct case_values *values)
{
	for (size_t i = 0; i < values->count; i++) {
		const char *value = case_lines_get(lines, section, values->items[i].name);
		MUST(value != NULL && strcmp(value, values->items[i].text) == 0);
	}
}

/* What reads thousands of cases says the same. */
static void read_fast(const char *bytes, size_t length, enum tk_status status, const struct case_file *file)
{
	struct case_lines lines;
	char *copy = malloc(length + 1);

	MUST(copy != NULL);
	memcpy(copy, bytes, length);
	copy[length] = '\0';
	case_lines_init(&lines);
	enum tk_status fast = case_lines_read(&lines, copy, length);
	MUST(fast == status);
	if (fast == TK_OK) {
		same_values(&lines, "facts", &file->facts);
		same_values(&lines, "evidence", &file->evidence);
		same_values(&lines, "files", &file->files);
		same_values(&lines, "decision", &file->decision);
	}
	case_lines_release(&lines);
	free(copy);
}

static void answer(struct case_file *file)
{
	const struct tk_vocabulary *facts = shipped_world()->vocabulary;
	struct tk_answers *answers = tk_answers_new(facts), *again = tk_answers_new(facts);
	char first[TK_SHA256_HEX], second[TK_SHA256_HEX];
	struct tk_errors errors;

	MUST(answers != NULL && again != NULL);
	tk_errors_init(&errors);
	MUST(case_to_answers(file, answers, &errors) == TK_OK);
	check_errors(&errors, TK_OK);
	MUST(case_from_answers(file, answers));
	tk_errors_init(&errors);
	MUST(case_to_answers(file, again, &errors) == TK_OK);
	check_errors(&errors, TK_OK);
	MUST(tk_answers_sha256(answers, first) == TK_OK && tk_answers_sha256(again, second) == TK_OK);
	MUST(strcmp(first, second) == 0);
	tk_answers_free(answers);
	tk_answers_free(again);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct case_file *file = NULL, *again = NULL;
	size_t wrong;

	enum tk_status status = load((const char *)bytes, length, &file, &wrong);
	read_fast((const char *)bytes, length, status, file);
	MUST((file != NULL) == (status == TK_OK));
	if (file == NULL)
		return 0;
	char *text = case_text(file);
	MUST(text != NULL);
	MUST(load(text, strlen(text), &again, &wrong) == TK_OK);
	MUST(wrong == 0 && !again->damaged);
	char *text_again = case_text(again);
	MUST(text_again != NULL && strcmp(text, text_again) == 0);
	answer(again);
	free(text_again);
	free(text);
	case_free(again);
	case_free(file);
	return 0;
}
