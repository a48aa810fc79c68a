/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A packet while it is put together: files under names that a web upload takes, their hashes, and what is
 * missing. Knows names and bytes; must not know cases or papers.
 */
#ifndef COMMANDS_PACKET_PARTS_H
#define COMMANDS_PACKET_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text.h"

#define PACKET_FILES_MAX 128
#define PACKET_BYTES_MAX ((size_t)256 << 20)

struct packet_file {
	char *name; /* in the packet: ASCII, with at most one '/' */
	char *what; /* for the reader of the index */
	size_t length;
	char sha256[65];
};

struct packet {
	struct packet_file files[PACKET_FILES_MAX];
	size_t count, bytes;
	struct text_buffer input;   /* for the press (base/sheet) */
	struct text_buffer missing; /* one a line */
	size_t missing_count;
	bool failed; /* no memory */
};

void packet_begin(struct packet *packet, int64_t at);
void packet_release(struct packet *packet);
/* Adds a file. false: no room for it any more; the packet is as it was. */
bool packet_add(struct packet *packet, const char *name, const char *what, const char *bytes, size_t length);
/* Notes what is missing, and says it on standard error. */
void packet_lack(struct packet *packet, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The ending of PATH for a file in the packet: ".png"; "" when it has none that every upload form takes. Caller
 * frees; NULL = no memory. */
char *packet_ending(const char *path);
/* Adds the index page and SHA256SUMS, the last two files. HEAD: lines above the list, may be empty. */
void packet_close(struct packet *packet, const char *language, const char *title, const char *head);

#endif
