import type { Context } from '../context.ts'
import type { Environment } from '../names.ts'
import { askForOrigin } from '../services/preflight-request.ts'
import { readTexts } from '../services/terraform/read-tfvars.ts'
import { readTfvarsFiles } from '../services/terraform/tfvars-files.ts'
import { checkDeployments } from './each-deployment.ts'
import { troubleFinding } from './from-trouble.ts'

/** Does the API let in the pages of other sites that the settings name? Our own page needs no permission. */
export const cors = checkDeployments({
  id: 'cors',
  title: 'Other sites (CORS)',
  needs: ['project'],
  look: async ({ environment, site }, context) => {
    if (!site || !context.found.hasProject) return {}
    const origins = await originsOf(context, environment)
    if (origins.length === 0) return { detail: 'is used by its own page alone' }
    const answers = await Promise.all(
      origins.map(async (origin) => ({ origin, answer: await askForOrigin(site, origin, context.signal) })),
    )
    const refused = answers.filter(({ answer }) => answer && !answer.isAllowed)
    if (refused.length === 0) return { detail: `lets in ${origins.join(', ')}` }
    const evidence = refused.map(
      ({ origin, answer }) => `OPTIONS ${site}/api/chat, Origin ${origin}: ${answer?.status}`,
    )
    const host = refused.map(({ origin }) => origin).join(' and ')
    return { findings: [troubleFinding('ORIGIN_REFUSED', { environment, host }, { evidence })] }
  },
})

const originsOf = async (context: Context, environment: Environment): Promise<readonly string[]> =>
  readTexts('cors_origins', ...(await readTfvarsFiles(context.paths().terraform, environment)))
