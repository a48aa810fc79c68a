/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "evidence-words.h"
#include "language.h"
#include "text.h"

static const char *type_words(enum evidence_type type)
{
	static const char *const words[EVIDENCE_TYPE_COUNT] = {"PDF", "PNG", "JPEG", "GIF", "BMP", "TIFF", "WebP",
		"HEIC", N_("ZIP or an office document"), N_("plain text"), N_("a type not known here")};

	return _(words[type]);
}

static char *size_words(int64_t size)
{
	if (size < 1024)
		return text_printf(ngettext("%d byte", "%d bytes", (unsigned long)size), (int)size);
	if (size < 1024 * 1024)
		return text_printf("%d KB", (int)((size + 512) / 1024));
	int64_t tenths = (size * 10 + (1 << 19)) >> 20;
	return text_printf("%d.%d MB", (int)(tenths / 10), (int)(tenths % 10));
}

char *evidence_words(const struct evidence_file *file)
{
	char *size = size_words(file->size);
	char *words = size == NULL ? NULL : text_printf(_("%s, %s"), type_words(file->type), size);

	free(size);
	return words;
}

char *evidence_warning(const struct evidence_file *file)
{
	bool usual = file->type == EVIDENCE_PDF || file->type == EVIDENCE_PNG || file->type == EVIDENCE_JPEG;
	char *words = evidence_words(file), *warning = NULL;

	if (words == NULL)
		return NULL;
	if (file->size == 0)
		warning = strdup(_("Attached, but the file is empty."));
	else if (file->size > EVIDENCE_USUAL_MOST)
		warning = text_printf(_("Attached (%s). Many upload forms refuse files above 5 MB."), words);
	else if (!usual)
		warning = text_printf(_("Attached (%s). Many upload forms take PDF, PNG and JPEG alone."), words);
	free(words);
	return warning;
}

char *evidence_refusal(struct broker *broker, const char *typed)
{
	struct evidence_file file;
	char *path = evidence_find(typed);

	if (path != NULL && evidence_look(broker, path, &file))
		errno = EILSEQ; /* it could be read: so it is its name */
	int reason = errno;
	free(path);
	switch (reason) {
	case ENOENT:
	case ENOTDIR:
		return strdup(_("There is no such file. Answer yes or no, or name a file that exists."));
	case EISDIR:
		return strdup(_("This is a folder. Name a file in it; Tab completes the name."));
	case EINVAL:
		return strdup(_("This is no regular file, and cannot be attached."));
	case EFBIG:
		return strdup(_("This file is larger than 512 MB, and is not attached."));
	case EILSEQ:
		return strdup(_("The name of this file is not UTF-8. Rename it, then attach it."));
	default:
		return text_printf(_("This file cannot be read: %s."), strerror(reason));
	}
}

const char *evidence_trouble_words(enum evidence_state state)
{
	switch (state) {
	case EVIDENCE_CHANGED:
		return _("The file was CHANGED since it was attached.");
	case EVIDENCE_LOST:
		return _("The file is NOT THERE any more, or cannot be read.");
	default:
		return NULL;
	}
}

char *evidence_line(struct broker *broker, const char *path, const char *recorded)
{
	const char *trouble = path == NULL ? NULL : evidence_trouble_words(evidence_compare(broker, path, recorded));
	struct evidence_file then;

	if (trouble != NULL)
		return strdup(trouble);
	if (path == NULL || recorded == NULL || !evidence_parse(recorded, &then))
		return NULL;
	char *words = evidence_words(&then);
	char *line = words == NULL ? NULL : text_printf("%s, SHA-256 %s", words, then.sha256);
	free(words);
	return line;
}
