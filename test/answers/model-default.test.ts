import { describe, expect, it } from 'vitest'
import { defaultModel } from '../../source/answers/model-default.ts'
import { questions } from '../../source/answers/questions.ts'

describe('the default model', () => {
  it.each([
    ['eu-central-1', 'eu.amazon.nova-lite-v1:0'],
    ['us-east-1', 'us.amazon.nova-lite-v1:0'],
    ['us-gov-west-1', 'us-gov.amazon.nova-lite-v1:0'],
    ['ap-southeast-2', 'apac.amazon.nova-lite-v1:0'],
    ['ca-central-1', 'us.amazon.nova-lite-v1:0'],
  ])('of %s is %s, by the profile whose prefix fits', (region, model) => {
    expect(defaultModel(region)).toBe(model)
    expect(questions.model.problem?.(model)).toBeUndefined()
  })
})
