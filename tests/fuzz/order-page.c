/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as an order page that was pasted: values are parts of its lines, and can be shown. */
#include "config.h"

#include "order-page.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	char *text = string_of(bytes, length);
	struct order_page page;

	MUST(order_page_read(text, &page));
	for (size_t i = 0; i < page.line_count; i++)
		must_be_safe(page.lines[i], false);
	for (size_t i = 0; i < page.fact_count; i++) {
		MUST(page.facts[i].fact != NULL && page.facts[i].line < page.line_count);
		must_be_safe(page.facts[i].text, false);
		MUST(page.facts[i].text[0] != '\0');
		MUST(tk_vocabulary_find(shipped_world()->vocabulary, page.facts[i].fact) >= 0);
		for (size_t j = 0; j < i; j++)
			MUST(strcmp(page.facts[i].fact, page.facts[j].fact) != 0);
	}
	order_page_release(&page);
	free(text);
	return 0;
}
