import type { Report } from './engine/step.ts'
import type { Environment } from './names.ts'
import type { PermissionAssessment } from './permissions/assess-permissions.ts'
import type { TargetNames } from './permissions/resource-kinds.ts'
import type { Shape } from './permissions/shape.ts'
import type { ActionVerdict, PermissionFacts } from './permissions/verdicts.ts'
import type { Leftovers } from './services/aws/find-leftovers.ts'
import type { Identity } from './services/aws/identity.ts'
import type { Lease } from './services/aws/lease.ts'
import type { UsableModel } from './services/aws/model.ts'
import type { ObjectCount } from './services/aws/objects-count.ts'
import type { PageUploadResult } from './services/aws/objects-page.ts'
import type { Principal } from './services/aws/principal.ts'
import type { StateLock } from './services/aws/state-lock.ts'
import type { KnownState } from './services/aws/terraform-state.ts'
import type { Python } from './services/build/find-python.ts'
import type { BuiltPackage } from './services/build/write-zip.ts'
import type { BackupManifest } from './services/data/backup-manifest.ts'
import type { PersonalData } from './services/data/personal-data.ts'
import type { RemoteFile } from './services/data/remotes/data-remote.ts'
import type { HistoryEntry } from './services/deployment/history.ts'
import type { DeployedPlaces, Inputs, WholeRecord } from './services/deployment/record.ts'
import type { Retired } from './services/deployment/retired.ts'
import type { Health, HealthAnswer } from './services/health.ts'
import type { TerraformEnvironment } from './services/terraform/environment.ts'
import type { TerraformProgram } from './services/terraform/find-terraform.ts'
import type { Liveness } from './services/terraform/lock-holder.ts'
import type { SavedPlan } from './services/terraform/plan.ts'
import type { PlanSummary } from './services/terraform/plan-summary.ts'

/** What a run learns on its way. Each entry is written by one step and read by later ones. */
export interface Found {
  identity?: Identity
  permissions?: FoundPermissions
  /** A policy was attached in this run: IAM may take some seconds until all of it knows. */
  hasAttached?: boolean
  /** The person saw what is missing and chose to go on. */
  isGoingOnAnyway?: boolean
  terraform?: TerraformProgram
  python?: Python
  /** Waits for the page that is being built since before this run knew what is deployed. */
  pageAhead?: (report: Report) => Promise<NonNullable<Found['page']>>
  /** Runs the service on this computer. */
  devPython?: string
  terraformHome?: Promise<TerraformEnvironment>
  providersFrom?: string
  privateFolder?: Promise<string>
  /** Held by this run. */
  lease?: Lease
  /** Held by a run that does not live any more. */
  leaseLeft?: Lease
  plan?: SavedPlan
  /** Nothing is deployed yet and the run is approved, so there is no plan of its own. */
  isFirstDeployment?: boolean
  /** What such a deployment said that it was going to make. */
  madeWithoutPlan?: PlanSummary
  /** It was looked for a function that an interrupted run left unknown to Terraform. */
  isFunctionSought?: boolean
  /** The plan was applied in this run. */
  isApplied?: boolean
  model?: UsableModel
  data?: PersonalData
  /** What `backend/data` holds, whatever is deployed. */
  localData?: PersonalData
  /** Something is in `backend/data`, and it is no personal data as it stands. */
  hasUnreadData?: boolean
  /** What lies in the private repository. */
  remoteData?: RemoteData
  /** What this run put there. */
  published?: RemoteFile
  /** The encrypted file that this run wrote. */
  encryptedFile?: EncryptedFile
  /** Fingerprints of what this run was made of, each taken before it was read. */
  inputs?: Inputs
  /** What lies in the private repository, when it was looked there. */
  dataFile?: Pick<RemoteFile, 'id'>
  /** The last deployment, when nothing but this is different from it. */
  standing?: { readonly record: WholeRecord; readonly changed: 'nothing' | 'page' }
  /** What the last whole deployment left, when it was read; things may have changed since. */
  lastRecord?: WholeRecord
  /** Files of earlier builds of the page, as this run left them. */
  retired?: Retired
  /** When Terraform compared everything with AWS in this run. */
  plannedAt?: string
  /** The record says since then that things are being changed. */
  marked?: Promise<void>
  /** The record that this run left. */
  record?: WholeRecord
  /** The earlier deployment whose packages and page this run puts up again. */
  returnsTo?: HistoryEntry
  /** What became of this run's entry in the history, in words. */
  history?: string
  /** The last deployments of each environment that stands, the newest first. */
  histories?: readonly { readonly environment: Environment; readonly entries: readonly HistoryEntry[] }[]
  packages?: { readonly code: BuiltPackage; readonly dependencies: BuiltPackage }
  inventory?: readonly BucketInventory[]
  /** The ARNs that Terraform's state held before a removal. */
  stateArns?: readonly string[]
  /** What has the environment's tags or names and is not in Terraform's state. */
  besideState?: Leftovers
  /** The buckets were emptied in this run, so what was counted before is no more true. */
  isPurged?: boolean
  /** The copy that was made before a removal, or that an earlier run had made. */
  backup?: BackupManifest
  /** Conversations of a backup for which there is a bucket now; absent while nothing is deployed. */
  conversationsPlaced?: number
  /** It was made in this run. */
  isBackedUp?: boolean
  /** What a removal has left. */
  leftovers?: Leftovers
  /** What stands in the way of removing the state bucket, or goes with it. */
  account?: AccountInventory
  outputs?: Outputs
  pageUpload?: PageUploadResult
  health?: Health
  /** When it was asked. ISO 8601. */
  healthAt?: string
  /** The folder is a twin's; found by the doctor, who may be called anywhere. */
  hasProject?: boolean
  /** The environments that stand, as far as Terraform's states tell. */
  deployments?: readonly Deployment[]
  /** How the twins that stand say that they are. */
  sites?: readonly SiteHealth[]
  page?: { readonly directory: string; readonly built: boolean }
  /** The state lock, when one is held. */
  stateLock?: HeldLock
}

export interface RemoteData {
  /** Absent when there is nothing yet. */
  readonly newest: RemoteFile | undefined
  /** Absent when it was not opened, because the same is here already. */
  readonly data?: PersonalData
}

export interface EncryptedFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  /** Whom it is encrypted for, in words. */
  readonly words: string
}

export interface HeldLock {
  readonly lock: StateLock
  readonly holder: Liveness
}

export interface FoundPermissions {
  readonly verdicts: readonly ActionVerdict[]
  readonly assessment: PermissionAssessment
  readonly principal: Principal
  /** What the verdicts rest on. */
  readonly facts: PermissionFacts
  readonly target: TargetNames
  /** What this deployment asks for beside the usual. */
  readonly shape: Shape
  /** What the policy that is needed covers: every environment, and the boundary that somebody's policy demands. */
  readonly policyShape: Shape
  /** That boundary, when the settings do not name it yet. */
  readonly boundaryToName: string | undefined
  /** Where the policy that is needed was written, when something is missing. */
  readonly policyFiles: readonly string[]
}

/** What Terraform says about an environment that stands. */
export type Outputs = DeployedPlaces

/** An environment that Terraform has made something of. */
export interface Deployment extends KnownState {
  readonly environment: Environment
  /** Where its page answers; absent while it has no distribution. */
  readonly site?: string
}

export interface SiteHealth {
  readonly environment: Environment
  readonly answer: HealthAnswer
}

export interface BucketInventory {
  readonly name: string
  /** What one of its objects is, and several, for people. */
  readonly what: readonly [one: string, many: string]
  /** Absent when there is no such bucket. */
  readonly count: ObjectCount | undefined
}

/** What the state bucket holds, and what is known of the environments in it. */
export interface AccountInventory {
  /** Absent when there is no state bucket any more. */
  readonly count: ObjectCount | undefined
  readonly hasTable: boolean
  /** States that hold something, as `<environment> of <project>`, with what they are called. */
  readonly living: readonly LivingEnvironment[]
  /** Keys of the locks that runs hold. */
  readonly locks: readonly string[]
  readonly leftovers: Leftovers
}

export interface LivingEnvironment {
  /** The state object's key. */
  readonly key: string
  /** Absent for a state that is not where this program keeps one. */
  readonly target: { readonly projectName: string; readonly environment: Environment } | undefined
  /** How many things it holds. */
  readonly resources: number
}
