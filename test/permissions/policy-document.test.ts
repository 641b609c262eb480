import { describe, expect, test } from 'vitest'
import { readPolicyDocument } from '../../source/permissions/policy-document.ts'

const good = { Effect: 'Allow', Action: 's3:*', Resource: '*' }
const conditioned = (Condition: unknown) => ({ Statement: { ...good, Condition } })

describe('a document is refused for', () => {
  test.each([
    ['no JSON', '{', 'it is no JSON'],
    ['nothing', '', 'it is no JSON'],
    ['a list', '[]', 'it is no JSON object'],
    ['null', null, 'it is no JSON object'],
    ['undefined', undefined, 'it is no JSON object'],
    ['a number', 7, 'it is no JSON object'],
    ['no Statement', { Version: '2012-10-17' }, 'it has no Statement'],
    ['an empty Statement', { Statement: [] }, 'its Statement is empty'],
    ['a Version that is no text', { Version: 2012, Statement: [good] }, 'its Version is neither'],
    ['a Version that does not exist', { Version: '2012-10-18', Statement: [good] }, 'its Version is neither'],
    ['an Id that is no text', { Id: 1, Statement: [good] }, 'its Id is no text'],
    ['an element that does not exist', { Statements: [], Statement: [good] }, 'it has an element Statements'],
    ['elements in another case', { statement: [good] }, 'it has an element statement'],
    ['a statement that is no object', { Statement: ['Allow'] }, 'statement 1 is no object'],
    ['a statement within a list', { Statement: [[good]] }, 'statement 1 is no object'],
    ['another effect', { Statement: { ...good, Effect: 'allow' } }, 'has an Effect that is neither'],
    ['no effect', { Statement: { Action: '*', Resource: '*' } }, 'has an Effect that is neither'],
    ['no action', { Statement: { Effect: 'Allow', Resource: '*' } }, 'needs either Action or NotAction'],
    ['both actions', { Statement: { ...good, NotAction: 'iam:*' } }, 'needs either Action or NotAction'],
    ['no resource', { Statement: { Effect: 'Allow', Action: '*' } }, 'needs either Resource or NotResource'],
    ['both resources', { Statement: { ...good, NotResource: '*' } }, 'needs either Resource or NotResource'],
    ['a number as resource', { Statement: { ...good, Resource: [1] } }, 'has an Resource that is no text'],
    ['an object as action', { Statement: { ...good, Action: {} } }, 'has an Action that is no text'],
    ['null as action', { Statement: { ...good, Action: null } }, 'has an Action that is no text'],
    ['a Sid that is no text', { Statement: { ...good, Sid: 1 } }, 'has a Sid that is no text'],
    [
      'a Sid twice',
      {
        Statement: [
          { ...good, Sid: 'A' },
          { ...good, Sid: 'A' },
        ],
      },
      'two statements have the Sid A',
    ],
    ['a Principal', { Statement: { ...good, Principal: '*' } }, 'has a Principal, which is for policies of resources'],
    ['a NotPrincipal', { Statement: { ...good, NotPrincipal: {} } }, 'has a NotPrincipal'],
    ['an unknown element of a statement', { Statement: { ...good, Except: 'x' } }, 'has an element Except'],
    ['a condition that is a list', conditioned([]), 'Condition is no object'],
    ['a condition that is null', conditioned(null), 'Condition is no object'],
    ['an operator that is a text', conditioned({ Bool: 'true' }), 'the condition Bool is no object'],
    ['a value that is an object', conditioned({ Bool: { k: {} } }), 'values for k that are no text'],
    ['a value that is null', conditioned({ Bool: { k: null } }), 'values for k that are no text'],
    ['a list in a list', conditioned({ StringEquals: { k: [['a']] } }), 'values for k that are no text'],
    [
      'a number with more digits than it holds',
      conditioned({ NumericEquals: { k: 2 ** 60 } }),
      'values for k that are no text',
    ],
    [
      'a key twice in different case',
      conditioned({ Bool: { 'a:B': 'true', 'A:b': 'true' } }),
      'has the same key twice',
    ],
    ['half a character in an action', { Statement: { ...good, Action: 's3:\ud83d' } }, 'has an Action that is no text'],
    ['half a character in a value', conditioned({ StringEquals: { k: '\ude00' } }), 'values for k that are no text'],
    ['one bad among good', { Statement: [good, {}] }, 'statement 2 has an Effect'],
  ])('%s', (_, source, problem) => {
    expect(readPolicyDocument(source)).toEqual({ problem: expect.stringContaining(problem) })
  })

  test.each([
    ['an element', '{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}'],
    [
      'an operator',
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a":"true"},"Bool":{}}}}',
    ],
    [
      'a name written in two ways',
      '{"Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"*","Resource":"*"}}',
    ],
    ['the statements', '{"Statement":[],"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}'],
  ])('naming %s twice', (_, text) => {
    expect(readPolicyDocument(text)).toEqual({ problem: 'it names an element twice' })
  })

  test.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'])(
    'an element %s',
    (name) => {
      const element = `"${name}":{"Effect":"Allow","Action":"*","Resource":"*"}`
      expect(
        readPolicyDocument(`{${element},"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}`),
      ).toHaveProperty('problem')
      expect(readPolicyDocument(`{"Statement":{${element},"Action":"*","Resource":"*"}}`)).toHaveProperty('problem')
      expect(readPolicyDocument(`{${element}}`)).toHaveProperty('problem')
    },
  )
})

describe('a document is taken', () => {
  test('as text and as object, with one statement and a list', () => {
    const expected = { document: { Version: '2012-10-17', Statement: [good] } }
    expect(readPolicyDocument({ Version: '2012-10-17', Statement: good })).toEqual(expected)
    expect(readPolicyDocument(JSON.stringify({ Version: '2012-10-17', Statement: [good] }))).toEqual(expected)
  })

  test.each([
    [
      'an empty Sid twice',
      {
        Statement: [
          { ...good, Sid: '' },
          { ...good, Sid: '' },
        ],
      },
    ],
    ['an Id', { Id: 'x', Statement: good }],
    ['colons and escapes in its texts', { Statement: { ...good, Sid: 'a', Resource: 'x": "y\\": {"' } }],
    ['a condition of an operator to come', conditioned({ StringSounds: { __proto__: 1, k: ['a', 1, true] } })],
    ['characters beyond the basic plane', conditioned({ StringEquals: { k: '\u{1f600}' } })],
  ])('with %s', (_, source) => {
    expect(readPolicyDocument(JSON.stringify(source))).toHaveProperty('document')
  })
})
