import { jsonAnswer } from '../errors.ts'
import type { Mend } from './mend.ts'

/** As GetResources writes it. */
export interface TagMapping {
  readonly ResourceARN: string
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[]
}

interface Filter {
  readonly Key: string
  readonly Values?: readonly string[]
}

interface Page {
  readonly PaginationToken?: string | null
  readonly ResourceTagMappingList?: readonly TagMapping[]
}

/** Where things without a region are found (Resource Groups Tagging API reference, "Supported services"). */
const globalRegion = 'us-east-1'

/**
 * The search by tag: moto's, with the distributions, of which moto knows nothing, behind its last page.
 * @param distributions all that there are.
 */
export const createTaggingMends = (distributions: () => readonly TagMapping[]): Readonly<Record<string, Mend>> => ({
  'tagging:GetResources': async (call, { forward }) => {
    const answer = await forward(call.request)
    if (answer.status !== 200 || call.request.region !== globalRegion) return answer
    const page = JSON.parse(answer.body.toString()) as Page
    if (page.PaginationToken) return answer
    const { TagFilters = [] } = JSON.parse(call.request.body.toString() || '{}') as { TagFilters?: readonly Filter[] }
    const fits = ({ Tags }: TagMapping) =>
      Tags.length > 0 && TagFilters.every((filter) => Tags.some((tag) => isMeant(filter, tag)))
    return jsonAnswer(200, {
      ...page,
      ResourceTagMappingList: [...(page.ResourceTagMappingList ?? []), ...distributions().filter(fits)],
    })
  },
})

/** Any of the values, or any at all when none is named (API reference of GetResources, "TagFilters"). */
const isMeant = ({ Key, Values = [] }: Filter, tag: TagMapping['Tags'][number]) =>
  tag.Key === Key && (Values.length === 0 || Values.includes(tag.Value))
