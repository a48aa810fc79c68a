/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to iniparser: everything it would change or lose in silence is refused, with its line. */
#include "config.h"

#include <errno.h>
#include <iniparser/dictionary.h>
#include <iniparser/iniparser.h>

#include "error.h"
#include "ini.h"
#include "scarce.h"
#include "suite.h"
#include "text.h"

static enum tk_status parse(const char *text, int lenient, struct ini **ini, struct tk_errors *errors)
{
	tk_errors_init(errors);
	return ini_parse("x.ini", text, strlen(text), lenient, ini, errors);
}

/* What the text says, as "section/key[language]=value" and a blank after each. */
static char *contents(const struct ini *ini)
{
	struct text_buffer text;

	text_buffer_init(&text);
	for (size_t s = 0; s < ini->section_count; s++) {
		const struct ini_section *section = &ini->sections[s];
		if (section->key_count == 0)
			text_buffer_printf(&text, "%s ", section->name);
		for (size_t k = 0; k < section->key_count; k++) {
			const struct ini_key *key = &section->keys[k];
			text_buffer_printf(&text, "%s/%s", section->name, key->name);
			if (key->language != NULL)
				text_buffer_printf(&text, "[%s]", key->language);
			text_buffer_printf(&text, "=%s ", key->value);
		}
	}
	return text_buffer_take(&text);
}

static void reads_as(const char *text, const char *expected)
{
	struct tk_errors errors;
	struct ini *ini;

	ck_assert_msg(parse(text, 0, &ini, &errors) == TK_OK, "%s", text);
	ck_assert_uint_eq(errors.count, 0);
	is_text(contents(ini), expected);
	ini_free(ini);
	tk_errors_release(&errors);
}

/* One error with this code in this line; strictly TK_INVALID, leniently the rest is kept. */
static void is_refused(const char *text, enum tk_error_code code, int line, const char *rest)
{
	for (int lenient = 0; lenient < 2; lenient++) {
		struct tk_errors errors;
		struct ini *ini;
		enum tk_status status = parse(text, lenient, &ini, &errors);

		ck_assert_msg(status == (lenient ? TK_OK : TK_INVALID), "%s: %d", text, status);
		ck_assert_msg(errors.count == 1, "%s: %zu errors", text, errors.count);
		const struct tk_error *error = &errors.items[0];
		ck_assert_msg(error->code == code, "%s: %s", text, tk_error_what(error->code));
		ck_assert_msg(error->line == line, "%s: line %d", text, error->line);
		ck_assert_str_eq(error->file, "x.ini");
		is_text(contents(ini), rest);
		ini_free(ini);
		tk_errors_release(&errors);
	}
}

/* ---- what is read ------------------------------------------------------------------------------- */

START_TEST(plain_text_is_read)
{
	reads_as("", "");
	reads_as("# only\n; comments\n\n", "");
	reads_as("[a]\n", "a ");
	reads_as("[a]\nk = v\n", "a/k=v ");
	reads_as("[a]\nk=v", "a/k=v "); /* no line end at the end */
	reads_as("[a]\n k\t= v w  \n", "a/k=v w ");
	reads_as("  [ rule.fee ]  \nk=v\n", "rule.fee/k=v ");
	reads_as("[A.B]\nKey = Value\n", "a.b/key=Value ");
	reads_as("[a]\nk = x = y\n", "a/k=x = y ");
	reads_as("[a]\nk =\nl = \"\"\n", "a/k= a/l= ");
	reads_as("[a]\nt = x\nt[zh_CN] = 退款\n", "a/t=x a/t[zh_cn]=退款 ");
	reads_as("[a]\nk=1\n[b]\nk=2\n[c]\n", "a/k=1 b/k=2 c ");
}
END_TEST

START_TEST(quotes_keep_what_iniparser_would_cut)
{
	reads_as("[a]\nk = \"a ; b # c\"\n", "a/k=a ; b # c ");
	reads_as("[a]\nk = \"  x  \"\n", "a/k=  x   ");
	reads_as("[a]\nk = \" \"\n", "a/k=  ");
	reads_as("[a]\nk = \"it's\"\n", "a/k=it's ");
	reads_as("[a]\nk = don't\n", "a/k=don't ");
	reads_as("[a]\nk = \"'both'\"\n", "a/k='both' ");
	reads_as("[a]\nk = \"C:\\dir\\\"\nz = 1\n", "a/k=C:\\dir\\ a/z=1 ");
	reads_as("[a]\nk = full；width＃marks\n", "a/k=full；width＃marks ");
}
END_TEST

START_TEST(foreign_line_ends_and_marks_are_read)
{
	reads_as("\xef\xbb\xbf[a]\r\nk = v\r\n\r\nl=w\r\n", "a/k=v a/l=w ");
	reads_as("[a]\n# a comment \\\nk = v\n", "a/k=v "); /* it eats no line */
}
END_TEST

START_TEST(names_are_found)
{
	struct tk_errors errors;
	struct ini *ini;

	ck_assert_int_eq(parse("[a]\nt=en\nt[zh_CN]=zh\n[b]\n", 0, &ini, &errors), TK_OK);
	const struct ini_section *a = ini_find(ini, "a");
	ck_assert_ptr_nonnull(a);
	ck_assert_int_eq(a->line, 1);
	ck_assert_ptr_nonnull(ini_find(ini, "b"));
	ck_assert_ptr_null(ini_find(ini, "c"));
	ck_assert_str_eq(ini_key(a, "t", NULL)->value, "en");
	ck_assert_str_eq(ini_key(a, "t", "zh_CN")->value, "zh");
	ck_assert_str_eq(ini_key(a, "t", "zh_cn")->value, "zh");
	ck_assert_int_eq(ini_key(a, "t", "zh_cn")->line, 3);
	ck_assert_ptr_null(ini_key(a, "t", "zh"));
	ck_assert_ptr_null(ini_key(a, "t", "zh_cn_x"));
	ck_assert_ptr_null(ini_key(a, "u", NULL));
	ck_assert_str_eq(ini_value(ini, "a", "t"), "en");
	ck_assert_ptr_null(ini_value(ini, "a", "u"));
	ck_assert_ptr_null(ini_value(ini, "z", "t"));
	ini_free(ini);
	ini_free(NULL);
}
END_TEST

/* ---- what is refused ----------------------------------------------------------------------------- */

START_TEST(cut_values_are_refused)
{
	is_refused("[a]\nk = a#b\nz=1\n", TK_E_UNQUOTED, 2, "a/z=1 ");
	is_refused("[a]\nk = a;b\nz=1\n", TK_E_UNQUOTED, 2, "a/z=1 ");
	is_refused("[a]\nk = http://x/#y\n", TK_E_UNQUOTED, 2, "a ");
	is_refused("[a]\nk = v ; comment\n", TK_E_UNQUOTED, 2, "a ");
	is_refused("[a]\nk = ;\n", TK_E_UNQUOTED, 2, "a ");
}
END_TEST

START_TEST(odd_quotes_are_refused)
{
	static const char *const values[] = {"\"", "\"open", "\"a\\\"b\"", "\"A\" and \"B\"",
		"\"a\" ; comment", "'tis", "'a ; b'", "'a'", "say \"hi\"", "a\"", "\"\"\""};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		char text[64];
		snprintf(text, sizeof(text), "[a]\n\nk = %s\nz=1\n", values[i]);
		is_refused(text, TK_E_QUOTES, 3, "a/z=1 ");
	}
}
END_TEST

START_TEST(repeated_names_are_refused)
{
	is_refused("[a]\nk=1\nk=2\n", TK_E_DUPLICATE_KEY, 3, "a/k=1 "); /* iniparser: the last */
	is_refused("[a]\nk=1\nK=2\n", TK_E_DUPLICATE_KEY, 3, "a/k=1 ");
	is_refused("[a]\nt[en]=1\nt[EN]=2\n", TK_E_DUPLICATE_KEY, 3, "a/t[en]=1 ");
	is_refused("[a]\nk=1\n[b]\n[A]\nl=2\n", TK_E_DUPLICATE_SECTION, 4, "a/k=1 a/l=2 b ");
}
END_TEST

START_TEST(half_lines_are_refused)
{
	is_refused("[a]\nnonsense\nz=1\n", TK_E_SYNTAX, 2, "a/z=1 ");
	is_refused("[a]\n=v\nz=1\n", TK_E_KEY_NAME, 2, "a/z=1 ");
	is_refused("[a]\nk k=v\n", TK_E_KEY_NAME, 2, "a ");
	is_refused("[a]\nb:c = 1\n", TK_E_KEY_NAME, 2, "a "); /* would be c in [a:b] */
	is_refused("[a]\n退=v\n", TK_E_KEY_NAME, 2, "a ");
	is_refused("[a]\nt[ = v\n", TK_E_KEY_NAME, 2, "a ");
	is_refused("[a]\nt[] = v\n", TK_E_KEY_NAME, 2, "a ");
	is_refused("[a]\nt[zh = v\n", TK_E_KEY_NAME, 2, "a ");
	is_refused("[a]\nt[zh]x = v\n", TK_E_KEY_NAME, 2, "a ");
	is_refused("[a]\n[b] = v\n", TK_E_TRAILING_TEXT, 2, "a ");
	is_refused("k=1\n[a]\nz=1\n", TK_E_KEY_OUTSIDE, 1, "a/z=1 ");
}
END_TEST

/* A wrong heading is one error; the keys under it are not blamed on another section. */
START_TEST(odd_sections_are_refused)
{
	is_refused("[a]\nk=1\n[b\nl=2\n[c]\nm=3\n", TK_E_SYNTAX, 3, "a/k=1 c/m=3 ");
	is_refused("[]\nl=2\n[c]\nm=3\n", TK_E_SECTION_NAME, 1, "c/m=3 ");
	is_refused("[a]b]\nl=2\n", TK_E_TRAILING_TEXT, 1, "");
	is_refused("[a] ; why\nl=2\n", TK_E_TRAILING_TEXT, 1, "");
	is_refused("[a:b]\nl=2\n", TK_E_SECTION_NAME, 1, ""); /* would not be counted */
	is_refused("[a b]\n", TK_E_SECTION_NAME, 1, "");
	is_refused("[退]\n", TK_E_SECTION_NAME, 1, "");
}
END_TEST

START_TEST(backslashes_at_the_end_are_refused)
{
	is_refused("[a]\npath=C:\\dir\\\nz=1\n", TK_E_TRAILING_BACKSLASH, 2, "a/z=1 ");
	is_refused("[a]\npath=C:\\dir\\  \nz=1\n", TK_E_TRAILING_BACKSLASH, 2, "a/z=1 ");
	is_refused("[a]\nz=1\npath=\\\\", TK_E_TRAILING_BACKSLASH, 3, "a/z=1 ");
	is_refused("[a]\n\\\nz=1\n", TK_E_TRAILING_BACKSLASH, 2, "a/z=1 ");
}
END_TEST

START_TEST(bytes_that_are_no_text_are_refused)
{
	is_refused("[a]\nk=\x1b[31m\nz=1\n", TK_E_CONTROL, 2, "a/z=1 ");
	is_refused("[a]\nk=a\rb\nz=1\n", TK_E_CONTROL, 2, "a/z=1 "); /* CR alone is no line end */
	is_refused("[a]\rk=1\rz=1\r", TK_E_CONTROL, 1, "");
	is_refused("[a]\nk=\x7f\n", TK_E_CONTROL, 2, "a ");
	is_refused("[a]\nk=\xc2\x9b\n", TK_E_CONTROL, 2, "a ");
	is_refused("[a]\nk=x\u202ey\n", TK_E_CONTROL, 2, "a ");
	is_refused("[a]\n# \x1b]0;title\x07\nz=1\n", TK_E_CONTROL, 2, "a/z=1 ");
	is_refused("[a]\nk=\xff\nz=1\n", TK_E_ENCODING, 2, "a/z=1 ");
	is_refused("[a]\nk=\xe9\x80\nz=1\n", TK_E_ENCODING, 2, "a/z=1 ");
}
END_TEST

START_TEST(nul_bytes_are_refused)
{
	static const char text[] = "[a]\nk=1\0x\n\0z=1\ny=2\n";
	struct tk_errors errors;
	struct ini *ini;

	tk_errors_init(&errors);
	ck_assert_int_eq(
		ini_parse("x.ini", text, sizeof(text) - 1, 1, &ini, &errors), TK_OK);
	ck_assert_uint_eq(errors.count, 2);
	ck_assert_int_eq(errors.items[0].code, TK_E_CONTROL);
	ck_assert_int_eq(errors.items[0].line, 2);
	ck_assert_int_eq(errors.items[1].line, 3);
	is_text(contents(ini), "a/y=2 ");
	ini_free(ini);
	tk_errors_release(&errors);
}
END_TEST

/* A last line of one byte without a line end is dropped by iniparser in silence. */
START_TEST(a_last_lone_byte_is_refused)
{
	is_refused("[a]\nz=1\nx", TK_E_SYNTAX, 3, "a/z=1 ");
}
END_TEST

/* ---- sizes -------------------------------------------------------------------------------------- */

START_TEST(long_lines_are_counted_in_bytes)
{
	char text[1200] = "[a]\nk=";

	memset(text + 6, 'v', 998); /* 1000 bytes with "k=" */
	strcpy(text + 6 + 998, "\nz=1\n");
	struct tk_errors errors;
	struct ini *ini;
	ck_assert_int_eq(parse(text, 0, &ini, &errors), TK_OK);
	ck_assert_uint_eq(strlen(ini_value(ini, "a", "k")), 998);
	ini_free(ini);

	strcpy(text + 6 + 998, "v\nz=1\n");
	is_refused(text, TK_E_LINE_TOO_LONG, 2, "a/z=1 ");
}
END_TEST

START_TEST(long_names_are_refused)
{
	char name[202], text[500];

	memset(name, 'n', sizeof(name));
	name[201] = '\0';
	snprintf(text, sizeof(text), "[%s]\n", name);
	is_refused(text, TK_E_SECTION_NAME, 1, "");
	snprintf(text, sizeof(text), "[a]\n%s=1\n", name);
	is_refused(text, TK_E_KEY_NAME, 2, "a ");
	name[200] = '\0';
	snprintf(text, sizeof(text), "[%s]\n%s=1\n", name, name);
	struct tk_errors errors;
	struct ini *ini;
	ck_assert_int_eq(parse(text, 0, &ini, &errors), TK_OK);
	ck_assert_str_eq(ini_value(ini, name, name), "1");
	ini_free(ini);
}
END_TEST

static char *many_keys(int count)
{
	struct text_buffer text;

	text_buffer_init(&text);
	text_buffer_add(&text, "[s]\n");
	for (int i = 0; i < count; i++)
		text_buffer_printf(&text, "k%d=%d\n", i, i);
	return text_buffer_take(&text);
}

START_TEST(too_many_keys_are_refused)
{
	struct tk_errors errors;
	struct ini *ini;
	char *text = many_keys(INI_MAX_KEYS);

	ck_assert_int_eq(parse(text, 0, &ini, &errors), TK_OK);
	ck_assert_str_eq(ini_value(ini, "s", "k4999"), "4999");
	ini_free(ini);
	free(text);

	text = many_keys(INI_MAX_KEYS + 1);
	ck_assert_int_eq(parse(text, 1, &ini, &errors), TK_INVALID);
	ck_assert_ptr_null(ini);
	ck_assert_uint_eq(errors.count, 1);
	ck_assert_int_eq(errors.items[0].code, TK_E_TOO_MANY);
	ck_assert_int_eq(errors.items[0].line, INI_MAX_KEYS + 2);
	tk_errors_release(&errors);
	free(text);
}
END_TEST

START_TEST(large_texts_are_refused)
{
	struct tk_errors errors;
	struct ini *ini;
	char *text = malloc(INI_MAX_BYTES + 2);

	memset(text, '\n', INI_MAX_BYTES + 1);
	text[INI_MAX_BYTES + 1] = '\0';
	ck_assert_int_eq(parse(text, 1, &ini, &errors), TK_INVALID);
	ck_assert_ptr_null(ini);
	ck_assert_int_eq(errors.items[0].code, TK_E_TOO_LARGE);
	tk_errors_release(&errors);

	text[INI_MAX_BYTES] = '\0';
	ck_assert_int_eq(parse(text, 0, &ini, &errors), TK_OK);
	ini_free(ini);

	/* The densest lines there are: the room for names is reckoned by them. */
	for (size_t i = 0; i < INI_MAX_BYTES; i++)
		text[i] = "[a]\n"[i % 4];
	ck_assert_int_eq(parse(text, 1, &ini, &errors), TK_OK);
	ck_assert_uint_eq(ini->section_count, 1);
	ck_assert_uint_gt(errors.dropped, 1000);
	ini_free(ini);
	tk_errors_release(&errors);
	free(text);
}
END_TEST

START_TEST(all_errors_are_reported)
{
	struct tk_errors errors;
	struct ini *ini;

	ck_assert_int_eq(parse("k=1\n[a\nx\n[b]\nl=a;b\nm=1\nm=2\n", 0, &ini, &errors), TK_INVALID);
	ck_assert_uint_eq(errors.count, 5);
	static const int lines[] = {1, 2, 3, 5, 7};
	for (size_t i = 0; i < 5; i++)
		ck_assert_int_eq(errors.items[i].line, lines[i]);
	ck_assert_str_eq(errors.items[3].section, "b");
	ck_assert_str_eq(errors.items[3].key, "l");
	ck_assert_str_eq(errors.items[3].value, "a;b");
	ini_free(ini);
	ck_assert_int_eq(ini_parse("x", "[a", 2, 0, &ini, NULL), TK_INVALID); /* no list: fine */
	ini_free(ini);
	tk_errors_release(&errors);
}
END_TEST

/* ---- anything ----------------------------------------------------------------------------------- */

START_TEST(escaped_values_round_trip)
{
	struct draw draw = {5};
	static char values[100][4 * 60 + 1];

	for (int round = 0; round < tries(1000); round++) {
		struct text_buffer text;
		struct tk_errors errors;
		struct ini *ini;
		text_buffer_init(&text);
		text_buffer_add(&text, "[s]\n");
		for (int i = 0; i < 100; i++) {
			draw_text(&draw, values[i], 60);
			char *escaped = text_escape(values[i]);
			text_buffer_printf(&text, "k%d = %s\n", i, escaped);
			free(escaped);
		}
		char *bytes = text_buffer_take(&text);
		ck_assert_int_eq(parse(bytes, 0, &ini, &errors), TK_OK);
		for (int i = 0; i < 100; i++) {
			char key[16];
			snprintf(key, sizeof(key), "k%d", i);
			is_text(text_unescape(ini_value(ini, "s", key)), values[i]);
		}
		ini_free(ini);
		free(bytes);
	}
}
END_TEST

/* Whatever comes in: no crash, and what is kept is text without controls. */
START_TEST(any_bytes_are_taken)
{
	static const char pieces[][12] = {"[a]\n", "[b.c]\n", "k = v\n", "t[zh]=x\n", "=", "[", "]",
		"\"", "'", ";", "#", "\\", "\n", "\r\n", " ", "\t", "\xef\xbb\xbf", "退", "\xff",
		"\x1b[2J", "%", ":", "[]", "k="};
	struct draw draw = {9};

	for (int round = 0; round < tries(20000); round++) {
		char text[1024];
		size_t length = 0;
		for (uint32_t i = draw_below(&draw, 60); i > 0; i--) {
			const char *piece = pieces[draw_below(&draw, sizeof(pieces) / 12)];
			memcpy(text + length, piece, strlen(piece));
			length += strlen(piece);
			if (draw_below(&draw, 40) == 0)
				text[length++] = (char)draw_below(&draw, 256);
		}
		struct tk_errors errors;
		struct ini *ini;
		tk_errors_init(&errors);
		enum tk_status status = ini_parse("x.ini", text, length, 1, &ini, &errors);
		ck_assert_int_eq(status, TK_OK);
		char *all = contents(ini);
		ck_assert(text_valid(all, strlen(all)) && !text_has_controls(all, strlen(all)));
		free(all);
		ini_free(ini);
		tk_errors_release(&errors);
	}
}
END_TEST

/* ---- an iniparser that is another one ------------------------------------------------------------ */

/* What iniparser has read is told apart before it is handed on. */
static dictionary *(*other_iniparser)(dictionary *values);

dictionary *__real_iniparser_load(const char *name);
dictionary *__wrap_iniparser_load(const char *name);

dictionary *__wrap_iniparser_load(const char *name)
{
	dictionary *values = __real_iniparser_load(name);

	return values == NULL || other_iniparser == NULL ? values : other_iniparser(values);
}

static int turned;

static void swap(dictionary *values, ssize_t a, ssize_t b)
{
	char *key = values->key[a], *value = values->val[a];
	unsigned hash = values->hash[a];

	values->key[a] = values->key[b];
	values->val[a] = values->val[b];
	values->hash[a] = values->hash[b];
	values->key[b] = key;
	values->val[b] = value;
	values->hash[b] = hash;
}

static dictionary *turns(dictionary *values)
{
	for (int turn = 0; turn < turned; turn++)
		for (ssize_t i = 0; i + 1 < values->n; i++)
			swap(values, i, i + 1);
	return values;
}

static dictionary *turns_back(dictionary *values)
{
	for (ssize_t i = 0; i < values->n - 1 - i; i++)
		swap(values, i, values->n - 1 - i);
	return turns(values);
}

static dictionary *changes_a_value(dictionary *values)
{
	ck_assert_int_eq(iniparser_set(values, "a:k", "another"), 0);
	return values;
}

/* The last entry comes first, without its value, and no room is left. */
static dictionary *forgets_a_value(dictionary *values)
{
	ck_assert_int_eq(values->n, values->size);
	for (ssize_t i = values->n - 1; i > 0; i--)
		swap(values, i, i - 1);
	free(values->val[0]);
	values->val[0] = NULL;
	return values;
}

static dictionary *forgets_all(dictionary *values)
{
	iniparser_freedict(values);
	return dictionary_new(0);
}

static dictionary *cannot_read(dictionary *values)
{
	iniparser_freedict(values);
	errno = EACCES;
	return NULL;
}

static dictionary *has_no_memory(dictionary *values)
{
	iniparser_freedict(values);
	errno = ENOMEM;
	return NULL;
}

/* In whatever order the entries are kept, names that begin alike are told apart. */
START_TEST(any_order_is_read)
{
	static const char text[] = "[s]\ntitle=1\ntitle[en]=2\ntitle[zh]=3\ntitle[zh_cn]=4\ntitles=5\nt=6\n[s2]\ntitle=7\n"
				   "other=8\n[t]\ntitle=9\n";
	static const char expected[] = "s/title=1 s/title[en]=2 s/title[zh]=3 s/title[zh_cn]=4 s/titles=5 s/t=6 s2/title=7 "
				       "s2/other=8 t/title=9 ";

	for (turned = 0; turned < 12; turned++) {
		other_iniparser = turns;
		reads_as(text, expected);
		other_iniparser = turns_back;
		reads_as(text, expected);
	}
}
END_TEST

START_TEST(other_values_are_refused)
{
	other_iniparser = changes_a_value;
	is_refused("[a]\nk = v\n", TK_E_SYNTAX, 2, "a/k=another ");
}
END_TEST

static void cannot_be_read(const char *text, enum tk_status expected, size_t error_count)
{
	struct tk_errors errors;
	struct ini *ini;

	ck_assert_int_eq(parse(text, 0, &ini, &errors), expected);
	ck_assert_ptr_null(ini);
	ck_assert_uint_eq(errors.count, error_count);
	tk_errors_release(&errors);
}

START_TEST(values_that_are_not_there_are_missed)
{
	char text[2048] = "[a]\n";
	size_t length = strlen(text);

	for (int i = 0; i < 127; i++)
		length += (size_t)snprintf(text + length, sizeof(text) - length, "k%d = v\n", i);
	other_iniparser = forgets_a_value;
	cannot_be_read(text, TK_NO_MEMORY, 0);
	other_iniparser = forgets_all;
	cannot_be_read(text, TK_NO_MEMORY, 0);
	other_iniparser = cannot_read;
	cannot_be_read(text, TK_IO, 1);
	other_iniparser = has_no_memory;
	cannot_be_read(text, TK_NO_MEMORY, 0);
}
END_TEST

/* Where entries have to be looked for, memory is needed for their names. */
START_TEST(memory_runs_out_on_the_way)
{
	static const char text[] = "[a]\nk=1\nk[en]=2\nl=3\n[b]\nk=4\n";
	long failures = 0;

	other_iniparser = turns;
	turned = 2;
	for (;; failures++) {
		struct tk_errors errors;
		struct ini *ini;

		failed = false;
		left = failures;
		enum tk_status status = parse(text, 0, &ini, &errors);
		left = -1;
		if (status == TK_OK)
			is_text(contents(ini), "a/k=1 a/k[en]=2 a/l=3 b/k=4 ");
		else
			ck_assert_int_eq(status, TK_NO_MEMORY);
		ini_free(ini);
		tk_errors_release(&errors);
		if (!failed)
			break;
	}
	ck_assert_int_gt(failures, 10);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"read", {plain_text_is_read, quotes_keep_what_iniparser_would_cut,
				 foreign_line_ends_and_marks_are_read, names_are_found}},
		{"refused", {cut_values_are_refused, odd_quotes_are_refused,
				    repeated_names_are_refused, half_lines_are_refused,
				    odd_sections_are_refused, backslashes_at_the_end_are_refused,
				    bytes_that_are_no_text_are_refused, nul_bytes_are_refused,
				    a_last_lone_byte_is_refused}},
		{"sizes", {long_lines_are_counted_in_bytes, long_names_are_refused,
				  too_many_keys_are_refused, large_texts_are_refused,
				  all_errors_are_reported}},
		{"anything", {escaped_values_round_trip, any_bytes_are_taken}},
		{"another", {any_order_is_read, other_values_are_refused, values_that_are_not_there_are_missed,
				    memory_runs_out_on_the_way}},
	};
	return SUITE_RUN("ini", groups);
}
