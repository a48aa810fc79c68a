/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The person's own folders, as the XDG base directory rules have them. Must not know what lies
 * there.
 */
#ifndef CASEBOOK_USER_FOLDERS_H
#define CASEBOOK_USER_FOLDERS_H

/* "$XDG_DATA_HOME/tuikuan" (or ~/.local/share/tuikuan), "$XDG_CONFIG_HOME/tuikuan" (or
 * ~/.config/tuikuan); whether they exist is not looked at. A relative XDG folder counts as not set.
 * Caller frees; NULL with errno (ENOENT: the person has no home). */
char *user_data_folder(void);
char *user_config_folder(void);

#endif
