/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

void text_buffer_init(struct text_buffer *buffer)
{
	*buffer = (struct text_buffer){0};
}

void text_buffer_release(struct text_buffer *buffer)
{
	free(buffer->text);
	text_buffer_init(buffer);
}

/* Makes room for LENGTH more bytes and a NUL. */
static bool reserve(struct text_buffer *buffer, size_t length)
{
	if (buffer->failed)
		return false;
	if (length < buffer->capacity - buffer->length)
		return true;
	size_t capacity = buffer->capacity < 64 ? 64 : buffer->capacity;
	while (capacity - buffer->length <= length && capacity <= SIZE_MAX / 2)
		capacity *= 2;
	char *text = capacity - buffer->length > length ? realloc(buffer->text, capacity) : NULL;
	if (text == NULL) {
		buffer->failed = true;
		return false;
	}
	buffer->text = text;
	buffer->capacity = capacity;
	return true;
}

void text_buffer_add_n(struct text_buffer *buffer, const char *bytes, size_t length)
{
	if (!reserve(buffer, length))
		return;
	if (length > 0)
		memcpy(buffer->text + buffer->length, bytes, length);
	buffer->length += length;
	buffer->text[buffer->length] = '\0';
}

void text_buffer_add(struct text_buffer *buffer, const char *text)
{
	text_buffer_add_n(buffer, text, strlen(text));
}

static void add_formatted(struct text_buffer *buffer, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	if (length < 0)
		buffer->failed = true;
	else if (reserve(buffer, (size_t)length)) {
		vsnprintf(buffer->text + buffer->length, (size_t)length + 1, format, again);
		buffer->length += (size_t)length;
	}
	va_end(again);
}

void text_buffer_printf(struct text_buffer *buffer, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add_formatted(buffer, format, arguments);
	va_end(arguments);
}

char *text_buffer_take(struct text_buffer *buffer)
{
	text_buffer_add_n(buffer, "", 0);
	char *text = buffer->text;
	if (buffer->failed) {
		free(text);
		text = NULL;
	}
	text_buffer_init(buffer);
	return text;
}

char *text_printf(const char *format, ...)
{
	struct text_buffer buffer;
	va_list arguments;

	text_buffer_init(&buffer);
	va_start(arguments, format);
	add_formatted(&buffer, format, arguments);
	va_end(arguments);
	return text_buffer_take(&buffer);
}
