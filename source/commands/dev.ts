import { join } from 'node:path'
import type { Context } from '../context.ts'
import { exitCodes, UserError } from '../errors.ts'
import { dataBucketName, memoryBucketName } from '../names.ts'
import { devPlan } from '../plans/dev-plan.ts'
import { freePort } from '../services/dev/free-port.ts'
import { runSideBySide, type Server } from '../services/dev/side-by-side.ts'
import { waitUntilUp } from '../services/dev/wait-until-up.ts'
import { need, targetOf } from '../steps/need.ts'
import type { Command, Runtime } from './command.ts'
import { requireProject } from './require-project.ts'

/** Vite's own. */
const usualPort = 5173

/**
 * The service and the page on this computer, both reloading as their files change: with the environment's own data and
 * conversations, and the model it asks. Without the day's budget, which is the deployed function's.
 */
export const dev: Command = {
  prepare: requireProject,
  run: async ({ context, flags, perform, print }) => {
    const wanted = portOf(flags.port)
    await perform(devPlan)
    const [backendPort, pagePort] = [await freePort(), await freePort(wanted)]
    const page = `http://localhost:${pagePort}`
    const servers = [backend(context, backendPort), frontend(context, pagePort, backendPort)]
    const { signal } = context
    const up = Promise.all(
      [`http://127.0.0.1:${backendPort}/health`, `http://127.0.0.1:${pagePort}`].map((url) => waitUntilUp(url, signal)),
    )
    up.then(
      () => print(`\n${page}   page and service are up; Ctrl-C ends them\n`, { event: 'up', page }),
      () => undefined,
    )
    return runSideBySide(servers, signal, (server, line) => print(`${server.padEnd(8)}│ ${line}`, { server, line }))
  },
}

function backend(context: Context, port: number): Server {
  const target = targetOf(context)
  return {
    name: 'backend',
    command: [
      ...[need(context, 'devPython'), '-m', 'uvicorn', 'app.local:app', '--host', '127.0.0.1', '--port', String(port)],
      ...['--reload', '--reload-dir', 'app', '--no-access-log', '--log-level', 'warning'],
    ] as [string, ...string[]],
    cwd: context.paths().backend,
    env: {
      ...context.env,
      ENVIRONMENT: 'local',
      PROJECT_NAME: target.projectName,
      ACCOUNT_ID: target.account,
      DATA_BUCKET: dataBucketName(target),
      MEMORY_BUCKET: memoryBucketName(target),
      BEDROCK_MODEL_ID: need(context, 'model').id,
      AWS_REGION: target.region,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONUNBUFFERED: '1',
    },
  }
}

function frontend(context: Context, port: number, backendPort: number): Server {
  const { frontend: cwd } = context.paths()
  return {
    name: 'page',
    command: [
      ...[process.execPath, join(cwd, 'node_modules', 'vite', 'bin', 'vite.js')],
      ...['--port', String(port), '--strictPort', '--clearScreen', 'false', '--logLevel', 'warn'],
    ] as [string, ...string[]],
    cwd,
    env: { ...context.env, TWIN_URL: `http://127.0.0.1:${backendPort}`, NODE_ENV: 'development' },
  }
}

function portOf(given: Runtime['flags'][string]): number {
  if (given === undefined) return usualPort
  const port = Number(given)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new UserError(
    'WRONG_USAGE',
    `“${given}” is no port: a whole number from 1 to 65535.`,
    ['twin dev --port 5173'],
    exitCodes.usage,
  )
}
