/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The queue, as a model, on a screen without a terminal, and line by line: what is urgent comes first, nothing that a
 * record does not tell for certain is shown, and what is typed finds what stands in a case.
 */
#include "config.h"

#include <fcntl.h>

#include "file.h"
#include "golden.h"
#include "listed.h"
#include "plain-queue.h"
#include "queue-screen.h"
#include "record.h"

static char folder[64];
static struct queue *queue;
static struct queue_screen screen;
static enum queue_wish wish;
static struct tk_policy *policy;

/* ---- a folder of cases ----------------------------------------------------------------------- */

static void answer(struct tk_answers *answers, const char *name, const char *value)
{
	struct tk_error error = {0};
	int slot = tk_vocabulary_find(tk_answers_vocabulary(answers), name);

	ck_assert_msg(slot >= 0 && tk_answers_parse(answers, (size_t)slot, value, TK_KNOWN_TYPED, &error) == TK_OK,
		"%s = %s", name, value);
}

static char *path_of(const char *id)
{
	char *path = casebook_path(folder, id);
	ck_assert_ptr_nonnull(path);
	return path;
}

/* A server ordered at ORDERED, judged at AT; APPLIED may be NULL. */
static void make_case(const char *id, const char *applicant, const char *ordered, const char *applied, const char *at,
	enum case_status status)
{
	struct case_file *file = case_new();
	struct tk_answers *answers = tk_answers_new(tk_policy_vocabulary(policy));
	struct tk_decision *decision;
	int64_t moment;
	char *path = path_of(id);

	ck_assert_int_eq(tk_moment_parse(at, &moment), TK_OK);
	answer(answers, "provider", "aliyun");
	answer(answers, "billing", "subscription");
	answer(answers, "order_kind", "new");
	answer(answers, "ordered_at", ordered);
	answer(answers, "paid", "800");
	for (size_t slot = 0; slot < tk_vocabulary_count(tk_policy_vocabulary(policy)); slot++) {
		const struct tk_fact *fact = tk_vocabulary_fact(tk_policy_vocabulary(policy), slot);
		if (fact->type == TK_FLAG && !fact->evidence)
			answer(answers, fact->name, "no");
	}
	answer(answers, "deployed", "yes");
	answer(answers, "started", "yes");
	answer(answers, "applicant", applicant);
	if (applied != NULL)
		answer(answers, "applied_at", applied);
	ck_assert_int_eq(tk_evaluate(policy, answers, moment, 0, &decision), TK_OK);
	ck_assert(case_from_answers(file, answers));
	file->id = strdup(id);
	file->status = status;
	file->changed = moment;
	ck_assert(record_decision(file, decision, answers, NULL));
	ck_assert_int_eq(case_save(file, path), TK_OK);
	free(path);
	tk_decision_free(decision);
	tk_answers_free(answers);
	case_free(file);
}

/* Somebody changes an answer of a case without judging it. */
static void change_by_hand(const char *id)
{
	char *path = path_of(id), *bytes, *paid;
	size_t length;

	ck_assert_int_eq(file_read(path, 1 << 20, &bytes, &length), TK_OK);
	paid = strstr(bytes, "paid = 800");
	ck_assert_ptr_nonnull(paid);
	paid[7] = '9';
	ck_assert_int_eq(file_write(path, bytes, length, 0600), TK_OK);
	free(bytes);
	free(path);
}

static void set_up_in(const char *language)
{
	char *policies = article_alone();
	struct tk_errors errors;

	setenv("TUIKUAN_POLICY_PATH", policies, 1);
	ck_assert(language_start(LOCALE_DIR, language));
	tk_errors_init(&errors);
	ck_assert_int_eq(places_open(&world.places, &errors), TK_OK);
	ck_assert_int_eq(places_load_policy(&world.places, "aliyun-ecs-article", &policy, &errors), TK_OK);
	make_folder(folder);
	world.now = NOW; /* 14:37 */
	make_case("TK-1", "王小明", "2026-11-23T14:00", NULL, "2026-11-23T14:30", CASE_DRAFT);     /* until 15:00 */
	make_case("TK-2", "Long ago", "2026-11-20T14:00", NULL, "2026-11-20T14:30", CASE_DRAFT);   /* it has passed */
	make_case("TK-3", "In review", "2026-11-20T14:00", "2026-11-20T14:30", "2026-11-20T14:30", CASE_SUBMITTED);
	make_case("TK-4", "Done", "2026-11-01T14:00", "2026-11-01T14:30", "2026-11-01T14:30", CASE_REFUNDED);
	make_case("TK-5", "By hand", "2026-11-23T14:00", NULL, "2026-11-23T14:30", CASE_READY);
	free(policies);
	tk_errors_release(&errors);
	change_by_hand("TK-5");
	ck_assert_int_eq(queue_open(&world.places, folder, "me", NOW, &queue), TK_OK);
}

static void set_up(void)
{
	set_up_in("en");
}

static void tear_down(void)
{
	queue_free(queue);
	tk_policy_free(policy);
	places_close(&world.places);
	remove_folder(folder);
}

static char *row_text(size_t i, int columns)
{
	struct pane pane;

	pane_init(&pane);
	queue_row(queue, i, columns, &pane);
	char *text = pane_text(&pane, columns);
	pane_release(&pane);
	ck_assert_ptr_nonnull(text);
	return text;
}

static void row_is(size_t i, const char *expected)
{
	char *text = row_text(i, 76);
	text[strcspn(text, "\n")] = '\0';
	ck_assert_str_eq(text, expected);
	free(text);
}

/* ---- the model ------------------------------------------------------------------------------- */

START_TEST(the_most_urgent_comes_first_and_nothing_uncertain_is_told)
{
	set_up();
	ck_assert_uint_eq(queue_count(queue), 5);
	row_is(0, "TK-1             王小明    Alibaba… partial      640.00 draft     23:00");
	row_is(1, "TK-3             In review Alibaba… partial      640.00 submitted 11-25");
	row_is(2, "TK-2             Long ago  Alibaba… re-judge            draft     ! 11-20");
	row_is(3, "TK-5             By hand   Alibaba… re-judge            ready");
	row_is(4, "TK-4             Done      Alibaba… partial      640.00 refunded");
	/* The countdown runs; once it is over nothing is told any more. */
	ck_assert_int_eq(queue_next_tick(queue, 0, 5), NOW + 1);
	queue_tick(queue, NOW + 1);
	row_is(0, "TK-1             王小明    Alibaba… partial      640.00 draft     22:59");
	queue_tick(queue, NOW + 23 * 60 + 1);
	ck_assert_str_eq(queue_name(queue), "TK-1"); /* what is selected stays so */
	size_t at = queue_selected(queue);
	row_is(at, "TK-1             王小明    Alibaba… re-judge            draft     ! 11-23");
	tear_down();
}
END_TEST

START_TEST(typing_narrows_and_widens)
{
	set_up();
	queue_search(queue, "王");
	ck_assert_uint_eq(queue_count(queue), 1);
	queue_search(queue, "王大");
	ck_assert_uint_eq(queue_count(queue), 0);
	ck_assert_ptr_null(queue_name(queue));
	queue_search(queue, "");
	ck_assert_uint_eq(queue_count(queue), 5);
	queue_search(queue, "ＡＬＩＢＡＢＡ re-judge"); /* what is shown is found, too */
	ck_assert_uint_eq(queue_count(queue), 2);
	queue_search(queue, "refunded don");
	ck_assert_str_eq(queue_name(queue), "TK-4");
	tear_down();
}
END_TEST

START_TEST(an_archived_case_is_out_of_sight)
{
	set_up();
	queue_select(queue, 4);
	queue_archive(queue, NOW);
	ck_assert_str_eq(queue_message(queue), "TK-4 is archived.");
	ck_assert_uint_eq(queue_count(queue), 4);
	queue_show_archived(queue, true);
	ck_assert_uint_eq(queue_count(queue), 5);
	row_is(4, "(TK-4)           Done      Alibaba… partial      640.00 refunded");
	queue_select(queue, 4);
	queue_archive(queue, NOW);
	ck_assert_str_eq(queue_message(queue), "TK-4 is taken out of the archive.");
	queue_show_archived(queue, false);
	ck_assert_uint_eq(queue_count(queue), 5);
	tear_down();
}
END_TEST

START_TEST(what_others_do_is_seen)
{
	set_up();
	make_case("TK-6", "New", "2026-11-23T14:10", NULL, "2026-11-23T14:36", CASE_DRAFT);
	queue_tick(queue, NOW + 1);
	ck_assert_uint_eq(queue_count(queue), 6);
	char *path = path_of("TK-1");
	unlink(path);
	free(path);
	queue_tick(queue, NOW + 2);
	ck_assert_uint_eq(queue_count(queue), 5);
	ck_assert_uint_eq(queue_total(queue), 5);
	tear_down();
}
END_TEST

START_TEST(a_duplicate_has_the_answers_and_nothing_that_came_of_them)
{
	set_up();
	queue_search(queue, "TK-3");
	struct case_file *made = queue_duplicate(queue);
	ck_assert_ptr_nonnull(made);
	ck_assert_str_eq(case_values_get(&made->facts, "applicant"), "In review");
	ck_assert_ptr_null(case_values_get(&made->facts, "applied_at"));
	ck_assert_uint_eq(made->decision.count, 0);
	ck_assert_uint_eq(made->evidence.count, 0);
	ck_assert(made->id == NULL && made->path == NULL && made->status == CASE_DRAFT);
	case_free(made);
	tear_down();
}
END_TEST

/* Each row is exactly as wide as there is room, whatever that is and whoever applies. */
START_TEST(rows_fit_any_width)
{
	set_up_in("zh_CN");
	for (int columns = 1; columns <= 250; columns++)
		for (size_t i = 0; i < queue_count(queue); i++) {
			struct pane pane;
			int width = 0;
			pane_init(&pane);
			queue_row(queue, i, columns, &pane);
			for (size_t s = 0; s < pane.lines[0].span_count; s++)
				width += text_width(pane.lines[0].spans[s].text);
			if (width > columns)
				ck_abort_msg("%d columns in a row of %d", width, columns);
			pane_release(&pane);
		}
	tear_down();
}
END_TEST

/* Time left is never cut: the column is nine columns wide when it is narrowest. */
START_TEST(time_left_fits_its_column)
{
	static const char *const languages[] = {"en", "zh_CN"};

	for (size_t l = 0; l < 2; l++) {
		set_up_in(languages[l]);
		for (int64_t left = 0; left < 400 * 86400; left += 3599) {
			struct listed listed = {.has_next = true, .next = {.at = NOW + left, .kind = FOLLOW_UP_DEADLINE}};
			char *text = listed_next(&listed, NOW);
			if (text == NULL || text_width(text) > 9)
				ck_abort_msg("%s is wider than nine columns", text);
			free(text);
		}
		tear_down();
	}
}
END_TEST

static char *detail_text(size_t i)
{
	struct pane pane;

	pane_init(&pane);
	queue_detail(queue, i, &pane);
	char *text = pane_text(&pane, 200);
	pane_release(&pane);
	ck_assert_ptr_nonnull(text);
	return text;
}

/* The row of the case NAME, and the sentence below the list. */
static void is_told(const char *name, const char *row, const char *sentence)
{
	for (size_t i = 0; i < queue_count(queue); i++) {
		if (strcmp(queue_name_at(queue, i), name) != 0)
			continue;
		char *is = row_text(i, 76), *detail = detail_text(i);
		ck_assert_msg(strstr(is, row) == is, "%s, not %s", is, row);
		ck_assert_msg(strstr(detail, sentence) != NULL, "%s, not %s", detail, sentence);
		free(is);
		free(detail);
		return;
	}
	ck_abort_msg("%s is not listed", name);
}

/* Why nothing is told of a case is told; drafts can be taken for the beginning of another case, too. */
START_TEST(cases_that_are_not_whole)
{
	static const char case_of[] =
		"[case]\nformat = 1\nid = TK-8\nstatus = draft\nchanged = 2026-11-23T14:00:00+08:00\n";
	char text[400];

	set_up();
	put_file(folder, "TK-6.ini", "no case at all\n");
	snprintf(text, sizeof(text), "%s[facts]\napplicant = Draft\npayed = 1\nreceived = 640.00\n", case_of);
	put_file(folder, "TK-7.draft", text);
	snprintf(text, sizeof(text), "%s[facts]\nreason_note = a;b\n", case_of);
	put_file(folder, "TK-8.ini", text);
	put_file(folder, "TK-1.draft", "[case]\nformat = 1\nid = TK-1\nsaves = 99\n[facts]\npaid = 1.00\n");
	queue_renew(queue, NOW);
	is_told("TK-6", "TK-6", "It cannot be read as a case.");
	is_told("TK-7", "TK-7*            Draft", "It was never saved: this is its draft.");
	is_told("TK-1", "TK-1*            王小明", "A draft of it is newer than what was saved.");
	is_told("TK-8", "TK-8!", "Some of its lines cannot be read: open it to see which.");
	ck_assert(queue_has_saved(queue));
	queue_search(queue, "TK-7");
	struct case_file *made = queue_duplicate(queue);
	ck_assert_ptr_nonnull(made);
	ck_assert_str_eq(case_values_get(&made->facts, "applicant"), "Draft");
	ck_assert_str_eq(case_values_get(&made->facts, "payed"), "1"); /* whatever it is, it was answered */
	ck_assert_ptr_null(case_values_get(&made->facts, "received"));
	case_free(made);
	queue_search(queue, "nobody");
	ck_assert_ptr_null(queue_duplicate(queue));
	for (int i = 1; i <= 8; i++) {
		snprintf(text, sizeof(text), "%s/TK-%d.ini", folder, i);
		unlink(text);
	}
	queue_search(queue, "");
	queue_renew(queue, NOW);
	ck_assert(!queue_has_saved(queue)); /* drafts are left alone */
	ck_assert_uint_gt(queue_total(queue), 0);
	tear_down();
}
END_TEST

/* Nothing is sorted anew before anything has passed; then it is at once. */
START_TEST(the_clock_of_the_list)
{
	set_up();
	queue_tick(queue, NOW + 1); /* reads the folder again: the index was just kept there */
	queue_tick(queue, NOW + 2);
	row_is(0, "TK-1             王小明    Alibaba… partial      640.00 draft     22:58");
	queue_tick(queue, NOW + 2);
	/* only a countdown of less than a day that is to be seen ticks by the second */
	ck_assert_int_eq(queue_next_tick(queue, 0, 1), NOW + 3);
	ck_assert_int_eq(queue_next_tick(queue, 1, 1), NOW + 60);
	ck_assert_int_eq(queue_next_tick(queue, 1, 4), NOW + 60);
	queue_tick(queue, NOW + 23 * 60);
	row_is(0, "TK-1             王小明    Alibaba… partial      640.00 draft     0:00");
	queue_tick(queue, NOW + 23 * 60 + 1);
	row_is(queue_selected(queue), "TK-1             王小明    Alibaba… re-judge            draft     ! 11-23");
	/* set back, the clock is followed too */
	queue_tick(queue, NOW);
	row_is(0, "TK-1             王小明    Alibaba… partial      640.00 draft     23:00");
	tear_down();
}
END_TEST

/* What is shown in the language of the reader is found in it. */
START_TEST(words_of_the_list_are_found)
{
	set_up_in("zh_CN");
	queue_search(queue, "已提交");
	ck_assert_uint_eq(queue_count(queue), 1);
	ck_assert_str_eq(queue_name(queue), "TK-3");
	tear_down();
}
END_TEST

/* With reviews that are due, and no deadline: they tell nothing once the answers are others. */
START_TEST(dates_of_a_case_that_was_changed)
{
	set_up();
	make_case("TK-6", "Changed", "2026-11-20T14:00", "2026-11-20T14:30", "2026-11-20T14:30", CASE_READY);
	change_by_hand("TK-6");
	queue_renew(queue, NOW);
	is_told("TK-6", "TK-6             Changed   Alibaba… re-judge            ready\n",
		"Something in it was changed after it was judged: open it to judge it again.");
	tear_down();
}
END_TEST

static char *amount_of(int64_t amount, int64_t least, int64_t most)
{
	struct index_case shown = {.name = "TK-9"};

	for (size_t i = 0; i < INDEX_FIELD_COUNT; i++)
		shown.field[i] = "";
	shown.sum[INDEX_AMOUNT] = amount;
	shown.sum[INDEX_LEAST] = least;
	shown.sum[INDEX_MOST] = most;
	const struct listed listed = {.shown = &shown, .standing = STANDING_HOLDS};
	return listed_amount(&listed, queue_rules(queue));
}

static void follows(const struct follow_up *item, const char *record_policy, const char *expected)
{
	struct index_case shown = {.name = "TK-9"};

	for (size_t i = 0; i < INDEX_FIELD_COUNT; i++)
		shown.field[i] = "";
	shown.field[INDEX_RECORD_POLICY] = record_policy;
	is_text(follow_up_sentence(item, &shown, queue_rules(queue)), expected);
}

/* Records of other versions may tell more, or less: it is shown as it stands. */
START_TEST(records_of_another_kind)
{
	struct index_case odd = {.name = "TK-9"};
	const struct listed listed = {.shown = &odd, .standing = STANDING_HOLDS};

	set_up();
	for (size_t i = 0; i < INDEX_FIELD_COUNT; i++)
		odd.field[i] = "odd";
	ck_assert_str_eq(listed_verdict(&listed), "re-judge");
	ck_assert_int_eq(listed_verdict_style(&listed), PANE_DIM);
	ck_assert_str_eq(listed_provider(&listed, queue_rules(queue)), "odd");
	is_text(amount_of(64000, 64000, 64000), "640.00");
	is_text(amount_of(TK_NO_AMOUNT, TK_NO_AMOUNT, TK_NO_AMOUNT), "");
	is_text(amount_of(TK_NO_AMOUNT, 24000, 64000), "240.00-640.00");
	is_text(amount_of(TK_NO_AMOUNT, 24000, TK_UNBOUNDED), "240.00-?");
	is_text(amount_of(TK_NO_AMOUNT, 24000, TK_NO_AMOUNT), "240.00-?");
	follows(&(struct follow_up){FOLLOW_UP_DEADLINE, NOW, false, "partial 240.00", 14}, "",
		"the verdict holds until 2026-11-23 14:37:00, then: partial refund, 240.00");
	follows(&(struct follow_up){FOLLOW_UP_DEADLINE, NOW, false, "full", 4}, "",
		"the verdict holds until 2026-11-23 14:37:00, then: full refund");
	follows(&(struct follow_up){FOLLOW_UP_DEADLINE, NOW, false, "refused none", 12}, "",
		"the verdict holds until 2026-11-23 14:37:00, then: no refund");
	follows(&(struct follow_up){FOLLOW_UP_DEADLINE, NOW, false, "odd", 3}, "",
		"the verdict holds until 2026-11-23 14:37:00, then: odd");
	follows(&(struct follow_up){FOLLOW_UP_STAGE, NOW, true, "odd", 3}, "",
		"review, odd: to be finished by 2026-11-23");
	follows(&(struct follow_up){FOLLOW_UP_STAGE, NOW, true, "odd", 3}, "aliyun-ecs-article",
		"review, odd: to be finished by 2026-11-23");
	tear_down();
}
END_TEST

/* ---- on the screen --------------------------------------------------------------------------- */

static void start_queue(const char *language, int lines, int columns)
{
	struct palette palette;
	int ends[2];

	set_up_in(language);
	ck_assert_int_eq(pipe(ends), 0);
	world.keyboard = ends[1];
	FILE *in = fdopen(ends[0], "r"), *out = fopen("/dev/null", "w");
	ck_assert(in != NULL && out != NULL);
	world.curses = newterm("xterm-256color", out, in);
	ck_assert_ptr_nonnull(world.curses);
	ck_assert_int_eq(resizeterm(lines, columns), OK);
	nonl();
	set_escdelay(25);
	keys_start();
	keys_init(&world.keys);
	colours_make(&palette, true, false);
	ck_assert(queue_screen_init(&screen, queue, &palette));
	queue_screen_paint(&screen);
	refresh();
}

static void press(const char *keys)
{
	struct press pressed;
	size_t length = strlen(keys);

	wish = QUEUE_GO_ON;
	ck_assert_int_eq(write(world.keyboard, keys, length), (ssize_t)length);
	while (wish == QUEUE_GO_ON && keys_read(&world.keys, &pressed))
		wish = queue_screen_press(&screen, &pressed, world.now);
	queue_screen_send_line(&screen);
	queue_screen_paint(&screen);
	refresh();
}

static void stop_queue(void)
{
	queue_screen_release(&screen);
	keys_release(&world.keys);
	endwin();
	delscreen(world.curses);
	close(world.keyboard);
	tear_down();
}

START_TEST(keys_do_what_the_table_says)
{
	start_queue("en", 24, 80);
	ck_assert(is_shown("Cases") && is_shown("5 of 5 cases") && is_shown("王小明") && is_shown("23:00"));
	ck_assert(is_shown("^N new") && is_shown("^Q quit"));
	press("王");
	ck_assert(is_shown("1 of 5 cases") && !is_shown("Long ago"));
	press("\025"); /* ^U */
	ck_assert(is_shown("5 of 5 cases"));
	press("王\033\033"); /* Esc Esc does the same */
	ck_assert(is_shown("5 of 5 cases"));
	press(DOWN);
	press("\r");
	ck_assert_int_eq(wish, QUEUE_OPEN);
	ck_assert_str_eq(queue_name(queue), "TK-3");
	/* What is typed before Enter counts for it, however fast. */
	press("long\r");
	ck_assert_int_eq(wish, QUEUE_OPEN);
	ck_assert_str_eq(queue_name(queue), "TK-2");
	press("\033u"); /* nothing */
	press("\016");
	ck_assert_int_eq(wish, QUEUE_NEW);
	press("\033n");
	ck_assert_int_eq(wish, QUEUE_NEW);
	press("\004");
	ck_assert_int_eq(wish, QUEUE_DUPLICATE);
	press("\001");
	ck_assert(is_shown("TK-2 is archived."));
	press("\025");
	ck_assert(is_shown("4 of 5 cases"));
	press("\024");
	ck_assert(is_shown("5 of 5 cases") && is_shown("(TK-2)"));
	press(F1);
	ck_assert(is_shown("Help") && is_shown("The cases on file"));
	press("\033");
	ck_assert(!is_shown("The cases on file"));
	press("\021");
	ck_assert_int_eq(wish, QUEUE_QUIT);
	stop_queue();
}
END_TEST

/* At what is shown as TEXT. */
static void click_at(const char *text)
{
	for (int row = 0; row < LINES; row++) {
		char *line = screen_row(row), *found = strstr(line, text);
		char keys[64];
		int column = found == NULL ? -1 : text_width_n(line, (size_t)(found - line));
		free(line);
		if (column < 0)
			continue;
		snprintf(keys, sizeof(keys), "\033[<0;%d;%dM", column + 1, row + 1);
		press(keys);
		enum queue_wish clicked = wish;
		snprintf(keys, sizeof(keys), "\033[<0;%d;%dm", column + 1, row + 1);
		press(keys);
		wish = clicked;
		return;
	}
	ck_abort_msg("not on the screen: %s\n%s", text, screen_text());
}

/* A click chooses, one more opens; the wheel goes up and down, the footer's keys are pressed, help is closed. */
START_TEST(clicks_choose_and_open)
{
	start_queue("en", 24, 80);
	press("\002"); /* ^B: the front end switches it */
	ck_assert_int_eq(wish, QUEUE_MOUSE_SWITCH);
	press("\022");
	ck_assert_int_eq(wish, QUEUE_REDRAW);
	ck_assert(keys_mouse(true));
	press(HOME);
	click_at("TK-2");
	ck_assert_int_eq(wish, QUEUE_GO_ON);
	ck_assert_str_eq(queue_name(queue), "TK-2");
	click_at("TK-2");
	ck_assert_int_eq(wish, QUEUE_OPEN);
	press("\033[<64;10;10M"); /* the wheel, up */
	ck_assert_uint_eq(queue_selected(queue), 0);
	press("\033[<65;10;10M");
	ck_assert_uint_gt(queue_selected(queue), 0);
	click_at("^N new");
	ck_assert_int_eq(wish, QUEUE_NEW);
	click_at("F1 help");
	ck_assert(screen.overlay.open);
	press("\033[<65;10;10M");
	ck_assert_int_gt(screen.overlay.first, 0);
	click_at("Help");
	ck_assert(!screen.overlay.open);
	click_at("Cases"); /* nothing */
	ck_assert_int_eq(wish, QUEUE_GO_ON);
	keys_mouse(false);
	stop_queue();
}
END_TEST

/* Each row: what is pressed behind "abc de", and what is searched then. */
START_TEST(the_line_is_edited)
{
	static const struct {
		const char *keys, *text;
	} rows[] = {
		{LEFT "x", "abc dxe"}, {LEFT LEFT RIGHT "x", "abc dxe"}, {LEFT DELETE, "abc d"}, {"\177", "abc d"}, {"\b", "abc d"},
		{"\027", "abc "}, {"\033\177", "abc "}, {PASTE("fg\rh"), "abc defg h"}, {"\033x", "abc de"}, {"\033" DOWN "x", "abc dex"},
		{"\xcc\x81", "abc de\xcc\x81"}, {"\u200b", "abc de"}, {"\026", "abc de"}, {F3, "abc de"}, {"\033\033", ""},
	};

	start_queue("en", 24, 80);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		press("\025" "abc de");
		press(rows[i].keys);
		ck_assert_msg(strcmp(editor_text(&screen.editor), rows[i].text) == 0, "%zu: %s", i, editor_text(&screen.editor));
	}
	stop_queue();
}
END_TEST

START_TEST(the_list_is_gone_through)
{
	static const struct {
		const char *keys;
		size_t selected;
	} rows[] = {{DOWN, 1}, {"\t", 2}, {UP, 1}, {BACK_TAB, 0}, {UP, 0}, {END, 4}, {DOWN, 4}, {HOME, 0}, {PAGE_DOWN, 4},
		{PAGE_UP, 0}, {"\033" DOWN, 1}, {"\033[<65;1;1M", 1}};

	start_queue("en", 24, 80);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		press(rows[i].keys);
		ck_assert_msg(queue_selected(queue) == rows[i].selected, "%zu: %zu", i, queue_selected(queue));
	}
	stop_queue();
	/* Where one case fits, a screen is one case. */
	start_queue("en", 3, 20);
	press(PAGE_DOWN);
	ck_assert_uint_eq(queue_selected(queue), 1);
	press(PAGE_UP);
	ck_assert_uint_eq(queue_selected(queue), 0);
	stop_queue();
}
END_TEST

START_TEST(requests_of_the_program)
{
	static const struct {
		const char *keys;
		enum queue_wish wish;
	} rows[] = {{"\032", QUEUE_SUSPEND}, {"\003", QUEUE_QUIT}, {"\033q", QUEUE_QUIT}, {"\033r", QUEUE_REDRAW},
		{"\033m", QUEUE_MOUSE_SWITCH}, {"\033d", QUEUE_DUPLICATE}, {"\033\022", QUEUE_REDRAW}};

	start_queue("en", 24, 80);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		press(rows[i].keys);
		ck_assert_msg(wish == rows[i].wish, "%zu: %d", i, wish);
	}
	press("\033x"); /* nobody's key, and no text */
	ck_assert_str_eq(editor_text(&screen.editor), "");
	press("\014"); /* ^L, there and back */
	ck_assert(is_shown("搜索") && !is_shown("Search:"));
	press("\033l");
	ck_assert(is_shown("Search:"));
	press(F1);
	press("x\025" DOWN); /* the help takes them */
	ck_assert_str_eq(editor_text(&screen.editor), "");
	ck_assert(screen.overlay.open);
	press("q");
	ck_assert(!screen.overlay.open);
	stop_queue();
}
END_TEST

/* A click below the last case, or beside the list, is none; a long search shows where the cursor is. */
START_TEST(nothing_there_to_click)
{
	start_queue("en", 24, 80);
	ck_assert(keys_mouse(true));
	size_t before = queue_selected(queue);
	char keys[64];
	snprintf(keys, sizeof(keys), "\033[<0;%d;%dM", screen.cases.column + 2, screen.cases.row + 7);
	press(keys);
	ck_assert_int_eq(wish, QUEUE_GO_ON);
	ck_assert_uint_eq(queue_selected(queue), before);
	press(F1);
	for (int i = 0; i < 30; i++)
		press("\033[<65;10;10M");
	int last = screen.overlay.first;
	press("\033[<64;10;10M");
	ck_assert_int_lt(screen.overlay.first, last);
	press("\033");
	keys_mouse(false);
	for (int i = 0; i < 12; i++)
		press("0123456789");
	press("王z");
	int row, column;
	getyx(stdscr, row, column);
	(void)row;
	ck_assert_int_lt(column, 80);
	ck_assert(is_shown("王z") && !is_shown("Search: 0123456789012"));
	press(HOME);
	stop_queue();
}
END_TEST

START_TEST(no_case_to_open_is_no_mistake)
{
	start_queue("en", 24, 80);
	press("nowhere");
	ck_assert(is_shown("No case on file is like that.") && !is_shown("Enter open it"));
	press("\r\004\001");
	ck_assert_int_eq(wish, QUEUE_GO_ON);
	stop_queue();
}
END_TEST

/* From 250 x 80 to 20 x 5, and smaller: the selected case is always in view, the cursor in the line. */
START_TEST(any_size_shows_the_selected_case)
{
	static const int sizes[][2] = {{24, 80}, {80, 250}, {5, 20}, {16, 60}, {30, 120}, {4, 30}, {3, 20}, {2, 20}, {1, 10}, {24, 80}};

	start_queue("zh_CN", 24, 80);
	press(END);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		ck_assert_int_eq(resizeterm(sizes[i][0], sizes[i][1]), OK);
		queue_screen_resize(&screen);
		queue_screen_paint(&screen);
		refresh();
		if (sizes[i][0] >= 3)
			ck_assert_msg(is_shown("TK-4"), "%d x %d", sizes[i][0], sizes[i][1]);
		world.screen.layout = screen.layout;
		frame_is_straight();
		press("x\177");
	}
	ck_assert(is_shown("申请人") && is_shown("部分"));
	stop_queue();
}
END_TEST

/* golden() looks at the screen of a case: a straight frame is asked for there. */
static void queue_golden(const char *name)
{
	world.screen.layout = screen.layout;
	world.screen.overlay.open = screen.overlay.open;
	golden(name);
}

static void looks(const char *language)
{
	static const int sizes[][2] = {{16, 60}, {24, 80}, {40, 120}};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		start_queue(language, sizes[i][0], sizes[i][1]);
		queue_golden("queue");
		press(F1);
		queue_golden("queue-f1");
		press("\033");
		press("\033");
		queue_golden("queue-esc");
		press("\033");
		press("tk-2");
		queue_golden("queue-search");
		stop_queue();
	}
}

START_TEST(looks_in_english)
{
	looks("en");
}
END_TEST

START_TEST(looks_in_chinese)
{
	looks("zh_CN");
}
END_TEST

/* ---- line by line ---------------------------------------------------------------------------- */

static int64_t fixed_now(void)
{
	return NOW;
}

static enum plain_wish say(const char *lines, char **ret_text)
{
	const struct plain_options options = {.now = fixed_now};
	FILE *in = tmpfile();
	size_t size;

	fputs(lines, in);
	rewind(in);
	FILE *out = open_memstream(ret_text, &size);
	enum plain_wish said = plain_queue_run(queue, &options, in, out);
	fclose(out);
	fclose(in);
	return said;
}

START_TEST(line_by_line_a_number_opens)
{
	char *text;

	set_up();
	ck_assert_int_eq(say("2\n", &text), PLAIN_OPEN);
	ck_assert_str_eq(queue_name(queue), "TK-3");
	ck_assert_ptr_nonnull(strstr(text, "  1  TK-1  王小明"));
	free(text);
	ck_assert_int_eq(say("long\n1\n", &text), PLAIN_OPEN);
	ck_assert_str_eq(queue_name(queue), "TK-2");
	free(text);
	ck_assert_int_eq(say("all\n=2\nall\nquit\n", &text), PLAIN_QUIT);
	free(text);
	ck_assert_int_eq(say("新建\n", &text), PLAIN_NEW);
	free(text);
	ck_assert_int_eq(say("all\nduplicate 2\n", &text), PLAIN_DUPLICATE);
	ck_assert_str_eq(queue_name(queue), "TK-3");
	free(text);
	ck_assert_int_eq(say("archive 1\nhelp\n", &text), PLAIN_QUIT); /* the end of the lines */
	ck_assert_ptr_nonnull(strstr(text, "TK-1 is archived."));
	free(text);
	ck_assert_int_eq(say("duplicate\n", &text), PLAIN_QUIT); /* of none: at the end of the lines none is made */
	ck_assert_ptr_nonnull(strstr(text, "as in duplicate 3."));
	free(text);
	tear_down();
}
END_TEST

/* What is said to LINES, or to those that come from IN. Caller frees. */
static char *said_to(const char *lines, const struct plain_options *options, FILE *in)
{
	char *text = NULL;
	size_t size;

	if (in == NULL)
		in = fmemopen((void *)(uintptr_t)lines, strlen(lines), "r");
	FILE *out = open_memstream(&text, &size);
	ck_assert(in != NULL && out != NULL);
	plain_queue_run(queue, options, in, out);
	fclose(out);
	fclose(in);
	return text;
}

static void has(char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) != NULL, "\"%s\" is not in:\n%s", part, text);
	free(text);
}

/* What is no number of a case is searched; a line that is too long is cut, and one without an end is read. */
START_TEST(line_by_line_other_lines_are_searched)
{
	static const char *const none[] = {"99\n", "2x\n", "-1\n", "archive 99\n"};
	char *text, line[1200];

	set_up();
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		ck_assert_int_eq(say(none[i], &text), PLAIN_QUIT);
		has(text, "No case on file is like that.");
	}
	ck_assert_int_eq(say("all\n 2\r\n", &text), PLAIN_OPEN);
	free(text);
	ck_assert_int_eq(say("3", &text), PLAIN_OPEN);
	free(text);
	memset(line, 'x', sizeof(line));
	memcpy(line + sizeof(line) - 5, "\nall", 5);
	ck_assert_int_eq(say(line, &text), PLAIN_QUIT);
	has(text, "No case on file is like that.");
	ck_assert_int_eq(say("archive\n", &text), PLAIN_QUIT);
	has(text, "as in archive 3.");
	tear_down();
}
END_TEST

START_TEST(line_by_line_in_latin_letters_and_short_lines)
{
	const struct plain_options ascii = {.ascii = true, .now = fixed_now}, narrow = {.columns = 40, .now = fixed_now};

	set_up();
	char *text = said_to("help\n", &ascii, NULL);
	for (const char *at = text; *at != '\0'; at++)
		ck_assert_int_lt((unsigned char)*at, 0x80);
	ck_assert_ptr_nonnull(strstr(text, "  1  TK-1  ???"));
	has(text, "\n  new               Begin a new case.\n");
	text = said_to("help\n", &narrow, NULL);
	for (const char *at = text; *at != '\0';) {
		size_t length = strcspn(at, "\n");
		ck_assert_msg(text_width_n(at, length) <= 40, "%.*s", (int)length, at);
		at += length + (at[length] == '\n');
	}
	has(text, "新建");
	tear_down();
}
END_TEST

/* Twenty at once, and the rest on request. */
START_TEST(line_by_line_many_cases)
{
	char id[16], *text;

	set_up();
	for (int i = 10; i < 30; i++) {
		snprintf(id, sizeof(id), "TK-%d", i);
		make_case(id, "One of many", "2026-11-20T14:00", NULL, "2026-11-20T14:30", CASE_DRAFT);
	}
	queue_free(queue);
	ck_assert_int_eq(queue_open(&world.places, folder, "me", NOW, &queue), TK_OK);
	ck_assert_int_eq(say("quit\n", &text), PLAIN_QUIT);
	ck_assert_ptr_nonnull(strstr(text, "\n 20  TK-"));
	ck_assert_ptr_null(strstr(text, "\n 21  TK-"));
	has(text, "Enter lists more.");
	ck_assert_int_eq(say("\nquit\n", &text), PLAIN_QUIT);
	const char *more = strstr(text, "Enter lists more.");
	ck_assert_ptr_nonnull(more);
	ck_assert_ptr_null(strstr(more + 1, "Enter lists more."));
	has(text, "\n 25  TK-");
	ck_assert_int_eq(say("more\n25\n", &text), PLAIN_OPEN);
	free(text);
	tear_down();
}
END_TEST

/* On a terminal, which shows itself what is typed, nothing is said twice. */
START_TEST(line_by_line_on_a_terminal)
{
	const struct plain_options options = {.now = fixed_now};
	int keyboard = posix_openpt(O_RDWR | O_NOCTTY);

	set_up();
	ck_assert(keyboard >= 0 && grantpt(keyboard) == 0 && unlockpt(keyboard) == 0);
	int line = open(ptsname(keyboard), O_RDWR | O_NOCTTY);
	ck_assert_int_ge(line, 0);
	ck_assert_int_eq(write(keyboard, "nobody\nquit\n", 12), 12);
	char *text = said_to(NULL, &options, fdopen(line, "r"));
	ck_assert_ptr_null(strstr(text, "nobody"));
	has(text, "No case on file is like that.");
	close(keyboard);
	text = said_to("nobody\nquit\n", &options, NULL);
	has(text, "> nobody\n");
	tear_down();
}
END_TEST

/* Where nothing can be written any more it ends. */
START_TEST(line_by_line_a_full_disk)
{
	const struct plain_options options = {.now = fixed_now};
	char script[] = "all\nall\n1\n", little[100];

	set_up();
	FILE *in = fmemopen(script, strlen(script), "r"), *out = fmemopen(little, sizeof(little), "w");
	setvbuf(out, NULL, _IONBF, 0);
	ck_assert_int_eq(plain_queue_run(queue, &options, in, out), PLAIN_QUIT);
	ck_assert_int_ne(getc(in), EOF); /* the rest is not read */
	fclose(in);
	fclose(out);
	tear_down();
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"model", {the_most_urgent_comes_first_and_nothing_uncertain_is_told, typing_narrows_and_widens,
				  an_archived_case_is_out_of_sight, what_others_do_is_seen,
				  a_duplicate_has_the_answers_and_nothing_that_came_of_them, rows_fit_any_width,
				  time_left_fits_its_column,
				  cases_that_are_not_whole, the_clock_of_the_list, words_of_the_list_are_found,
				  dates_of_a_case_that_was_changed, records_of_another_kind}},
		{"keys", {the_line_is_edited, the_list_is_gone_through, requests_of_the_program, nothing_there_to_click}},
		{"screen", {keys_do_what_the_table_says, clicks_choose_and_open, no_case_to_open_is_no_mistake, any_size_shows_the_selected_case, looks_in_english,
				   looks_in_chinese}},
		{"plain", {line_by_line_a_number_opens, line_by_line_other_lines_are_searched, line_by_line_in_latin_letters_and_short_lines,
				  line_by_line_many_cases, line_by_line_on_a_terminal, line_by_line_a_full_disk}},
	};
	return SUITE_RUN("queue", groups);
}
