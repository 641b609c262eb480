import { tools as step } from '../steps/tools.ts'
import { checkFrom } from './from-step.ts'

export const tools = checkFrom(step, {})
