/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ink.h"

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "text.h"

struct ink {
	cairo_surface_t *surface;
	cairo_t *cairo;
	PangoContext *context;
	char *family; /* with Chinese characters; NULL: none */
	struct text_buffer bytes;
	bool dry, lacks_glyphs;
};

struct ink_text {
	PangoLayout *layout;
};

/* ---- fonts ------------------------------------------------------------------------------------ */

/* Known to come out whole, the best first. cairo 1.16 loses glyphs of Noto Sans CJK, which is no TrueType
 * font; nothing but a look at the page shows it, as the text can still be searched. */
static const char *const families[] = {"WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
	"AR PL UMing CN", "AR PL UKai CN", NULL};

static FcFontSet *chinese_fonts(void)
{
	FcPattern *wanted = FcPatternBuild(NULL, FC_LANG, FcTypeString, (const FcChar8 *)"zh-cn", FC_FONTFORMAT,
		FcTypeString, (const FcChar8 *)"TrueType", FC_OUTLINE, FcTypeBool, FcTrue, (char *)NULL);
	FcObjectSet *asked = FcObjectSetBuild(FC_FAMILY, (char *)NULL);
	FcFontSet *found = wanted && asked ? FcFontList(NULL, wanted, asked) : NULL;

	if (asked)
		FcObjectSetDestroy(asked);
	if (wanted)
		FcPatternDestroy(wanted);
	return found;
}

static bool has_family(const FcFontSet *fonts, const char *family)
{
	FcChar8 *name;

	for (int i = 0; i < fonts->nfont; i++)
		for (int n = 0; FcPatternGetString(fonts->fonts[i], FC_FAMILY, n, &name) == FcResultMatch; n++)
			if (strcmp((const char *)name, family) == 0)
				return true;
	return false;
}

/* The first by name of those that are there, so that the same machine always takes the same. */
static const char *any_family(const FcFontSet *fonts)
{
	const char *first = NULL;
	FcChar8 *name;

	for (int i = 0; i < fonts->nfont; i++) {
		if (FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch)
			continue;
		if (!first || strcmp((const char *)name, first) < 0)
			first = (const char *)name;
	}
	return first;
}

/* Caller frees. NULL: there is none (*RET_NONE), or no memory. */
static char *find_family(bool *ret_none)
{
	FcFontSet *fonts = chinese_fonts();
	const char *family = NULL;
	char *copy;

	*ret_none = true;
	if (!fonts)
		return NULL;
	for (int i = 0; families[i] && !family; i++)
		family = has_family(fonts, families[i]) ? families[i] : NULL;
	if (!family)
		family = any_family(fonts);
	*ret_none = !family;
	copy = family ? strdup(family) : NULL;
	FcFontSetDestroy(fonts);
	return copy;
}

/* ---- the file --------------------------------------------------------------------------------- */

static cairo_status_t take_bytes(void *user, const unsigned char *bytes, unsigned length)
{
	struct ink *ink = user;

	text_buffer_add_n(&ink->bytes, (const char *)bytes, length);
	return ink->bytes.failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

struct ink *ink_new(const char *language, bool *ret_no_font)
{
	struct ink *ink = calloc(1, sizeof(*ink));
	bool none;

	*ret_no_font = false;
	if (!ink)
		return NULL;
	text_buffer_init(&ink->bytes);
	ink->family = find_family(&none);
	*ret_no_font = none && strcmp(language, "zh_CN") == 0;
	if (*ret_no_font || (!none && !ink->family)) {
		free(ink);
		return NULL;
	}
	ink->surface = cairo_pdf_surface_create_for_stream(take_bytes, ink, INK_WIDTH / 1024.0, INK_HEIGHT / 1024.0);
	cairo_pdf_surface_restrict_to_version(ink->surface, CAIRO_PDF_VERSION_1_5);
	ink->cairo = cairo_create(ink->surface);
	ink->context = pango_cairo_create_context(ink->cairo);
	pango_context_set_language(ink->context,
		pango_language_from_string(strcmp(language, "zh_CN") == 0 ? "zh-cn" : "en"));
	/* On paper glyphs stand where they belong, not where a screen has pixels. */
	cairo_font_options_t *options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	pango_cairo_context_set_font_options(ink->context, options);
	cairo_font_options_destroy(options);
	pango_context_set_round_glyph_positions(ink->context, FALSE);
	return ink;
}

#ifdef __SANITIZE_ADDRESS__
/* Fontconfig points into its memory in a way that the search for leaks does not follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}
#endif

void ink_free(struct ink *ink)
{
	if (!ink)
		return;
	g_object_unref(ink->context);
	cairo_destroy(ink->cairo);
	cairo_surface_destroy(ink->surface);
	/* What these libraries keep for a next page stays with them, up to the end of the program: a thread of pango may
	 * still be looking for fonts, and cairo_debug_reset_static_data aborts while it does. */
	text_buffer_release(&ink->bytes);
	free(ink->family);
	free(ink);
}

bool ink_lacks_glyphs(const struct ink *ink)
{
	return ink->lacks_glyphs;
}

const char *ink_family(const struct ink *ink)
{
	return ink->family ? ink->family : "";
}

void ink_describe(struct ink *ink, const char *title, const char *author, const char *subject, int64_t at)
{
	time_t seconds = (time_t)at;
	struct tm moment;
	char text[32] = "";

	cairo_pdf_surface_set_metadata(ink->surface, CAIRO_PDF_METADATA_TITLE, title);
	cairo_pdf_surface_set_metadata(ink->surface, CAIRO_PDF_METADATA_AUTHOR, author);
	cairo_pdf_surface_set_metadata(ink->surface, CAIRO_PDF_METADATA_SUBJECT, subject);
	cairo_pdf_surface_set_metadata(ink->surface, CAIRO_PDF_METADATA_CREATOR, PACKAGE_STRING);
	if (gmtime_r(&seconds, &moment) && strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &moment) > 0) {
		cairo_pdf_surface_set_metadata(ink->surface, CAIRO_PDF_METADATA_CREATE_DATE, text);
		cairo_pdf_surface_set_metadata(ink->surface, CAIRO_PDF_METADATA_MOD_DATE, text);
	}
}

void ink_set_dry(struct ink *ink, bool dry)
{
	ink->dry = dry;
}

void ink_end_page(struct ink *ink)
{
	if (!ink->dry)
		cairo_show_page(ink->cairo);
}

char *ink_finish(struct ink *ink, size_t *ret_length)
{
	bool done;

	cairo_surface_finish(ink->surface);
	done = cairo_status(ink->cairo) == CAIRO_STATUS_SUCCESS &&
	       cairo_surface_status(ink->surface) == CAIRO_STATUS_SUCCESS;
	*ret_length = ink->bytes.length;
	return done ? text_buffer_take(&ink->bytes) : NULL;
}

/* ---- text ------------------------------------------------------------------------------------- */

static struct ink_text *set_in(struct ink *ink, const char *family, const char *text, int size, int width)
{
	struct ink_text *set = calloc(1, sizeof(*set));
	PangoFontDescription *font = pango_font_description_new();

	if (!set) {
		pango_font_description_free(font);
		return NULL;
	}
	pango_font_description_set_family(font, family);
	pango_font_description_set_absolute_size(font, size);
	set->layout = pango_layout_new(ink->context);
	pango_layout_set_font_description(set->layout, font);
	pango_layout_set_width(set->layout, width);
	pango_layout_set_wrap(set->layout, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_text(set->layout, text, -1);
	pango_font_description_free(font);
	if (pango_layout_get_unknown_glyphs_count(set->layout) > 0)
		ink->lacks_glyphs = true;
	return set;
}

struct ink_text *ink_set(struct ink *ink, const char *text, int size, int width)
{
	return set_in(ink, ink->family ? ink->family : "Sans", text, size, width);
}

struct ink_text *ink_set_fixed(struct ink *ink, const char *text, int size, int width)
{
	return set_in(ink, "WenQuanYi Micro Hei Mono,WenQuanYi Zen Hei Mono,Monospace", text, size, width);
}

/* The first gap at or after TEXT, of a letter in Chinese or in English; NULL: there is none. */
static const char *next_gap(const char *text)
{
	const char *chinese = strstr(text, "【"), *english = strchr(text, '[');

	return !chinese || (english && english < chinese) ? english : chinese;
}

struct ink_text *ink_set_gaps(struct ink *ink, const char *text, int size, int width)
{
	struct ink_text *set = ink_set(ink, text, size, width);
	PangoAttrList *tints = pango_attr_list_new();

	for (const char *at = text; set && (at = next_gap(at));) {
		const char *end = strstr(at, *at == '[' ? "]" : "】");
		PangoAttribute *tint = pango_attr_background_new(0xffff, 0xf0f0, 0xb0b0);

		end = end ? end + (*at == '[' ? strlen("]") : strlen("】")) : at + strlen(at);
		tint->start_index = (guint)(at - text);
		tint->end_index = (guint)(end - text);
		pango_attr_list_insert(tints, tint);
		at = end;
	}
	if (set)
		pango_layout_set_attributes(set->layout, tints);
	pango_attr_list_unref(tints);
	return set;
}

void ink_text_free(struct ink_text *text)
{
	if (!text)
		return;
	g_object_unref(text->layout);
	free(text);
}

int ink_lines(const struct ink_text *text)
{
	return pango_layout_get_line_count(text->layout);
}

int ink_line_width(const struct ink_text *text, int line)
{
	PangoRectangle logical;

	pango_layout_line_get_extents(pango_layout_get_line_readonly(text->layout, line), NULL, &logical);
	return logical.width;
}

static void set_colour(struct ink *ink, unsigned colour)
{
	cairo_set_source_rgb(ink->cairo, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
		(colour & 255) / 255.0);
}

void ink_draw_line(struct ink *ink, struct ink_text *text, int line, int x, int y, unsigned colour)
{
	if (ink->dry)
		return;
	set_colour(ink, colour);
	cairo_move_to(ink->cairo, x / 1024.0, y / 1024.0);
	pango_cairo_show_layout_line(ink->cairo, pango_layout_get_line_readonly(text->layout, line));
}

/* ---- areas ------------------------------------------------------------------------------------ */

void ink_fill(struct ink *ink, int x, int y, int width, int height, unsigned colour)
{
	if (ink->dry)
		return;
	set_colour(ink, colour);
	cairo_rectangle(ink->cairo, x / 1024.0, y / 1024.0, width / 1024.0, height / 1024.0);
	cairo_fill(ink->cairo);
}

void ink_rule(struct ink *ink, int x, int y, int width, int thickness, unsigned colour)
{
	ink_fill(ink, x, y - thickness / 2, width, thickness, colour);
}
