/** What may lie in the front end's folder without being its source. */
export const notFrontendSource: readonly string[] = [
  'node_modules',
  'dist',
  'coverage',
  '.git',
  '.vite',
  '.DS_Store',
  'Thumbs.db',
]

/** Beside the page in the shipped folder: `hashOfTree(frontend, notFrontendSource)` of the source it was built from. */
export const sourceHashFile = 'source-hash'
