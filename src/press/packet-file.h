/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files in one ZIP: the door to libarchive. All get the same time and mode, and stand in the order in
 * which they come, so that the same files are the same bytes. Must not know what is in them.
 */
#ifndef PRESS_PACKET_FILE_H
#define PRESS_PACKET_FILE_H

#include "tuikuan-errors.h"

/* INPUT as base/sheet tells of a packet; it is cut up. TK_INVALID: it is none. TK_NO_MEMORY. Caller frees. */
enum tk_status packet_file_make(char *input, size_t length, char **ret_bytes, size_t *ret_length);
/* What is in the ZIP of LENGTH bytes, as base/sheet tells of it. Nothing that leads out of a folder comes out:
 * names with "..", absolute ones, links; sizes are those of what was read. TK_NO_MEMORY. Caller frees. */
enum tk_status packet_file_read(char *input, size_t length, char **ret_bytes, size_t *ret_length);

#endif
