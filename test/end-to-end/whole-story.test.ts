import { afterAll, describe } from 'vitest'
import { interrupts } from './story/interrupts.ts'
import { localDevelopment } from './story/local-development.ts'
import { mainJob } from './story/main-job.ts'
import { publishedPolicy } from './story/published-policy.ts'
import { rollback } from './story/rollback.ts'
import { scripts } from './story/scripts.ts'
import { secondRun } from './story/second-run.ts'
import type { Story } from './story/story.ts'
import { twoEnvironments } from './story/two-environments.ts'
import { whatAwsSees } from './story/what-aws-sees.ts'
import { installProgram } from './support/install-program.ts'
import { createWorld } from './support/world.ts'

/**
 * One account and one installed package for all of it, in the order in which a person would come
 * across these things: each part goes on where the one before it ended.
 */
const program = installProgram()
const story: Story = {
  world: createWorld(program, { isNew: true }),
  dev: '',
  prod: '',
  test: '',
  visitor: { cookie: '' },
}

afterAll(async () => {
  await story.world.end()
})

describe('the main job, installed from the tarball', () => mainJob(story))
describe('what the aws command line sees', () => whatAwsSees(story))
describe('a second run', () => secondRun(story))
describe('a change that one regrets', () => rollback(story))
describe('local development', () => localDevelopment(story))
describe('two environments', () => twoEnvironments(story))
describe('the scripts of the project', () => scripts(story))
describe('an interrupt without a terminal', () => interrupts(story))
describe('the published policy', () => publishedPolicy(story))
