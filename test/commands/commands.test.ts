import { Command as Parser } from 'commander'
import { describe, expect, it } from 'vitest'
import { questions } from '../../source/answers/questions.ts'
import { commandHelpText } from '../../source/commands/command-help.ts'
import { helpText } from '../../source/commands/help.ts'
import { loadCommand } from '../../source/commands/load.ts'
import { commandRows, optionsOf } from '../../source/commands/table.ts'
import { exitCodes } from '../../source/errors.ts'

const longFlag = (flags: string) => /--([a-z-]+)/.exec(flags)?.[1]

describe('--help', () => {
  const lines = helpText('create-digital-twin').split('\n')

  it('has 24 lines of 80 columns at most', () => {
    expect(lines.length).toBeLessThanOrEqual(24)
    expect(lines.filter((line) => line.length > 80)).toEqual([])
  })

  it('begins with examples, and names every command', () => {
    expect(lines.indexOf('Examples')).toBeLessThan(lines.indexOf('Commands'))
    const also =
      lines
        .find((line) => line.startsWith('  also '))
        ?.slice(7)
        .split(', ') ?? []
    const named = (name: string) => also.includes(name) || lines.some((line) => line.startsWith(`  ${name} `))
    expect(commandRows.map(({ name }) => name).filter((name) => !named(name))).toEqual([])
  })

  it('names every exit code', () => {
    const text = lines.join('\n')
    for (const code of Object.values(exitCodes)) expect(text, String(code)).toMatch(new RegExp(`\\b${code}\\b`))
  })

  it('says how to get a command’s own', () => {
    expect(lines.at(-1)).toContain('create-digital-twin <command> --help')
  })
})

describe.each(commandRows)('the command $name', (row) => {
  it('is there to be run', async () => {
    expect(await loadCommand(row.name)).toMatchObject({ run: expect.any(Function) })
  })

  it('has help with each of its options, in lines that fit a wide terminal', () => {
    const lines = commandHelpText('twin', row).split('\n')
    expect(lines[0]).toBe(`twin ${row.name} ${row.arguments}`.trim())
    for (const { flags } of optionsOf(row))
      expect(
        lines.some((line) => line.startsWith(`  ${flags} `)),
        flags,
      ).toBe(true)
    expect(lines.filter((line) => line.length > 110)).toEqual([])
  })

  it('has no flag twice, and flags that its parser understands', () => {
    const flags = optionsOf(row).map((option) => longFlag(option.flags))
    expect(new Set(flags).size).toBe(flags.length)
    const parser = new Parser()
    for (const option of optionsOf(row)) expect(() => parser.option(option.flags, option.description)).not.toThrow()
  })
})

describe('every question', () => {
  const flags = new Set(commandRows.flatMap(optionsOf).map((option) => longFlag(option.flags)))
  it.each(Object.entries(questions))('%s can be answered by a flag that exists', (_, { flag }) => {
    expect(flags).toContain(flag)
  })
})

describe('a command that is in no table', () => {
  it('is a mistake of ours', () => {
    expect(() => loadCommand('dance')).toThrow('“dance”')
  })
})
