import { identity as step } from '../steps/identity.ts'
import { checkFrom } from './from-step.ts'

export const identity = checkFrom(step, { needs: ['credentials'] })
