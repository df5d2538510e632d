import { z } from 'zod'

/** Whoever changed something, as people know them. */
export const HistoryActor = z.object({
  /** As it is stored: `user:<id>`, `key:<id>`, or a process such as `cli`. */
  actor: z.string(),
  /** Name or e-mail of a person, name of a key; null for everything else, and for who is not known any more. */
  name: z.string().nullable(),
})
export type HistoryActor = z.infer<typeof HistoryActor>

/** One field that differs from the version before; null where it was or is not there. */
export const FieldChange = z.object({
  /** Nested fields are joined by dots. */
  field: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type FieldChange = z.infer<typeof FieldChange>

export const HistoryEntry = z.object({
  entryId: z.string(),
  /** ISO 8601 */
  at: z.string(),
  by: HistoryActor,
  /** What was changed, e.g. `member` or `view`. */
  kind: z.string(),
  /** Which one, as people call it; '' where it has no name. */
  subject: z.string(),
  /** Null is the installation. */
  project: z.string().nullable(),
  version: z.number().int(),
  action: z.enum(['created', 'changed', 'deleted', 'restored']),
  reason: z.string(),
  /** Fields that may be shown; secrets and hashes are none. */
  changes: z.array(FieldChange),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

export const HistoryQuery = z.object({
  kind: z.string().max(64).optional().describe('Only changes of this kind of entry'),
  actor: z.string().max(200).optional().describe('Only changes by this actor, as `by.actor` has it'),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional().describe('`nextCursor` of the page before'),
})
export type HistoryQuery = z.infer<typeof HistoryQuery>

export const HistoryPage = z.object({
  items: z.array(HistoryEntry),
  nextCursor: z.string().nullable(),
  /** What can be filtered by: everything that occurs in the whole history. */
  kinds: z.array(z.string()),
  actors: z.array(HistoryActor),
})
export type HistoryPage = z.infer<typeof HistoryPage>
