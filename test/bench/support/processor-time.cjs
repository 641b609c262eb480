// Loaded by every Node that a measured command starts; leaves the processor time of ours, in milliseconds: npm and the
// front end's own build are Node, too.
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

process.on('exit', () => {
  if (!/[\\/](cli\.cjs|supervise\.mjs)$/.test(process.argv[1] ?? '')) return
  const { user, system } = process.cpuUsage()
  writeFileSync(join(process.env.BENCH_PROCESSOR_TIME, String(process.pid)), String((user + system) / 1000))
})
