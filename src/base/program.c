/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "program.h"

char *program_folder(void)
{
	char path[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", path, sizeof(path));
	if (length <= 0 || (size_t)length == sizeof(path))
		return NULL;
	const char *slash = memrchr(path, '/', (size_t)length);
	return slash == NULL || slash == path ? NULL : strndup(path, (size_t)(slash - path));
}

char *program_source_folder(void)
{
	char *folder = program_folder();
	char *mark = folder == NULL ? NULL : file_join(folder, "build-tree");
	char *text = NULL;
	size_t length;

	if (mark == NULL || file_read(mark, PATH_MAX, &text, &length) != TK_OK)
		text = NULL;
	free(mark);
	free(folder);
	if (text != NULL)
		text[strcspn(text, "\n")] = '\0';
	if (text != NULL && text[0] != '/') {
		free(text);
		text = NULL;
	}
	return text;
}
