import { describe, expect, it } from 'vitest'
import { backendArguments, backendFor, isSameBackend } from '../../source/services/terraform/backend.ts'

const backend = backendFor('my-twin', '123456789012', 'eu-central-1')
const recorded = {
  type: 's3',
  config: {
    bucket: 'digital-twin-terraform-state-123456789012',
    key: 'my-twin/terraform.tfstate',
    region: 'eu-central-1',
    dynamodb_table: 'digital-twin-terraform-locks',
    encrypt: true,
    use_lockfile: true,
    allowed_account_ids: ['123456789012'],
    profile: null,
  },
}

describe('backend', () => {
  it('goes to init with both locks and without credentials', () => {
    const args = backendArguments(backend)
    expect(args).toContain('-backend-config=bucket=digital-twin-terraform-state-123456789012')
    expect(args).toContain('-backend-config=allowed_account_ids=["123456789012"]')
    expect(args).toContain('-backend-config=use_lockfile=true')
    expect(args.join()).not.toMatch(/access_key|secret|token|endpoint|account=/)
  })

  it.each([
    ['the same', {}, true],
    ['another bucket', { bucket: 'x' }, false],
    ['another project', { key: 'x' }, false],
    ['no lock file', { use_lockfile: null }, false],
    ['another account', { allowed_account_ids: ['210987654321'] }, false],
  ])('recognises %s', (_, difference, same) => {
    const text = JSON.stringify({ version: 3, backend: { ...recorded, config: { ...recorded.config, ...difference } } })
    expect(isSameBackend(text, backend)).toBe(same)
  })

  it.each(['', '{}', 'x', '{"backend":null}', '{"backend":{"type":"local","config":{}}}'])(
    'takes %j for no',
    (text) => {
      expect(isSameBackend(text, backend)).toBe(false)
    },
  )
})
