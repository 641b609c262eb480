// Loaded by every Node that a measured command starts; leaves the processor time that it took, in milliseconds.
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

process.on('exit', () => {
  const { user, system } = process.cpuUsage()
  writeFileSync(join(process.env.BENCH_PROCESSOR_TIME, String(process.pid)), String((user + system) / 1000))
})
