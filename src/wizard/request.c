/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "language.h"
#include "request.h"

const struct request_info request_table[] = {
#define REQUEST_ROW(name, key, second, order, word, help) \
	{REQUEST_##name, key, second, order, word, help},
	REQUEST_LIST(REQUEST_ROW)
#undef REQUEST_ROW
};

const size_t request_table_count = sizeof(request_table) / sizeof(request_table[0]);

const struct request_info queue_table[] = {
#define REQUEST_ROW(name, key, second, order, word, help) \
	{REQUEST_##name, key, second, order, word, help},
	QUEUE_LIST(REQUEST_ROW)
#undef REQUEST_ROW
};

const size_t queue_table_count = sizeof(queue_table) / sizeof(queue_table[0]);

const struct purpose_info purpose_table[PURPOSE_COUNT] = {
#define PURPOSE_ROW(name, title, text) {title, text},
	PURPOSE_LIST(PURPOSE_ROW)
#undef PURPOSE_ROW
};
