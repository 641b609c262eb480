import { expect, it } from 'vitest'
import { awsIn } from '../support/aws-cli.ts'
import { waitFor } from '../support/processes.ts'
import { isOfTwin, writesIn } from '../support/requests.ts'
import { readHealth, siteIn } from '../support/twin.ts'
import { conversationsRestored, dataRestored } from '../teardown/restored.ts'
import type { Story } from './story.ts'

const stateBucket = 'digital-twin-terraform-state-123456789012'
const signals = [
  { name: 'SIGINT', code: 130 },
  { name: 'SIGTERM', code: 143 },
] as const

/** Milliseconds for which the account takes its time with the function, so that the apply is under way. */
const slowness = 4_000

/** Interrupted in the middle of an apply: safely stopped, unlocked, and finished by the next run. */
export function interrupts(story: Story): void {
  it.each(signals)('ends with $code on $name during apply, with the lock released', async ({ name, code }) => {
    const { world } = story
    await world.setFaults([{ action: 'lambda:CreateFunction', delayMs: slowness }])
    const seen = (await world.requests()).length
    const running = world.start(['deploy', 'test', '--rehearse', '--yes'])
    let hasEnded = false
    void running.ended.then(() => {
      hasEnded = true
    })
    const isMaking = async () => writesIn((await world.requests()).slice(seen)).some(isOfTwin)
    await waitFor(
      async () => hasEnded || (await isMaking()),
      () => 'nothing was being made',
      120_000,
    )
    expect({ hasEnded }).toEqual({ hasEnded: false })
    running.signal(name)
    const { stderr, ...ending } = await running.ended
    expect({ stderr, code: ending.code }).toMatchObject({ code })
    expect(stderr).toContain('Stopping safely')
    expect(stderr).toContain('Run the same command again')
    expect(ending.stdout).toBe('')

    const aws = await awsIn(world, 'admin')
    const [{ Items }, { Contents }] = await Promise.all([
      aws('dynamodb', 'scan', '--table-name', 'digital-twin-terraform-locks'),
      aws('s3api', 'list-objects-v2', '--bucket', stateBucket),
    ])
    const held = (Items as { LockID: { S: string } }[])
      .map(({ LockID }) => LockID.S)
      .filter((id) => !id.endsWith('-md5'))
    expect(held).toEqual([])
    const keys = (Contents as { Key: string }[]).map(({ Key }) => Key)
    expect(keys.filter((key) => key.endsWith('.tflock'))).toEqual([])
    expect(keys).toContain('env:/test/digital-twin/terraform.tfstate')
  })

  dataRestored(story)

  it('is finished by the next run', async () => {
    const { world } = story
    await world.setFaults([])
    const { code, stdout, stderr } = await world.run(['deploy', 'test', '--rehearse', '--yes'])
    expect(code, stderr).toBe(0)
    story.test = siteIn(stdout)
    expect(await readHealth(story.test)).toMatchObject({ status: 'ok', environment: 'test' })
  })

  conversationsRestored(story)
}
