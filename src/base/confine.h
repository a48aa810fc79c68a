/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Giving up what this process does not need, for good: new privileges, sockets and other programs (seccomp), and all
 * files but those in some folders (Landlock). What it still needs of that, a broker does for it (broker.h). It keeps
 * what it has open. Must not know which folders those are, nor why.
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* AddressSanitizer looks into the process as a debugger would, and into /proc: that is left to it. */
#if defined __SANITIZE_ADDRESS__
#define CONFINE_LOOKED_INTO 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define CONFINE_LOOKED_INTO 1
#endif
#endif
#ifndef CONFINE_LOOKED_INTO
#define CONFINE_LOOKED_INTO 0
#endif

struct confine_folder {
	const char *path; /* a folder with all that is below it, or a file; one that is not there gives nothing */
	bool writable;
};

/* What was given up: a kernel may be too old for the one (5.13, and 5.19 for moving files between folders) or built
 * without the other, and libseccomp may not be installed. */
struct confinement {
	bool privileges; /* none are gained by running a program */
	bool calls;      /* sockets, programs, other processes, the terminal's input queue, the kernel's own works: EPERM */
	bool files;      /* all but the folders: EACCES */
	bool wanted;     /* it was built and asked for */
};

/* Confines this process and those that it starts. To be called while it has one thread. */
struct confinement confine(const struct confine_folder *folders, size_t count);

#endif
