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
	ck_assert_ptr_null(evidence_complete(NULL, "~/x", &names));
	ck_assert_ptr_null(evidence_complete(NULL, "~/nowhere/x", &names));
	remove_folder(folder);
}
END_TEST

int main(void)
{
	const struct suite_group groups[] = {
		{"files", {types_are_told_by_content, what_was_attached_is_known_again, what_is_no_file_is_refused}},
		{"paths", {paths_begin_at_home_or_here, tab_goes_on_with_what_all_share}},
	};
	return SUITE_RUN("evidence", groups);
}
