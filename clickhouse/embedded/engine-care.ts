import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { describePart, DetachedPart, detachedPartsSql, type SetAsidePart } from '../queries/damage/set-aside-parts.ts'
import { blocksOf, damageErrors, partsNamedIn, type Blocks, type NamedPart } from './damage.ts'
import { DATABASE, type Engine } from './engine.ts'
import { quoteString } from './session-script.ts'
import type { Slots } from './slots.ts'

export type CareHooks = {
  /** A line for whoever runs the store. */
  print: (line: string) => void
  /** The engine could not be opened again: the process has to be started anew. */
  onLost: (error: unknown) => void
}

type Options = CareHooks & { engine: Engine; readers: Slots; writers: Slots }

/** Merges fail without anybody who asks; what they replaced is kept for eight minutes. */
const lookEveryMs = 10_000
/** How long statements may go on before they are cancelled, because the engine has to be opened anew. */
const patienceMs = 10_000
/** Without these nobody can sign in and no schema is known: they stay as they are, and reads of them say so. */
const keptTables: ReadonlySet<string> = new Set(['config', 'schema_migrations'])

const Rows = z.object({ data: z.array(z.record(z.string(), z.unknown())) })
const ErrorsRow = z.object({ seen: z.coerce.number(), messages: z.array(z.string()) })

/**
 * Keeps what is in memory equal to what is on the disk. After a failed write the engine is opened anew; a part that
 * cannot be read any more is set aside, so that reads of all others go on. Nothing is deleted.
 */
export class EngineCare {
  readonly #options: Options
  readonly #told = new Set<string>()
  readonly #timer: NodeJS.Timeout
  /** Of all errors that may mean damage, how many were looked into. */
  #errorsSeen = -1
  #looking: Promise<void> | null = null

  constructor(options: Options) {
    this.#options = options
    this.#timer = setInterval(() => void this.look(), lookEveryMs)
    this.#timer.unref()
  }

  /** Resolves when nothing of its own uses the engine any more. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#looking
  }

  /** Looks now, unless it does already; first before anybody uses the engine. */
  look(): Promise<void> {
    this.#looking ??= this.#look()
      .catch((error: unknown) => this.#options.print(`the store could not be looked after: ${String(error)}`))
      .finally(() => (this.#looking = null))
    return this.#looking
  }

  async #look(): Promise<void> {
    if (!(await this.#isSound())) await this.#reopen()
    const { seen, messages } = await this.#errors()
    if (seen === this.#errorsSeen) return
    for (const part of partsNamedIn(messages.join('\n'))) await this.#setAsideIfDamaged(part)
    await this.#tell()
    // A check of a damaged part counts as errors too.
    this.#errorsSeen = (await this.#errors()).seen
  }

  async #isSound(): Promise<boolean> {
    const session = this.#options.engine.session()
    return this.#options.engine.isSound(session).finally(() => session.close())
  }

  /** New statements wait for it, as behind any slow one. */
  async #reopen(): Promise<void> {
    const { engine, readers, writers, print, onLost } = this.#options
    print('the disk did not take all that was written to it: opening the store anew')
    const impatient = setInterval(() => void engine.kill('*').catch(() => undefined), patienceMs)
    const { signal } = new AbortController()
    const release = await Promise.all([readers.takeAll(signal), writers.takeAll(signal)])
    clearInterval(impatient)
    try {
      await engine.reopen()
      await this.#tell({ isReopened: true })
    } catch (error) {
      return onLost(error)
    } finally {
      for (const giveBack of release) giveBack()
    }
  }

  async #errors(): Promise<z.infer<typeof ErrorsRow>> {
    const [row] = await this.#rows(damageErrors, ErrorsRow)
    return row ?? { seen: 0, messages: [] }
  }

  /** A part that an error named, if a check of it fails too. */
  async #setAsideIfDamaged({ tableId, part }: NamedPart): Promise<void> {
    const { engine, print } = this.#options
    const active = `
SELECT table
FROM system.parts
WHERE database = ${quoteString(DATABASE)}
  AND active
  AND name = ${quoteString(part)}
  AND table IN (SELECT name FROM system.tables WHERE uuid = toUUID(${quoteString(tableId)}))`
    const [found] = await this.#rows(active, z.object({ table: z.string() }))
    if (found === undefined) return
    const table = `${DATABASE}.\`${found.table}\``
    const check = `CHECK TABLE ${table} PART ${quoteString(part)} SETTINGS check_query_single_value_result = 0`
    const checked = await engine.ask(check)
    if (checked.split('\t')[1] !== '0') return
    if (keptTables.has(found.table)) return print(`a part of ${found.table} is damaged: ${part}`)
    await engine.ask(`ALTER TABLE ${table} DETACH PART ${quoteString(part)}`)
  }

  /**
   * Says of every part that is set aside what it held, once in the life of the process. Nobody inserts meanwhile: a new
   * part may have the number of one that is set aside. `isReopened`: what is new among them was written short just now.
   */
  async #tell({ isReopened = false } = {}): Promise<void> {
    for (const row of await this.#rows(detachedPartsSql, DetachedPart)) {
      if (this.#told.has(row.path)) continue
      this.#told.add(row.path)
      const part = await describePart(row)
      const { table, name } = part
      const blocks = blocksOf(name)
      if (blocks !== null && (await this.#isBackInPieces(part, blocks)))
        await this.#ignore(part, `a merge of ${table} is damaged (${name}): what it was made of is used again`)
      else if (isReopened && blocks !== null && blocks.from === blocks.to)
        await this.#ignore(part, `an insert into ${table} was written short (${name}): it was refused`)
      else this.#options.print(lineOf(part))
    }
  }

  /** Whether the table has again all blocks that the part was merged from. */
  async #isBackInPieces({ table, partition }: SetAsidePart, { from, to }: Blocks): Promise<boolean> {
    if (from === to) return false
    const pieces = `
SELECT min(min_block_number) = ${from} AND max(max_block_number) = ${to} AS whole
FROM system.parts
WHERE database = ${quoteString(DATABASE)}
  AND table = ${quoteString(table)}
  AND partition_id = ${quoteString(partition)}
  AND active
  AND min_block_number >= ${from}
  AND max_block_number <= ${to}`
    const [row] = await this.#rows(pieces, z.object({ whole: z.coerce.number() }))
    return row?.whole === 1
  }

  /** Kept, but no loss: the engine knows this name, and this ending for another of the same name. */
  async #ignore({ name, path }: SetAsidePart, why: string): Promise<void> {
    this.#options.print(why)
    const wanted = join(dirname(path), name.replace('broken-on-start_', 'ignored_').replace(/_try\d+$/, ''))
    let free = wanted
    for (let attempt = 1; existsSync(free); attempt += 1) free = `${wanted}_try${attempt}`
    await rename(path, free)
  }

  async #rows<Row extends z.ZodType>(sql: string, row: Row): Promise<z.output<Row>[]> {
    const text = await this.#options.engine.ask(
      `${sql.replace('currentDatabase()', quoteString(DATABASE))}\nFORMAT JSON`,
    )
    return Rows.parse(JSON.parse(text)).data.map((each) => row.parse(each))
  }
}

function lineOf({ table, name, rows, range, path }: SetAsidePart): string {
  const day = (seconds: number): string => new Date(seconds * 1_000).toISOString()
  const held = [
    rows === null ? 'rows unknown' : `${rows} rows`,
    range === null ? 'times unknown' : `${day(range.fromSeconds)} to ${day(range.toSeconds)}`,
  ]
  return `a damaged part of ${table} is set aside: ${name} (${held.join(', ')}), kept in ${path}`
}
