import { EngineError } from './engine-error.ts'
import { FILE_SETTINGS } from './refuse-outside-access.ts'

export type SessionSetup = {
  database: string
  /** Finds the query among the running ones; any text without a quote. */
  tag: string
  /** `name → value` as sent in the URL. */
  settings: ReadonlyMap<string, string>
  /** `name → value` in ClickHouse's escaped text form, as the clients send `param_name`. */
  parameters: ReadonlyMap<string, string>
  /** A settings clause taken from the statement, as written. */
  clause: string
  readonly: boolean
  memoryLimitBytes: number
}

/** Longest statement, parameters included. */
export const MAX_QUERY_BYTES = 64 * 1024 * 1024

const NAME = /^[A-Za-z_][A-Za-z0-9_.]{0,127}$/
const PARAMETER = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/

/** Below the engine's own limit for a statement, which holds until `max_query_size` is set. */
const SHORT_CHARACTERS = 50_000

/**
 * What one request sets before its statement. It runs on a session that serves this request
 * only, so nothing set here can reach another one. `readonly` comes last: nothing can be set after it.
 * Each statement of the script costs 0.2 ms, so there are few.
 */
export function sessionScript(setup: SessionSetup): string {
  const limit = `max_query_size = ${MAX_QUERY_BYTES}`
  const values = [...defaults(setup), ...settingsOf(setup), ...parametersOf(setup)].join(', ')
  const last = [setup.clause, setup.readonly ? 'readonly = 1' : ''].filter((text) => text !== '')
  return [
    ...(values.length < SHORT_CHARACTERS ? [`SET ${limit}, ${values}`] : [`SET ${limit}`, `SET ${values}`]),
    `USE ${quoteName(setup.database)}`,
    ...(last.length > 0 ? [`SET ${last.join(', ')}`] : []),
  ].join(';\n')
}

/** A string literal: the engine reads back exactly these characters. */
export function quoteString(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&').replaceAll('\0', '\\0')}'`
}

function quoteName(name: string): string {
  return `\`${name.replace(/[`\\]/g, '\\$&').replaceAll('\0', '\\0')}\``
}

/** Where the embedded engine differs from a server's defaults, and where both must be bounded. */
function defaults(setup: SessionSetup): string[] {
  return [
    `query_cache_tag = ${quoteString(setup.tag)}`,
    `max_memory_usage = ${setup.memoryLimitBytes}`,
    'async_insert = 0',
    'query_plan_top_k_through_join = 0',
    // By default a store with less than 2 GiB free reads on one core; a read of ours may take 1 GiB in all.
    `max_threads_min_free_memory_per_thread = ${64 * 1024 * 1024}`,
    'implicit_select = 0',
    'allow_introspection_functions = 0',
  ]
}

function settingsOf(setup: SessionSetup): string[] {
  const assigned: string[] = []
  for (const [name, value] of setup.settings) {
    if (!NAME.test(name)) throw new EngineError(115, 'UNKNOWN_SETTING', `Unknown setting ${quoteString(name)}`)
    if (FILE_SETTINGS.has(name))
      throw new EngineError(
        497,
        'ACCESS_DENIED',
        `Not enough privileges: the setting ${name} names a file and is refused`,
      )
    if (!(name === 'readonly' && setup.readonly)) assigned.push(`${name} = ${quoteString(value)}`)
  }
  return assigned
}

function parametersOf(setup: SessionSetup): string[] {
  return [...setup.parameters].map(([name, value]) => {
    if (!PARAMETER.test(name)) throw new EngineError(36, 'BAD_ARGUMENTS', `Bad query parameter ${quoteString(name)}`)
    return `param_${name} = ${quoteString(value)}`
  })
}
