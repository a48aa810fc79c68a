-- SPDX-License-Identifier: GPL-3.0-or-later
-- The decision table for SQLite and DuckDB: a query on a table `orders` with the columns of the CSV.
SELECT id, CASE WHEN refused THEN 'refused' WHEN percent = 100 THEN 'full' ELSE 'partial' END AS verdict,
	printf('%d.%02d', (CASE WHEN refused THEN 0 ELSE (cents * percent + 50) / 100 END) / 100,
		(CASE WHEN refused THEN 0 ELSE (cents * percent + 50) / 100 END) % 100) AS refund,
	CASE WHEN deployed = 1 THEN 'special' ELSE 'standard' END AS channel,
	CASE WHEN refused THEN '' ELSE rtrim(
		CASE WHEN annual_agreement = 1 AND account_type = 'enterprise' AND has_termination_proof = 0
			THEN 'termination_proof;' ELSE '' END ||
		CASE WHEN deployed = 1 AND usage_log = 0 THEN 'usage_log;' ELSE '' END ||
		CASE WHEN deployed = 1 AND business_statement = 0 THEN 'business_statement;' ELSE '' END ||
		CASE WHEN deployed = 1 AND config_error_proof = 0 THEN 'config_error_proof;' ELSE '' END ||
		CASE WHEN deployed = 0 AND order_screenshot = 0 THEN 'order_screenshot;' ELSE '' END ||
		CASE WHEN deployed = 0 AND status_screenshot = 0 THEN 'status_screenshot;' ELSE '' END, ';')
	END AS missing
FROM (SELECT *, ddos_record = 1 OR illegal_content = 1 OR arrears = 1 OR days_since_service_start > 30 AS refused,
	CASE WHEN minutes_since_order <= 15 THEN 100 WHEN minutes_since_order <= 60 THEN 80 ELSE 30 END AS percent,
	CAST(round(paid * 100) AS INTEGER) AS cents FROM orders)
