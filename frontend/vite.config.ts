import { defineConfig } from 'vite'
import { writePageHead } from './build/page-head.ts'

/** `TWIN_URL=https://… npm run dev` develops the page against a twin that is already up. */
const twin = process.env.TWIN_URL ?? 'http://127.0.0.1:8000'

// biome-ignore lint/style/noDefaultExport: Vite reads the default export of this file.
export default defineConfig(({ command }) => {
  // Whatever the caller's NODE_ENV is (a test runner sets one), the built page is the same bytes.
  if (command === 'build') process.env.NODE_ENV = 'production'
  return {
    plugins: [writePageHead()],
    build: {
      target: 'es2022',
      // Everything stays a file of its own: the content security policy allows no data: addresses.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
    },
    server: { host: '127.0.0.1', proxy: { '/api': { target: twin, changeOrigin: true } } },
  }
})
