/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "confine.h"

#if WITH_CONFINEMENT

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <stdint.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- files: Landlock --------------------------------------------------------------------------- */

/* The headers of a kernel are often older than the kernel. */
#ifndef LANDLOCK_ACCESS_FS_REFER
#define LANDLOCK_ACCESS_FS_REFER (1ULL << 13)
#endif
#ifndef LANDLOCK_ACCESS_FS_TRUNCATE
#define LANDLOCK_ACCESS_FS_TRUNCATE (1ULL << 14)
#endif
#define NET_BIND_TCP (1ULL << 0)
#define NET_CONNECT_TCP (1ULL << 1)

/* struct landlock_ruleset_attr, as it is since its version 4. */
struct ruleset {
	uint64_t files, net;
};

enum { WITH_REFER = 2, WITH_TRUNCATE = 3, WITH_NET = 4 };

#define OF_FILES (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_TRUNCATE)
#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING                                                                                                        \
	(READING | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_TRUNCATE | LANDLOCK_ACCESS_FS_REMOVE_FILE |      \
		LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |            \
		LANDLOCK_ACCESS_FS_REFER)
#define EVERYTHING                                                                                                     \
	(WRITING | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_BLOCK |         \
		LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_SYM)

/* A folder that is not there needs no rule: nothing can be made in it either. */
static bool allow_folder(int rules, const struct confine_folder *folder, uint64_t handled)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = (folder->writable ? WRITING : READING) & handled,
		.parent_fd = open(folder->path, O_PATH | O_CLOEXEC)};
	struct stat about;

	if (rule.parent_fd < 0)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
	if (fstat(rule.parent_fd, &about) == 0 && !S_ISDIR(about.st_mode))
		rule.allowed_access &= OF_FILES;
	bool done = syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
	close(rule.parent_fd);
	return done;
}

/* Without REFER every move between two folders is refused, wherever they lie: then rather none of it. */
static bool confine_files(const struct confine_folder *folders, size_t count)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
	struct ruleset ruleset = {.files = EVERYTHING, .net = NET_BIND_TCP | NET_CONNECT_TCP};

	if (version < WITH_REFER)
		return false;
	if (version < WITH_TRUNCATE)
		ruleset.files &= ~LANDLOCK_ACCESS_FS_TRUNCATE;
	size_t known = version < WITH_NET ? sizeof(ruleset.files) : sizeof(ruleset);
	int rules = (int)syscall(SYS_landlock_create_ruleset, &ruleset, known, 0);
	bool done = rules >= 0;
	for (size_t i = 0; done && i < count; i++)
		done = allow_folder(rules, &folders[i], ruleset.files);
	done = done && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (rules >= 0)
		close(rules);
	return done;
}

/* ---- calls: seccomp ---------------------------------------------------------------------------- */

static const int refused_calls[] = {
	/* talking to others; io_uring can do all of this unseen */
	SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
	SCMP_SYS(accept4), SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register),
	/* other programs and processes */
	SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev),
	SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp),
#if !CONFINE_LOOKED_INTO
	SCMP_SYS(ptrace),
#endif
	/* another view of the files, and what Landlock does not see */
	SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(unshare), SCMP_SYS(setns),
	SCMP_SYS(move_mount), SCMP_SYS(open_tree), SCMP_SYS(fsopen), SCMP_SYS(fsmount), SCMP_SYS(fspick),
	SCMP_SYS(mount_setattr), SCMP_SYS(open_by_handle_at), SCMP_SYS(chown), SCMP_SYS(lchown), SCMP_SYS(fchownat),
	SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr),
	/* the kernel's own works */
	SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd), SCMP_SYS(keyctl), SCMP_SYS(add_key),
	SCMP_SYS(request_key), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(init_module),
	SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff),
	SCMP_SYS(acct), SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(sethostname),
	SCMP_SYS(setdomainname), SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(quotactl), SCMP_SYS(syslog),
};

/* What is pushed into the terminal's queue of keys is run by the shell behind us. */
static const unsigned refused_ioctls[] = {TIOCSTI, TIOCLINUX};

/* libseccomp is loaded by the wizard alone: what judges one case does not wait for it. */
struct library {
	void *handle;
	scmp_filter_ctx (*init)(uint32_t);
	int (*rule_add)(scmp_filter_ctx, uint32_t, int, unsigned, ...);
	int (*load)(const scmp_filter_ctx);
	void (*release)(scmp_filter_ctx);
};

static bool find(const struct library *library, const char *name, void *ret_function)
{
	void *found = dlsym(library->handle, name);

	*(void **)ret_function = found;
	return found != NULL;
}

static bool load_library(struct library *library)
{
	library->handle = dlopen("libseccomp.so.2", RTLD_NOW | RTLD_LOCAL);
	if (library->handle == NULL)
		return false;
	if (find(library, "seccomp_init", &library->init) && find(library, "seccomp_rule_add", &library->rule_add) &&
		find(library, "seccomp_load", &library->load) && find(library, "seccomp_release", &library->release))
		return true;
	dlclose(library->handle);
	return false;
}

/* A call that this machine does not have is refused already. NULL: it cannot be made. */
static scmp_filter_ctx make_filter(const struct library *library)
{
	scmp_filter_ctx filter = library->init(SCMP_ACT_ALLOW);
	bool done = filter != NULL;

	for (size_t i = 0; done && i < sizeof(refused_calls) / sizeof(refused_calls[0]); i++) {
		int wrong = library->rule_add(filter, SCMP_ACT_ERRNO(EPERM), refused_calls[i], 0);
		done = wrong == 0 || wrong == -EDOM;
	}
	for (size_t i = 0; done && i < sizeof(refused_ioctls) / sizeof(refused_ioctls[0]); i++)
		done = library->rule_add(filter, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(ioctl), 1,
			       SCMP_A1(SCMP_CMP_MASKED_EQ, UINT32_MAX, refused_ioctls[i])) == 0;
	if (!done && filter != NULL) {
		library->release(filter);
		filter = NULL;
	}
	return filter;
}

/* ---- all of it --------------------------------------------------------------------------------- */

/* The filter is made before files are out of reach, and put in force last: it would refuse what the rest is done
 * with. */
struct confinement confine(const struct confine_folder *folders, size_t count)
{
	struct confinement given = {.wanted = true};
	struct library library;

	given.privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
	if (!given.privileges)
		return given;
	bool loaded = load_library(&library);
	scmp_filter_ctx filter = loaded ? make_filter(&library) : NULL;
	given.files = confine_files(folders, count);
	given.calls = filter != NULL && library.load(filter) == 0;
	if (filter != NULL)
		library.release(filter);
	if (loaded)
		dlclose(library.handle);
	return given;
}

#else

struct confinement confine(const struct confine_folder *folders, size_t count)
{
	(void)folders;
	(void)count;
	return (struct confinement){.wanted = false};
}

#endif
