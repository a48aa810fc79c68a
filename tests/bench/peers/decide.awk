# SPDX-License-Identifier: GPL-3.0-or-later
# The decision table for mawk.
BEGIN { FS = ","; print "id,verdict,refund,channel,missing" }
NR > 1 {
	missing = ""
	channel = $3 ? "special" : "standard"
	refused = $8 || $9 || $7 || $5 > 30
	percent = refused ? 0 : $2 <= 15 ? 100 : $2 <= 60 ? 80 : 30
	if (!refused) {
		if ($10 && $6 == "enterprise" && !$11) missing = ";termination_proof"
		if ($3) {
			if (!$17) missing = missing ";usage_log"
			if (!$18) missing = missing ";business_statement"
			if (!$19) missing = missing ";config_error_proof"
		} else {
			if (!$15) missing = missing ";order_screenshot"
			if (!$16) missing = missing ";status_screenshot"
		}
	}
	cents = int((int($12 * 100 + 0.5) * percent + 50) / 100)
	rest = cents % 100
	print $1 "," (refused ? "refused" : percent == 100 ? "full" : "partial") "," (cents - rest) / 100 \
		(rest < 10 ? ".0" : ".") rest "," channel "," substr(missing, 2)
}
