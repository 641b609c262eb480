import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Story } from '../story/story.ts'
import { askTwin } from '../support/twin.ts'
import { backupOf } from './interrupted.ts'
import { readTalk } from './talk.ts'

const restore = (story: Story) =>
  story.world.run(['data', 'restore', backupOf(story.world), '--rehearse', '--environment', 'test', '--json'])

/** Before a deployment: another computer, which has the backup and no data. */
export function dataRestored(story: Story): void {
  it('takes the data out of the backup of dev, where there is none', async () => {
    const data = join(story.world.folder, 'backend', 'data')
    for (const name of ['personal_data', 'prompts']) rmSync(join(data, name), { recursive: true })
    const { code, stdout, stderr } = await restore(story)
    expect(code, stderr).toBe(0)
    // The interrupted run left a bucket for conversations, which the next one makes anew.
    const conversationsRestored = false
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ ok: true, changed: true, conversationsRestored, version: expect.any(String) },
    })
  })
}

/** After it: what was said comes back, and the twin knows what the backup knew. */
export function conversationsRestored(story: Story): void {
  it('has the conversations of dev in test, and answers from the restored data', async () => {
    const { code, stdout, stderr } = await restore(story)
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, conversationsRestored: true })
    expect(await readTalk(story.test, story.visitor)).toContain('marzipan')
    expect(await askTwin(story.test, 'What was your first programming language?')).toContain('COMAL')
  })
}
