import { data as step } from '../steps/data.ts'
import { checkFrom } from './from-step.ts'
import { inProject } from './in-project.ts'

export const data = inProject(checkFrom(step, { needs: ['project'] }))
