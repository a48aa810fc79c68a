// SPDX-License-Identifier: GPL-3.0-or-later
// json-rules-engine.js IN OUT: an event for each rule; it judges one order after the other.
'use strict';
const { Engine } = require('json-rules-engine');
const { rules, judge } = require('./orders');

const operators = { '=': 'equal', '>': 'greaterThan', '<=': 'lessThanInclusive' };
const order = new Map(rules.map(([id], index) => [id, index]));
const engine = new Engine();
for (const [id, , ...when] of rules) {
	engine.addRule({
		name: id, event: { type: id },
		conditions: { all: when.map(([fact, operator, value]) => ({ fact, operator: operators[operator], value })) },
	});
}

judge(async facts => {
	const { events } = await engine.run(facts);
	return events.map(event => event.type).sort((a, b) => order.get(a) - order.get(b));
}, 1);
