import type { TwinConfig } from '../config.ts'
import { defaultConfig } from '../config.ts'
import { Mark } from './mark.tsx'

/** Who one talks to. */
export function Masthead({ config }: { config: TwinConfig }) {
  return (
    <header className="masthead">
      {config.picture === undefined ? (
        <Mark className="mark" />
      ) : (
        // The name stands beside it.
        <img className="picture" src={config.picture} alt="" width="44" height="44" />
      )}
      <div>
        <h1>{config.name}</h1>
        {config.name !== defaultConfig.name && <p className="kind">Digital twin</p>}
      </div>
    </header>
  )
}
