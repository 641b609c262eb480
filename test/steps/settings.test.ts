import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { settings } from '../../source/steps/settings.ts'
import { fakeContext } from '../support/fake-context.ts'
import { performStep } from '../support/run-step.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// Cut first and written then, it would be empty when the run is killed between, and the next one would fill it anew.
it('keeps what is the user’s own in the tfvars, killed at any instant', async () => {
  const root = temporaryFolder()
  const file = join(root, 'terraform', 'dev.tfvars')
  mkdirSync(join(root, 'terraform'))
  writeFileSync(file, '# ours\nlog_retention_days = 7\n')
  linkSync(file, `${file}.same`)
  const context = fakeContext({
    root,
    flags: { environment: 'dev', projectName: 'digital-twin', region: 'eu-central-1' },
    found: { model: { id: 'a.model', arns: ['arn:a'] } },
  })
  expect(await performStep(settings, context)).toMatchObject({ outcome: 'applied' })
  expect(readFileSync(file, 'utf8')).toMatch(/^# ours\nlog_retention_days = 7\n[\s\S]*bedrock_model_id = "a\.model"/)
  expect(readFileSync(`${file}.same`, 'utf8')).toBe('# ours\nlog_retention_days = 7\n')
  expect(await performStep(settings, context)).toMatchObject({ outcome: 'satisfied' })
})
