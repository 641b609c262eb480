import type { Facts } from './trouble.ts'

export const firstLine = (text: string) => text.split('\n')[0] ?? text

/** ` (reading the state bucket)`, where the caller said what it was doing. */
export const whileDoing = ({ doing }: Facts) => (doing ? ` (${doing})` : '')

/** A command of ours on the environment that the failure is about, when that is known. */
export const twin = (command: string, { environment }: Facts) =>
  `twin ${command}${environment ? ` ${environment}` : ''}`

/** For what may stand otherwise in AWS than the last deployment left it: nothing is taken for unchanged. */
export const deployAnew = (found: Facts) => `${twin('deploy', found)} --refresh`

export const goOn = 'Then run the same command again: it goes on where it stopped.'
