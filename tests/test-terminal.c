/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The program itself on a pseudo-terminal: a person types a whole case, Chinese included, finds the amount on
 * the screen and in the files, resizes the terminal, suspends, hangs up.
 */
#include "config.h"

#include <glob.h>
#include <sys/stat.h>
#include <termios.h>

#include "pty.h"

#define DOWN "\033OB"
#define PAGE_DOWN "\033[6~"
#define END "\033OF"
#define F1 "\033OP"
#define GO_TO "\007"
#define ENTER "\r"
#define SAVE "\023"
#define PAPERS "\020"
#define COPY "\031"
#define SUSPEND "\032"
#define QUIT "\021"
#define NONE_OF_THESE "\016"

static char home[64]; /* of this test alone */

static const char *program(void)
{
	static char path[1024];
	const char *other = getenv("TK_PROGRAM");

	snprintf(path, sizeof(path), "%s/src/tuikuan", getenv("TK_BUILDDIR"));
	return other != NULL ? other : path;
}

/* A home where nothing was run before. */
static void prepare_first(void)
{
	char path[128];

	make_folder(home);
	setenv("HOME", home, 1);
	snprintf(path, sizeof(path), "%s/data", home);
	setenv("XDG_DATA_HOME", path, 1);
	snprintf(path, sizeof(path), "%s/config", home);
	setenv("XDG_CONFIG_HOME", path, 1);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
}

static void prepare(void)
{
	prepare_first();
	pty_skip_welcome(getenv("XDG_CONFIG_HOME"));
}

/* In the home that there is. */
static void start_again(struct pty *pty, int lines, int columns, const char *language)
{
	char *arguments[] = {(char *)program(), (char *)"--form", (char *)"--policy", (char *)"aliyun-ecs-article",
		(char *)"--language", (char *)language, NULL};

	pty_start(pty, lines, columns, arguments);
}

static void start(struct pty *pty, int lines, int columns, const char *language)
{
	prepare();
	start_again(pty, lines, columns, language);
}

/* The one file that matches, as text. Caller frees. */
static char *content_of(const char *pattern)
{
	char *full = text_printf("%s/data/tuikuan/cases/%s", home, pattern);
	glob_t found;
	struct text_buffer text;
	char bytes[4096];
	size_t got;

	ck_assert_ptr_nonnull(full);
	ck_assert_msg(glob(full, 0, NULL, &found) == 0, "no file %s", full);
	ck_assert_msg(found.gl_pathc == 1, "%zu files %s", found.gl_pathc, full);
	FILE *file = fopen(found.gl_pathv[0], "r");
	ck_assert_ptr_nonnull(file);
	text_buffer_init(&text);
	while ((got = fread(bytes, 1, sizeof(bytes), file)) > 0)
		text_buffer_add_n(&text, bytes, got);
	fclose(file);
	globfree(&found);
	free(full);
	return text_buffer_take(&text);
}

static void file_has(const char *pattern, const char *text)
{
	char *content = content_of(pattern);

	ck_assert_msg(content != NULL && strstr(content, text) != NULL, "\"%s\" is not in %s:\n%s", text, pattern,
		content);
	free(content);
}

static void wait_and_type(struct pty *pty, const char *text, const char *keys)
{
	pty_wait(pty, text);
	pty_type(pty, keys);
}

/* ---- a whole case ---------------------------------------------------------------------------- */

/* What must be on the screen before KEYS are typed, in English and in Chinese. */
static const struct {
	const char *english, *chinese, *keys;
} case_steps[] = {
	{">Provider", "阿里云", ENTER},
	{">Bought on", ">购买网站", "1" ENTER},
	{">Product", ">产品", "1" ENTER},
	{">Sold by", ">购买渠道", "1" ENTER},
	{">Judged by", ">依据", ENTER},
	{">Billing", ">付费方式", "1" ENTER},
	{">Order type", ">订单类型", "1" ENTER},
	{">Ordered at", ">下单时间", "37 min ago" ENTER},
	{">Paid in cash", ">现金实付", "８００" ENTER},
	{">Servers in order", ">订单台数", ENTER},
	{">Promotion", ">活动订单", "2" ENTER},
	{">Reason", ">退订原因", "1" ENTER},
	{">Account UID", ">账号 ID", "1234567890123456" ENTER},
	{">Order number", ">订单号", "202611230000017" ENTER},
	{">Instance ID", ">实例 ID", "i-bp1abcdefghijk" ENTER},
	{">Bought", ">买到的配置", "32核 128GB，2TB 硬盘" ENTER},
	{">Meant to buy", ">本来要买的", "8核 64GB，2TB SSD" ENTER},
	{">Region", ">地域", "华东1（杭州）" ENTER},
	{">Paid with", ">支付方式", "1" ENTER PAGE_DOWN},
	{">Created", ">已创建完成", "1" ENTER},
	{">Ever switched on", ">开过机", "1" PAGE_DOWN},
	{">DDoS record", ">DDoS 记录", NONE_OF_THESE PAGE_DOWN},
	{">Account holder", ">账号主体", "1" ENTER},
	{">Arrears", ">欠费", "2" ENTER},
	{">Balance", ">账户余额", "500" ENTER},
	{">Linked services", ">关联服务", "2" ENTER},
	{">Applicant", ">申请人", "王小明" ENTER},
	{">Contact", ">联系方式", "13800000000" PAGE_DOWN},
};

static void type_case(struct pty *pty, bool chinese)
{
	for (size_t i = 0; i < sizeof(case_steps) / sizeof(case_steps[0]); i++)
		wait_and_type(pty, chinese ? case_steps[i].chinese : case_steps[i].english, case_steps[i].keys);
}

static void whole_case(const char *language)
{
	struct pty pty;
	bool chinese = strcmp(language, "zh_CN") == 0;

	start(&pty, 24, 80, language);
	type_case(&pty, chinese);
	pty_type(&pty, GO_TO "6");
	pty_wait(&pty, "640.00");
	pty_type(&pty, GO_TO "7");
	wait_and_type(&pty, chinese ? ">情况说明" : ">In your words", "下单时误选配置，没有部署业务。" SAVE);
	pty_wait(&pty, ".ini");
	pty_type(&pty, PAPERS);
	pty_wait(&pty, chinese ? "打印机" : "printer");
	pty_type(&pty, "1");
	pty_wait(&pty, ".txt");
	file_has("TK-*.ini", "paid = 800.00");
	file_has("TK-*.ini", "amount = 640.00");
	file_has("TK-*.ini", "王小明");
	file_has("TK-*.ini", "下单时误选配置，没有部署业务。");
	file_has("TK-*-summary.txt", "640.00");
	file_has("TK-*-letter.txt", "王小明");
	file_has("TK-*-letter.txt", "下单时误选配置，没有部署业务。");
	pty_type(&pty, ENTER QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}

START_TEST(whole_case_in_english)
{
	whole_case("en");
}
END_TEST

START_TEST(whole_case_in_chinese)
{
	whole_case("zh_CN");
}
END_TEST

/* ---- the first run --------------------------------------------------------------------------- */

static bool is_noted(void)
{
	char *path = text_printf("%s/config/tuikuan/config.ini", home);
	bool noted = access(path, F_OK) == 0;

	free(path);
	return noted;
}

static void start_new(struct pty *pty, const char *language)
{
	char *arguments[] = {(char *)program(), (char *)"--new", (char *)"--language", (char *)language, NULL};

	pty_start(pty, 24, 80, arguments);
}

static void leave(struct pty *pty)
{
	kill(pty->child, SIGTERM);
	ck_assert_int_eq(pty_end(pty), 0);
}

/* What the first run tells, whatever the size; Enter goes on and does nothing else; it comes once. */
static void first_run(const char *language, const char *welcome, const char *question, const char *complaint)
{
	struct pty pty;

	prepare_first();
	start_new(&pty, language);
	pty_wait(&pty, welcome);
	pty_resize(&pty, 5, 20);
	pty_wait_gone(&pty, "NO PROVIDER");
	pty_resize(&pty, 24, 80);
	pty_wait(&pty, welcome);
	pty_settle(&pty, 500); /* it is read */
	ck_assert(!is_noted());
	pty_type(&pty, ENTER);
	pty_wait_gone(&pty, welcome);
	pty_wait(&pty, question);
	ck_assert(!pty_shows(&pty, complaint));
	ck_assert(is_noted());
	leave(&pty);
	start_new(&pty, language);
	pty_wait(&pty, question);
	pty_settle(&pty, 200);
	ck_assert(!pty_shows(&pty, welcome));
	leave(&pty);
	remove_folder(home);
}

START_TEST(first_run_in_english)
{
	first_run("en", "Welcome", ">Provider", "Pick an answer");
}
END_TEST

START_TEST(first_run_in_chinese)
{
	first_run("zh_CN", "欢迎使用", ">云服务商", "请先回答");
}
END_TEST

/* Keys typed before anybody can have read it do what they do, Enter too, and it comes another time. */
START_TEST(first_run_with_keys_typed_ahead)
{
	struct pty pty;

	prepare_first();
	start_new(&pty, "en");
	pty_type(&pty, "1" ENTER); /* on whatever it meets */
	pty_wait(&pty, "Question 2");
	ck_assert(!is_noted());
	leave(&pty);
	start_new(&pty, "en");
	wait_and_type(&pty, "Resume it?", "n\n");
	pty_wait(&pty, "Welcome");
	pty_settle(&pty, 500);
	pty_type(&pty, "1");
	pty_wait(&pty, "(•) Alibaba Cloud");
	leave(&pty);
	remove_folder(home);
}
END_TEST

/* Where it could not be noted it would come each time: it does not come, and nothing is said of it. */
START_TEST(first_run_without_a_place_for_settings)
{
	struct pty pty;

	prepare_first();
	FILE *file = fopen(getenv("XDG_CONFIG_HOME"), "w");
	ck_assert_ptr_nonnull(file);
	fclose(file);
	start_new(&pty, "en");
	pty_wait(&pty, ">Provider");
	pty_settle(&pty, 200);
	ck_assert(!pty_shows(&pty, "Welcome") && !pty_shows(&pty, "config"));
	pty_type(&pty, "1" ENTER);
	pty_wait(&pty, "Question 2");
	leave(&pty);
	remove_folder(home);
}
END_TEST

/* ---- the terminal changes -------------------------------------------------------------------- */

START_TEST(resize_storm)
{
	struct pty pty;
	unsigned seed = 11;

	start(&pty, 24, 80, "zh_CN");
	wait_and_type(&pty, "阿里云", GO_TO "1" PAGE_DOWN);
	wait_and_type(&pty, ">账号 ID", DOWN DOWN DOWN "实际买到的配置，很长很长很长很长很长很长很长很长很长很长的一行");
	pty_wait(&pty, "的一行");
	pty_settle(&pty, 300);
	char *before = pty_text(&pty);
	for (int i = 0; i < 40; i++) {
		seed = seed * 1103515245u + 12345u;
		pty_resize(&pty, i == 20 ? 5 : 5 + (int)(seed >> 16) % 40, i == 20 ? 20 : 20 + (int)(seed >> 8) % 110);
	}
	pty_resize(&pty, 24, 80);
	/* The last size may still be on its way when the screen is already quiet. */
	double limit = pty_seconds() + PTY_PATIENCE;
	char *after = NULL;
	do {
		pty_settle(&pty, 300);
		free(after);
		after = pty_text(&pty);
	} while (strcmp(before, after) != 0 && pty_seconds() < limit);
	ck_assert_str_eq(after, before);
	pty_type(&pty, "，还在");
	pty_wait(&pty, "的一行，还在");
	free(before);
	free(after);
	kill(pty.child, SIGTERM);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* From 24x80 to 80x250, to 20x5 and back: what was seen before is seen again, and is what is seen when all of it is
 * drawn anew (REDRAWS: by a key, where one does that). */
static void survives_resizes(struct pty *pty, const char *state, bool redraws)
{
	static const int sizes[][2] = {{80, 250}, {5, 20}, {24, 80}};
	double limit = pty_seconds() + PTY_PATIENCE;
	char *after = NULL;

	pty_settle(pty, 100);
	char *before = pty_text(pty);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		pty_resize(pty, sizes[i][0], sizes[i][1]);
		pty_settle(pty, 60);
	}
	do {
		pty_settle(pty, 60);
		free(after);
		after = pty_text(pty);
	} while (strcmp(before, after) != 0 && pty_seconds() < limit);
	ck_assert_msg(strcmp(before, after) == 0, "%s: before\n%s\nafter\n%s", state, before, after);
	if (redraws) {
		pty_forget(pty);
		pty_type(pty, "\022"); /* ^R */
		while (pty->raw.length == 0 && pty_seconds() < limit)
			pty_read(pty, 100);
		pty_settle(pty, 60);
		free(after);
		after = pty_text(pty);
		ck_assert_msg(strcmp(before, after) == 0, "%s: torn\n%s\ndrawn anew\n%s", state, before, after);
	}
	free(after);
	free(before);
}

#define ORDER_PAGE "\033[200~Order number: 240000000000417\rPaid in cash: 700.00 CNY\033[201~"

/* What is open on the page, by what is to be seen of it; and the keys that leave it. */
static void every_state(const char *language, bool chinese)
{
	static const struct {
		const char *keys, *english, *chinese, *leave;
	} states[] = {
		{F1, "┌ Help", "┌ 帮助", "\033"},
		{"\033OQ", "┌ Why", "┌ 依据", "\033"},
		{"\033OR", "┌ What if", "┌ 如果换个回答", "\033"},
		{"\033OS", "┌ Compare", "┌ 对比", "\033"},
		{"\024", "┌ To read aloud", "┌ 念给对方听", "\033"},
		{"\017", "┌ One line", "┌ 一行摘要", "\033"},
		{ORDER_PAGE, "┌ Order page", "┌ 订单页", "\033"},
		{ORDER_PAGE F1, "┌ Help", "┌ 帮助", "\033\033"},
		{QUIT, "┌ Quit", "┌ 退出", "\033"},
		{GO_TO, "Go to:", "跳到：", "7"},
		{PAPERS, "┌ Print", "┌ 打印", "\033"},
		{"\005" DOWN END "，改过", "，改过", "，改过", "\033"},
		{GO_TO "8", "8", "8", GO_TO "6"},
		{"", "6", "6", "\006"},
	};
	struct pty pty;

	start(&pty, 24, 80, language);
	wait_and_type(&pty, chinese ? ">云服务商" : ">Provider", GO_TO "1" DOWN DOWN DOWN "800");
	pty_wait(&pty, chinese ? "现金实付  800" : "Paid in cash      800");
	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		const char *shows = chinese ? states[i].chinese : states[i].english;
		pty_type(&pty, states[i].keys);
		pty_wait(&pty, shows);
		survives_resizes(&pty, shows, strcmp(states[i].keys, GO_TO) != 0);
		pty_type(&pty, states[i].leave);
		pty_settle(&pty, 80); /* longer than Esc waits for what may follow it */
	}
	pty_type(&pty, GO_TO "1");
	pty_wait(&pty, chinese ? "现金实付  800" : "Paid in cash      800"); /* nothing is lost */
	leave(&pty);
	remove_folder(home);
}

START_TEST(every_state_survives_resizes_in_english)
{
	every_state("en", false);
}
END_TEST

START_TEST(every_state_survives_resizes_in_chinese)
{
	every_state("zh_CN", true);
}
END_TEST

/* The screen of the first run, and the queue with its help. */
START_TEST(first_run_and_queue_survive_resizes)
{
	struct pty pty;
	char *arguments[] = {(char *)program(), NULL};

	prepare_first();
	pty_start(&pty, 24, 80, arguments);
	pty_wait(&pty, "┌ Welcome");
	survives_resizes(&pty, "welcome", false);
	pty_settle(&pty, 500);
	pty_type(&pty, ENTER GO_TO "1" SAVE);
	pty_wait(&pty, ".ini");
	pty_type(&pty, QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	pty_start(&pty, 24, 80, arguments);
	pty_wait(&pty, "1 of 1 case");
	pty_type(&pty, "TK");
	survives_resizes(&pty, "queue", false);
	pty_type(&pty, F1);
	pty_wait(&pty, "┌ Help");
	survives_resizes(&pty, "help of the queue", false);
	pty_type(&pty, "\033");
	pty_wait_gone(&pty, "┌ Help");
	pty_type(&pty, QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* One case on file. */
static void start_with_a_case(struct pty *pty)
{
	char *arguments[] = {(char *)program(), (char *)"--language", (char *)"en", NULL};

	prepare();
	char *form[] = {(char *)program(), (char *)"--language", (char *)"en", (char *)"--form", NULL};
	pty_start(pty, 24, 80, form);
	pty_wait(pty, ">Provider");
	pty_type(pty, SAVE);
	pty_wait(pty, ".ini");
	pty_type(pty, QUIT);
	ck_assert_int_eq(pty_end(pty), 0);
	pty_start(pty, 24, 80, arguments);
	pty_wait(pty, "1 of 1 case");
}

/* No other screen flashes up between them, and what is typed ahead is taken as it was meant. */
START_TEST(queue_and_case_are_one_screen)
{
	struct pty pty;
	struct termios modes;

	start_with_a_case(&pty);
	pty_forget(&pty);
	pty_type(&pty, ENTER GO_TO "1" "2");
	pty_wait(&pty, "(•) pay-as-you-go");
	pty_type(&pty, SAVE);
	pty_wait(&pty, ".ini");
	pty_type(&pty, QUIT);
	pty_wait(&pty, "1 of 1 case");
	ck_assert_int_eq(tcgetattr(pty.fd, &modes), 0);
	ck_assert_int_eq(modes.c_lflag & (ECHO | ICANON | ISIG), 0);
	ck_assert_ptr_null(strstr(pty.raw.text, "\033[?1049"));
	file_has("TK-*.ini", "billing = pay-as-you-go");
	pty_type(&pty, QUIT);
	pty_wait_raw(&pty, "\033[?1049l");
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* The queue does what the wizard does with the keys that are the program's: mouse, redraw, suspend. */
START_TEST(keys_of_the_program_in_the_queue)
{
	struct pty pty;
	char *arguments[] = {(char *)"/bin/sh", (char *)"-c",
		(char *)"set -m; \"$0\" --language en; echo is-stopped; read answer; fg >/dev/null; echo is-over",
		(char *)program(), NULL};

	start_with_a_case(&pty);
	pty_type(&pty, "\002");
	pty_wait(&pty, "The mouse is on");
	pty_wait_raw(&pty, "1000h");
	/* It stays on from one screen to the next. */
	pty_type(&pty, ENTER);
	pty_wait(&pty, ">Provider");
	pty_type(&pty, "\033[<0;70;2M\033[<0;70;2m" "\002");
	pty_wait(&pty, "The mouse is off.");
	pty_type(&pty, QUIT);
	pty_wait(&pty, "1 of 1 case");
	pty_forget(&pty);
	pty_type(&pty, "\022");
	pty_wait_raw(&pty, "1 of 1 case"); /* all of it is sent again */
	pty_type(&pty, QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	pty_start(&pty, 24, 80, arguments);
	wait_and_type(&pty, "1 of 1 case", SUSPEND);
	pty_wait(&pty, "is-stopped");
	ck_assert(!pty_shows(&pty, "1 of 1 case"));
	pty_type(&pty, "\n");
	pty_wait(&pty, "1 of 1 case");
	pty_type(&pty, QUIT);
	pty_wait(&pty, "is-over");
	ck_assert_int_eq(pty_end(&pty), 0);
	pty_start(&pty, 24, 80, (char *[]){(char *)program(), (char *)"--language", (char *)"en", NULL});
	pty_wait(&pty, "1 of 1 case");
	leave(&pty); /* a signal: nobody is asked, there is nothing to keep */
	remove_folder(home);
}
END_TEST

/* The bare screen waits for Enter and nothing else; a signal there ends the program, and the draft is kept. */
START_TEST(bare_screen_waits_for_enter)
{
	struct pty pty;

	start(&pty, 24, 80, "en");
	wait_and_type(&pty, ">Provider", GO_TO "1" DOWN DOWN DOWN "800");
	pty_wait(&pty, "Paid in cash      800");
	pty_type(&pty, GO_TO "7");
	wait_and_type(&pty, ">In your words", COPY);
	pty_wait(&pty, "Enter");
	pty_wait_gone(&pty, "│");
	pty_type(&pty, "abc");
	pty_resize(&pty, 20, 70);
	pty_settle(&pty, 100);
	ck_assert(!pty_shows(&pty, "│"));
	leave(&pty);
	file_has("TK-*.draft", "paid = 800.00");
	remove_folder(home);
}
END_TEST

/* What fits on no screen of the welcome scrolls; any other key goes on, and Space or Esc are no more than that. */
START_TEST(a_long_welcome_scrolls)
{
	static const char *const keys[] = {" ", "\033", "\002"};

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct pty pty;
		prepare_first();
		char *arguments[] = {(char *)program(), (char *)"--new", (char *)"--language", (char *)"en", NULL};
		pty_start(&pty, 12, 50, arguments);
		pty_wait(&pty, "Welcome");
		pty_settle(&pty, 450); /* it is read */
		char *before = pty_text(&pty);
		pty_type(&pty, DOWN DOWN);
		pty_settle(&pty, 50);
		char *after = pty_text(&pty);
		ck_assert_str_ne(before, after);
		ck_assert(pty_shows(&pty, "Welcome"));
		ck_assert(!is_noted());
		free(before);
		free(after);
		pty_type(&pty, keys[i]);
		pty_wait_gone(&pty, "Welcome");
		ck_assert(is_noted());
		leave(&pty);
		remove_folder(home);
	}
}
END_TEST

/* Where the cursor cannot be moved nothing begins. */
START_TEST(no_cursor_to_move)
{
	struct pty pty;
	int status;

	prepare();
	char *folder = text_printf("%s/terminfo", home);
	char *command = text_printf("echo 'bare-test|no cursor, am, cols#80, lines#24, bel=^G,' | tic -o %s - 2>&1", folder);
	status = system(command);
	if (status == 0) {
		char *arguments[] = {(char *)program(), NULL};
		setenv("TERMINFO", folder, 1);
		setenv("TERM", "bare-test", 1);
		pty_start(&pty, 24, 80, arguments);
		pty_wait(&pty, "cannot move its cursor");
		ck_assert_int_eq(pty_end(&pty), 2);
		unsetenv("TERMINFO");
	}
	free(command);
	free(folder);
	remove_folder(home);
}
END_TEST

START_TEST(a_case_that_cannot_be_opened_says_why)
{
	struct pty pty;
	glob_t found;

	start_with_a_case(&pty);
	char *pattern = text_printf("%s/data/tuikuan/cases/TK-*.ini", home);
	ck_assert(pattern != NULL && glob(pattern, 0, NULL, &found) == 0);
	ck_assert_int_eq(unlink(found.gl_pathv[0]), 0);
	globfree(&found);
	free(pattern);
	pty_type(&pty, ENTER);
	pty_wait(&pty, ": there is no such case");
	pty_type(&pty, QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* Few lines, and more columns than a panel takes: it stands alone all the same. */
START_TEST(panel_on_a_low_wide_screen)
{
	struct pty pty;
	char *arguments[] = {(char *)program(), NULL};

	prepare_first();
	pty_start(&pty, 12, 120, arguments);
	pty_wait(&pty, "Any key goes on");
	char *text = pty_text(&pty);
	ck_assert_msg(strncmp(text, "  Welcome\n", 10) == 0, "%s", text);
	ck_assert_msg(strstr(text, "Question 1") == NULL && strstr(text, "F1 help") == NULL, "%s", text);
	free(text);
	pty_type(&pty, QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* ---- a slow line ----------------------------------------------------------------------------- */

/* Bytes that KEYS bring, once it is quiet. */
static size_t bytes_of(struct pty *pty, const char *keys)
{
	pty_settle(pty, 80);
	pty_forget(pty);
	pty_type(pty, keys);
	pty_settle(pty, 80);
	return pty->raw.length;
}

/* Reads as a line of 1200 bytes a second would bring it. */
static void read_slowly(struct pty *pty, double seconds)
{
	for (double until = pty_seconds() + seconds; pty_seconds() < until;) {
		struct pollfd output = {.fd = pty->fd, .events = POLLIN};
		char bytes[60];
		nanosleep(&(struct timespec){.tv_nsec = 50000000}, NULL);
		ssize_t got = poll(&output, 1, 0) > 0 ? read(pty->fd, bytes, sizeof(bytes)) : 0;
		if (got > 0) {
			vterm_input_write(pty->terminal, bytes, (size_t)got);
			text_buffer_add_n(&pty->raw, bytes, (size_t)got);
		}
	}
}

/* A key on a line is answered in a fraction of a second at 1200 bytes a second, a panel or a step in two or three;
 * and what is typed on while the line is busy is seen soon after the last key. */
START_TEST(slow_line)
{
	static const struct {
		const char *keys;
		size_t most;
	} keys[] = {
		{"8", 150}, {"0", 150}, {"\177", 150}, {"\033OD", 20}, {END, 20}, {"\t", 300}, {"1", 150}, {"2", 150},
		{"\037", 200}, {F1, 2600}, {DOWN, 600}, {"\033", 2600}, {GO_TO "4", 1600}, {PAGE_DOWN, 2000},
	};
	struct pty pty;

	start(&pty, 24, 80, "en");
	wait_and_type(&pty, ">Provider", GO_TO "1" DOWN DOWN DOWN);
	pty_wait(&pty, ">Paid in cash");
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		size_t bytes = bytes_of(&pty, keys[i].keys);
		if (getenv("TK_VERBOSE") != NULL)
			printf("key %zu: %zu bytes\n", i, bytes);
		ck_assert_msg(bytes > 0 && bytes <= keys[i].most, "key %zu brings %zu bytes", i, bytes);
	}
	pty_type(&pty, GO_TO "1" PAGE_DOWN);
	pty_wait(&pty, ">Account UID");
	pty_settle(&pty, 100);
	pty_forget(&pty);
	for (int i = 0; i < 40; i++) { /* forty characters in two seconds, as fast as hands go */
		ck_assert_int_eq(write(pty.fd, "7", 1), 1);
		read_slowly(&pty, 0.05);
	}
	double typed = pty_seconds();
	while (!pty_shows(&pty, "7777777777777777777777777777777777777777") && pty_seconds() < typed + PTY_PATIENCE)
		read_slowly(&pty, 0.1);
	if (getenv("TK_VERBOSE") != NULL)
		printf("key all: %zu bytes, seen %.1f s after the last\n", pty.raw.length, pty_seconds() - typed);
	ck_assert_msg(pty.raw.length < 40 * 100, "forty characters bring %zu bytes", pty.raw.length);
	ck_assert(pty_shows(&pty, "7777777777777777777777777777777777777777"));
	leave(&pty);
	remove_folder(home);
}
END_TEST

START_TEST(suspend_and_continue)
{
	struct pty pty;
	/* A shell with job control, as a person has one. */
	char *arguments[] = {(char *)"/bin/sh", (char *)"-c",
		(char *)"set -m; \"$0\" --form --language en; echo is-stopped; read answer; fg >/dev/null; echo is-over",
		(char *)program(), NULL};

	prepare();
	pty_start(&pty, 24, 80, arguments);
	wait_and_type(&pty, ">Provider", GO_TO "1" DOWN DOWN DOWN "80");
	pty_wait(&pty, "Paid in cash      80");
	pty_type(&pty, SUSPEND);
	pty_wait(&pty, "is-stopped");
	ck_assert(!pty_shows(&pty, "Paid in cash"));
	pty_type(&pty, "\n");
	pty_wait(&pty, "Paid in cash      80");
	pty_type(&pty, "0");
	pty_wait(&pty, "Paid in cash      800");
	pty_type(&pty, QUIT);
	wait_and_type(&pty, "not saved", "2");
	pty_wait(&pty, "is-over");
	ck_assert_int_eq(pty_end(&pty), 0);
	file_has("TK-*.draft", "paid = 800.00");
	remove_folder(home);
}
END_TEST

static void ended_by(int signal_number)
{
	struct pty pty;

	start(&pty, 24, 80, "en");
	wait_and_type(&pty, ">Provider", GO_TO "1" DOWN DOWN DOWN "800");
	pty_wait(&pty, "Paid in cash      800");
	if (signal_number != 0) {
		kill(pty.child, signal_number);
		ck_assert_int_eq(pty_end(&pty), 0);
	} else {
		/* The line is cut: the terminal's own end closes. */
		close(pty.fd);
		ck_assert_int_eq(waitpid(pty.child, &pty.status, 0), pty.child);
		ck_assert(WIFEXITED(pty.status));
		vterm_free(pty.terminal);
		text_buffer_release(&pty.raw);
	}
	file_has("TK-*.draft", "paid = 800.00");
	remove_folder(home);
}

START_TEST(draft_is_kept_on_sighup)
{
	ended_by(SIGHUP);
}
END_TEST

START_TEST(draft_is_kept_on_sigterm)
{
	ended_by(SIGTERM);
}
END_TEST

START_TEST(draft_is_kept_when_the_line_is_cut)
{
	ended_by(0);
}
END_TEST

/* ---- input and output ------------------------------------------------------------------------ */

START_TEST(paste_of_2000_characters)
{
	struct pty pty;
	struct text_buffer paste;
	static const char piece[] = "中文abcde，";

	text_buffer_init(&paste);
	text_buffer_add(&paste, "\033[200~");
	for (int i = 0; i < 250; i++)
		text_buffer_add(&paste, piece);
	text_buffer_add(&paste, "完了\033[201~");
	start(&pty, 24, 80, "en");
	wait_and_type(&pty, ">Provider", GO_TO "1" PAGE_DOWN);
	wait_and_type(&pty, ">Account UID", DOWN DOWN DOWN);
	pty_wait(&pty, ">Bought");
	pty_forget(&pty);
	pty_type(&pty, paste.text);
	pty_wait(&pty, "完了");
	ck_assert_uint_lt(pty.raw.length, 8000); /* painted once, not for each character */
	/* Too long for this answer: said so, and nothing is lost. */
	pty_type(&pty, ENTER);
	pty_wait(&pty, "too long");
	pty_type(&pty, END "\177" "\177");
	pty_wait_gone(&pty, "完了");
	text_buffer_release(&paste);
	kill(pty.child, SIGTERM);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

START_TEST(copy)
{
	struct pty pty;

	start(&pty, 24, 80, "en");
	wait_and_type(&pty, ">Provider", GO_TO "7");
	wait_and_type(&pty, ">In your words", "误选");
	pty_wait(&pty, "误选");
	pty_type(&pty, COPY);
	pty_wait_raw(&pty, "\033]52;c;");
	pty_wait(&pty, "Enter");
	ck_assert(!pty_shows(&pty, "│")); /* the text alone, to be marked */
	pty_type(&pty, "\n");
	pty_wait(&pty, ">In your words");
	pty_type(&pty, "配置");
	pty_wait(&pty, "误选配置");
	kill(pty.child, SIGTERM);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* On any step, in one piece to the clipboard and to be seen, without leaving the page. */
START_TEST(one_line)
{
	struct pty pty;

	start(&pty, 24, 80, "en");
	wait_and_type(&pty, ">Provider", GO_TO "2");
	wait_and_type(&pty, ">Created", "\017");
	pty_wait_raw(&pty, "\033]52;c;");
	pty_wait(&pty, "secondary:");
	pty_type(&pty, ENTER);
	pty_wait_gone(&pty, "secondary:");
	pty_wait(&pty, ">Created");
	kill(pty.child, SIGTERM);
	ck_assert_int_eq(pty_end(&pty), 0);
	remove_folder(home);
}
END_TEST

/* An lp that keeps what it is given, in files of its own. */
static void lay_out_printer(void)
{
	char path[256], *before = getenv("PATH"), *longer;
	FILE *file;

	snprintf(path, sizeof(path), "%s/bin", home);
	ck_assert_int_eq(mkdir(path, 0700), 0);
	longer = text_printf("%s:%s", path, before);
	setenv("PATH", longer, 1);
	free(longer);
	snprintf(path, sizeof(path), "%s/bin/lp", home);
	file = fopen(path, "w");
	ck_assert_ptr_nonnull(file);
	fprintf(file, "#!/bin/sh\ncat >%s/job-$$\necho \"$@\" >>%s/jobs\n", home, home);
	ck_assert_int_eq(fclose(file), 0);
	ck_assert_int_eq(chmod(path, 0700), 0);
}

START_TEST(printing)
{
	struct pty pty;
	char pattern[128], *before = strdup(getenv("PATH"));
	glob_t jobs;

	prepare();
	lay_out_printer();
	start_again(&pty, 24, 80, "en");
	type_case(&pty, false);
	pty_type(&pty, GO_TO "7" SAVE);
	pty_wait(&pty, ".ini");
	pty_type(&pty, PAPERS);
	wait_and_type(&pty, "The printer: letter, checklist", "2");
	pty_wait(&pty, "are with the printer");
	snprintf(pattern, sizeof(pattern), "%s/job-*", home);
	ck_assert_int_eq(glob(pattern, 0, NULL, &jobs), 0);
	ck_assert_uint_eq(jobs.gl_pathc, 3);
	globfree(&jobs);
	file_has("TK-*.ini", "printed - checklist - lp aliyun-ecs-article");
	pty_type(&pty, PAPERS);
	wait_and_type(&pty, "The printer: letter, checklist", "4");
	pty_wait(&pty, "Enter goes back.");
	ck_assert(!pty_shows(&pty, "│"));
	pty_type(&pty, "\n");
	wait_and_type(&pty, ">In your words", QUIT);
	ck_assert_int_eq(pty_end(&pty), 0);
	setenv("PATH", before, 1);
	free(before);
	remove_folder(home);
}
END_TEST

/* What a terminal does not know is not sent to it: it would stand on the screen. */
START_TEST(plainer_terminals)
{
	static const char *const names[] = {"vt100", "linux", "screen", "xterm-256color"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct pty pty;
		char *arguments[] = {(char *)program(), (char *)"--language", (char *)"en", NULL};
		prepare();
		setenv("TERM", names[i], 1);
		pty_start(&pty, 24, 80, arguments);
		wait_and_type(&pty, ">Provider", GO_TO "1");
		pty_wait(&pty, ">Billing");
		bool sent = strstr(pty.raw.text, "\033[?2004h") != NULL;
		ck_assert_msg(sent == (i == 3), "%s", names[i]);
		if (i == 0 || i == 3) {
			pty_type(&pty, "\002");
			pty_wait(&pty, i == 3 ? "The mouse is on" : "This terminal has no mouse.");
		}
		kill(pty.child, SIGTERM);
		ck_assert_int_eq(pty_end(&pty), 0);
		remove_folder(home);
	}
}
END_TEST

/* ---- no terminal ----------------------------------------------------------------------------- */

/* Runs a shell command; what it writes and its status. Caller frees. */
static char *output_of(const char *format, int *ret_status)
{
	char *command = text_printf(format, program());
	FILE *out = popen(command, "r");
	struct text_buffer text;
	char bytes[4096];
	size_t got;

	ck_assert_ptr_nonnull(out);
	text_buffer_init(&text);
	while ((got = fread(bytes, 1, sizeof(bytes), out)) > 0)
		text_buffer_add_n(&text, bytes, got);
	int status = pclose(out);
	*ret_status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	free(command);
	return text_buffer_take(&text);
}

START_TEST(no_terminal)
{
	static const char *const commands[] = {
		"%s </dev/null 2>&1",
		"echo | %s 2>&1",
		"%s </dev/null 2>&1 >/dev/null",
	};
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		int status;
		prepare();
		char *said = output_of(commands[i], &status);
		ck_assert_msg(status == 2, "%s: %d, %s", commands[i], status, said);
		ck_assert_msg(strstr(said, "--plain") != NULL, "%s", said);
		free(said);
		remove_folder(home);
	}
}
END_TEST

/* Line by line where nobody looks: it says so, and moves no cursor. */
START_TEST(for_the_ear)
{
	for (int listens = 0; listens < 2; listens++) {
		struct pty pty;
		char *arguments[] = {(char *)program(), NULL};
		prepare_first();
		setenv("TERM", listens ? "xterm-256color" : "dumb", 1);
		if (listens)
			setenv("ACCESSIBLE", "1", 1);
		pty_start(&pty, 24, 80, arguments);
		pty_wait(&pty, listens ? "ACCESSIBLE is set" : "called dumb");
		pty_wait(&pty, "For a cloud server bought by mistake");
		pty_wait(&pty, "1  Alibaba Cloud");
		pty_type(&pty, "quit\n");
		ck_assert_int_eq(pty_end(&pty), 0);
		ck_assert(is_noted());
		pty_start(&pty, 24, 80, arguments);
		unsetenv("ACCESSIBLE");
		pty_wait(&pty, "1  Alibaba Cloud");
		ck_assert(!pty_shows(&pty, "bought by mistake")); /* once */
		pty_type(&pty, "quit\n");
		ck_assert_int_eq(pty_end(&pty), 0);
		remove_folder(home);
	}
}
END_TEST

START_TEST(unfit_terminals)
{
	static const char *const names[] = {"no-such-terminal", ""};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct pty pty;
		char *arguments[] = {(char *)program(), NULL};
		prepare();
		setenv("TERM", names[i], 1);
		pty_start(&pty, 24, 80, arguments);
		pty_wait(&pty, "--plain");
		int status = pty_end(&pty);
		ck_assert_msg(status == 2, "%s: %d", names[i], status);
		remove_folder(home);
	}
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"case", {whole_case_in_english, whole_case_in_chinese}},
		{"first run", {first_run_in_english, first_run_in_chinese, first_run_with_keys_typed_ahead,
				      first_run_without_a_place_for_settings}},
		{"terminal",
			{resize_storm, every_state_survives_resizes_in_english, every_state_survives_resizes_in_chinese,
				first_run_and_queue_survive_resizes, queue_and_case_are_one_screen,
				a_case_that_cannot_be_opened_says_why,
				panel_on_a_low_wide_screen, slow_line, suspend_and_continue, draft_is_kept_on_sighup, draft_is_kept_on_sigterm,
				draft_is_kept_when_the_line_is_cut}},
		{"further", {keys_of_the_program_in_the_queue, bare_screen_waits_for_enter, a_long_welcome_scrolls,
				    no_cursor_to_move}},
		{"text", {paste_of_2000_characters, copy, one_line, printing, plainer_terminals}},
		{"none", {no_terminal, unfit_terminals, for_the_ear}},
	};

	signal(SIGPIPE, SIG_IGN);
	return SUITE_RUN("terminal", groups);
}
