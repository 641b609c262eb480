import { cleanup, render } from 'ink-testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createProgressStore, type ProgressStore } from '../../source/ui/progress-store.ts'
import { Screen } from '../../source/ui/views/screen.tsx'
import { plainTheme, widths } from '../support/plain-theme.ts'

afterEach(cleanup)

function draw(columns: number) {
  // Begun in the future: no seconds are told, however slow the machine is.
  const store = createProgressStore(() => Number.MAX_SAFE_INTEGER)
  const onInterrupt = vi.fn()
  const drawn = render(<Screen store={store} theme={plainTheme} onInterrupt={onInterrupt} />)
  // The library's own terminal is always 100 columns wide.
  const resize = (width: number) => {
    Object.defineProperty(drawn.stdout, 'columns', { get: () => width, configurable: true })
    drawn.stdout.emit('resize')
  }
  resize(columns)
  return { ...drawn, store, onInterrupt, resize }
}

/** The spinner turns; what stands beside it is compared. */
const still = (frame: string | undefined) => (frame ?? '').replaceAll(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/g, '*')

const work = (store: ProgressStore) => {
  store.push({ type: 'step-start', id: 'a', title: 'State bucket' })
  store.push({
    type: 'step-end',
    id: 'a',
    title: 'State bucket',
    outcome: 'applied',
    detail: 'digital-twin-terraform-state-123456789012',
    milliseconds: 20,
  })
  store.push({ type: 'step-start', id: 'b', title: 'AWS resources' })
  store.push({
    type: 'step-progress',
    id: 'b',
    title: 'AWS resources',
    message: 'creating CloudFront distribution',
    done: 3,
    total: 9,
  })
  store.push({ type: 'step-start', id: 'c', title: 'Page upload' })
}

describe('the screen', () => {
  it('at 100 columns', async () => {
    const { store, lastFrame } = draw(100)
    work(store)
    await vi.waitFor(() => expect(lastFrame()).toContain('Page upload'))
    expect(still(lastFrame())).toMatchInlineSnapshot(`
      " ✚ State bucket             digital-twin-terraform-state-123456789012
       * AWS resources: creating CloudFront distribution 3/9
       * Page upload"
    `)
  })

  it('at 40 columns', async () => {
    const { store, lastFrame } = draw(40)
    work(store)
    await vi.waitFor(() => expect(lastFrame()).toContain('Page upload'))
    expect(still(lastFrame())).toMatchInlineSnapshot(`
      " ✚ State bucket
         digital-twin-terraform-state-123456789012
       * AWS resources: creating CloudFr… 3/9
       * Page upload"
    `)
  })

  it('at 24 columns', async () => {
    const { store, lastFrame } = draw(24)
    work(store)
    await vi.waitFor(() => expect(lastFrame()).toContain('Page upload'))
    expect(still(lastFrame())).toMatchInlineSnapshot(`
      " ✚ State bucket
         digital-twin-terraform-state-123456789012
       * AWS resources: … 3/9
       * Page upload"
    `)
  })

  it.each(widths)('has no colour and no line that breaks at %i columns', async (columns) => {
    const { store, lastFrame } = draw(columns)
    work(store)
    await vi.waitFor(() => expect(lastFrame()).toContain('Page upload'))
    expect(lastFrame()).not.toContain('\u001B[3')
    const live = (lastFrame() ?? '').split('\n').filter((line) => /^ [⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/.test(line))
    expect(live).toHaveLength(2)
    expect(Math.max(...live.map((line) => line.length))).toBeLessThan(columns)
  })

  it('follows a terminal that becomes narrower', async () => {
    const { store, lastFrame, resize } = draw(100)
    work(store)
    await vi.waitFor(() => expect(lastFrame()).toContain('creating CloudFront distribution 3/9'))
    resize(40)
    await vi.waitFor(() => expect(lastFrame()).toMatch(/AWS resources: creating Clou\S*… 3\/9/))
  })

  it('turns Ctrl-C into an interrupt and says that it is stopping', async () => {
    const { store, lastFrame, stdin, onInterrupt } = draw(100)
    work(store)
    await vi.waitFor(() => expect(lastFrame()).toContain('Page upload'))
    stdin.write('x')
    stdin.write('\u0003')
    await vi.waitFor(() => expect(onInterrupt).toHaveBeenCalledTimes(1))
    store.push({ type: 'stopping' })
    await vi.waitFor(() => expect(lastFrame()).toContain('Stopping safely'))
  })

  it('leaves nothing but the trail once all steps are done', async () => {
    const { store, lastFrame } = draw(100)
    work(store)
    for (const id of ['b', 'c'])
      store.push({ type: 'step-end', id, title: id, outcome: 'applied', detail: '', milliseconds: 1 })
    await vi.waitFor(() => expect(still(lastFrame())).not.toContain('*'))
    expect(lastFrame()).toContain('✚ State bucket')
  })
})
