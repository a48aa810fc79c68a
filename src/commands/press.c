/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "press.h"

#include "language.h"
#include "output.h"

bool press(const char *work, const char *input, size_t length, struct press_output *ret_output)
{
	switch (press_run(NULL, work, language_current(), input, length, ret_output)) {
	case PRESS_DONE:
		if (ret_output->message)
			report(_("warning: %s"), ret_output->message);
		return true;
	case PRESS_MISSING:
		report(_("tuikuan-paper, which writes PDF, packets and calendar files, was not built with this program "
			 "(it needs libpango1.0-dev, libarchive-dev and libical-dev); text can be written without it"));
		break;
	case PRESS_FAILED:
		report(_("tuikuan-paper has failed: %s"), ret_output->message ? ret_output->message : "?");
		break;
	case PRESS_NO_MEMORY:
		report_no_memory();
		break;
	}
	return false;
}
