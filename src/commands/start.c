/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "start.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "language.h"
#include "output.h"
#include "places.h"

/* A file that is opened must never become a standard stream that was closed. Reading from (writing to)
 * the substitute fails, as it would have. */
static void keep_standard_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static void use_settings(void)
{
	struct settings settings;
	struct tk_errors errors;

	tk_errors_init(&errors);
	if (settings_load(&settings, &errors) == TK_OK) {
		const char *language = settings.language ? language_canonical(settings.language) : NULL;
		if (language)
			language_set(language);
		settings_release(&settings);
	}
	report_errors(&errors);
	tk_errors_release(&errors);
}

void start(void)
{
	keep_standard_streams();
	/* A file that may not grow further is a message like any other failure to write. */
	signal(SIGXFSZ, SIG_IGN);
	/* Whoever ignores the end of its children leaves that to us, and then none of ours can be waited for. */
	signal(SIGCHLD, SIG_DFL);
	if (language_start(LOCALE_DIR, NULL))
		use_settings();
}
