import { readFileSync } from 'node:fs'
import type { TerraformEvent } from '../../source/services/terraform/event.ts'
import { parseTerraformLine } from '../../source/services/terraform/parse-event.ts'

/** Lines that Terraform 1.11.4 with provider 5.100.0 really printed. */
export const fixtureLines = (name: string): string[] =>
  readFileSync(new URL(`fixtures/${name}.fixture.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean)

export const fixtureEvents = (name: string): TerraformEvent[] =>
  fixtureLines(name).flatMap((line) => parseTerraformLine(line) ?? [])
