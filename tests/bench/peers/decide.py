# SPDX-License-Identifier: GPL-3.0-or-later
# The decision table for Python, with its csv module: decide.py IN OUT
import csv
import sys

with open(sys.argv[1], newline="") as table, open(sys.argv[2], "w") as out:
    rows = csv.reader(table)
    next(rows)
    out.write("id,verdict,refund,channel,missing\n")
    for (number, minutes, deployed, _, days, account, arrears, ddos, illegal, annual, ended, paid, _, _,
         order, status, log, statement, error, _) in rows:
        special = deployed == "1"
        missing = []
        percent, verdict = 0, "refused"
        if not (ddos == "1" or illegal == "1" or arrears == "1" or float(days) > 30):
            percent = 100 if float(minutes) <= 15 else 80 if float(minutes) <= 60 else 30
            verdict = "full" if percent == 100 else "partial"
            if annual == "1" and account == "enterprise" and ended == "0":
                missing.append("termination_proof")
            wanted = ((log, "usage_log"), (statement, "business_statement"), (error, "config_error_proof")) \
                if special else ((order, "order_screenshot"), (status, "status_screenshot"))
            missing += [name for held, name in wanted if held == "0"]
        cents = (int(paid.replace(".", "")) * percent + 50) // 100
        out.write(f"{number},{verdict},{cents // 100}.{cents % 100:02d},"
                  f"{'special' if special else 'standard'},{';'.join(missing)}\n")
