#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sqlite.sh IN OUT: into a table in memory, then one query.
here=$(dirname -- "$0")
exec sqlite3 -batch :memory: <<END
CREATE TABLE orders (id INTEGER, minutes_since_order REAL, deployed INTEGER, started INTEGER,
	days_since_service_start REAL, account_type TEXT, arrears INTEGER, ddos_record INTEGER,
	illegal_content INTEGER, annual_agreement INTEGER, has_termination_proof INTEGER, paid REAL,
	abnormal_ops INTEGER, promo INTEGER, order_screenshot INTEGER, status_screenshot INTEGER,
	usage_log INTEGER, business_statement INTEGER, config_error_proof INTEGER, region TEXT);
.mode csv
.import --skip 1 "$1" orders
.mode list
.separator ,
.headers on
.output "$2"
$(cat "$here/decide.sql");
END
