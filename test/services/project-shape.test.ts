import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plainShape } from '../../source/permissions/shape.ts'
import { environmentShape } from '../../source/services/project-shape.ts'
import { standingShape } from '../../source/services/standing-shape.ts'
import { readTfvars } from '../../source/services/terraform/read-tfvars.ts'
import { shapeOf } from '../../source/steps/shape.ts'
import { account, fakeContext } from '../support/fake-context.ts'

describe('readTfvars', () => {
  it.each([
    ['texts', 'a = "x \\"y\\""', { a: 'x "y"' }],
    ['booleans and numbers', 'a = true # yes\nb = 12\n', { a: 'true', b: '12' }],
    ['no comments', '# a = "x"\n', {}],
    ['no lists', 'a = ["x"]\n', {}],
    ['what is empty', 'a = ""\n', { a: '' }],
  ])('reads %s', (_, text, expected) => {
    expect(Object.fromEntries(readTfvars(text))).toEqual(expected)
  })

  it('lets a later text win', () => {
    expect(readTfvars('a = "1"\nb = "1"\n', 'a = "2"\n')).toEqual(new Map([...Object.entries({ a: '2', b: '1' })]))
  })
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twin-shape-'))
  await mkdir(join(folder, 'terraform'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const write = (name: string, text: string) => writeFile(join(folder, 'terraform', name), text)

const full = `
domain_name              = "twin.example.com"
hosted_zone_id           = "Z1"
alarm_email              = "you@example.com"
api_access_logs          = true
permissions_boundary_arn = "arn:aws:iam::123456789012:policy/boundary"
`

describe('the shape of an environment', () => {
  it('is what its file turns on', async () => {
    await write('prod.tfvars', full)
    expect(await environmentShape(join(folder, 'terraform'), 'prod')).toEqual({
      options: ['domain', 'alarms', 'accessLogs', 'boundary'],
      zones: ['Z1'],
      domains: ['twin.example.com'],
      boundaries: ['arn:aws:iam::123456789012:policy/boundary'],
      isAlwaysBounded: true,
    })
    expect(await environmentShape(join(folder, 'terraform'), 'dev')).toEqual(plainShape)
  })

  it('takes in the files that Terraform reads by itself', async () => {
    await write('terraform.tfvars', 'alarm_email = "you@example.com"\napi_access_logs = true\n')
    await write('more.auto.tfvars', 'api_access_logs = false\n')
    expect((await environmentShape(join(folder, 'terraform'), 'dev')).options).toEqual(['alarms'])
    await write('dev.tfvars', 'alarm_email = ""\n')
    expect((await environmentShape(join(folder, 'terraform'), 'dev')).options).toEqual([])
  })

  it('is plain where there is no project yet', async () => {
    expect(await environmentShape(join(folder, 'nowhere'), 'dev')).toEqual(plainShape)
  })
})

const resource = (type: string, name: string, attributes = {}) => ({ type, name, instances: [{ attributes }] })
const state = [
  resource('aws_acm_certificate', 'site', { domain_name: 'old.example.com' }),
  resource('aws_route53_record', 'proof', { zone_id: 'Z0' }),
  resource('aws_iam_role', 'function', { permissions_boundary: '' }),
]

describe('the shape of what stands', () => {
  it('is read from Terraform’s state', () => {
    expect(standingShape([])).toBeUndefined()
    expect(standingShape([...state, resource('aws_sns_topic', 'alarms')])).toMatchObject({
      options: expect.arrayContaining(['domain', 'alarms']),
      zones: ['Z0'],
      domains: ['old.example.com'],
      isAlwaysBounded: false,
    })
    const logged = standingShape([resource('aws_cloudwatch_log_group', 'api_access')])
    expect(logged?.options).toEqual(['accessLogs'])
    expect(standingShape([resource('aws_cloudwatch_log_group', 'function')])?.options).toEqual([])
  })

  it('is needed on top of what the settings say, and only of the environment in question', async () => {
    await write('prod.tfvars', full)
    const send = async ({ input: { Key } }: { input: { Key: string } }) => {
      if (!Key.startsWith('env:/prod/')) throw Object.assign(new Error('denied'), { name: 'AccessDenied' })
      return { Body: { transformToString: async () => JSON.stringify({ resources: state }) } }
    }
    const context = fakeContext({
      root: folder,
      flags: { projectName: 'digital-twin', region: 'eu-central-1' },
      aws: { s3: async () => ({ send }) as never },
    })
    const prod = await shapeOf(context, account, ['prod'])
    expect(prod).toMatchObject({ zones: ['Z0', 'Z1'], domains: ['old.example.com', 'twin.example.com'] })
    expect(prod.isAlwaysBounded).toBe(false)
    expect(await shapeOf(context, account, ['dev'])).toEqual(plainShape)
    expect((await shapeOf(context, account)).options).toHaveLength(4)
  })
})
