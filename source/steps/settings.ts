import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { setTfvars } from '../services/terraform/tfvars.ts'
import { writeWhole } from '../services/write-whole.ts'
import { need } from './need.ts'

interface Facts {
  readonly file: string
  readonly now: string
  readonly wanted: string
}

/** Writes the answers into the environment's tfvars, where they can be read, reviewed and committed. */
export const settings: Step<Context, Facts> = {
  id: 'settings',
  title: 'Settings',
  needs: ['model', 'lease'],
  inspect: async (context) => {
    const { answers } = context
    const environment = answers.get('environment')
    const file = join(context.paths().terraform, `${environment}.tfvars`)
    const now = await readFile(file, 'utf8').catch(() => '')
    const { id, arns } = need(context, 'model')
    const wanted = setTfvars(now, {
      environment,
      project_name: answers.get('projectName'),
      aws_region: answers.get('region'),
      bedrock_model_id: id,
      bedrock_model_arns: arns,
    })
    return { file, now, wanted }
  },
  assess: ({ now, wanted }, { answers }) => {
    const file = `terraform/${answers.get('environment')}.tfvars`
    return now === wanted
      ? { status: 'satisfied', detail: file }
      : { status: 'missing', plan: [`Write your answers to ${file}.`] }
  },
  // What else stands in it is the user's own, and gone with a file that was cut to nothing before it was written.
  apply: async (_context, { file, wanted }) => writeWhole(file, wanted),
}
