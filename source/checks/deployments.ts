import { deployments as step } from '../steps/deployments.ts'
import { checkFrom } from './from-step.ts'

/** Which of the three environments stand. */
export const deployments = checkFrom(step, { needs: ['identity', 'state-bucket'] })
