// What the project promises about speed and size, as ratios against a floor or a peer measured in the
// same run. It has no thresholds: it prints the goals beside the numbers. See test/bench/README.md.
import { parseArgs } from 'node:util'
import { prepare } from '../../source/release/prepare.mjs'
import { removeFolders } from './support/places.mjs'

const benches = {
  start: async () => (await import('./start.mjs')).start,
  question: async () => (await import('./question.mjs')).question,
  loaded: async () => (await import('./loaded.mjs')).loaded,
  tarball: async () => (await import('./tarball.mjs')).tarball,
  npx: async () => (await import('./npx.mjs')).npx,
  preflight: async () => (await import('./preflight.mjs')).preflight,
  doctor: async () => (await import('./doctor.mjs')).doctor,
  deploy: async () => (await import('./deploy.mjs')).deploy,
  again: async () => (await import('./again.mjs')).again,
  objects: async () => (await import('./objects.mjs')).objects,
  chat: async () => (await import('./chat.mjs')).chat,
  page: async () => (await import('./page.mjs')).page,
  evaluate: async () => (await import('./evaluate.mjs')).evaluate,
  data: async () => (await import('./data.mjs')).data,
}

const { values, positionals } = parseArgs({ options: { rounds: { type: 'string' } }, allowPositionals: true })
const names = positionals.length > 0 ? positionals : Object.keys(benches)
const unknown = names.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench called ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

prepare()
try {
  for (const name of names) {
    console.log(`\n# ${name}`)
    const bench = await benches[name]()
    await bench(values.rounds === undefined ? {} : { rounds: Number(values.rounds) })
  }
} finally {
  removeFolders()
}
