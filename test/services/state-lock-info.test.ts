import { describe, expect, it } from 'vitest'
import { parseStateLockInfo } from '../../source/services/aws/state-lock-info.ts'

/** As Terraform 1.11.4 writes it, in both places. */
const written = {
  ID: '4cd5b6a7-6a6f-8a05-8c7a-2a4c8a8b3c11',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'ana@laptop',
  Version: '1.11.4',
  Created: '2026-08-04T12:00:00.123456789Z',
  Path: 'bucket/env:/dev/digital-twin/terraform.tfstate',
}

describe('what Terraform writes about its lock', () => {
  it('is read', () => {
    expect(parseStateLockInfo(JSON.stringify(written))).toEqual({
      id: written.ID,
      who: 'ana@laptop',
      operation: 'apply',
      version: '1.11.4',
      since: new Date('2026-08-04T12:00:00.123Z'),
    })
  })

  it.each(['', 'no json', 'null', '[]', '7', '{}', '{"ID":7,"Who":null,"Created":"soon"}'])(
    'gives a lock of nobody for %s',
    (json) => {
      expect(parseStateLockInfo(json)).toEqual({ id: '', who: '', operation: '', version: '' })
    },
  )

  it('loses what would steer a terminal, and what is endless', () => {
    const who = `\u001b[2J\u0007ana\n@laptop${'x'.repeat(1000)}`
    const info = parseStateLockInfo(JSON.stringify({ ...written, Who: who }))
    expect(info.who).toMatch(/^\[2Jana@laptopx+$/)
    expect(info.who.length).toBe(200)
  })
})
