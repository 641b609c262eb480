import { initTerraform, isInitialised } from '../services/terraform/init.ts'
import { outputText, readOutputs } from '../services/terraform/outputs.ts'
import { identity } from '../steps/identity.ts'
import { backendOf, terraformFor } from '../steps/terraform.ts'
import { tools } from '../steps/tools.ts'
import type { Command } from './command.ts'
import { notDeployed } from './not-deployed.ts'
import { requireProject } from './require-project.ts'

/** Prints the API's own address. It is private: visitors come through CloudFront, and the API refuses others. */
export const apiUrl: Command = {
  prepare: requireProject,
  run: async ({ context, perform }) => {
    await perform([{ questions: ['environment'], steps: [identity, tools] }])
    const terraform = await terraformFor(context)
    if (!(await isInitialised(terraform.folder, backendOf(context)))) {
      await initTerraform(terraform, backendOf(context), { signal: context.signal })
    }
    const url = outputText(await readOutputs(terraform, context.signal), 'api_gateway_url')
    const environment = context.answers.get('environment')
    if (url) return { data: { environment, apiUrl: url }, text: url }
    throw notDeployed(environment)
  },
}
