/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the screen costs, beside whiptail and dialog: `make bench-screen`. All programs run by turns on the
 * same pseudo-terminal of 80x24, so that a busy machine is as busy for each of them; the table gives medians
 * over RUNS=N runs. Then a whole case is typed into the wizard with every pack loaded, key by key: how long
 * each took to be answered on the screen, and how much of that was the program's own work.
 */
#include "config.h"

#include "pty.h"

#define QUIET 20 /* milliseconds without output: the program has said all */
#define BETWEEN_KEYS 80 /* milliseconds: a hand that is quick */
#define TYPED 12 /* characters of each kind in a run */

/* ---- numbers --------------------------------------------------------------------------------- */

struct sample {
	double *items;
	size_t count;
};

static void sample_add(struct sample *sample, double value)
{
	double *items = realloc(sample->items, (sample->count + 1) * sizeof(*items));

	ck_assert_ptr_nonnull(items);
	sample->items = items;
	sample->items[sample->count++] = value;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* The value below which SHARE of the sample lies. */
static double quantile(struct sample *sample, double share)
{
	if (sample->count == 0)
		return 0;
	qsort(sample->items, sample->count, sizeof(*sample->items), compare);
	size_t at = (size_t)(share * (double)sample->count);
	return sample->items[at < sample->count ? at : sample->count - 1];
}

/* ---- the programs ---------------------------------------------------------------------------- */

struct program {
	const char *name;
	const char *arguments[32];
	const char *last;   /* on the screen when the first one is whole */
	const char *before; /* keys that lead to a line of text */
	const char *there;  /* on the screen once the line has the focus */
	struct sample start, work, first, ascii, chinese, memory;
};

static char wizard_path[1024];

static struct program programs[] = {
	{.name = "tuikuan",
		.arguments = {wizard_path, "--language", "en"},
		.last = "^Q quit",
		.before = "\007" "1" "\033[6~" "\033OB" "\033OB" "\033OB",
		.there = ">Bought "},
	{.name = "whiptail --inputbox",
		.arguments = {"whiptail", "--inputbox", "What was bought?", "12", "70"},
		.last = "<Cancel>",
		.before = "",
		.there = "<Cancel>"},
	{.name = "dialog --form",
		.arguments = {"dialog", "--form", "What was bought?", "20", "76", "10",
			"Billing", "1", "1", "", "1", "20", "40", "0",
			"Ordered at", "2", "1", "", "2", "20", "40", "0",
			"Paid in cash", "3", "1", "", "3", "20", "40", "0"},
		.last = "<Cancel>",
		.before = "",
		.there = "<Cancel>"},
};
#define PROGRAMS (sizeof(programs) / sizeof(programs[0]))

/* Reads until the program is quiet; when the last of it came. */
static double settled(struct pty *pty)
{
	double last = pty_seconds();

	while (pty_read(pty, QUIET))
		last = pty_seconds();
	return last;
}

/* Milliseconds of processor that the program has had. */
static double work_of(pid_t child)
{
	char path[64];
	unsigned long long nanoseconds = 0;

	snprintf(path, sizeof(path), "/proc/%d/schedstat", (int)child);
	FILE *file = fopen(path, "r");
	if (file != NULL) {
		if (fscanf(file, "%llu", &nanoseconds) != 1)
			nanoseconds = 0;
		fclose(file);
	}
	return (double)nanoseconds / 1e6;
}

/* The most memory it has had, MB. */
static double memory_of(pid_t child)
{
	char path[64], line[256];
	double kilobytes = 0;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)child);
	FILE *file = fopen(path, "r");
	while (file != NULL && fgets(line, sizeof(line), file) != NULL)
		(void)sscanf(line, "VmHWM: %lf", &kilobytes);
	if (file != NULL)
		fclose(file);
	return kilobytes / 1024;
}

/* pty_start with a look at PATH. */
static double begin(struct pty *pty, const char *const *arguments)
{
	char path[1024];
	char *with_path[32];

	snprintf(path, sizeof(path), "%s%s", arguments[0][0] == '/' ? "" : "/usr/bin/", arguments[0]);
	with_path[0] = path;
	for (int i = 1; i == 1 || with_path[i - 1] != NULL; i++)
		with_path[i] = (char *)arguments[i];
	double start = pty_seconds();
	pty_start(pty, 24, 80, with_path);
	return start;
}

static void end(struct pty *pty)
{
	kill(pty->child, SIGTERM);
	pty_end(pty);
}

static void type_each(struct pty *pty, const char *const *characters, struct sample *bytes)
{
	for (int i = 0; i < TYPED; i++) {
		pty_forget(pty);
		pty_type(pty, characters[i]);
		while (pty->raw.length == 0 && pty_read(pty, 500))
			;
		settled(pty);
		sample_add(bytes, (double)pty->raw.length);
	}
}

static void run(struct program *program)
{
	static const char *const letters[TYPED] = {"a", "s", "d", "f", "g", "h", "j", "k", "l", "m", "n", "b"};
	static const char *const chinese[TYPED] = {
		"买", "错", "的", "云", "服", "务", "器", "能", "不", "能", "退", "款"};
	struct pty pty;
	double start = begin(&pty, program->arguments);

	pty_wait(&pty, program->last);
	double whole = pty_seconds(), work = work_of(pty.child);
	double quiet = settled(&pty);
	sample_add(&program->start, ((quiet > whole ? quiet : whole) - start) * 1000);
	sample_add(&program->work, work);
	sample_add(&program->first, (double)pty.raw.length);
	pty_type(&pty, program->before);
	pty_wait(&pty, program->there);
	settled(&pty);
	type_each(&pty, letters, &program->ascii);
	type_each(&pty, chinese, &program->chinese);
	sample_add(&program->memory, memory_of(pty.child));
	end(&pty);
}

static void print_row(const char *what, size_t member, const char *format)
{
	double own = 0;

	printf("%-38s", what);
	for (size_t i = 0; i < PROGRAMS; i++) {
		char text[64], ratio[32] = "";
		double value = quantile((struct sample *)((char *)&programs[i] + member), 0.5);
		snprintf(text, sizeof(text), format, value);
		if (i == 0)
			own = value;
		else if (own > 0)
			snprintf(ratio, sizeof(ratio), " (x %.2f)", value / own);
		printf(" %12s%-10s", text, ratio);
	}
	printf("\n");
}

static void print_table(int runs)
{
	printf("80x24, medians over %d runs; in brackets how many times tuikuan's\n%-38s", runs, "");
	for (size_t i = 0; i < PROGRAMS; i++)
		printf(" %-22s", programs[i].name);
	printf("\n");
	print_row("exec to the first full screen, ms", offsetof(struct program, start), "%.2f");
	print_row("  of which its own work, ms", offsetof(struct program, work), "%.2f");
	print_row("first screen, bytes", offsetof(struct program, first), "%.0f");
	print_row("an ASCII letter typed, bytes", offsetof(struct program, ascii), "%.0f");
	print_row("a Chinese character typed, bytes", offsetof(struct program, chinese), "%.0f");
	print_row("peak memory, MB", offsetof(struct program, memory), "%.1f");
}

/* ---- a whole case, key by key ---------------------------------------------------------------- */

/* What is typed into the lines; choices take their first, flags their second. The keys go on to the next step where
 * there is no next question. */
static const struct {
	const char *label, *keys;
} case_lines[] = {
	{"Ordered at", "37 min ago"}, {"Paid in cash", "800.00"}, {"Servers in order", "1"}, {"Vouchers used", "0"},
	{"List price", "1000.00"}, {"Account UID", "1234567890123456"}, {"Order number", "202611230000017"},
	{"Instance ID", "i-bp1abcdefghijk"}, {"Bought on", "1"}, {"Bought ", "32核 128GB，2TB 硬盘"}, {"Meant to buy", "8核 64GB，2TB SSD"},
	{"Region", "华东1（杭州）"}, {"Used this year", "0"}, {"Balance", "500.00"}, {"Applicant", "王小明"},
	{"Contact", "13800000000"},
};

/* The label that has the focus; "" when none has. */
static const char *focused_label(struct pty *pty, char *text)
{
	char *all = pty_text(pty), *mark = strstr(all, "│>");

	*text = '\0';
	if (mark != NULL)
		snprintf(text, 64, "%.60s", mark + strlen("│>"));
	free(all);
	return text;
}

static const char *keys_for(struct pty *pty, char *label)
{
	focused_label(pty, label);
	for (size_t i = 0; i < sizeof(case_lines) / sizeof(case_lines[0]); i++)
		if (strncmp(label, case_lines[i].label, strlen(case_lines[i].label)) == 0)
			return case_lines[i].keys;
	if (strstr(label, "(2) no") != NULL)
		return strncmp(label, "Created", 7) == 0 ? "1" : "2";
	return strchr(label, '(') != NULL ? "1" : "";
}

struct typing {
	struct sample answered; /* ms until the key was answered on the screen */
	struct sample worked;   /* ms of processor for the first, as far as it had come by then */
	struct sample digits, ticks;
};

static void type_key(struct pty *pty, const char *key, struct typing *typing)
{
	double work = work_of(pty->child), before = pty_seconds(), last = before;

	pty_type(pty, key);
	if (pty_read(pty, 1000)) {
		last = pty_seconds();
		sample_add(&typing->answered, (last - before) * 1000);
		sample_add(&typing->worked, work_of(pty->child) - work);
	}
	double pause = before + BETWEEN_KEYS / 1000.0;
	for (double now; (now = pty_seconds()) < pause;)
		pty_read(pty, (int)((pause - now) * 1000) + 1);
}

static void type_case(struct typing *typing)
{
	struct pty pty;
	char label[64];

	begin(&pty, programs[0].arguments);
	pty_wait(&pty, programs[0].last);
	settled(&pty);
	settled(&pty); /* who reads the first screen takes longer */
	for (int question = 0; question < 60 && !pty_shows(&pty, "▌6"); question++) {
		const char *keys = keys_for(&pty, label);
		bool pays = strncmp(label, "Paid in cash", 12) == 0;
		while (*keys != '\0') {
			char key[8] = "";
			size_t length = text_cluster(keys);
			memcpy(key, keys, length);
			keys += length;
			pty_forget(&pty);
			type_key(&pty, key, typing);
			if (pays && *key >= '0' && *key <= '9')
				sample_add(&typing->digits, (double)pty.raw.length);
		}
		type_key(&pty, "\r", typing);
	}
	ck_assert_msg(pty_shows(&pty, "▌6"), "the case does not come to its end:\n%s", pty_text(&pty));
	end(&pty);
}

/* A second of a case whose deadline is near: bytes. */
static void watch_clock(struct sample *ticks)
{
	struct pty pty;
	const char *arguments[] = {wizard_path, "--language", "en", "--policy", "aliyun-ecs-article", NULL};

	begin(&pty, arguments);
	pty_wait(&pty, programs[0].last);
	pty_type(&pty, "\007" "1");
	pty_wait(&pty, ">Billing");
	pty_type(&pty, "1\r1\r37 min ago\r800\r");
	pty_wait(&pty, " in 2");
	settled(&pty);
	for (int i = 0; i < 4; i++) {
		pty_forget(&pty);
		while (pty.raw.length == 0)
			pty_read(&pty, 1500);
		settled(&pty);
		sample_add(ticks, (double)pty.raw.length);
	}
	end(&pty);
}

static void print_quantiles(const char *what, struct sample *sample, const char *unit)
{
	printf("%-38s median %.2f, 99th percentile %.2f, most %.2f %s\n", what, quantile(sample, 0.5),
		quantile(sample, 0.99), quantile(sample, 1), unit);
}

/* ---- all of it ------------------------------------------------------------------------------- */

static void prepare(const char *home)
{
	char *data = text_printf("%s/data", home), *config = text_printf("%s/config", home);

	ck_assert(data != NULL && config != NULL);
	setenv("HOME", home, 1);
	setenv("XDG_DATA_HOME", data, 1);
	setenv("XDG_CONFIG_HOME", config, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("TUIKUAN_POLICY_PATH");
	pty_skip_welcome(config);
	free(data);
	free(config);
}

/* Each run of the wizard begins without drafts of the ones before. */
static void in_new_home(void (*what)(void *), void *with)
{
	char home[64];

	make_folder(home);
	prepare(home);
	what(with);
	remove_folder(home);
}

static void run_program(void *program)
{
	run(program);
}

static void run_case(void *typing)
{
	type_case(typing);
}

static void run_clock(void *typing)
{
	watch_clock(&((struct typing *)typing)->ticks);
}

/* A test, since that is where tests/pty.h may be used. */
START_TEST(table)
{
	const char *wanted = getenv("RUNS");
	int runs = wanted == NULL || atoi(wanted) < 1 ? 15 : atoi(wanted);
	struct typing typing = {0};

	snprintf(wizard_path, sizeof(wizard_path), "%s/src/tuikuan", getenv("TK_BUILDDIR"));
	for (int n = 0; n < runs; n++)
		for (size_t i = 0; i < PROGRAMS; i++)
			in_new_home(run_program, &programs[i]);
	print_table(runs);
	for (int n = 0; n < (runs + 4) / 5; n++)
		in_new_home(run_case, &typing);
	in_new_home(run_clock, &typing);
	printf("\na whole case typed, every pack loaded, %zu keys\n", typing.answered.count);
	print_quantiles("a key answered on the screen", &typing.answered, "ms");
	print_quantiles("  of which the program's own work", &typing.worked, "ms");
	print_quantiles("a digit that changes the amount", &typing.digits, "bytes");
	print_quantiles("a second of the countdown", &typing.ticks, "bytes");
	fflush(stdout);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {{"bench", {table}}};

	return SUITE_RUN("bench-screen", groups);
}
