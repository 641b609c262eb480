import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TerraformAction, TerraformEvent } from '../../source/services/terraform/event.ts'
import { patience, watchSilence } from '../../source/services/terraform/silence.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const resource = (address: string) => ({
  address,
  type: address.split('.')[0] ?? '',
  name: address.split('.')[1] ?? '',
})
const action: TerraformAction = 'create'
const started = (address: string): TerraformEvent => ({ type: 'started', resource: resource(address), action })
const told = (type: 'working' | 'finished', address: string): TerraformEvent => ({
  type,
  resource: resource(address),
  action,
  seconds: 10,
})

/** What was waited for when silence was told of; undefined when it was not. */
function watched() {
  let waiting: readonly string[] | undefined
  const watch = watchSilence(
    (addresses) => {
      waiting = addresses
    },
    () => Date.now(),
  )
  return { ...watch, waiting: () => waiting }
}

describe('silence', () => {
  it('is told of while AWS is only read, sooner than while it is changed', () => {
    const { heard, waiting } = watched()
    heard({ type: 'reading', resource: resource('aws_s3_bucket.this') })
    vi.advanceTimersByTime(patience.reading - 2_000)
    expect(waiting()).toBeUndefined()
    vi.advanceTimersByTime(3_000)
    expect(waiting()).toEqual([])
  })

  it('is no less for Terraform saying that it still waits', () => {
    const { heard, waiting } = watched()
    heard(started('aws_lambda_function.api'))
    for (let passed = 0; passed < patience.changing; passed += 10_000) {
      expect(waiting()).toBeUndefined()
      vi.advanceTimersByTime(10_000)
      heard(told('working', 'aws_lambda_function.api'))
    }
    vi.advanceTimersByTime(1_000)
    expect(waiting()).toEqual(['aws_lambda_function.api'])
  })

  it('begins anew whenever something is finished', () => {
    const { heard, waiting } = watched()
    heard(started('aws_lambda_function.api'))
    heard(started('aws_iam_role.api'))
    vi.advanceTimersByTime(patience.changing - 2_000)
    heard(told('finished', 'aws_iam_role.api'))
    vi.advanceTimersByTime(patience.changing - 2_000)
    expect(waiting()).toBeUndefined()
  })

  it('is expected while CloudFront distributes itself', () => {
    const { heard, waiting } = watched()
    heard(started('aws_cloudfront_distribution.site'))
    vi.advanceTimersByTime(20 * patience.changing)
    expect(waiting()).toBeUndefined()
    heard(told('finished', 'aws_cloudfront_distribution.site'))
    vi.advanceTimersByTime(patience.reading + 1_000)
    expect(waiting()).toEqual([])
  })

  it('is told of once, and not after the end', () => {
    const tell = vi.fn()
    const watch = watchSilence(tell, () => Date.now())
    vi.advanceTimersByTime(3 * patience.reading)
    expect(tell).toHaveBeenCalledTimes(1)
    watch.end()
    const other = watchSilence(tell, () => Date.now())
    other.end()
    vi.advanceTimersByTime(3 * patience.reading)
    expect(tell).toHaveBeenCalledTimes(1)
  })
})
