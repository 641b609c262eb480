import { UserError } from '../../errors.ts'
import {
  budgetTableName,
  dataBucketName,
  frontendBucketName,
  logGroupName,
  memoryBucketName,
  originAccessControlName,
  partitionOf,
  roleName,
  type Target,
} from '../../names.ts'
import { explained } from './errors.ts'
import { findTagged, type TagFilter } from './find-tagged.ts'
import { describeLeftover, type Leftover } from './leftover.ts'
import { type Looker, lookAtLeftover } from './look-at-leftover.ts'
import { findOriginAccessControl } from './origin-access-control.ts'
import { inEdgeRegion, ownTag } from './tags.ts'

export interface Leftovers {
  /** Seen just now. */
  readonly there: readonly Leftover[]
  /** Named by the search alone, which forgets late; nobody could look. */
  readonly listed: readonly Leftover[]
  /** What could not be searched, in sentences. */
  readonly unseen: readonly string[]
}

export interface Search {
  readonly looker: Looker
  readonly tags: TagFilter
  /** ARNs that may be there under names that are known. */
  readonly named?: readonly string[]
  /** What Terraform has seen go in this very run: believed where nobody can look. */
  readonly gone?: readonly string[]
  readonly signal?: AbortSignal
}

/** The tags that Terraform puts on everything of an environment (terraform/provider.tf). */
export const tagsOf = ({ projectName, environment }: Pick<Target, 'projectName' | 'environment'>): TagFilter => ({
  Project: projectName,
  Environment: environment,
  ...ownTag,
})

/** What the search by tag knows nothing of, or nothing yet: roles, and a log group that Lambda makes after the end. */
export function namedThings(target: Target): readonly string[] {
  const { region, account, projectName, environment } = target
  const partition = partitionOf(region)
  const logGroup = (name: string) => `arn:${partition}:logs:${region}:${account}:log-group:${name}`
  return [
    ...[frontendBucketName, dataBucketName, memoryBucketName].map((name) => `arn:${partition}:s3:::${name(target)}`),
    `arn:${partition}:dynamodb:${region}:${account}:table/${budgetTableName(target)}`,
    `arn:${partition}:iam::${account}:role/${roleName(target)}`,
    logGroup(logGroupName(target)),
    logGroup(`/aws/apigateway/${projectName}-${environment}`),
  ]
}

/** The origin access of the page has a name and no tags; the ARN form is the service authorization reference's. */
export async function findOriginAccess({ aws, account }: Looker, target: Target): Promise<readonly string[]> {
  const id = await findOriginAccessControl(await aws.cloudfront(), originAccessControlName(target))
  const partition = partitionOf(target.region)
  return id === undefined ? [] : [`arn:${partition}:cloudfront::${account}:origin-access-control/${id}`]
}

/**
 * What is still there of something that was removed: by tag in the region and in that of CloudFront, and by name. Each
 * is looked at by itself before it is called left.
 * @throws {UserError} when AWS cannot be reached; what may not be searched is said in `unseen`.
 */
export async function findLeftovers({ looker, tags, named = [], gone = [], signal }: Search): Promise<Leftovers> {
  const unseen: string[] = []
  const { aws, region } = looker
  const regions = [...new Set([region, inEdgeRegion(region)])]
  const searches = await Promise.all(
    regions.map(async (where) => refusable(unseen, async () => findTagged(await aws.tagging(where), tags, signal))),
  )
  const tagged = searches.flat().map(({ arn }) => arn)
  const candidates = new Map([...named, ...tagged].map((arn) => [keyOf(arn), arn]))
  const isGone = new Set(gone.map(keyOf))
  const isListed = new Set(tagged.map(keyOf).filter((key) => !isGone.has(key)))
  const there: Leftover[] = []
  const listed: Leftover[] = []
  await Promise.all(
    [...candidates].map(async ([key, arn]) => {
      const sighting = await explained('looking at what is left', () => lookAtLeftover(arn, looker))
      if (sighting === 'there') there.push(describeLeftover(arn))
      else if (sighting === 'unknown' && isListed.has(key)) listed.push(describeLeftover(arn))
    }),
  )
  const sorted = (all: Leftover[]) => all.toSorted((a, b) => (a.arn < b.arn ? -1 : 1))
  return { there: sorted(there), listed: sorted(listed), unseen: [...new Set(unseen)] }
}

/** The same thing, however its ARN is written: a log group's ends with `:*` or does not. */
function keyOf(arn: string): string {
  const { what, name } = describeLeftover(arn)
  return `${what} ${name}`
}

/** Nothing, and a sentence on it, where it may not be searched. */
export async function refusable<Item>(
  unseen: string[],
  search: () => Promise<readonly Item[]>,
): Promise<readonly Item[]> {
  try {
    return await search()
  } catch (problem) {
    if (!(problem instanceof UserError) || problem.code !== 'ACCESS_DENIED') throw problem
    unseen.push(problem.message)
    return []
  }
}
