import { UserError } from '../errors.ts'
import type { Environment } from '../names.ts'

export const notDeployed = (environment: Environment) =>
  new UserError('NOT_DEPLOYED', `There is no ${environment} twin in this account.`, [`twin deploy ${environment}`])
