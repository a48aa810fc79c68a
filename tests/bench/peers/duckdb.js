// SPDX-License-Identifier: GPL-3.0-or-later
// duckdb.js IN OUT THREADS: the query straight over the file.
'use strict';
const fs = require('fs'), path = require('path');
const { DuckDBInstance } = require('@duckdb/node-api');

(async () => {
	const [, , from, to, threads] = process.argv;
	const query = fs.readFileSync(path.join(__dirname, 'decide.sql'), 'utf8')
		.replace('FROM orders', `FROM read_csv('${from}', header = true, types = {'paid': 'DECIMAL(12,2)'})`)
		.replace(/\(cents \* percent \+ 50\) \/ 100/g, '((cents * percent + 50) // 100)')
		.replace(/END\) \/ 100/, 'END) // 100');
	const instance = await DuckDBInstance.create(':memory:', { threads });
	const connection = await instance.connect();
	await connection.run(`COPY (${query}) TO '${to}' (FORMAT csv, HEADER, QUOTE '', ESCAPE '')`);
	connection.closeSync();
	instance.closeSync();
})();
