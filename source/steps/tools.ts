import type { Context } from '../context.ts'
import type { Step } from '../engine/step.ts'
import { findPython, type Python } from '../services/build/find-python.ts'
import { findTerraform, type TerraformProgram } from '../services/terraform/find-terraform.ts'

interface Facts {
  readonly terraform: TerraformProgram
  readonly python: Python
}

/** The outside programs that a deployment needs; found before anything is made. */
export const tools: Step<Context, Facts> = {
  id: 'tools',
  title: 'Tools',
  needs: [],
  inspect: async (context) => {
    const [terraform, python] = await Promise.all([findTerraform(context.env), findPython()])
    Object.assign(context.found, { terraform, python })
    return { terraform, python }
  },
  assess: ({ terraform, python }) => ({
    status: 'satisfied',
    detail: `${terraform.kind === 'opentofu' ? 'OpenTofu' : 'Terraform'} ${terraform.version} · Python ${python.version}`,
  }),
}
