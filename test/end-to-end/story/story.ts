import type { World } from '../support/world.ts'
import type { Visitor } from '../teardown/talk.ts'

/** What the parts of the one long story hand on to each other. */
export interface Story {
  readonly world: World
  /** Addresses of the twins, once they stand. */
  dev: string
  prod: string
  test: string
  /** Of dev, who is to be known again after dev is gone. */
  visitor: Visitor
}
