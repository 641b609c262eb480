import { afterAll, beforeAll, describe, expect } from 'vitest'
import { damagedData } from './private-data/damaged-data.ts'
import { freshClones, laterAnswers } from './private-data/fresh-clones.ts'
import { otherKeys } from './private-data/other-keys.ts'
import { pulls } from './private-data/pulls.ts'
import { openPrivateStory } from './private-data/story.ts'
import { wayUp } from './private-data/way-up.ts'
import { wrongKeys } from './private-data/wrong-keys.ts'
import { wrongPlaces } from './private-data/wrong-places.ts'
import { installProgram } from './support/install-program.ts'
import { siteIn } from './support/twin.ts'
import { createWorld } from './support/world.ts'

/**
 * One person's data from a laptop to three private places, and from there into the twin, by a clone that never had
 * it. One account and one installed package for all of it; each part goes on where the one before it ended.
 */
const program = installProgram()
const closers: (() => void)[] = []
const story = await openPrivateStory(createWorld(program), (close) => closers.push(close))

beforeAll(async () => {
  const first = await story.world.run(['--rehearse'], { program: 'create-digital-twin' })
  expect(first.code, first.stderr).toBe(0)
  story.site = siteIn(first.stdout)
  story.account = JSON.parse((await story.world.run(['rehearse', 'env', '--json'])).stdout).environment
})
afterAll(async () => {
  for (const close of closers) close()
  await story.world.end()
})

describe('the way up', () => wayUp(story))
describe('a fresh clone', () => freshClones(story))
describe('pull and push', () => pulls(story))
describe('a wrong key', () => wrongKeys(story))
describe('damaged data', () => damagedData(story))
describe('a wrong place', () => wrongPlaces(story))
describe('other keys', () => otherKeys(story))
describe('after all of it', () => laterAnswers(story))
