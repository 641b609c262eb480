import { homedir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheDirectory, projectPaths, stateDirectory } from '../../source/paths.ts'
import { siteAddress } from '../../source/services/site-address.ts'

describe('paths', () => {
  it('lie where Terraform and git expect them in a project', () => {
    expect(projectPaths('/twin')).toMatchObject({
      terraform: '/twin/terraform',
      data: '/twin/backend/data',
      build: '/twin/.twin/build',
      policyFile: '/twin/.twin/least-privilege-policy.json',
    })
  })

  it.each([
    [{ XDG_CACHE_HOME: '/c', XDG_STATE_HOME: '/s', HOME: '/h' }, '/c/create-digital-twin', '/s/create-digital-twin'],
    [{ HOME: '/h' }, '/h/.cache/create-digital-twin', '/h/.local/state/create-digital-twin'],
    [{}, join(homedir(), '.cache/create-digital-twin'), join(homedir(), '.local/state/create-digital-twin')],
  ])('of this computer follow %j', (env, cache, state) => {
    expect([cacheDirectory(env), stateDirectory(env)]).toEqual([cache, state])
  })
})

describe('the site’s address', () => {
  it.each([
    [{}, 'https://d1.cloudfront.net'],
    [{ TWIN_SITE_ADDRESS: '' }, 'https://d1.cloudfront.net'],
    [{ TWIN_SITE_ADDRESS: 'http://{domain}:8080' }, 'http://d1.cloudfront.net:8080'],
  ])('with %j is %s', (env, address) => {
    expect(siteAddress('d1.cloudfront.net', env)).toBe(address)
  })
})
