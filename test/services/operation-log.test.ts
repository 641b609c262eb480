import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GetBucketEncryptionCommand, HeadBucketCommand } from '@aws-sdk/client-s3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { explained } from '../../source/services/aws/errors.ts'
import { operationOf } from '../../source/services/aws/operation-log.ts'
import { awsAt } from '../support/aws-at.ts'

/** Refuses everything as S3 does: in XML, and a HEAD without a word. */
let server: Server
let endpoint: string
beforeAll(async () => {
  server = createServer((request, response) => {
    response.writeHead(403, { 'content-type': 'application/xml' })
    const body = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
    response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((closed) => server.close(closed)))
afterEach(() => vi.unstubAllEnvs())

describe('a refusal that says nothing', () => {
  it.each([
    ['HeadBucket', new HeadBucketCommand({ Bucket: 'a-bucket' }), 's3:ListBucket'],
    ['GetBucketEncryption', new GetBucketEncryptionCommand({ Bucket: 'a-bucket' }), 's3:GetEncryptionConfiguration'],
  ])('names %s and its action', async (operation, command, action) => {
    const s3 = await awsAt(endpoint).s3()
    await expect(explained('looking', () => s3.send(command as HeadBucketCommand))).rejects.toMatchObject({
      code: 'ACCESS_DENIED',
      message: `AWS refused ${operation} of S3, which takes ${action} (looking).`,
      details: { action },
    })
  })

  it('of somebody else’s is not known', () => {
    expect(operationOf(new Error('other'))).toEqual({})
  })
})
