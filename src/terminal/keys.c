/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <curses.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistr.h>

#include "keys.h"

/* Codes of our own for ncurses to report; they lie above all that it uses itself. */
#define CODE_PASTE_BEGIN (KEY_MAX - 10)
#define CODE_PASTE_END (KEY_MAX - 9)

#define ESCAPE 27
#define BROKEN (ERR - 1) /* instead of OK: bytes that are no UTF-8 */
#define WHEEL_ROWS 3
#define LONGEST_SEQUENCE 40

static const char *const press_names[] = {
#define PRESS_NAME(kind, name) name,
	PRESS_LIST(PRESS_NAME)
#undef PRESS_NAME
};

void keys_init(struct keys *keys)
{
	WINDOW *pad = newpad(1, 1);

	*keys = (struct keys){.source = pad != NULL ? pad : stdscr};
	keypad(keys->source, TRUE);
	nodelay(keys->source, TRUE);
	text_buffer_init(&keys->paste);
}

void keys_release(struct keys *keys)
{
	if (keys->source != stdscr)
		delwin(keys->source);
	text_buffer_release(&keys->paste);
}

void keys_start(void)
{
	keypad(stdscr, TRUE); /* first: ncurses fills its table of keys, and forgets what it was told of them before */
	define_key("\033[200~", CODE_PASTE_BEGIN);
	define_key("\033[201~", CODE_PASTE_END);
	keys_mouse(false);
	keys_take_eight_bits();
}

/* Pressed; or pressed and let go, where both came at once, which ncurses makes one of. */
#define CLICKED (BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED)

bool keys_mouse(bool on)
{
	/* What means nothing here is asked for too: ncurses waits behind an event that nobody wants until the next one
	 * comes, and a button is let go on its own. */
	const mmask_t buttons = CLICKED | BUTTON1_RELEASED | BUTTON2_PRESSED | BUTTON2_RELEASED |
				BUTTON3_PRESSED | BUTTON3_RELEASED | BUTTON4_PRESSED | BUTTON5_PRESSED;
	mmask_t wanted = on ? buttons : 0;

	/* What a mouse sends is no text either where it is off: it is swallowed as any unknown sequence. */
	keyok(KEY_MOUSE, on ? TRUE : FALSE);
	mouseinterval(0);
	return mousemask(wanted, NULL) != 0;
}

/* ---- from codes to presses ------------------------------------------------------------------- */

static enum press_kind special(wint_t code)
{
	static const struct {
		wint_t code;
		enum press_kind kind;
	} specials[] = {
		{KEY_ENTER, PRESS_ENTER},
		{KEY_BTAB, PRESS_BACK_TAB},
		{KEY_UP, PRESS_UP},
		{KEY_DOWN, PRESS_DOWN},
		{KEY_LEFT, PRESS_LEFT},
		{KEY_RIGHT, PRESS_RIGHT},
		{KEY_HOME, PRESS_HOME},
		{KEY_FIND, PRESS_HOME},
		{KEY_END, PRESS_END},
		{KEY_SELECT, PRESS_END},
		{KEY_PPAGE, PRESS_PAGE_UP},
		{KEY_NPAGE, PRESS_PAGE_DOWN},
		{KEY_BACKSPACE, PRESS_BACKSPACE},
		{KEY_DC, PRESS_DELETE},
	};
	for (size_t i = 0; i < sizeof(specials) / sizeof(specials[0]); i++)
		if (specials[i].code == code)
			return specials[i].kind;
	return PRESS_NONE;
}

static struct press from_mouse(void)
{
	struct press press = {.kind = PRESS_NONE};
	MEVENT event;

	if (getmouse(&event) != OK)
		return press;
	press.row = event.y;
	press.column = event.x;
	if (event.bstate & CLICKED) {
		press.kind = PRESS_CLICK;
	} else if (event.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED)) {
		press.kind = PRESS_WHEEL;
		press.number = event.bstate & BUTTON4_PRESSED ? -WHEEL_ROWS : WHEEL_ROWS;
	}
	return press;
}

static struct press from_code(int status, wint_t code)
{
	struct press press = {.kind = PRESS_NONE};

	if (status == KEY_CODE_YES && code == KEY_MOUSE) {
		press = from_mouse();
	} else if (status == KEY_CODE_YES) {
		press.kind = special(code);
		if (code >= KEY_F(1) && code <= KEY_F(12)) {
			press.kind = PRESS_FUNCTION;
			press.number = (int)(code - KEY_F0);
		}
	} else if (code == '\r' || code == '\n') {
		press.kind = PRESS_ENTER;
	} else if (code == '\t') {
		press.kind = PRESS_TAB;
	} else if (code == 0x7f || code == '\b') {
		press.kind = PRESS_BACKSPACE;
	} else if (code == ESCAPE) {
		press.kind = PRESS_ESCAPE;
	} else if (code < 0x20) {
		press.kind = PRESS_CONTROL;
		press.letter = (char)(code + '@');
	} else {
		int bytes = u8_uctomb((uint8_t *)press.text, (ucs4_t)code, sizeof(press.text) - 1);
		if (bytes > 0)
			press.kind = PRESS_CHARACTER;
	}
	return press;
}

/* ---- from bytes to codes ---------------------------------------------------------------------- */

/* As wget_wch, which takes all that waits behind a wrong byte for a part of it, and loses it. */
static int read_code(struct keys *keys, wint_t *ret_code)
{
	for (;;) {
		int byte = wgetch(keys->source), length = -1;
		ucs4_t character;
		if (byte == ERR)
			return ERR;
		*ret_code = (wint_t)byte;
		if (keys->part_length == 0 && (byte > 0xff || byte < 0x80))
			return byte > 0xff ? KEY_CODE_YES : OK;
		bool alone = keys->part_length == 0;
		if (byte <= 0xff) {
			keys->part[keys->part_length++] = (unsigned char)byte;
			length = u8_mbtoucr(&character, keys->part, keys->part_length);
		}
		if (length == -2)
			continue; /* it goes on */
		keys->part_length = 0;
		if (length > 0) {
			*ret_code = (wint_t)character;
			return OK;
		}
		if (!alone)
			ungetch(byte); /* something else begins with it */
		return BROKEN;
	}
}

/* ---- pastes and sequences -------------------------------------------------------------------- */

static void add_to_paste(struct keys *keys, int status, wint_t code)
{
	char character[8] = "";

	if (keys->paste.length >= KEYS_MAX_PASTE)
		return;
	if (status == KEY_CODE_YES)
		return; /* a key pressed meanwhile, or a sequence in the text: neither is text */
	if (status == BROKEN)
		code = 0xfffd;
	if (code == 0 || u8_uctomb((uint8_t *)character, (ucs4_t)code, sizeof(character) - 1) <= 0)
		return;
	text_buffer_add(&keys->paste, character);
}

bool keys_end_paste(struct keys *keys, struct press *ret_press)
{
	if (!keys->pasting)
		return false;
	keys->pasting = false;
	if (keys->paste.length == 0)
		return false;
	*ret_press = (struct press){.kind = PRESS_PASTE, .paste = keys->paste.text};
	return true;
}

/* In the middle of "ESC [ 1 ; 5 Z": true while CODE belongs to it. */
static bool swallow(struct keys *keys, wint_t code)
{
	if (!keys->swallowing)
		return false;
	bool last = code >= 0x40 && code <= 0x7e;
	if (last || ++keys->swallowed > LONGEST_SEQUENCE)
		keys->swallowing = false;
	return last || (code >= 0x20 && code < 0x40);
}

/* Esc was read. What the terminal sent together with it is a sequence that nobody knows (swallowed) or
 * a key pressed with Alt. */
static bool after_escape(struct keys *keys, struct press *ret_press)
{
	wint_t code;
	int status = read_code(keys, &code);

	*ret_press = (struct press){.kind = PRESS_ESCAPE};
	if (status == BROKEN)
		return true;
	if (status == ERR) {
		keys->after_escape = true;
		return true;
	}
	if (status == OK && (code == '[' || code == 'O')) {
		keys->swallowing = true;
		keys->swallowed = 0;
		return false;
	}
	if (status == OK && code == ESCAPE) {
		ungetch(ESCAPE);
		return true;
	}
	*ret_press = from_code(status, code);
	ret_press->alt = true;
	return ret_press->kind != PRESS_NONE;
}

static bool take(struct keys *keys, int status, wint_t code, struct press *ret_press)
{
	bool late = keys->after_escape;

	keys->after_escape = false;
	if (status == KEY_CODE_YES && code == CODE_PASTE_BEGIN) {
		keys->pasting = true;
		keys->swallowing = false;
		keys->paste.length = 0;
		return false;
	}
	if (status == KEY_CODE_YES && code == CODE_PASTE_END)
		return keys_end_paste(keys, ret_press);
	if (keys->pasting) {
		add_to_paste(keys, status, code);
		return false;
	}
	if (status == OK && swallow(keys, code))
		return false;
	keys->swallowing = false;
	if (status == BROKEN)
		return false;
	if (status == OK && late && (code == '[' || code == 'O')) {
		/* A slow line tore a sequence apart: it was no Esc that waits for a key. */
		keys->swallowing = true;
		keys->swallowed = 0;
		*ret_press = (struct press){.kind = PRESS_NONE};
		return true;
	}
	if (status == OK && code == ESCAPE)
		return after_escape(keys, ret_press);
	*ret_press = from_code(status, code);
	return ret_press->kind != PRESS_NONE;
}

bool keys_read(struct keys *keys, struct press *ret_press)
{
	wint_t code;

	for (int status; (status = read_code(keys, &code)) != ERR;)
		if (take(keys, status, code, ret_press))
			return true;
	return false;
}

/* ---- the request table ----------------------------------------------------------------------- */

static const char *press_name(const struct press *press, bool escaped, char buffer[16])
{
	const char *before = escaped ? "Esc " : "";

	switch (press->kind) {
	case PRESS_CHARACTER:
		snprintf(buffer, 16, "%s%s", before, press->text);
		break;
	case PRESS_CONTROL:
		snprintf(buffer, 16, "%s^%c", before, press->letter);
		break;
	case PRESS_FUNCTION:
		snprintf(buffer, 16, "%sF%d", before, press->number);
		break;
	default:
		snprintf(buffer, 16, "%s%s", before, press_names[press->kind]);
	}
	return buffer;
}

/* "^G 1-8" is the key "^G" and then a digit. */
static bool is_key(const char *shown, const char *name, bool *ret_digit)
{
	size_t length = strlen(name);

	if (length == 0 || strncmp(shown, name, length) != 0)
		return false;
	const char *rest = shown + length;
	if (*rest != '\0' && !(rest[0] == ' ' && rest[1] >= '0' && rest[1] <= '9' && rest[2] == '-'))
		return false;
	*ret_digit = *rest != '\0';
	return true;
}

static int find_request(const struct request_info *table, size_t count, const struct press *press, bool escaped,
	bool *ret_digit)
{
	char name[16];

	if (press->kind == PRESS_CHARACTER && !escaped)
		return -1;
	press_name(press, escaped, name);
	for (size_t i = 0; i < count; i++)
		if (is_key(table[i].key, name, ret_digit) || is_key(table[i].second, name, ret_digit))
			return (int)table[i].kind;
	if (escaped && press->kind != PRESS_CHARACTER && press->kind != PRESS_ESCAPE)
		return find_request(table, count, press, false, ret_digit);
	return -1;
}

int keys_request(const struct press *press, bool escaped, bool *ret_digit)
{
	return find_request(request_table, request_table_count, press, escaped, ret_digit);
}

int keys_queue_request(const struct press *press, bool escaped)
{
	bool digit;
	return find_request(queue_table, queue_table_count, press, escaped, &digit);
}
