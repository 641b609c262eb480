import { describe, expect, test } from 'vitest'
import { converse } from '../../../source/rehearsal/bedrock/converse.ts'
import { craftCall } from '../support/crafted-call.ts'

const system = `You answer as Ada.
<passage source="facts.json">
name: Ada Example
location: Lisbon
favourite tool: a slide rule
</passage>
<passage source="education.yml">
- Studied mathematics at the University of Coimbra, 2004 to 2009
</passage>`

const ask = (question: string, more: object = {}, model = 'eu.amazon.nova-lite-v1:0', region = 'eu-central-1') => {
  const body = JSON.stringify({
    system: [{ text: system }],
    messages: [{ role: 'user', content: [{ text: question }] }],
    ...more,
  })
  const answer = converse(
    craftCall({ service: 'bedrock', line: `POST /model/${encodeURIComponent(model)}/converse`, body, region }),
  )
  return { status: answer.status, headers: answer.headers, json: JSON.parse(String(answer.body)) }
}
const replyTo = (question: string) => ask(question).json.output.message.content[0].text as string

describe('answers', () => {
  test.each([
    ['Where do you live?', 'location: Lisbon (facts.json)'],
    ['What did you study?', 'Studied mathematics at the University of Coimbra, 2004 to 2009 (education.yml)'],
    ['Which is your favourite tool?', 'favourite tool: a slide rule (facts.json)'],
  ])('%s', (question, quotation) => {
    expect(replyTo(question).split('\n')).toContain(`- ${quotation}`)
  })

  test('say what gave them', () => {
    expect(replyTo('Where do you live?')).toContain("the rehearsal's stand-in for Amazon Bedrock")
    expect(replyTo('Xylophones?')).toContain(
      'Nothing in the personal data it was sent (facts.json, education.yml) fits',
    )
    expect(ask('hi', { system: [] }).json.output.message.content[0].text).toContain('no passages of personal data')
  })

  test('have the shape of the API, and count', () => {
    const { status, json } = ask('Where do you live?')
    expect(status).toBe(200)
    expect(json).toMatchObject({ stopReason: 'end_turn', output: { message: { role: 'assistant' } } })
    expect(json.usage.totalTokens).toBe(json.usage.inputTokens + json.usage.outputTokens)
    expect(json.usage.inputTokens).toBeGreaterThan(system.length / 5)
  })

  test('end at the token limit', () => {
    const { json } = ask('Where do you live?', { inferenceConfig: { maxTokens: 5 } })
    expect(json.stopReason).toBe('max_tokens')
    expect(json.usage.outputTokens).toBe(5)
  })
})

describe('models', () => {
  test.each([
    ['eu.amazon.nova-micro-v1:0', 'eu-west-1'],
    ['us.amazon.nova-pro-v1:0', 'us-west-2'],
    ['amazon.nova-lite-v1:0', 'us-east-1'],
    ['apac.amazon.nova-lite-v1:0', 'ap-southeast-2'],
    ['arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0', 'eu-central-1'],
  ])('%s answers in %s', (model, region) => {
    expect(ask('hi', {}, model, region).status).toBe(200)
  })

  test.each([
    ['amazon.nova-lite-v1:0', 'eu-central-1', /on-demand throughput isn’t supported/],
    ['us.amazon.nova-lite-v1:0', 'eu-central-1', /^The provided model identifier is invalid\.$/],
    ['eu.amazon.nova-lite-v1:0', 'us-east-1', /^The provided model identifier is invalid\.$/],
    ['someone.else-v1:0', 'eu-central-1', /^The provided model identifier is invalid\.$/],
  ])('%s is refused in %s', (model, region, message) => {
    const { status, headers, json } = ask('hi', {}, model, region)
    expect([status, headers['x-amzn-errortype']]).toEqual([400, 'ValidationException'])
    expect(json.message).toMatch(message)
  })
})

describe('bad requests are refused as Bedrock refuses them', () => {
  const user = { role: 'user', content: [{ text: 'a' }] }
  const assistant = { role: 'assistant', content: [{ text: 'b' }] }
  test.each([
    [{ messages: [] }, /must start with a user message/],
    [{ messages: [assistant, user] }, /must start with a user message/],
    [{ messages: [user, assistant] }, /must end with a user message/],
    [{ messages: [user, user] }, /must alternate/],
    [{ messages: [{ role: 'user', content: [{ text: ' ' }] }] }, /is blank/],
    [{ messages: [{ role: 'system', content: [{ text: 'a' }] }] }, /must be one of user, assistant/],
    [{ inferenceConfig: { maxTokens: 0 } }, /maxTokens must be/],
    [{ inferenceConfig: { maxTokens: 20_000 } }, /exceeds the model limit/],
    [{ inferenceConfig: { temperature: 1.5 } }, /temperature must be between/],
    [{ system: [{ text: 'x'.repeat(1_300_000) }] }, /too long/],
  ])('%o', (change, message) => {
    const { status, json } = ask('hi', change)
    expect(status).toBe(400)
    expect(json.message).toMatch(message)
  })
})
