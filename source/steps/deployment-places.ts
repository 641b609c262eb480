import type { Context } from '../context.ts'
import { dataBucketName, recordKey, stateBucketName, stateObjectKey } from '../names.ts'
import { readEtag, readRecordObject, writeRecordObject } from '../services/aws/deployment-record.ts'
import type { BucketScope } from '../services/aws/objects.ts'
import { pointerKey } from '../services/aws/objects-data.ts'
import { type DeploymentRecord, type Etags, parseRecord, writeRecordText } from '../services/deployment/record.ts'
import { need } from './need.ts'

const recordKeyOf = ({ answers }: Context): string => recordKey(answers.get('projectName'), answers.get('environment'))

/** The bucket that the states and the records lie in. */
export const stateScope = async (context: Context, account: string, signal = context.signal): Promise<BucketScope> => ({
  s3: await context.aws().s3(),
  bucket: stateBucketName(account),
  account,
  signal,
})

/** What lies in AWS of Terraform's state and of the personal data. Two requests at once. */
export async function readEtags(context: Context, account: string, signal = context.signal): Promise<Partial<Etags>> {
  const { answers } = context
  const [projectName, environment] = [answers.get('projectName'), answers.get('environment')]
  const scope = await stateScope(context, account, signal)
  const bucket = dataBucketName({ projectName, environment, account, region: answers.get('region') })
  const [state, data] = await Promise.all([
    readEtag(scope, stateObjectKey(projectName, environment)),
    readEtag({ ...scope, bucket }, pointerKey),
  ])
  return { ...(state ? { state } : {}), ...(data ? { data } : {}) }
}

/** The record of the last deployment; undefined when there is none that can be read. One request. */
export async function readRecord(
  context: Context,
  account: string,
  signal = context.signal,
): Promise<DeploymentRecord | undefined> {
  return parseRecord((await readRecordObject(await stateScope(context, account, signal), recordKeyOf(context))) ?? '')
}

export async function writeRecord(context: Context, record: DeploymentRecord): Promise<void> {
  const { account } = need(context, 'identity')
  await writeRecordObject(await stateScope(context, account), recordKeyOf(context), writeRecordText(record))
}

/**
 * Says in the record, once a run and before anything is written, that things are being changed: a run that is killed
 * is then never taken for one that went through.
 */
export function markChanging(context: Context): Promise<void> {
  context.found.marked ??= writeRecord(context, { state: 'changing', at: new Date().toISOString() })
  return context.found.marked
}
