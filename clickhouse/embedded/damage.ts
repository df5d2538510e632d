import type { EngineError } from './engine-error.ts'

/** Codes of reads, merges and checks that met files which are not what was written. They may mean other things too. */
const damageCodes: ReadonlySet<number> = new Set([
  33, // CANNOT_READ_ALL_DATA
  40, // CHECKSUM_DOESNT_MATCH
  75, // CANNOT_WRITE_TO_FILE_DESCRIPTOR
  107, // FILE_DOESNT_EXIST
  226, // NO_FILE_IN_DATA_PART
  228, // BAD_SIZE_OF_FILE_IN_DATA_PART
  246, // CORRUPTED_DATA
  271, // CANNOT_DECOMPRESS
  740, // POTENTIALLY_BROKEN_DATA_PART
])

export function mayBeDamage({ code }: EngineError): boolean {
  return damageCodes.has(code)
}

/** Counts since the process began, and the last message of each. */
export const damageErrors = `
SELECT
  sum(value) AS seen,
  groupArray(last_error_message) AS messages
FROM system.errors
WHERE code IN (${[...damageCodes].join(', ')})`

export type NamedPart = { tableId: string; part: string }

/** `…/store/<3 digits>/<the table's uuid>/<part>/…` */
const partPath = /\/([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\/((?:all|\d+)(?:_\d+){3,4})\//g

/** The parts whose files an error message names, each once. */
export function partsNamedIn(message: string): NamedPart[] {
  const found = new Map<string, NamedPart>()
  for (const [, tableId = '', part = ''] of message.matchAll(partPath))
    found.set(`${tableId}/${part}`, { tableId, part })
  return [...found.values()]
}

export type Blocks = { from: number; to: number }

/** The inserts that a part was made of, when it was found too short at opening. */
export function blocksOf(name: string): Blocks | null {
  const [, from, to] = /^broken-on-start_\w+?_(\d+)_(\d+)_\d+(?:_\d+)?(?:_try\d+)?$/.exec(name) ?? []
  return from === undefined || to === undefined ? null : { from: Number(from), to: Number(to) }
}
