import { exitCodes } from '../../source/errors.ts'
import type { PolicyDocument } from '../../source/permissions/policy.ts'
import { replaceDeployerPolicy } from '../../source/rehearsal/control-client.ts'
import type { RequestLogEntry } from '../../source/rehearsal/gateway/request-log.ts'
import { setTfvars } from '../../source/services/terraform/tfvars.ts'
import { leaveTraces } from './leave-traces.ts'
import type { Phase, Proof } from './proof.ts'
import type { Variables } from './shapes.ts'
import type { Stage } from './stage.ts'
import { upgrade } from './upgrade.ts'

type Attempt = Pick<Proof, 'predicted' | 'refused' | 'exitCode'>

const many = <T>(value: T | readonly T[]): readonly T[] => (Array.isArray(value) ? value : [value as T])

export const actionsOf = (policy: PolicyDocument): readonly string[] =>
  [...new Set(many(policy.Statement).flatMap(({ Action = [] }) => many(Action)))].sort()

/** The policy without one action, wherever it stands in it. */
function without(policy: PolicyDocument, action: string): PolicyDocument {
  const statements = many(policy.Statement).flatMap((statement) => {
    const left = many(statement.Action ?? []).filter((each) => each !== action)
    return left.length > 0 ? [{ ...statement, Action: left }] : []
  })
  return { ...policy, Statement: statements }
}

const refusedIn = (requests: readonly RequestLogEntry[]) =>
  [...new Set(requests.flatMap((request) => (request.denied ? [request.missing ?? request.action] : [])))].sort()

/** The project that stands all the time: not the measured one, whose runs could be taken for holders of its lock. */
const standing = 'proved'

/** Without them a run cannot give its lock back. */
const unlocking: readonly string[] = ['dynamodb:DeleteItem', 'dynamodb:GetItem', 's3:DeleteObject', 's3:GetObject']

/** Takes actions out of the policy that the program publishes, one after the other, in one account. */
export class Prover {
  #count = 0
  #isInGroup = false
  #goBack: (() => void) | undefined
  readonly #stage: Stage
  readonly #deployer: Readonly<Record<string, string>>
  /** What makes the shape, with the names of what was made for it. */
  readonly #variables: Variables

  /** @param deployer credentials and addresses, so that nobody but this script attaches policies. */
  constructor(stage: Stage, deployer: Readonly<Record<string, string>>, variables: Variables) {
    this.#stage = stage
    this.#deployer = deployer
    this.#variables = variables
  }

  /** What `twin policy` prints for the project as it is now. */
  async published(project = standing): Promise<PolicyDocument> {
    const args = ['policy', '--json', '--rehearse', '--as', 'admin', '--project-name', project]
    const { stdout, stderr } = await this.#stage.world.run(args)
    const { policy } = JSON.parse(stdout || '{}') as { policy?: PolicyDocument }
    if (!policy) throw new Error(`twin policy printed none:\n${stdout}\n${stderr}`)
    return policy
  }

  /** Sets the shape up, with nothing missing. */
  async begin(): Promise<void> {
    if (Object.keys(this.#variables).length > 0) this.#stage.set(this.#variables)
    await this.#succeed()
  }

  async prove(action: string, phase: Phase): Promise<Attempt> {
    const attempt = (project?: string) => this.#attempt(action, phase, project)
    if (phase === 'inspect') await this.#joinGroup()
    if (phase === 'unchanged' || phase === 'inspect') return attempt()
    if (phase === 'bootstrap') {
      await this.#stage.aws('dynamodb', 'delete-table', '--table-name', 'digital-twin-terraform-locks')
      return this.#andSettle(attempt)
    }
    if (phase === 'change') {
      this.#flip()
      const first = await this.#andSettle(attempt)
      if (first.refused.length > 0) return first
      // Some things are done on the way back only.
      this.#flip()
      return this.#andSettle(attempt)
    }
    return this.#apart(async (project, set) => {
      if (phase === 'create') return attempt(project)
      await this.#succeed(project)
      if (phase === 'destroy') {
        await leaveTraces(this.#stage, project)
        return attempt(project)
      }
      for (const variables of this.#stage.shape.later) {
        set(variables)
        const tried = await attempt(project)
        if (tried.refused.length > 0) return tried
      }
      throw new Error(`${action} was not asked for by any later change of ${this.#stage.shape.name}.`)
    })
  }

  async #attempt(action: string, phase: Phase, project = standing): Promise<Attempt> {
    await this.#allow(without(await this.published(project), action))
    const predicted = await this.#predict(project)
    const { value, requests } = await this.#stage.world.during(() => this.#run(this.#command(phase), project))
    const refused = refusedIn(requests)
    if (refused.some((each) => unlocking.includes(each))) await this.#release(project)
    if (value.code === exitCodes.locked) throw new Error(`An earlier run left its lock:\n${value.stderr}`)
    return { predicted, refused, exitCode: value.code ?? -1 }
  }

  /** Policies of every kind, with nothing in them that a twin needs: all there is to look at in a user. */
  async #joinGroup(): Promise<void> {
    if (this.#isInGroup) return
    this.#isInGroup = true
    const { aws } = this.#stage
    const group = ['--group-name', 'readers']
    const user = ['--user-name', 'deployer']
    const elsewhere = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sqs:ListQueues', Resource: '*' }],
    }
    const own = ['--policy-name', 'own', '--policy-document', JSON.stringify(elsewhere)]
    await aws('iam', 'create-group', ...group)
    await aws('iam', 'add-user-to-group', ...group, ...user)
    await aws('iam', 'put-group-policy', ...group, ...own)
    await aws('iam', 'attach-group-policy', ...group, '--policy-arn', 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess')
    await aws('iam', 'put-user-policy', ...user, ...own)
  }

  /** Nobody lives who holds the lock that the run could not give back. */
  async #release(project: string): Promise<void> {
    const { environment } = this.#stage.shape
    const args = ['unlock', environment, '--confirm', environment, '--rehearse', '--as', 'admin']
    const { code, stdout, stderr } = await this.#stage.world.run([...args, '--project-name', project])
    if (code !== 0) throw new Error(`twin ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
  }

  #command(phase: Phase): readonly string[] {
    const { environment } = this.#stage.shape
    if (phase === 'inspect') return ['doctor', '--environment', environment]
    if (phase === 'destroy') return ['destroy', environment, '--confirm', environment]
    return ['deploy', environment, '--yes', '--skip-preflight', '--refresh']
  }

  async #allow(policy: PolicyDocument): Promise<void> {
    await replaceDeployerPolicy(await this.#stage.world.account(), policy)
  }

  #run(args: readonly string[], project: string) {
    return this.#stage.world.run([...args, '--project-name', project], { env: this.#deployer })
  }

  /** Deploys with nothing missing. @throws with what it said when it fails. */
  async #succeed(project = standing): Promise<void> {
    await this.#allow(await this.published(project))
    const args = ['deploy', this.#stage.shape.environment, '--yes']
    const { code, stdout, stderr } = await this.#run(args, project)
    if (code !== 0) throw new Error(`twin ${args.join(' ')} ended with ${code}:\n${stdout}\n${stderr}`)
  }

  /** What a refused run left half done is finished before the next. */
  async #andSettle(attempt: () => Promise<Attempt>): Promise<Attempt> {
    const tried = await attempt()
    await this.#succeed()
    return tried
  }

  /** Works on a project of its own in the same folder, with settings that are put back afterwards. */
  async #apart<T>(work: (project: string, set: (variables: Variables) => void) => Promise<T>): Promise<T> {
    const { edit, shape } = this.#stage
    const project = `p${String(++this.#count).padStart(3, '0')}`
    const path = `terraform/${shape.environment}.tfvars`
    let before: string | undefined
    const set = (variables: Variables) =>
      edit(path, (text) => {
        before ??= text
        return setTfvars(text, variables)
      })
    // A domain belongs to one distribution alone.
    if (this.#variables.domain_name) set({ domain_name: `${project}.example.org` })
    try {
      return await work(project, set)
    } finally {
      const text = before
      if (text !== undefined) edit(path, () => text)
    }
  }

  /** The actions that the doctor says are missing; what is in doubt because of them it says apart from these. */
  async #predict(project: string): Promise<readonly string[]> {
    const args = ['doctor', '--only', 'permissions', '--environment', this.#stage.shape.environment, '--json']
    const { stdout, stderr } = await this.#run(args, project)
    const { checks } = JSON.parse(stdout || '{}') as {
      checks?: { findings: { details?: { actions?: { action: string; verdict: string }[] } }[] }[]
    }
    if (!checks) throw new Error(`twin doctor printed no diagnosis:\n${stdout}\n${stderr}`)
    const actions = checks.flatMap(({ findings }) => findings).flatMap(({ details }) => details?.actions ?? [])
    const denied = actions.filter(({ verdict }) => verdict === 'denied')
    return [...new Set(denied.map(({ action }) => action))].sort()
  }

  /** The stack as a later version has it, and back again: each time something of every resource changes. */
  #flip(): void {
    const { edit, set } = this.#stage
    if (this.#goBack) this.#goBack()
    this.#goBack = this.#goBack ? undefined : upgrade(this.#stage)
    const isNew = this.#goBack !== undefined
    set({
      lambda_memory_mb: isNew ? 256 : 512,
      throttle_rate: isNew ? 3 : 2,
      log_level: isNew ? 'DEBUG' : 'INFO',
    })
    edit('backend/app/main.py', (text) => (isNew ? `${text}\n# Changed.\n` : text.replace('\n# Changed.\n', '')))
  }
}
