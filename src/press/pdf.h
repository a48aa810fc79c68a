/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sheet (base/sheet) as a PDF. Knows what each kind of piece looks like on paper; must not know who
 * made the sheet.
 */
#ifndef PRESS_PDF_H
#define PRESS_PDF_H

#include <stdbool.h>
#include <stddef.h>

enum pdf_result {
	PDF_DONE,
	PDF_LACKS_GLYPHS, /* made, but characters of it are not in any font here */
	PDF_NO_FONT,      /* there is none with Chinese characters */
	PDF_NO_SHEET,     /* what came in is none */
	PDF_NO_MEMORY,
};
/* TEXT is cut up. Caller frees *ret_bytes, set with PDF_DONE and PDF_LACKS_GLYPHS. */
enum pdf_result pdf_make(char *text, char **ret_bytes, size_t *ret_length);

#endif
