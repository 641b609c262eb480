import type { Answer, Call } from '../call.ts'
import { jsonAnswer, serviceError } from '../errors.ts'
import { craftRequest } from '../forward.ts'
import type { Account, Mend } from './mend.ts'

interface Stage {
  readonly stageName: string
  readonly tags: Record<string, string>
  readonly [member: string]: unknown
}

/**
 * Stages of HTTP APIs, kept here: moto fails UpdateStage and knows no tags of stages. Shapes and
 * defaults as in the API Gateway V2 API reference, "Stage".
 */
export function createStageMends(): Readonly<Record<string, Mend>> {
  const stages = new Map<string, Stage>()
  const keyOf = (call: Call, name = call.parameters.StageName) =>
    `${call.request.region}/${call.parameters.ApiId}/${name}`

  const create: Mend = async (call, account) => {
    const missing = await missingApi(call, account)
    if (missing) return missing
    const input = JSON.parse(call.request.body.toString() || '{}')
    const key = keyOf(call, input.stageName)
    if (stages.has(key)) return serviceError(call, 409, 'ConflictException', 'Stage already exists')
    const createdDate = timestamp()
    const stage = { ...stageDefaults, ...input, tags: input.tags ?? {}, createdDate, lastUpdatedDate: createdDate }
    stages.set(key, stage)
    return jsonAnswer(201, stage)
  }
  const read: Mend = async (call) => {
    const stage = stages.get(keyOf(call))
    return stage ? jsonAnswer(200, stage) : unknownStage(call)
  }
  const list: Mend = async (call, account) => {
    const items = [...stages].filter(([key]) => key.startsWith(keyOf(call, ''))).map(([, stage]) => stage)
    return (await missingApi(call, account)) ?? jsonAnswer(200, { items })
  }
  const update: Mend = async (call) => {
    const stage = stages.get(keyOf(call))
    if (!stage) return unknownStage(call)
    const input = JSON.parse(call.request.body.toString() || '{}')
    const updated = { ...stage, ...input, lastUpdatedDate: timestamp() }
    stages.set(keyOf(call), updated)
    return jsonAnswer(200, updated)
  }
  const remove: Mend = async (call) =>
    stages.delete(keyOf(call)) ? { status: 204, headers: {}, body: '' } : unknownStage(call)
  const removeApi: Mend = async (call, account) => {
    const answer = await account.forward(call.request)
    if (answer.status < 300) for (const key of stages.keys()) if (key.startsWith(keyOf(call, ''))) stages.delete(key)
    return answer
  }
  const tagging: Mend = async (call, account) => {
    const [, region, api, name] =
      /^arn:[^:]+:apigateway:([^:]+)::\/apis\/([^/]+)\/stages\/(.+)$/.exec(call.parameters.ResourceArn ?? '') ?? []
    if (!name) return account.forward(call.request)
    const stage = stages.get(`${region}/${api}/${name}`)
    if (!stage) return unknownStage(call)
    if (call.operation === 'GetTags') return jsonAnswer(200, { tags: stage.tags })
    if (call.operation === 'TagResource') Object.assign(stage.tags, JSON.parse(call.request.body.toString()).tags)
    else for (const key of call.request.query.getAll('tagKeys')) delete stage.tags[key]
    return call.operation === 'TagResource' ? jsonAnswer(201, {}) : { status: 204, headers: {}, body: '' }
  }
  return {
    'apigateway:CreateStage': create,
    'apigateway:GetStage': read,
    'apigateway:GetStages': list,
    'apigateway:UpdateStage': update,
    'apigateway:DeleteStage': remove,
    'apigateway:DeleteApi': removeApi,
    'apigateway:GetTags': tagging,
    'apigateway:TagResource': tagging,
    'apigateway:UntagResource': tagging,
  }
}

const stageDefaults = {
  autoDeploy: false,
  defaultRouteSettings: { detailedMetricsEnabled: false },
  routeSettings: {},
  stageVariables: {},
}

const timestamp = () => `${new Date().toISOString().slice(0, 19)}Z`

const unknownStage = (call: Call) => serviceError(call, 404, 'NotFoundException', 'Invalid stage identifier specified')

async function missingApi(call: Call, account: Account): Promise<Answer | undefined> {
  const { region } = call.request
  const url = `/v2/apis/${call.parameters.ApiId}`
  const answer = await account.forward(craftRequest({ service: 'apigateway', region, method: 'GET', url }))
  return answer.status === 200 ? undefined : answer
}
