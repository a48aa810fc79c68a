/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints the list of keys of tuikuan(1), from the table of requests, in the language of LANGUAGE. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "language.h"
#include "request.h"

/* In roff '-', '^' and '\' mean something else. */
static void print_escaped(const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '-':
			fputs("\\-", stdout);
			break;
		case '\\':
			fputs("\\e", stdout);
			break;
		case '"':
			fputs("\\(dq", stdout);
			break;
		case '^':
			fputs("Ctrl\\-", stdout);
			break;
		default:
			putchar(*text);
		}
	}
}

static void print_table(const struct request_info *table, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct request_info *info = &table[i];
		printf(".TP\n.B \"");
		print_escaped(info->key);
		if (*info->second) {
			fputs(", ", stdout);
			print_escaped(info->second);
		}
		fputs("\"\n", stdout);
		print_escaped(_(info->help));
		putchar('\n');
	}
}

int main(void)
{
	language_start(LOCALE_DIR, getenv("LANGUAGE"));
	print_table(request_table, request_table_count);
	printf(".SS \"%s\"\n", _(purpose_table[PURPOSE_QUEUE].title));
	print_table(queue_table, queue_table_count);
	return fflush(stdout) != 0 || ferror(stdout);
}
