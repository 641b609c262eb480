import { truncateSync, writeFileSync } from 'node:fs'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Aws } from '../../end-to-end/support/aws-cli.ts'
import type { World } from '../../end-to-end/support/world.ts'

const account = '123456789012'
const pageBucket = `digital-twin-dev-frontend-${account}`
const stateBucket = `digital-twin-terraform-state-${account}`
const functionName = 'digital-twin-dev-api'

/** What happens to a twin that stands: by other hands at the aws command line, or in the project's folder. */
export function plantsOf(world: World, aws: Aws) {
  const inProject = (...path: string[]) => join(world.folder, ...path)
  const stateFile = inProject('state.tfstate')

  return {
    async model(id: string) {
      const path = inProject('.twin', 'answers.json')
      const saved = JSON.parse(await readFile(path, 'utf8'))
      await writeFile(path, JSON.stringify({ ...saved, answers: { ...saved.answers, model: id } }))
    },

    /** A page without a word on how long it may be kept; visitors load it, and then there is another. */
    async stalePage(site: string, word: string) {
      const put = async (text: string) => {
        const body = join(world.root, 'index.html')
        writeFileSync(body, text)
        const object = ['--bucket', pageBucket, '--key', 'index.html', '--body', body, '--content-type', 'text/html']
        await aws('s3api', 'put-object', ...object)
      }
      const page = await readFile(inProject('frontend', 'index.html'), 'utf8')
      await put(`${page}<!-- ${word}: first -->`)
      await forget(aws, site)
      await (await fetch(`${site}/`)).arrayBuffer()
      await put(`${page}<!-- ${word}: second -->`)
    },

    /** Sparse: it takes no room on this computer. */
    strayFile(megabytes: number) {
      const path = inProject('backend', 'app', 'recording.bin')
      writeFileSync(path, '')
      truncateSync(path, megabytes * 1024 * 1024)
    },

    settings: (lines: string) => appendFile(inProject('terraform', 'dev.tfvars'), `\n${lines}\n`),

    async otherHands() {
      await aws('lambda', 'update-function-configuration', '--function-name', functionName, '--memory-size', '1024')
      await aws('s3api', 'delete-bucket-policy', '--bucket', `digital-twin-dev-data-${account}`)
    },

    /** CloudFront goes on sending the secret that Terraform gave it. */
    async otherOriginSecret() {
      const { Environment } = await aws('lambda', 'get-function-configuration', '--function-name', functionName)
      const { Variables } = Environment as { Variables: Record<string, string> }
      const changed = JSON.stringify({
        Variables: { ...Variables, ORIGIN_SECRETS: 'a-secret-of-other-hands-1234567890' },
      })
      await aws('lambda', 'update-function-configuration', '--function-name', functionName, '--environment', changed)
    },

    /** What Terraform leaves where S3 takes its lock and then not its state: the state of one more change. */
    async unpushedState() {
      const key = 'env:/dev/digital-twin/terraform.tfstate'
      await aws('s3api', 'get-object', '--bucket', stateBucket, '--key', key, stateFile)
      const state = JSON.parse(await readFile(stateFile, 'utf8'))
      await writeFile(inProject('terraform', 'errored.tfstate'), JSON.stringify({ ...state, serial: state.serial + 1 }))
    },
  }
}

/** Makes the edges forget all pages, so that the next visitor gets what is in the bucket. */
async function forget(aws: Aws, site: string): Promise<void> {
  const { DistributionList } = await aws('cloudfront', 'list-distributions')
  const { Items } = DistributionList as { Items: { Id: string; DomainName: string }[] }
  const found = Items.find(({ DomainName }) => site.endsWith(DomainName))
  await aws('cloudfront', 'create-invalidation', '--distribution-id', found?.Id ?? '', '--paths', '/*')
}
