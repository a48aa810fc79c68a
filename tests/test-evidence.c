/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of evidence: what they are by content, whether they are still the same, and paths that Tab goes on with. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>

#include "evidence.h"
#include "suite.h"
#include "text.h"

static char folder[64];

static char *in_folder(const char *name)
{
	return text_printf("%s/%s", folder, name);
}

static void put_bytes(const char *name, const void *bytes, size_t length)
{
	char *path = in_folder(name);
	FILE *file = fopen(path, "w");

	ck_assert(file != NULL && fwrite(bytes, 1, length, file) == length && fclose(file) == 0);
	free(path);
}

static enum evidence_type type_of(const char *bytes, size_t length)
{
	struct evidence_file file;
	char *path = in_folder("x.jpg"); /* whatever the name says */

	put_bytes("x.jpg", bytes, length);
	ck_assert(evidence_look(NULL, path, &file));
	ck_assert_int_eq(file.size, (int64_t)length);
	free(path);
	return file.type;
}
#define TYPE_OF(bytes) type_of(bytes, sizeof(bytes) - 1)

START_TEST(types_are_told_by_content)
{
	make_folder(folder);
	ck_assert_int_eq(TYPE_OF("%PDF-1.7\n"), EVIDENCE_PDF);
	ck_assert_int_eq(TYPE_OF("\x89PNG\r\n\x1a\n...."), EVIDENCE_PNG);
	ck_assert_int_eq(TYPE_OF("\xff\xd8\xff\xe0"), EVIDENCE_JPEG);
	ck_assert_int_eq(TYPE_OF("GIF89a"), EVIDENCE_GIF);
	ck_assert_int_eq(TYPE_OF("RIFF....WEBPVP8 "), EVIDENCE_WEBP);
	ck_assert_int_eq(TYPE_OF("....ftypheic"), EVIDENCE_HEIC);
	ck_assert_int_eq(TYPE_OF("II*\0"), EVIDENCE_TIFF);
	ck_assert_int_eq(TYPE_OF("PK\x03\x04"), EVIDENCE_ZIP);
	ck_assert_int_eq(TYPE_OF("退款\r\n订单\n"), EVIDENCE_TEXT);
	ck_assert_int_eq(TYPE_OF("\xe9\x80"), EVIDENCE_OTHER);
	ck_assert_int_eq(TYPE_OF("a\0b"), EVIDENCE_OTHER);
	ck_assert_int_eq(TYPE_OF("\x1b[2J"), EVIDENCE_OTHER);
	ck_assert_int_eq(TYPE_OF(""), EVIDENCE_OTHER);
	remove_folder(folder);
}
END_TEST

START_TEST(what_was_attached_is_known_again)
{
	struct case_file *file = case_new();
	struct evidence_file found, back;

	make_folder(folder);
	char *path = in_folder("proof.pdf");
	put_file(folder, "proof.pdf", "%PDF-abc");
	ck_assert(evidence_look(NULL, path, &found));
	is_text(evidence_text(&found), "1e8a7587529cc956d46dea481f38c623395a879a1179c277f476a9cdb88a540d 8 pdf");
	char *text = evidence_text(&found);
	ck_assert(evidence_parse(text, &back));
	ck_assert_int_eq(back.size, 8);
	ck_assert_int_eq(back.type, EVIDENCE_PDF);
	ck_assert_str_eq(back.sha256, found.sha256);
	ck_assert(!evidence_parse("abc 8 pdf", &back));
	ck_assert(case_values_set(&file->evidence, "proof", path, TK_KNOWN_TYPED));
	ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_UNRECORDED);
	ck_assert(case_values_set(&file->files, "proof", text, TK_KNOWN_TYPED));
	ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_SAME);
	put_file(folder, "proof.pdf", "%PDF-abd");
	ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_CHANGED);
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_LOST);
	ck_assert_int_eq(evidence_state(file, "other"), EVIDENCE_NO_FILE);
	ck_assert(case_values_set(&file->evidence, "proof", "yes", TK_KNOWN_TYPED));
	ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_NO_FILE);
	free(text);
	free(path);
	case_free(file);
	remove_folder(folder);
}
END_TEST

/* What stands in [files] may have been written by another version, or by hand. */
START_TEST(what_was_recorded_need_not_be_understood)
{
#define HASH "1e8a7587529cc956d46dea481f38c623395a879a1179c277f476a9cdb88a540d"
	static const char *const wrong[] = {"", "zz", HASH, HASH " 8", HASH " -8 pdf", HASH " 8 pdf more", "abc 8 pdf",
		HASH " 8 a-type-of-a-long-name"};
	struct case_file *file = case_new();
	struct evidence_file back = {.size = 7};

	make_folder(folder);
	char *path = in_folder("proof.pdf");
	put_file(folder, "proof.pdf", "%PDF-abc");
	ck_assert(case_values_set(&file->evidence, "proof", path, TK_KNOWN_TYPED));
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		ck_assert_msg(!evidence_parse(wrong[i], &back), "%s", wrong[i]);
		ck_assert_int_eq(back.size, 7);
		ck_assert(case_values_set(&file->files, "proof", wrong[i], TK_KNOWN_TYPED));
		ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_UNRECORDED);
	}
	/* A type of a later version is one all the same. */
	ck_assert(evidence_parse(HASH " 8 hologram", &back));
	ck_assert_int_eq(back.type, EVIDENCE_OTHER);
	ck_assert(case_values_set(&file->files, "proof", HASH " 8 hologram", TK_KNOWN_TYPED));
	ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_SAME);
	static const char *const answers[] = {"yes", "no", "?", ""};
	for (size_t i = 0; i < 4; i++) {
		ck_assert(!evidence_is_path(answers[i]));
		ck_assert(case_values_set(&file->evidence, "proof", answers[i], TK_KNOWN_TYPED));
		ck_assert_int_eq(evidence_state(file, "proof"), EVIDENCE_NO_FILE);
	}
	ck_assert(!evidence_is_path(NULL));
	free(path);
	case_free(file);
	remove_folder(folder);
}
END_TEST

/* What may leave the machine: what was attached here, and what lies beside the case. */
START_TEST(what_may_be_taken_along)
{
	struct case_file *file = case_new();
	char *bytes = NULL, outside[64];
	size_t length;

	make_folder(folder);
	make_folder(outside);
	char *beside = in_folder("proof.pdf"), *elsewhere = text_printf("%s/proof.pdf", outside);
	put_file(folder, "proof.pdf", "%PDF-abc");
	put_file(outside, "proof.pdf", "%PDF-abc");
	put_file(folder, "TK-1.ini", "[case]\nformat = 1\n");
	ck_assert(case_values_set(&file->evidence, "proof", beside, TK_KNOWN_TYPED));
	/* A case that was not saved lies nowhere, nor does one whose folder is gone. */
	ck_assert_int_eq(evidence_take(file, "proof", 1000, &bytes, &length), EVIDENCE_ELSEWHERE);
	file->path = strdup("/no/such/TK-1.ini");
	ck_assert_int_eq(evidence_take(file, "proof", 1000, &bytes, &length), EVIDENCE_ELSEWHERE);
	free(file->path);
	file->path = in_folder("TK-1.ini");
	static const char *const recorded[] = {NULL, "nonsense", HASH " 8 pdf"};
	for (size_t i = 0; i < 3; i++) {
		ck_assert(case_values_set(&file->files, "proof", recorded[i], TK_KNOWN_TYPED));
		ck_assert_int_eq(evidence_take(file, "proof", 1000, &bytes, &length), EVIDENCE_TAKEN);
		ck_assert_uint_eq(length, 8);
		is_text(bytes, "%PDF-abc");
	}
	ck_assert(case_values_set(&file->evidence, "proof", elsewhere, TK_KNOWN_TYPED));
	static const enum evidence_taking taken[] = {EVIDENCE_ELSEWHERE, EVIDENCE_ELSEWHERE, EVIDENCE_TAKEN};
	for (size_t i = 0; i < 3; i++) {
		ck_assert(case_values_set(&file->files, "proof", recorded[i], TK_KNOWN_TYPED));
		ck_assert_int_eq(evidence_take(file, "proof", 1000, &bytes, &length), taken[i]);
	}
	free(bytes);
	put_file(outside, "proof.pdf", "%PDF-abd");
	ck_assert_int_eq(evidence_take(file, "proof", 1000, &bytes, &length), EVIDENCE_REPLACED);
	ck_assert_int_eq(unlink(elsewhere), 0);
	ck_assert_int_eq(symlink(beside, elsewhere), 0);
	ck_assert_int_eq(evidence_take(file, "proof", 1000, &bytes, &length), EVIDENCE_LINKED);
	free(beside);
	free(elsewhere);
	case_free(file);
	remove_folder(outside);
	remove_folder(folder);
}
END_TEST

START_TEST(what_is_no_file_is_refused)
{
	struct evidence_file file;

	make_folder(folder);
	errno = 0;
	ck_assert(!evidence_look(NULL, folder, &file));
	ck_assert_int_eq(errno, EISDIR);
	char *pipe = in_folder("pipe");
	ck_assert_int_eq(mkfifo(pipe, 0600), 0);
	ck_assert(!evidence_look(NULL, pipe, &file)); /* and not waited for */
	ck_assert_int_eq(errno, EINVAL);
	free(pipe);
	ck_assert(!evidence_look(NULL, "/no/such", &file));
	ck_assert_int_eq(errno, ENOENT);
	char *big = in_folder("big");
	int fd = open(big, O_CREAT | O_WRONLY, 0600);
	ck_assert(fd >= 0 && ftruncate(fd, EVIDENCE_MOST + 1) == 0);
	close(fd);
	ck_assert(!evidence_look(NULL, big, &file));
	ck_assert_int_eq(errno, EFBIG);
	free(big);
	remove_folder(folder);
}
END_TEST

START_TEST(paths_begin_at_home_or_here)
{
	make_folder(folder);
	put_file(folder, "a.pdf", "x");
	setenv("HOME", folder, 1);
	char *path = in_folder("a.pdf");
	char *expected = realpath(path, NULL);
	is_text(evidence_find(" ~/a.pdf "), expected);
	ck_assert_int_eq(chdir(folder), 0);
	is_text(evidence_find("./a.pdf"), expected);
	is_text(evidence_find("a.pdf"), expected);
	ck_assert_ptr_null(evidence_find("b.pdf"));
	ck_assert_int_eq(errno, ENOENT);
	/* Somebody else's home, and a home that is none: then it is a name like any other. */
	ck_assert_int_eq(mkdir("~", 0700), 0);
	put_file("~", "a.pdf", "x");
	put_file(folder, "~a.pdf", "x");
	free(expected);
	expected = realpath("~a.pdf", NULL);
	is_text(evidence_find("~a.pdf"), expected);
	free(expected);
	expected = realpath("~/a.pdf", NULL);
	setenv("HOME", "", 1);
	is_text(evidence_find("~/a.pdf"), expected);
	unsetenv("HOME");
	is_text(evidence_find("~/a.pdf"), expected);
	ck_assert_int_eq(chdir("/"), 0);
	free(expected);
	free(path);
	remove_folder(folder);
}
END_TEST

static void completes(const char *typed, const char *expected, const char *expected_names)
{
	char *names = NULL, *completed = evidence_complete(NULL, typed, &names);

	ck_assert_ptr_nonnull(completed);
	ck_assert_str_eq(completed, expected);
	ck_assert_str_eq(names, expected_names);
	free(names);
	free(completed);
}

START_TEST(tab_goes_on_with_what_all_share)
{
	char *names;

	make_folder(folder);
	setenv("HOME", folder, 1);
	put_file(folder, "订单详情.png", "x");
	put_file(folder, "订单截图.png", "x");
	put_file(folder, "one.pdf", "x");
	put_file(folder, ".hidden", "x");
	char *below = in_folder("proofs");
	ck_assert_int_eq(mkdir(below, 0700), 0);
	free(below);
	completes("~", "~/", "");
	completes("~/o", "~/one.pdf", "");
	completes("~/p", "~/proofs/", "");
	completes("~/订", "~/订单", "订单截图.png\n订单详情.png\n"); /* whole characters */
	completes("~/.h", "~/.hidden", "");
	/* Of two characters that begin alike nothing is shared; nor of all names there are. */
	put_file(folder, "y截.png", "x");
	put_file(folder, "y支.png", "x");
	completes("~/y", "~/y", "y截.png\ny支.png\n");
	char *all = NULL, *completed = evidence_complete(NULL, "~/", &all);
	ck_assert_str_eq(completed, "~/");
	ck_assert_str_eq(all, "one.pdf\nproofs/\ny截.png\ny支.png\n订单截图.png\n订单详情.png\n");
	free(completed);
	free(all);
	/* Without a folder it is the one that the program works in. */
	ck_assert_int_eq(chdir(folder), 0);
	completes("on", "one.pdf", "");
	ck_assert_int_eq(chdir("/"), 0);
	ck_assert_ptr_null(evidence_complete(NULL, "~/x", &names));
	ck_assert_ptr_null(evidence_complete(NULL, "~/nowhere/x", &names));
	remove_folder(folder);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"files", {types_are_told_by_content, what_was_attached_is_known_again,
				  what_was_recorded_need_not_be_understood, what_may_be_taken_along,
				  what_is_no_file_is_refused}},
		{"paths", {paths_begin_at_home_or_here, tab_goes_on_with_what_all_share}},
	};
	return SUITE_RUN("evidence", groups);
}
