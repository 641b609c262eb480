import { readFileSync, writeFileSync } from 'node:fs'
import { Agent, request as send } from 'node:http'
import { join } from 'node:path'
import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { awsIn } from '../end-to-end/support/aws-cli.ts'
import { type MatrixWorld, openMatrixWorld } from './matrix-world.ts'

const messages = 10_000
const budget = 500
/** So that nobody reaches the limit of a single visitor, which is another one. */
const messagesOfAVisitor = 16
const connections = 50

/**
 * Ten thousand messages from hundreds of visitors through the edge: the model is asked as often as the day's budget
 * allows, to the message. Then a distribution of somebody else's in front of the same API: nobody gets in.
 */
export async function runMatrix(repository: string, [count = String(messages)]: readonly string[]): Promise<boolean> {
  const matrix = await openMatrixWorld(repository)
  try {
    const folder = matrix.newProject('flooded')
    const file = join(folder, 'terraform', 'dev.tfvars')
    const settings = {
      daily_messages: budget,
      daily_tokens: 1_000_000_000,
      throttle_rate: 1_000,
      throttle_burst: 2_000,
    }
    const changed = Object.entries(settings).reduce(
      (text, [name, value]) => text.replace(new RegExp(`^${name} .*$`, 'm'), `${name} = ${value}`),
      readFileSync(file, 'utf8'),
    )
    writeFileSync(file, changed)
    const others = await portsOf(matrix)
    await matrix.must('deploy', 'flooded', folder)
    const flooded = await flood(matrix, await newPort(matrix, others), Number(count))
    const foreign = await throughAForeignDistribution(matrix, 'flooded')
    const isWell = flooded.asked === Math.min(budget, Number(count)) && flooded.strange === '' && foreign === '403'
    process.stdout.write(
      `${isWell ? '✔' : '✖'} ${count} messages: the model was asked ${flooded.asked} times of ${budget} that the day has · answers ${flooded.words}${flooded.strange} · round the site ${foreign}\n`,
    )
    return isWell
  } finally {
    await matrix.end()
  }
}

async function portsOf({ world }: MatrixWorld): Promise<number[]> {
  const { sites } = JSON.parse((await world.run(['rehearse', 'status', '--json'])).stdout)
  return (sites as string[]).map((address) => Number(new URL(address).port))
}

/** Of the site that came since then. */
async function newPort(matrix: MatrixWorld, known: readonly number[]): Promise<number> {
  const port = (await portsOf(matrix)).find((each) => !known.includes(each))
  if (port === undefined) throw new Error('No new site is served.')
  return port
}

const isConverse = ({ operation }: RequestLogEntry) => operation === 'Converse'

async function flood({ world }: MatrixWorld, port: number, count: number) {
  const answers = new Map<string, number>()
  let asked = 0
  // In parts: the account forgets its oldest requests.
  for (let from = 0; from < count; from += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => from + index)
    const { requests } = await world.during(async () => {
      const queue = numbers.values()
      const visitor = async () => {
        for (const number of queue) {
          const answer = await say(port, number)
          answers.set(answer, (answers.get(answer) ?? 0) + 1)
        }
      }
      await Promise.all(Array.from({ length: connections }, visitor))
    })
    asked += requests.filter(isConverse).length
    process.stdout.write(`  ${from + numbers.length} messages, ${asked} asked of the model\n`)
  }
  const words = [...answers].map(([answer, times]) => `${times} × ${answer}`).join(', ')
  const strange = [...answers.keys()].filter((answer) => !['200', '429 daily_budget_spent'].includes(answer))
  return { asked, words, strange: strange.length > 0 ? ' ← not these' : '' }
}

const agents = new Map<string, Agent>()

/** A visitor has an address of its own on the loopback, and claims others. */
function say(port: number, number: number): Promise<string> {
  const visitor = Math.floor(number / messagesOfAVisitor)
  const localAddress = `127.1.${visitor >> 8}.${visitor & 255 || 255}`
  const agent = agents.get(localAddress) ?? new Agent({ localAddress, keepAlive: false })
  agents.set(localAddress, agent)
  const body = JSON.stringify({ message: `What is Kelpie, ${number}?` })
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'x-forwarded-for': `198.51.100.${number % 256}`,
    'x-origin-verify': 'guessed',
    cookie: `twin_conversation=${number.toString(16).padStart(64, '0')}`,
  }
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port, path: '/api/chat', method: 'POST', headers, agent }
    const outgoing = send(options, (incoming) => {
      let text = ''
      incoming.setEncoding('utf8')
      incoming.on('data', (part) => (text += part))
      incoming.on('end', () => {
        const { code } = incoming.statusCode === 200 ? {} : (/"code":"(?<code>\w+)"/.exec(text)?.groups ?? {})
        resolve([incoming.statusCode, code].filter(Boolean).join(' '))
      })
      incoming.on('error', reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** The status of a message that somebody else's distribution hands to our API, without the secret of ours. */
async function throughAForeignDistribution(matrix: MatrixWorld, project: string): Promise<string> {
  const known = await portsOf(matrix)
  const aws = await awsIn(matrix.world, 'admin')
  const { DistributionList } = (await aws('cloudfront', 'list-distributions')) as {
    DistributionList: { Items: { Id: string; Comment: string }[] }
  }
  const id = DistributionList.Items.find(({ Comment }) => Comment.includes(project))?.Id ?? ''
  const { DistributionConfig: config } = (await aws('cloudfront', 'get-distribution-config', '--id', id)) as {
    DistributionConfig: { Origins: { Items: { CustomHeaders?: unknown }[] }; CallerReference: string }
  }
  for (const origin of config.Origins.Items) delete origin.CustomHeaders
  const foreign = { ...config, CallerReference: 'foreign', Aliases: { Quantity: 0 } }
  await aws('cloudfront', 'create-distribution', '--distribution-config', JSON.stringify(foreign))
  return (await say(await newPort(matrix, known), 0)).split(' ')[0] ?? ''
}
