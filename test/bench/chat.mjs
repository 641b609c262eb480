import { spawn, spawnSync } from 'node:child_process'
import { openSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { printRatio } from './support/measure.mjs'
import { emptyFolder } from './support/places.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const connections = 50
const requests = 2_000
const body = JSON.stringify({ message: 'What is Kelpie?' })

/**
 * The service's own time for a message, AWS and the model answered at once, against a bare FastAPI that says what it was
 * told: 95th percentiles under the same load of 50 connections, both by uvicorn.
 */
export async function chat({ rounds = 5 }) {
  const python = environment()
  const servers = { twin: await start(python, 'twin'), echo: await start(python, 'echo') }
  try {
    const taken = { twin: [], echo: [] }
    for (let round = -1; round < rounds; round += 1) {
      for (const [name, { port }] of Object.entries(servers)) {
        const value = await percentile95(port)
        if (round >= 0) taken[name].push(value)
      }
    }
    printRatio('95th percentile of a message / of a bare echo', taken, 'twin', 'echo', 'under 3')
  } finally {
    for (const { child } of Object.values(servers)) child.kill()
  }
}

function environment() {
  const folder = emptyFolder('python')
  const run = (...command) => {
    const { status } = spawnSync(command[0], command.slice(1), { stdio: ['ignore', 2, 2] })
    if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}`)
  }
  run('python3', '-m', 'venv', folder)
  run(join(folder, 'bin', 'pip'), 'install', '--quiet', '-r', join(root, 'backend', 'requirements-local.txt'))
  return join(folder, 'bin', 'python')
}

async function start(python, name) {
  const port = await new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address()
      server.close(() => resolve(free))
    })
  })
  const log = openSync(join(emptyFolder('log'), name), 'w')
  const program = join(root, 'test', 'bench', 'chat-server.py')
  const child = spawn(python, [program, name, String(port)], { stdio: ['ignore', log, 2] })
  for (let look = 0; look < 100; look += 1) {
    const status = await say(port, new Agent()).catch(() => undefined)
    if (status === 200) return { port, child }
    await pause(100)
  }
  throw new Error(`The server ${name} does not answer.`)
}

async function percentile95(port) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const times = []
  const queue = Array.from({ length: requests }).values()
  const visitor = async () => {
    for (const _ of queue) {
      const begun = performance.now()
      if ((await say(port, agent)) !== 200) throw new Error('A message was not answered.')
      times.push(performance.now() - begun)
    }
  }
  await Promise.all(Array.from({ length: connections }, visitor))
  agent.destroy()
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)]
}

const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }

function say(port, agent) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port, path: '/api/chat', method: 'POST', headers, agent },
      (incoming) => {
        incoming.resume()
        incoming.on('end', () => resolve(incoming.statusCode))
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}
