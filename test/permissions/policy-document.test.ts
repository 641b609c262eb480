import { expect, test } from 'vitest'
import { readPolicyDocument } from '../../source/permissions/policy-document.ts'

const good = { Effect: 'Allow', Action: 's3:*', Resource: '*' }

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['null', null],
  ['no Statement', { Version: '2012-10-17' }],
  ['a Version that is no text', { Version: 2012, Statement: [good] }],
  ['a statement that is no object', { Statement: ['Allow'] }],
  ['another effect', { Statement: { ...good, Effect: 'allow' } }],
  ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }],
  ['both actions', { Statement: { ...good, NotAction: 'iam:*' } }],
  ['no resource', { Statement: { Effect: 'Allow', Action: '*' } }],
  ['a number as resource', { Statement: { ...good, Resource: [1] } }],
  ['a Sid that is no text', { Statement: { ...good, Sid: 1 } }],
  ['a condition that is a list', { Statement: { ...good, Condition: [] } }],
  ['an operator that is a text', { Statement: { ...good, Condition: { Bool: 'true' } } }],
  ['a value that is an object', { Statement: { ...good, Condition: { Bool: { k: {} } } } }],
  ['one bad among good', { Statement: [good, {}] }],
])('refuses %s', (_, source) => {
  expect(readPolicyDocument(source)).toHaveProperty('problem')
})

test('takes text and objects, single statements and lists', () => {
  const expected = { document: { Version: '2012-10-17', Statement: [good] } }
  expect(readPolicyDocument({ Version: '2012-10-17', Statement: good })).toEqual(expected)
  expect(readPolicyDocument(JSON.stringify({ Version: '2012-10-17', Statement: [good] }))).toEqual(expected)
})
