import type { Context } from '../context.ts'
import { type Environment, environments, stateBucketName, stateObjectKey } from '../names.ts'
import { type Shape, uniteShapes } from '../permissions/shape.ts'
import { readKnownState } from '../services/aws/terraform-state.ts'
import { environmentShape } from '../services/project-shape.ts'
import { standingShape } from '../services/standing-shape.ts'

/**
 * What environments need permissions for beside the usual: what their settings turn on, and what stands of
 * them. A state that may not be read, or is not there, adds nothing.
 */
export async function shapeOf(
  context: Context,
  account: string,
  wanted: readonly Environment[] = environments,
): Promise<Shape> {
  const shapes = wanted.map(async (environment) => {
    const [settings, standing] = await Promise.all([
      environmentShape(context.paths().terraform, environment),
      readStanding(context, account, environment),
    ])
    return uniteShapes(standing ? [settings, standing] : [settings])
  })
  return uniteShapes(await Promise.all(shapes))
}

async function readStanding(context: Context, account: string, environment: Environment): Promise<Shape | undefined> {
  const key = stateObjectKey(context.answers.get('projectName'), environment)
  try {
    const s3 = await context.aws().s3()
    return standingShape((await readKnownState(s3, { bucket: stateBucketName(account), key, account })).resources)
  } catch {
    return undefined
  }
}
