import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { evaluate } from '../../source/permissions/evaluate.ts'
import { parsePrincipal } from '../../source/services/aws/principal.ts'
import { readPrincipalPolicies } from '../../source/services/aws/principal-policies.ts'
import { makeClient } from './iam-account.ts'

let server: Server | undefined

/** An IAM whose answers are chosen by the operation: what no gateway would send. */
async function answering(answer: (operation: string, form: URLSearchParams) => string) {
  const created = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk) => {
      text += chunk
    })
    request.on('end', () => {
      const form = new URLSearchParams(text)
      response.writeHead(200, { 'content-type': 'text/xml' }).end(answer(form.get('Action') ?? '', form))
    })
  })
  server = created
  await new Promise<void>((resolve) => created.listen(0, '127.0.0.1', resolve))
  return makeClient(`http://127.0.0.1:${(created.address() as AddressInfo).port}`)
}

afterEach(async () => {
  const running = server
  if (running) {
    running.closeAllConnections()
    await new Promise((resolve) => running.close(resolve))
  }
  server = undefined
})

const result = (operation: string, inside: string) =>
  `<${operation}Response xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><${operation}Result>${inside}</${operation}Result></${operation}Response>`

const allowAll = encodeURIComponent(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
)

/** A user with one inline policy that allows everything. */
function wellMade(operation: string): string {
  switch (operation) {
    case 'GetUser':
      return result(
        operation,
        '<User><UserName>ann</UserName><UserId>AIDA1</UserId><Arn>arn:aws:iam::123456789012:user/ann</Arn></User>',
      )
    case 'ListAttachedUserPolicies':
      return result(operation, '<IsTruncated>false</IsTruncated><AttachedPolicies/>')
    case 'ListUserPolicies':
      return result(operation, '<IsTruncated>false</IsTruncated><PolicyNames><member>Own</member></PolicyNames>')
    case 'GetUserPolicy':
      return result(
        operation,
        `<UserName>ann</UserName><PolicyName>Own</PolicyName><PolicyDocument>${allowAll}</PolicyDocument>`,
      )
    case 'ListGroupsForUser':
      return result(operation, '<IsTruncated>false</IsTruncated><Groups/>')
    default:
      return result(operation, '<IsTruncated>false</IsTruncated><Policies/>')
  }
}

async function verdictWith(answer: (operation: string, form: URLSearchParams) => string) {
  const client = await answering(answer)
  try {
    const found = await readPrincipalPolicies(client, parsePrincipal('arn:aws:iam::123456789012:user/ann'))
    const request = { action: 's3:ListBucket', resource: '*' }
    return evaluate({ identityPolicies: found.policies, boundary: found.boundary, request })
  } finally {
    client.destroy()
  }
}

const instead = (operation: string, answer: string) => (asked: string) =>
  asked === operation ? answer : wellMade(asked)
const questions = ['GetUser', 'ListAttachedUserPolicies', 'ListUserPolicies', 'GetUserPolicy', 'ListGroupsForUser']
const lists = ['ListAttachedUserPolicies', 'ListUserPolicies', 'ListGroupsForUser']
const goingOn = {
  ListAttachedUserPolicies: 'AttachedPolicies',
  ListUserPolicies: 'PolicyNames',
  ListGroupsForUser: 'Groups',
}

test('what is well made allows', async () => {
  expect((await verdictWith(wellMade)).verdict).toBe('allowed')
})

describe.each(questions)('%s answered with', (question) => {
  test.each([
    ['nothing', ''],
    ['a page for people', '<!doctype html><html><body><h1>Welcome to the hotel</h1><p>Sign in & surf</body></html>'],
    ['half of an answer', wellMade(question).slice(0, -40)],
    ['an answer without content', result(question, '')],
    ["another operation's answer", result('CreateUser', '<User/>')],
    ['no XML', '{"message":"hello"}'],
  ])('%s allows nothing', async (_, answer) => {
    expect((await verdictWith(instead(question, answer))).verdict).not.toBe('allowed')
  })
})

describe.each(lists)('%s', (question) => {
  test('that breaks off is in doubt', async () => {
    const broken = result(question, `<IsTruncated>true</IsTruncated><${goingOn[question as 'ListUserPolicies']}/>`)
    expect(await verdictWith(instead(question, broken))).toMatchObject({
      verdict: 'unknown',
      because: expect.stringContaining('BrokenList'),
    })
  })

  test('that goes round in a circle comes to an end', async () => {
    const circle = result(
      question,
      `<IsTruncated>true</IsTruncated><Marker>again</Marker><${goingOn[question as 'ListUserPolicies']}/>`,
    )
    expect((await verdictWith(instead(question, circle))).verdict).toBe('unknown')
  })
})

describe('a document', () => {
  test.each([
    ['that is not URL-encoded', '%7B%E0%A4%A', 'not URL-encoded'],
    ['that is no JSON', encodeURIComponent('{"Version":'), 'it is no JSON'],
    ['that is empty', '', 'it is no JSON'],
    [
      'with half a character',
      encodeURIComponent('{"Statement":{"Effect":"Allow","Action":"*","Resource":"\\ud83d"}}'),
      'that is no text',
    ],
    [
      'for a resource',
      encodeURIComponent('{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}}'),
      'has a Principal',
    ],
  ])('%s is in doubt', async (_, text, reason) => {
    const answer = result('GetUserPolicy', `<PolicyDocument>${text}</PolicyDocument>`)
    expect(await verdictWith(instead('GetUserPolicy', answer))).toMatchObject({
      verdict: 'unknown',
      because: expect.stringContaining(reason),
    })
  })
})
