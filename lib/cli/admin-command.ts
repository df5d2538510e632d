import { parseArgs } from 'node:util'
import type { Database } from '#clickhouse/client.ts'
import { Role } from '#lib/domain/access/role.ts'
import { KeyKind } from '#lib/domain/project.ts'

/** Every option, and what stands after it. */
const optionValues = {
  project: '<id>',
  name: '<name>',
  role: Role.options.join('|'),
  kind: KeyKind.options.join('|'),
  days: '<n>',
  tenant: '<tenant>',
  environment: '<environment>',
  'requests-per-minute': '<n>',
  'bytes-per-minute': '<n>',
  'overlap-hours': '<n>',
  reason: '<text>',
} as const
type OptionName = keyof typeof optionValues
export type OptionValues = { [Name in OptionName]?: string }

export type AdminCommand = {
  /** `noun verb` */
  name: string
  says: string
  /** What must stand after the name, such as `<e-mail>`; '' for nothing. */
  argument: string
  needed?: readonly OptionName[]
  options: readonly OptionName[]
  /** The lines that it returns are printed. */
  run(db: Database, values: OptionValues, argument: string): Promise<string[]>
}

export type Parsed =
  | { kind: 'run'; command: AdminCommand; values: OptionValues; argument: string }
  | { kind: 'help' }
  | { kind: 'wrong'; sentence: string; command: AdminCommand | null }

export function parseCommand(commands: readonly AdminCommand[], args: readonly string[]): Parsed {
  if (args.length === 0 || args[0] === 'help' || args.includes('--help') || args.includes('-h')) return { kind: 'help' }
  const command = commands.find(({ name }) => name === args.slice(0, name.split(' ').length).join(' ')) ?? null
  if (command === null) {
    const sentence = `There is no command "${args.slice(0, 2).join(' ')}". These are:`
    return { kind: 'wrong', sentence, command: null }
  }
  return parseRest(command, args.slice(command.name.split(' ').length))
}

function parseRest(command: AdminCommand, args: string[]): Parsed {
  const { argument: wanted, needed = [], options: optional } = command
  const wrong = (sentence: string): Parsed => ({ kind: 'wrong', sentence, command })
  try {
    const names = [...needed, ...optional]
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]))
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true })
    const [argument = '', ...more] = positionals
    if (wanted !== '' && argument === '') return wrong(`${wanted} is missing.`)
    const surplus = wanted === '' ? argument : more[0]
    if (surplus !== undefined && surplus !== '') return wrong(`"${surplus}" has no meaning here.`)
    const missing = needed.find((name) => values[name] === undefined)
    if (missing !== undefined) return wrong(`--${missing} is missing.`)
    return { kind: 'run', command, values, argument }
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

/** How to call each, and what it does. */
export function usageOf(commands: readonly AdminCommand[]): string {
  return commands.map((command) => `npm run admin -- ${callOf(command)}\n    ${command.says}\n`).join('')
}

function callOf({ name, argument, needed = [], options }: AdminCommand): string {
  const must = needed.map((option) => `--${option} ${optionValues[option]}`)
  const may = options.map((option) => `[--${option} ${optionValues[option]}]`)
  return [name, argument, ...must, ...may].filter((part) => part !== '').join(' ')
}
