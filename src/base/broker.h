/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The broker: a process forked before this one is confined (confine.h), which does for it the few things that it can
 * no longer do: open a file or a folder to read that a person names, and run the programs of child.h. It hands out
 * regular files and folders, read only, and runs nothing else, whatever it is asked. Must not know why.
 * Everywhere a broker is asked for, NULL means that there is none: then the caller's own process does it.
 */
#ifndef BASE_BROKER_H
#define BASE_BROKER_H

struct broker;
struct child_task;

enum broker_kind { BROKER_FILE, BROKER_FOLDER };

/* NULL: errno. It ends with the process that started it, however that ends. */
struct broker *broker_start(void);
/* Waits until it has ended. NULL is ignored. */
void broker_stop(struct broker *broker);
/* A descriptor of PATH for reading, closed on exec; for a FOLDER to be listed. PATH may lead over symbolic links. -1:
 * errno (EINVAL: it is neither file nor folder; EPIPE: the broker is gone). The caller closes it. */
int broker_open(struct broker *broker, enum broker_kind kind, const char *path);
/* As child_execute. */
int broker_run(struct broker *broker, const struct child_task *task, const int streams[], int *ret_status);

#endif
