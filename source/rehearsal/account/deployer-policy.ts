import { readPolicyDocument } from '../../permissions/policy-document.ts'
import { splitPolicy } from '../../permissions/policy-size.ts'
import { type Forward, sendQuery } from '../gateway/forward.ts'
import { childrenOf, findXml, parseXml, textAt } from '../gateway/xml.ts'

const UserName = 'deployer'

/** Managed policies that hold what we publish: one, and further ones for what does not fit into it. */
const nameOf = (part: number) => `digital-twin-deployer${part === 0 ? '' : `-${part + 1}`}`

/** IAM takes 6,144 characters a managed policy; what cannot be read is for IAM to refuse. */
function partsOf(document: string): readonly string[] {
  const read = readPolicyDocument(document)
  return 'document' in read ? splitPolicy(read.document).map((part) => JSON.stringify(part)) : [document]
}

/** Gives the deployer another policy in the place of what it holds. Throws what IAM said when it is refused. */
export async function replaceDeployerPolicy(
  forward: Forward,
  region: string,
  account: string,
  document: string,
): Promise<void> {
  const iam = async (form: Record<string, string>) => parseXml(await sendQuery(forward, 'iam', region, form))
  const arnOf = (part: number) => `arn:aws:iam::${account}:policy/${nameOf(part)}`
  const parts = partsOf(document)
  const attached = childrenOf(
    findXml(
      await iam({ Action: 'ListAttachedUserPolicies', UserName }),
      'ListAttachedUserPoliciesResult',
      'AttachedPolicies',
    ),
    'member',
  ).length
  for (const [part, PolicyDocument] of parts.entries()) {
    const PolicyArn = arnOf(part)
    if (part >= attached) {
      await iam({ Action: 'CreatePolicy', PolicyName: nameOf(part), PolicyDocument })
      await iam({ Action: 'AttachUserPolicy', UserName, PolicyArn })
      continue
    }
    await deleteOldVersions(iam, PolicyArn)
    await iam({ Action: 'CreatePolicyVersion', PolicyArn, PolicyDocument, SetAsDefault: 'true' })
  }
  for (let part = parts.length; part < attached; part += 1) {
    const PolicyArn = arnOf(part)
    await iam({ Action: 'DetachUserPolicy', UserName, PolicyArn })
    await deleteOldVersions(iam, PolicyArn)
    await iam({ Action: 'DeletePolicy', PolicyArn })
  }
}

/** A managed policy holds five versions at most (IAM quotas), and is deleted with its last one only. */
async function deleteOldVersions(
  iam: (form: Record<string, string>) => Promise<ReturnType<typeof parseXml>>,
  PolicyArn: string,
): Promise<void> {
  const answer = await iam({ Action: 'ListPolicyVersions', PolicyArn })
  for (const version of childrenOf(findXml(answer, 'ListPolicyVersionsResult', 'Versions'), 'member')) {
    if (textAt(version, 'IsDefaultVersion') === 'false') {
      await iam({ Action: 'DeletePolicyVersion', PolicyArn, VersionId: textAt(version, 'VersionId') })
    }
  }
}
