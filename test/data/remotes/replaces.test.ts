import { describe, expect, test } from 'vitest'
import { UserError } from '../../../source/errors.ts'
import { checkReplaces } from '../../../source/services/data/remotes/data-remote.ts'

describe('what a publication may take the place of', () => {
  test.each([
    ['anything, where the caller says nothing', '7', undefined],
    ['nothing, where nothing is expected', undefined, ''],
    ['what the caller has seen', '7', '7'],
  ])('%s', (_, id, replaces) => {
    expect(() => checkReplaces('the place', id === undefined ? undefined : { id }, replaces)).not.toThrow()
  })

  test.each([
    ['something, where nothing is expected', '7', ''],
    ['something else', '7', '6'],
    ['what has gone meanwhile', undefined, '6'],
  ])('not %s', (_, id, replaces) => {
    const check = () => checkReplaces('the place', id === undefined ? undefined : { id }, replaces)
    expect(check).toThrow(UserError)
    expect(check).toThrow(expect.objectContaining({ code: 'DATA_REMOTE_CHANGED' }))
  })
})
