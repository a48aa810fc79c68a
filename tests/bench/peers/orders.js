// SPDX-License-Identifier: GPL-3.0-or-later
// What the engines on Node share: the table read in blocks, an object of facts a row; the rules as data; and from
// the rules that fired to a row of verdicts.
'use strict';
const fs = require('fs');

// id, what follows, conditions that hold together: fact, operator, value.
exports.rules = [
	['R1', 'refuse', ['ddos_record', '=', true]],
	['R2', 'refuse', ['illegal_content', '=', true]],
	['R3', 'refuse', ['arrears', '=', true]],
	['R4', 'refuse', ['days_since_service_start', '>', 30]],
	['T1', 100, ['minutes_since_order', '<=', 15]],
	['T2', 80, ['minutes_since_order', '>', 15], ['minutes_since_order', '<=', 60]],
	['T3', 30, ['minutes_since_order', '>', 60]],
	['C1', 'standard', ['deployed', '=', false]],
	['C2', 'special', ['deployed', '=', true]],
	['R5', 'termination_proof', ['annual_agreement', '=', true], ['account_type', '=', 'enterprise'],
		['has_termination_proof', '=', false]],
	['D1', 'order_screenshot', ['deployed', '=', false], ['order_screenshot', '=', false]],
	['D2', 'status_screenshot', ['deployed', '=', false], ['status_screenshot', '=', false]],
	['D3', 'usage_log', ['deployed', '=', true], ['usage_log', '=', false]],
	['D4', 'business_statement', ['deployed', '=', true], ['business_statement', '=', false]],
	['D5', 'config_error_proof', ['deployed', '=', true], ['config_error_proof', '=', false]],
	['K1', 'warn', ['abnormal_ops', '=', true]],
	['K2', 'warn', ['promo', '=', true]],
];
const effects = Object.fromEntries(exports.rules);

function order(line) {
	const cell = line.split(',');
	return {
		id: cell[0], minutes_since_order: +cell[1], deployed: cell[2] === '1', started: cell[3] === '1',
		days_since_service_start: +cell[4], account_type: cell[5], arrears: cell[6] === '1',
		ddos_record: cell[7] === '1', illegal_content: cell[8] === '1', annual_agreement: cell[9] === '1',
		has_termination_proof: cell[10] === '1', paid: +cell[11], abnormal_ops: cell[12] === '1',
		promo: cell[13] === '1', order_screenshot: cell[14] === '1', status_screenshot: cell[15] === '1',
		usage_log: cell[16] === '1', business_statement: cell[17] === '1', config_error_proof: cell[18] === '1',
		region: cell[19],
	};
}

function verdict(facts, fired) {
	let refused = false, percent = 0, channel = '';
	const missing = [];
	for (const id of fired) {
		const effect = effects[id];
		if (effect === 'refuse') refused = true;
		else if (typeof effect === 'number') percent = effect;
		else if (id[0] === 'C') channel = effect;
		else if (effect !== 'warn') missing.push(effect);
	}
	const cents = refused ? 0 : Math.floor((Math.round(facts.paid * 100) * percent + 50) / 100), rest = cents % 100;
	return `${facts.id},${refused ? 'refused' : percent === 100 ? 'full' : 'partial'},` +
		`${(cents - rest) / 100}.${rest < 10 ? '0' : ''}${rest},${channel},${refused ? '' : missing.join(';')}\n`;
}

function* blocks(path) {
	const file = fs.openSync(path, 'r'), buffer = Buffer.allocUnsafe(1 << 20);
	let rest = '', first = true, read;
	while ((read = fs.readSync(file, buffer, 0, buffer.length, null)) > 0) {
		const lines = (rest + buffer.latin1Slice(0, read)).split('\n');
		rest = lines.pop();
		if (first) lines.shift();
		first = false;
		yield lines;
	}
	if (rest) yield [rest];
}

// Reads IN, asks FIRED (facts to a promise of ids) with so many questions in flight, writes OUT.
exports.judge = async (fired, flight) => {
	const [, , from, to] = process.argv, file = fs.openSync(to, 'w');
	let text = 'id,verdict,refund,channel,missing\n';
	for (const lines of blocks(from)) {
		for (let i = 0; i < lines.length; i += flight) {
			const orders = lines.slice(i, i + flight).map(order);
			const lists = await Promise.all(orders.map(fired));
			for (let k = 0; k < orders.length; k++) text += verdict(orders[k], lists[k]);
		}
		fs.writeSync(file, text, null, 'latin1');
		text = '';
	}
	fs.writeSync(file, text);
	fs.closeSync(file);
};
