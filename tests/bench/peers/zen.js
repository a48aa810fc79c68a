// SPDX-License-Identifier: GPL-3.0-or-later
// zen.js IN OUT: GoRules ZEN, the rules as one expression, which it evaluates faster than its decision tables; 256
// orders in flight.
'use strict';
const { ZenEngine, ZenDecisionContent } = require('@gorules/zen-engine');
const { rules, judge } = require('./orders');

const condition = ([fact, operator, value]) =>
	value === true ? fact : value === false ? `not ${fact}` :
		`${fact} ${operator === '=' ? '==' : operator} ${JSON.stringify(value)}`;
const fired = rules.map(([id, , ...when]) => `(${when.map(condition).join(' and ')} ? "${id};" : "")`).join(' + ');
const node = (id, type, content) => ({ id, name: id, type, content });
const edge = (from, to) => ({ id: from + to, sourceId: from, targetId: to, type: 'edge' });
const decision = new ZenEngine().createDecision(new ZenDecisionContent({
	contentType: 'application/vnd.gorules.decision',
	nodes: [node('in', 'inputNode', {}), node('rules', 'expressionNode', {
		expressions: [{ id: 'fired', key: 'fired', value: fired }], passThrough: false, inputField: null,
		outputPath: null, executionMode: 'single',
	}), node('out', 'outputNode', {})],
	edges: [edge('in', 'rules'), edge('rules', 'out')],
}));

judge(async facts => (await decision.evaluate(facts)).result.fired.split(';').slice(0, -1), 256);
