import type { Answer, Call } from '../call.ts'
import { regionalArn } from '../classify/arns.ts'
import { jsonAnswer, serviceError } from '../errors.ts'
import { craftRequest } from '../forward.ts'
import { unzippedSize } from '../unzipped-size.ts'
import type { Account, Mend } from './mend.ts'

/** Lambda developer guide, "Lambda quotas": direct upload, and unpacked with all layers. */
const zippedLimit = 50 * 1024 * 1024
const unzippedLimit = 262_144_000
/** What a request of 50 MB comes to in base64, as Lambda's refusal names it. */
const requestLimit = 70_167_211

const functionOf = (call: Call) => call.parameters.FunctionName?.split(':function:').at(-1)?.split(':')[0] ?? ''
const layerKey = (arn: string) => `layer ${arn}`
const functionKey = (region: string, name: string) => `function ${region} ${name}`

/** CreateFunction, UpdateFunctionCode, PublishLayerVersion: keeps the package, within Lambda's limits. */
const uploadPackage: Mend = async (call, account) => {
  const input = JSON.parse(call.request.body.toString() || '{}')
  const code = input.Code ?? input.Content ?? input
  const bytes = await readPackage(code, account)
  const problem = bytes && packageProblem(call, bytes, code.ZipFile !== undefined)
  if (problem) return problem
  const answer = await account.forward(call.request)
  if (answer.status >= 300 || !bytes) return answer
  const output = JSON.parse(answer.body.toString())
  if (call.operation === 'PublishLayerVersion') {
    account.packages.keep(layerKey(output.LayerVersionArn), bytes)
    return withLocation(answer, 'Content', account, layerKey(output.LayerVersionArn))
  }
  account.packages.keep(functionKey(call.request.region, output.FunctionName), bytes)
  return answer
}

async function readPackage(code: Record<string, string>, { forward, region }: Account): Promise<Buffer | undefined> {
  if (code.ZipFile !== undefined) return Buffer.from(code.ZipFile, 'base64')
  if (!code.S3Bucket || !code.S3Key) return undefined
  const key = code.S3Key.split('/').map(encodeURIComponent).join('/')
  const answer = await forward(craftRequest({ service: 's3', region, method: 'GET', url: `/${code.S3Bucket}/${key}` }))
  return answer.status === 200 ? Buffer.from(answer.body as Buffer) : undefined
}

function packageProblem(call: Call, bytes: Buffer, direct: boolean): Answer | undefined {
  if (direct && bytes.length > zippedLimit) {
    const message = `Request must be smaller than ${requestLimit} bytes for the ${call.operation} operation`
    return serviceError(call, 413, 'RequestEntityTooLargeException', message)
  }
  const size = unzippedSize(bytes)
  if (size === undefined)
    return serviceError(
      call,
      400,
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    )
  if (size > unzippedLimit)
    return serviceError(
      call,
      400,
      'InvalidParameterValueException',
      `Unzipped size must be smaller than ${unzippedLimit} bytes`,
    )
  return undefined
}

function withLocation(answer: Answer, member: 'Code' | 'Content', account: Account, key: string): Answer {
  const path = account.packages.pathOf(key)
  if (!path) return answer
  const output = JSON.parse(answer.body.toString())
  output[member] = { ...output[member], Location: account.endpoint() + path }
  if (member === 'Code') output.Code.RepositoryType = 'S3'
  return { ...answer, body: JSON.stringify(output) }
}

/** GetFunction gives the code's address, and tags only to those who may list them. */
const getFunction: Mend = async (call, account) => {
  const answer = await account.forward(call.request)
  if (answer.status !== 200) return answer
  const located = withLocation(answer, 'Code', account, functionKey(call.request.region, functionOf(call)))
  const resource = regionalArn(call.request, account.id, `function:${functionOf(call)}`)
  if (!(await account.refusal({ action: 'lambda:ListTags', resource }))) return located
  const { Tags, ...output } = JSON.parse(located.body.toString())
  return { ...located, body: JSON.stringify(output) }
}

const getLayerVersion: Mend = async (call, account) => {
  const answer = await account.forward(call.request)
  if (answer.status !== 200) return answer
  return withLocation(answer, 'Content', account, layerKey(JSON.parse(answer.body.toString()).LayerVersionArn))
}

const deleteFunction: Mend = async (call, account) => {
  const answer = await account.forward(call.request)
  if (answer.status < 300) account.packages.forget(functionKey(call.request.region, functionOf(call)))
  return answer
}

/** The quotas that every account starts with (Lambda API reference, GetAccountSettings). */
const getAccountSettings: Mend = async (call, account) => {
  const url = '/2015-03-31/functions/'
  const answer = await account.forward(
    craftRequest({ service: 'lambda', region: call.request.region, method: 'GET', url }),
  )
  const functions: { CodeSize?: number }[] = JSON.parse(answer.body.toString()).Functions ?? []
  return jsonAnswer(200, {
    AccountLimit: {
      TotalCodeSize: 80_530_636_800,
      CodeSizeUnzipped: unzippedLimit,
      CodeSizeZipped: zippedLimit,
      ConcurrentExecutions: 1000,
      UnreservedConcurrentExecutions: 1000,
    },
    AccountUsage: {
      TotalCodeSize: functions.reduce((sum, { CodeSize = 0 }) => sum + CodeSize, 0),
      FunctionCount: functions.length,
    },
  })
}

export const lambdaMends: Readonly<Record<string, Mend>> = {
  'lambda:CreateFunction': uploadPackage,
  'lambda:UpdateFunctionCode': uploadPackage,
  'lambda:PublishLayerVersion': uploadPackage,
  'lambda:GetFunction': getFunction,
  'lambda:GetLayerVersion': getLayerVersion,
  'lambda:DeleteFunction': deleteFunction,
  'lambda:GetAccountSettings': getAccountSettings,
}
