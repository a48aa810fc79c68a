/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Random keys, clicks, pastes and resizes through the program itself on a pseudo-terminal, half of them in
 * English and half in Chinese: it must not crash, hang, tear its screen or lose an answer. After each hundred
 * events the screen is compared with the same drawn anew; then an answer is typed, the screen is stormed without
 * typing anything, and the answer has to be there still.
 * In make check it is short, and always the same. As long as wanted is
 *     make soak SOAK_EVENTS=100000 SOAK_SEED=7
 * With sanitizers: configure in another folder with CFLAGS='-g -O1 -fsanitize=address,undefined', make, and name its
 * program in TK_PROGRAM; it is slower, so let it have SOAK_QUIET=400.
 */
#include "config.h"

#include "pty.h"

#define REDRAW "\022"
#define SAVE "\023"
#define QUIET soak_quiet() /* milliseconds: longer than the program waits for what may follow Esc */

struct soak {
	struct pty pty;
	struct draw draw;
	bool chinese;
	bool runs;
	char home[64];
	long events, stormed, redrawn, restarts;
};

/* SOAK_QUIET, where the program is slower than it is built to be. */
static int soak_quiet(void)
{
	const char *wanted = getenv("SOAK_QUIET");
	return wanted == NULL || atoi(wanted) < 40 ? 40 : atoi(wanted);
}

static uint32_t below(struct soak *soak, uint32_t most)
{
	return draw_below(&soak->draw, most);
}

/* Whether the program sleeps: it waits for keys, or for the clock. */
static bool sleeps(pid_t child)
{
	char path[64], line[512] = "";

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
	FILE *file = fopen(path, "r");
	if (file == NULL)
		return true;
	char *name_end = fgets(line, sizeof(line), file) == NULL ? NULL : strrchr(line, ')');
	fclose(file);
	return name_end == NULL || name_end[1] == '\0' || (name_end[2] != 'R' && name_end[2] != 'D');
}

/* Until it has been quiet for so long, and was not at work meanwhile, however slow the machine. */
static void settle(struct pty *pty, int milliseconds)
{
	for (bool slept = false; !pty->over;) {
		bool said = pty_read(pty, milliseconds), now = sleeps(pty->child);
		if (!said && slept && now)
			return;
		slept = now;
	}
}

/* ---- the program ----------------------------------------------------------------------------- */

static void prepare(struct soak *soak)
{
	make_folder(soak->home);
	setenv("HOME", soak->home, 1);
	setenv("XDG_DATA_HOME", soak->home, 1);
	setenv("XDG_CONFIG_HOME", soak->home, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
}

static void start(struct soak *soak)
{
	static char path[1024];
	const char *other = getenv("TK_PROGRAM");
	char *arguments[] = {path, (char *)"--language", (char *)(soak->chinese ? "zh_CN" : "en"), NULL};

	snprintf(path, sizeof(path), "%s/src/tuikuan", getenv("TK_BUILDDIR"));
	if (other != NULL)
		snprintf(path, sizeof(path), "%s", other);
	pty_start(&soak->pty, 24, 80, arguments);
	soak->runs = true;
	pty_wait(&soak->pty, "tuikuan");
	settle(&soak->pty, QUIET);
}

/* Among the keys are those for leaving: that it has done so is right when it did it well. */
static void mind_end(struct soak *soak)
{
	if (!soak->pty.over)
		return;
	int status = pty_end(&soak->pty);
	ck_assert_msg(status == 0, "it ended with %d after %ld events", status, soak->events);
	remove_folder(soak->home);
	prepare(soak);
	soak->restarts++;
	start(soak);
}

/* ---- events ---------------------------------------------------------------------------------- */

static const char *const typed[] = {"1", "2", "3", "7", "0", ".", ":", "-", "a", "n", " ", "?", "8", "800", "14:05",
	"i-bp1", "配", "置", "１", "？", "，", "e\xcc\x81", "\r", "\r", "\r", "\177", "\033[3~", "\025", "\027", "\016", "\037",
	"\023", "\005", "\x01", "\x18", "\033u", ("\033" "0")};
static const char *const moves[] = {"\t", "\t", "\033[Z", "\033OA", "\033OB", "\033OC", "\033OD", "\033OH", "\033OF", "\033[5~",
	"\033[6~", "\033[6~", "\033OP", "\033OQ", "\033OR", "\033OS", "\007" "1", "\007" "2", "\007" "6", "\007" "7", "\007" "8",
	"\007", "\033", "\033", "\033n", "\033p", "\033l", "\014", "\033[1;5Z", "\033[99;1~", "\xff\xfe", "\033[200"};

#define ONE_OF(soak, keys) ((keys)[below(soak, sizeof(keys) / sizeof((keys)[0]))])

static void click(struct soak *soak)
{
	static const int buttons[] = {0, 0, 0, 1, 2, 64, 65};
	int button = ONE_OF(soak, buttons);
	char sequence[64];
	unsigned column = 1 + below(soak, 100), row = 1 + below(soak, 40);

	snprintf(sequence, sizeof(sequence), "\033[<%d;%u;%uM\033[<%d;%u;%um", button, column, row, button, column, row);
	pty_type(&soak->pty, sequence);
}

/* Now and then without its end. */
static void paste(struct soak *soak)
{
	char text[4 * 60 + 1];

	draw_text(&soak->draw, text, 60);
	for (char *at = text; (at = strchr(at, '\033')) != NULL;)
		*at = ' '; /* no sequence of its own */
	pty_type(&soak->pty, "\033[200~");
	pty_type(&soak->pty, text);
	if (below(soak, 20) > 0)
		pty_type(&soak->pty, "\033[201~");
}

/* From 20x5 up: below that it is libvterm that fails. */
static void resize(struct soak *soak)
{
	static const int sizes[][2] = {{80, 250}, {5, 20}, {24, 80}, {16, 60}, {40, 120}};
	uint32_t which = below(soak, 10);

	if (which < sizeof(sizes) / sizeof(sizes[0]))
		pty_resize(&soak->pty, sizes[which][0], sizes[which][1]);
	else
		pty_resize(&soak->pty, 5 + (int)below(soak, 50), 20 + (int)below(soak, 150));
}

/* TYPES: what is typed may come too. */
static void event(struct soak *soak, bool types)
{
	uint32_t kind = below(soak, 100);

	if (kind < 8)
		resize(soak);
	else if (kind < 16)
		click(soak);
	else if (types && kind < 22)
		paste(soak);
	else if (types && kind < 23 && below(soak, 4) == 0)
		pty_type(&soak->pty, "\021"); /* ^Q */
	else
		pty_type(&soak->pty, types && below(soak, 2) == 0 ? ONE_OF(soak, typed) : ONE_OF(soak, moves));
	while (pty_read(&soak->pty, 0))
		;
	soak->events++;
}

/* ---- looking --------------------------------------------------------------------------------- */

/* It has given the terminal back, and is about to end: what is typed now is nobody's. */
static bool has_left(const struct soak *soak)
{
	const char *raw = soak->pty.raw.text, *left = NULL, *came = NULL;

	for (const char *at = raw; at != NULL && (at = strstr(at, "\033[?1049l")) != NULL; at++)
		left = at;
	for (const char *at = raw; at != NULL && (at = strstr(at, "\033[?1049h")) != NULL; at++)
		came = at;
	return left != NULL && (came == NULL || came < left);
}

static void draw_anew(struct soak *soak)
{
	double limit = pty_seconds() + PTY_PATIENCE;

	while (has_left(soak) && !soak->pty.over)
		if (!pty_read(&soak->pty, 1000) && pty_seconds() > limit)
			ck_abort_msg("it does not end after %ld events:\n%s", soak->events, pty_text(&soak->pty));
	if (soak->pty.over)
		return;
	pty_forget(&soak->pty);
	pty_type(&soak->pty, REDRAW);
	while (soak->pty.raw.length == 0 && !soak->pty.over)
		if (!pty_read(&soak->pty, 1000) && pty_seconds() > limit)
			ck_abort_msg("it hangs after %ld events:\n%s", soak->events, pty_text(&soak->pty));
	settle(&soak->pty, QUIET);
}

/* What is seen is what is seen when all of it is drawn anew; a clock may tick between. */
static void is_whole(struct soak *soak)
{
	for (int again = 0;; again++) {
		settle(&soak->pty, QUIET);
		char *before = pty_text(&soak->pty);
		draw_anew(soak);
		if (soak->pty.over) {
			free(before);
			return;
		}
		char *after = pty_text(&soak->pty);
		bool same = strcmp(before, after) == 0;
		if (!same && again == 4)
			ck_abort_msg("torn after %ld events, %dx%d:\n%s\ndrawn anew:\n%s", soak->events,
				soak->pty.columns, soak->pty.lines, before, after);
		free(before);
		free(after);
		soak->redrawn++;
		if (same)
			return;
	}
}

static bool shows_any(struct soak *soak, const char *english, const char *chinese)
{
	return pty_shows(&soak->pty, english) || pty_shows(&soak->pty, chinese);
}

/* What is open, by what is to be seen of it on a screen of 24 rows: NULL nothing is. */
static const char *way_out(struct soak *soak)
{
	if (shows_any(soak, "Esc, then:", "Esc 之后按") || shows_any(soak, "Go to:", "跳到："))
		return "\033[24~"; /* F12: nobody's */
	if (shows_any(soak, "└ Any key", "└ 按任意键") || pty_shows(&soak->pty, "└ Esc") || shows_any(soak, "Editing the letter", "正在修改申请书"))
		return "\033";
	return NULL;
}

/* Out of panels, letter, pastes and keys that wait for another, onto a page of 24 rows. One key is seen to have done
 * its work before the next is typed. */
static void calm(struct soak *soak)
{
	pty_type(&soak->pty, "\033[201~");
	pty_resize(&soak->pty, 24, 80);
	draw_anew(soak);
	draw_anew(soak);
	for (const char *key; !soak->pty.over && (key = way_out(soak)) != NULL;) {
		double limit = pty_seconds() + 10;
		char *before = pty_text(&soak->pty);
		pty_type(&soak->pty, key);
		for (bool same = true; same && !soak->pty.over;) {
			pty_read(&soak->pty, 100);
			char *now = pty_text(&soak->pty);
			same = strcmp(before, now) == 0;
			free(now);
			if (pty_seconds() > limit)
				ck_abort_msg("no way out after %ld events:\n%s", soak->events, before);
		}
		free(before);
		settle(&soak->pty, QUIET * 2);
	}
}

/* The order number, on the second page of the order. */
static void go_to_order_number(struct soak *soak)
{
	pty_type(&soak->pty, "\007" "1");
	pty_type(&soak->pty, "\033[6~");
	for (int i = 0; i < 30; i++) {
		draw_anew(soak);
		if (shows_any(soak, ">Order number", ">订单号"))
			return;
		pty_type(&soak->pty, "\t");
	}
	ck_abort_msg("no order number after %ld events:\n%s", soak->events, pty_text(&soak->pty));
}

/* An answer stays, whatever happens that does not type. */
static void answer_stays(struct soak *soak)
{
	char answer[32];

	calm(soak);
	mind_end(soak);
	snprintf(answer, sizeof(answer), "2026%08lu", soak->events);
	go_to_order_number(soak);
	pty_type(&soak->pty, "\025");
	pty_type(&soak->pty, answer);
	for (int i = 0; i < 40 && !soak->pty.over; i++)
		event(soak, false);
	soak->stormed++;
	calm(soak);
	ck_assert_msg(!soak->pty.over, "it ended after %ld events", soak->events);
	go_to_order_number(soak);
	ck_assert_msg(pty_shows(&soak->pty, answer), "%s is lost after %ld events:\n%s", answer, soak->events,
		pty_text(&soak->pty));
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void soak_in(bool chinese, long events, uint32_t seed)
{
	struct soak soak = {.chinese = chinese, .draw = {seed}};
	double begin = pty_seconds();

	prepare(&soak);
	start(&soak);
	for (long next = 100; soak.events < events; next = soak.events + 100) {
		while (soak.events < next && !soak.pty.over)
			event(&soak, true);
		if (!soak.pty.over)
			pty_type(&soak.pty, "\033[201~"); /* a paste without an end takes every key */
		if (!soak.pty.over)
			is_whole(&soak);
		mind_end(&soak);
		if (next % 300 < 140)
			answer_stays(&soak);
	}
	kill(soak.pty.child, SIGTERM);
	ck_assert_int_eq(pty_end(&soak.pty), 0);
	remove_folder(soak.home);
	printf("soak: %s, seed %u: %ld events in %.0f s; %ld screens compared, %ld answers looked for, left %ld times\n",
		chinese ? "Chinese" : "English", (unsigned)seed, soak.events, pty_seconds() - begin, soak.redrawn,
		soak.stormed, soak.restarts);
	fflush(stdout);
}

static long events_wanted(void)
{
	const char *wanted = getenv("SOAK_EVENTS");
	return wanted == NULL || atol(wanted) < 1 ? 400 : atol(wanted);
}

static uint32_t seed_wanted(void)
{
	const char *wanted = getenv("SOAK_SEED");
	return wanted == NULL ? 1 : (uint32_t)strtoul(wanted, NULL, 10);
}

START_TEST(english)
{
	soak_in(false, events_wanted() / 2, seed_wanted());
}
END_TEST

START_TEST(chinese)
{
	soak_in(true, events_wanted() / 2, seed_wanted() + 1000);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"soak", {english, chinese}}};

	signal(SIGPIPE, SIG_IGN);
	return SUITE_RUN("soak", groups);
}
