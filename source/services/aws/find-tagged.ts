import { GetResourcesCommand, type ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api'
import { CancelledError } from '../../errors.ts'
import { explained } from './errors.ts'

export interface TaggedResource {
  readonly arn: string
  readonly tags: Readonly<Record<string, string>>
}

/** Tags that something must have, each with that value. */
export type TagFilter = Readonly<Record<string, string>>

/**
 * Everything in the client's region that has these tags. It knows nothing of IAM roles and of what cannot be tagged
 * (Resource Groups Tagging API reference, "Supported services"), and it may name for some time what is gone
 * ("all the tagged or previously tagged resources", GetResources).
 * @throws {UserError} what `explainAwsError` makes of AWS's refusals. @throws {CancelledError}
 */
export function findTagged(
  client: ResourceGroupsTaggingAPIClient,
  filter: TagFilter,
  signal?: AbortSignal,
): Promise<readonly TaggedResource[]> {
  const TagFilters = Object.entries(filter).map(([Key, value]) => ({ Key, Values: [value] }))
  return explained('searching by tag', async () => {
    const found: TaggedResource[] = []
    let token: string | undefined
    do {
      const command = new GetResourcesCommand({ TagFilters, ...(token ? { PaginationToken: token } : {}) })
      const page = await client.send(command, signal ? { abortSignal: signal } : {}).catch((error) => {
        throw signal?.aborted ? new CancelledError() : error
      })
      for (const { ResourceARN, Tags = [] } of page.ResourceTagMappingList ?? []) {
        if (!ResourceARN) continue
        found.push({ arn: ResourceARN, tags: Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value ?? ''])) })
      }
      token = page.PaginationToken || undefined
    } while (token)
    return found
  })
}
