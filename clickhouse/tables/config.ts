import { z } from 'zod'

/** Newest version of an entry as `configColumns` reads it; `body` is JSON whose shape depends on the kind. */
export const ConfigRow = z.object({
  project: z.string(),
  kind: z.string(),
  id: z.string(),
  version: z.number(),
  write_id: z.string(),
  body: z.string(),
  actor: z.string(),
  reason: z.string(),
  at_text: z.string(),
  deleted: z.number(),
})
export type ConfigRow = z.infer<typeof ConfigRow>

/** The SELECT list of a ConfigRow. */
export const configColumns = [
  'project',
  'kind',
  'id',
  'version',
  'write_id',
  'body',
  'actor',
  'reason',
  'toString(at) AS at_text',
  'deleted',
].join(',\n  ')

/** Keeps the changes of a project's members in order. Each is told of by the membership that it changes. */
export const memberDecisionKind = 'member_decision'
