/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "text.h"
#include "user-folders.h"

static const char *home_folder(void)
{
	const char *home = getenv("HOME");
	if (home != NULL && home[0] != '\0')
		return home;
	const struct passwd *person = getpwuid(getuid());
	return person == NULL || person->pw_dir[0] == '\0' ? NULL : person->pw_dir;
}

static char *user_folder(const char *variable, const char *below_home)
{
	const char *folder = getenv(variable);
	if (folder != NULL && folder[0] == '/')
		return text_printf("%s/tuikuan", folder);
	const char *home = home_folder();
	if (home == NULL) {
		errno = ENOENT;
		return NULL;
	}
	return text_printf("%s/%s/tuikuan", home, below_home);
}

char *user_data_folder(void)
{
	return user_folder("XDG_DATA_HOME", ".local/share");
}

char *user_config_folder(void)
{
	return user_folder("XDG_CONFIG_HOME", ".config");
}
