/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <errno.h>
#include <unistd.h>

#include <nettle/sha2.h>

#include "file.h"

static void put_hex(struct sha256_ctx *context, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(context, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[64] = '\0';
}

void file_sha256_hex(const void *bytes, size_t length, char hex[65])
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, length, bytes);
	put_hex(&context, hex);
}

bool file_sha256_of(int fd, char hex[65])
{
	struct sha256_ctx context;
	uint8_t bytes[16384];
	ssize_t got;

	sha256_init(&context);
	while ((got = read(fd, bytes, sizeof(bytes))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		sha256_update(&context, (size_t)got, bytes);
	}
	put_hex(&context, hex);
	return true;
}
