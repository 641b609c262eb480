import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { descriptionOf, readConfig, titleOf } from '../src/config.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'

const configFile = new URL('../public/config.json', import.meta.url)

const escapeHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/**
 * Writes the owner's name into index.html, where link previews look for it (they run no script), and
 * the content security policy. The development server goes without the policy: it inlines styles.
 */
export function writePageHead(): Plugin {
  let isBuild = false
  return {
    name: 'write-page-head',
    configResolved(config) {
      isBuild = config.command === 'build'
    },
    transformIndexHtml(html) {
      const config = readConfig(JSON.parse(readFileSync(configFile, 'utf8')))
      const named = html
        .replaceAll('%TWIN_TITLE%', () => escapeHtml(titleOf(config)))
        .replaceAll('%TWIN_DESCRIPTION%', () => escapeHtml(descriptionOf(config)))
      if (!isBuild) return named
      const attrs = { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy }
      return { html: named, tags: [{ tag: 'meta', attrs, injectTo: 'head-prepend' }] }
    },
  }
}
