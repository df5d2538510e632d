import type { Database } from '#clickhouse/client.ts'
import { compileRules, type Attribute } from '#lib/attribution/attribute-by-rules.ts'
import { AttributionRules } from '#lib/domain/attribution.ts'
import { CachedValue } from './cached-value.ts'
import { ConfigEntries } from './config-entries.ts'

/** A project's rules of attribution: one entry, so that its version says all of them. */
export const attributionEntries = new ConfigEntries('attribution', AttributionRules)
export const attributionId = 'rules'

/** Followed after this long in every process. */
const maxAgeMs = 3_000

type Known = ReadonlyMap<string, Attribute>

/** The rules of every project as they are now. */
export class ProjectAttribution {
  private readonly rules: CachedValue<Known>
  private last: Known | null = null

  constructor(db: Database) {
    this.rules = new CachedValue(() => load(db), maxAgeMs)
  }

  /** Null where a project has none. While the database is away those known last; rejects where none ever were. */
  async of(project: string): Promise<Attribute | null> {
    const { last } = this
    const known = await this.rules.get().catch((error: unknown) => {
      if (last === null) throw error
      return last
    })
    this.last = known
    return known.get(project) ?? null
  }
}

async function load(db: Database): Promise<Known> {
  const entries = await attributionEntries.list(db, '')
  return new Map(
    entries.flatMap(({ project, body }) => {
      const attribute = compileRules(body)
      return attribute === null ? [] : [[project, attribute] as const]
    }),
  )
}
