import { expect, it } from 'vitest'
import { findTagged } from '../../source/services/aws/find-tagged.ts'
import { awsAt, serve } from '../support/aws-at.ts'

const arn = (name: string) => `arn:aws:s3:::${name}`

it('reads every page, by the token of the one before', async () => {
  const asked: unknown[] = []
  const endpoint = await serve((request, response) => {
    let body = ''
    request.on('data', (part) => {
      body += part
    })
    request.on('end', () => {
      const input = JSON.parse(body)
      asked.push(input)
      const isFirst = input.PaginationToken === undefined
      const page = {
        PaginationToken: isFirst ? 'more' : '',
        ResourceTagMappingList: [{ ResourceARN: arn(isFirst ? 'a' : 'b'), Tags: [{ Key: 'Project', Value: 'twin' }] }],
      }
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(page))
    })
  })
  const client = await awsAt(endpoint).tagging('us-east-1')
  expect(await findTagged(client, { Project: 'twin', Environment: 'dev' })).toEqual([
    { arn: arn('a'), tags: { Project: 'twin' } },
    { arn: arn('b'), tags: { Project: 'twin' } },
  ])
  const TagFilters = [
    { Key: 'Project', Values: ['twin'] },
    { Key: 'Environment', Values: ['dev'] },
  ]
  expect(asked).toEqual([{ TagFilters }, { TagFilters, PaginationToken: 'more' }])
  expect(await client.config.region()).toBe('us-east-1')
})
