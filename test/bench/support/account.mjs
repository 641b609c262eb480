import { cleanEnvironment, timeProgram } from './measure.mjs'
import { emptyFolder, cli as ownCli } from './places.mjs'

/** A rehearsal account of the bench's own, in a home of its own, and how to stop it. */
export async function openAccount({ cli = ownCli, home = emptyFolder('home'), identity = 'deployer' } = {}) {
  const env = cleanEnvironment({ HOME: home, XDG_STATE_HOME: undefined, XDG_CACHE_HOME: undefined })
  const twin = async (...args) => {
    const { output, milliseconds } = await timeProgram([process.execPath, cli, ...args], { cwd: home, env })
    return { output, milliseconds }
  }
  const { milliseconds } = await twin('rehearse', 'start', '--json')
  const { output } = await twin('rehearse', 'env', '--as', identity, '--json')
  const { environment } = JSON.parse(output.slice(output.indexOf('{')))
  return {
    home,
    env: { ...env, ...environment, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    startMilliseconds: milliseconds,
    stop: () => twin('rehearse', 'stop'),
  }
}
