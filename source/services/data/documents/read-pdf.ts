import { Worker } from 'node:worker_threads'
import { entryFile } from '../../entry-file.ts'
import { tidyText } from './tidy-text.ts'

/** What one PDF may cost; what LinkedIn exports has 2 to 10 pages and takes a third of a second. */
export const pdfLimits = {
  pages: 300,
  characters: 1_000_000,
  milliseconds: 30_000,
  /** Of JavaScript objects in the thread; mebibytes. */
  heap: 256,
  /** By which the whole process may grow meanwhile, buffers included; bytes. */
  growth: 512 * 1024 * 1024,
} as const

export type PdfLimits = { readonly [Name in keyof typeof pdfLimits]: number }

export type PdfReading =
  | { readonly text: string; readonly pages: number }
  | { readonly problem: 'encrypted' | 'broken' | 'empty' | 'too long' | 'too slow' | 'too much memory' }

type Answer = PdfReading | { readonly problem: 'encrypted' | 'broken' }

const looks = 20

/**
 * The text of a PDF, page by page, in a thread that is ended when a limit is reached. The library comes into memory
 * with the thread and leaves with it. Never throws for what the document says.
 */
export async function readPdf(bytes: Uint8Array, limits: PdfLimits = pdfLimits): Promise<PdfReading> {
  const worker = new Worker(entryFile('pdf-worker.mjs', import.meta.url), {
    // A copy: the library takes the buffer that it is given.
    workerData: { bytes: Uint8Array.from(bytes), maximumPages: limits.pages, maximumCharacters: limits.characters },
    resourceLimits: { maxOldGenerationSizeMb: limits.heap },
    // Nothing that a damaged document makes the library say is for the terminal.
    stdout: true,
    stderr: true,
    env: {},
    execArgv: [],
  })
  try {
    return judge(await answerOf(worker, limits), limits)
  } finally {
    await worker.terminate()
  }
}

/** Buffers lie outside of a thread's heap, so the growth of the whole process is watched as well. */
function answerOf(worker: Worker, limits: PdfLimits): Promise<Answer> {
  const before = process.memoryUsage.rss()
  let deadline: NodeJS.Timeout | undefined
  let watch: NodeJS.Timeout | undefined
  return new Promise<Answer>((resolve) => {
    worker.once('message', resolve)
    worker.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ problem: error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too much memory' : 'broken' }),
    )
    worker.once('exit', () => resolve({ problem: 'broken' }))
    deadline = setTimeout(() => resolve({ problem: 'too slow' }), limits.milliseconds)
    watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > limits.growth) resolve({ problem: 'too much memory' })
    }, looks)
  }).finally(() => {
    clearTimeout(deadline)
    clearInterval(watch)
  })
}

function judge(answer: Answer, limits: PdfLimits): PdfReading {
  if ('problem' in answer) return answer
  if (answer.pages > limits.pages || answer.text.length > limits.characters) return { problem: 'too long' }
  const text = tidyText(answer.text)
  return text === '' ? { problem: 'empty' } : { text, pages: answer.pages }
}
