import { describe, expect, it } from 'vitest'
import * as names from '../../source/names.ts'
import { readText } from '../support/repository.ts'

const targets = [
  { projectName: 'digital-twin', environment: 'dev', account: '123456789012', region: 'eu-central-1' },
  { projectName: 'ada', environment: 'prod', account: '000000000001', region: 'us-gov-west-1' },
  { projectName: 'my-2nd-twin', environment: 'test', account: '999999999999', region: 'cn-north-1' },
] as const satisfies readonly names.Target[]

/** The string templates of terraform/locals.tf, filled in for a target. */
function terraformNames({ projectName, environment, account }: names.Target): (name: string) => string {
  const templates = new Map<string, string>()
  for (const [, name = '', template = ''] of readText('terraform/locals.tf').matchAll(/^\s+(\w+)\s*=\s*"([^"]*)"$/gm)) {
    templates.set(name, template)
  }
  const variables: Record<string, string> = { project_name: projectName, environment, account_id: account }
  const fill = (name: string): string => {
    const template = templates.get(name)
    if (template === undefined) throw new Error(`terraform/locals.tf has no ${name}`)
    return template.replaceAll(/\$\{(var|local)\.(\w+)\}/g, (whole, kind, inner) =>
      kind === 'local' ? fill(inner) : (variables[inner] ?? whole),
    )
  }
  return fill
}

describe('names', () => {
  it.each(targets)('are those of terraform/locals.tf for $projectName-$environment', (target) => {
    const terraform = terraformNames(target)
    expect({
      frontend: names.frontendBucketName(target),
      data: names.dataBucketName(target),
      memory: names.memoryBucketName(target),
      function: names.functionName(target),
      role: names.roleName(target),
      layer: names.layerName(target),
      logGroup: names.logGroupName(target),
    }).toEqual({
      frontend: terraform('frontend'),
      data: terraform('data'),
      memory: terraform('memory'),
      function: terraform('function_name'),
      role: terraform('role_name'),
      layer: terraform('layer_name'),
      logGroup: terraform('log_group'),
    })
  })

  it('are the ones users know', () => {
    const [target] = targets
    expect(names.stateBucketName(target.account)).toBe('digital-twin-terraform-state-123456789012')
    expect(names.lockTableName).toBe('digital-twin-terraform-locks')
    expect(names.stateObjectKey('digital-twin', 'dev')).toBe('env:/dev/digital-twin/terraform.tfstate')
    expect(names.memoryBucketName(target)).toBe('digital-twin-dev-memory-123456789012')
  })

  it.each([
    ['eu-central-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('%s is in the partition %s', (region, partition) => {
    expect(names.partitionOf(region)).toBe(partition)
  })
})

describe('a project name', () => {
  it.each(['digital-twin', 'a1', 'x'.repeat(names.projectNameLimit)])('%s is good', (name) => {
    expect(names.projectNameProblem(name)).toBeUndefined()
  })

  it.each([
    ['', 'at least 2'],
    ['a', 'at least 2'],
    ['x'.repeat(names.projectNameLimit + 1), `at most ${names.projectNameLimit}`],
    ['Digital-Twin', 'starts with a lower case letter'],
    ['9lives', 'starts with a lower case letter'],
    ['-twin', 'starts with a lower case letter'],
    ['my_twin', 'letters, digits and hyphens only'],
    ['my.twin', 'letters, digits and hyphens only'],
    ['zwilling-ä', 'letters, digits and hyphens only'],
    ['twin-', 'single hyphens'],
    ['my--twin', 'single hyphens'],
    ['xn-twin', 'reserves'],
    ['sthree-twin', 'reserves'],
    ['amzn-s3-demo-twin', 'reserves'],
  ])('%j is refused: %s', (name, reason) => {
    expect(names.projectNameProblem(name)).toContain(reason)
  })

  it('at its longest still fits a bucket’s 63 characters in every environment', () => {
    const projectName = 'x'.repeat(names.projectNameLimit)
    const lengths = names.environments.map(
      (environment) =>
        names.frontendBucketName({ projectName, environment, account: '123456789012', region: 'eu-central-1' }).length,
    )
    expect(Math.max(...lengths)).toBe(63)
  })

  it('at its longest fits the 64 characters of a function and of a role', () => {
    const target = {
      projectName: 'x'.repeat(names.projectNameLimit),
      environment: 'test',
      account: '1',
      region: '',
    } as const
    expect(names.functionName(target).length).toBeLessThanOrEqual(64)
    expect(names.roleName(target).length).toBeLessThanOrEqual(64)
  })
})
