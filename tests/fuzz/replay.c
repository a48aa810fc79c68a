/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs a fuzz target over files and folders of files, without libFuzzer: for `make check`. */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>

#include "target.h"

/* A copy of its own length, so that a sanitizer or valgrind sees a read beyond it. */
static int run_file(const char *path)
{
	char *bytes;
	size_t length;

	if (file_read(path, (size_t)64 << 20, &bytes, &length) != TK_OK) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	uint8_t *exact = malloc(length + (length == 0));
	MUST(exact != NULL);
	memcpy(exact, bytes, length);
	free(bytes);
	fprintf(stderr, "%s\n", path); /* so that the log of a failure tells which it was */
	LLVMFuzzerTestOneInput(exact, length);
	free(exact);
	return 1;
}

static int run_folder(const char *path)
{
	struct dirent **names;
	int count = scandir(path, &names, NULL, alphasort), ran = 0;

	if (count < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return -1;
	}
	for (int i = 0; i < count; i++) {
		char *file = file_join(path, names[i]->d_name);
		MUST(file != NULL);
		if (ran >= 0 && names[i]->d_name[0] != '.')
			ran = run_file(file) < 0 ? -1 : ran + 1;
		free(file);
		free(names[i]);
	}
	free(names);
	return ran;
}

int main(int argc, char **argv)
{
	int inputs = 0;

	for (int i = 1; i < argc; i++) {
		struct stat about;
		int ran = stat(argv[i], &about) == 0 && S_ISDIR(about.st_mode) ? run_folder(argv[i])
									      : run_file(argv[i]);
		if (ran < 0)
			return EXIT_FAILURE;
		inputs += ran;
	}
	printf("%d inputs\n", inputs);
	return inputs > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
