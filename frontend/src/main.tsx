import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createApi } from './api/client.ts'
import { applyColours } from './colours.ts'
import { titleOf } from './config.ts'
import { loadConfig } from './load-config.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/layout.css'
import './styles/thread.css'
import './styles/prose.css'
import './styles/composer.css'
import { Page } from './view/page.tsx'

const place = document.getElementById('page')
if (place === null) throw new Error('index.html has no element "page"')

const api = createApi({ fetch: (path, init) => fetch(path, init), isOnline: () => navigator.onLine })
const config = await loadConfig()
document.title = titleOf(config)
applyColours(config.colours, document.documentElement.style)
createRoot(place).render(
  <StrictMode>
    <Page api={api} config={config} />
  </StrictMode>,
)
