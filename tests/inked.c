/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * inked PAGE.pgm <BOXES: whether each character that the text of a page has was drawn. BOXES is what
 * `pdftotext -bbox` prints of the same page. A glyph that is missing from a font stays in the text of a
 * PDF and is found by every search; only the picture of the page tells. Prints what is blank; exit
 * status 1 when anything is.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DARK 160 /* of 255: what is darker is ink, whatever the tint behind it */

struct picture {
	int width, height;
	unsigned char *pixels;
};

static bool read_picture(const char *path, struct picture *picture)
{
	FILE *file = fopen(path, "rb");
	size_t size;
	bool done = false;

	if (file && fscanf(file, "P5 %d %d 255", &picture->width, &picture->height) == 2 && fgetc(file) != EOF) {
		size = (size_t)picture->width * (size_t)picture->height;
		picture->pixels = malloc(size);
		done = picture->pixels && fread(picture->pixels, 1, size, file) == size;
	}
	if (file)
		fclose(file);
	return done;
}

/* Ink in a box in hundredths of a point. */
static bool has_ink(const struct picture *picture, long scale, const long box[4])
{
	for (long y = box[1] * scale / 100; y <= box[3] * scale / 100 && y < picture->height; y++)
		for (long x = box[0] * scale / 100; x <= box[2] * scale / 100 && x < picture->width; x++)
			if (picture->pixels[y * picture->width + x] < DARK)
				return true;
	return false;
}

/* How many characters, when all are as wide as each other: Chinese ones; else 0. */
static long chinese(const char *word)
{
	long count = 0;

	for (; *word; word += 3, count++) {
		unsigned char first = (unsigned char)*word;

		if (first < 0xe3 || first > 0xe9 || strlen(word) < 3)
			return 0;
	}
	return count;
}

static long hundredths(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	return at ? (long)(strtold(at + strlen(name), NULL) * 100) : 0;
}

int main(int argc, char **argv)
{
	struct picture picture = {0};
	char line[4096];
	long words = 0, blank = 0, scale = 2; /* pixels a point, at 144 dots an inch */

	if (argc != 2 || !read_picture(argv[1], &picture)) {
		fprintf(stderr, "inked: no picture\n");
		return 2;
	}
	while (fgets(line, sizeof(line), stdin)) {
		char *word = strstr(line, "\">"), *end = word ? strstr(word, "</word>") : NULL;

		if (!end)
			continue;
		*end = '\0';
		word += 2;
		long left = hundredths(line, "xMin=\""), right = hundredths(line, "xMax=\"");
		long top = hundredths(line, "yMin=\""), bottom = hundredths(line, "yMax=\"");
		long parts = chinese(word) ? chinese(word) : 1;

		words += parts;
		for (long i = 0; i < parts; i++) {
			long box[4] = {left + (right - left) * i / parts, top, left + (right - left) * (i + 1) / parts,
				bottom};

			if (has_ink(&picture, scale, box))
				continue;
			printf("blank: part %ld of %s\n", i + 1, word);
			blank++;
		}
	}
	free(picture.pixels);
	printf("%ld characters and words, %ld blank\n", words, blank);
	return blank > 0 || words == 0;
}
