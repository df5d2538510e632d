import { z } from 'zod'
import type { Database } from '#clickhouse/client.ts'
import { memberDecisionKind } from '#clickhouse/tables/config.ts'
import { Role } from '#lib/domain/access/role.ts'
import { AppError } from '#lib/domain/errors.ts'
import { ConfigEntries, unlessConflict, type ConfigEntry } from '#lib/server/config-entries.ts'
import { memberships, type Membership } from './members.ts'

const Decision = z.object({
  userId: z.string(),
  /** Null where the member goes. */
  role: Role.nullable(),
  /** Version of the membership that was seen. */
  expectedVersion: z.number().int(),
  actor: z.string(),
  reason: z.string(),
  at: z.string(),
})
export type Decision = z.infer<typeof Decision>

const decisions = new ConfigEntries(memberDecisionKind, Decision)
const id = 'latest'
/** Changes at one moment that one of them waits for. */
const maxTries = 5

/**
 * Changes or ends a membership if `check` lets it, which sees all that was decided before: of two admins who remove
 * each other at once, one is no admin any more when it is asked. Decisions of a project are versions of one entry, so
 * that nobody can pass another; each is carried out before the next is made, by whoever makes that, should the process
 * that made it be gone.
 */
export async function decideMembership<Checked>(
  db: Database,
  { project, decision, check }: { project: string; decision: Decision; check: () => Promise<Checked> },
): Promise<{ checked: Checked; version: number }> {
  for (let tries = 0; tries < maxTries; tries += 1) {
    const last = await decisions.newest(db, project, id)
    if (last !== null) await carryOut(db, project, last.body)
    const checked = await check()
    if (!(await decide(db, project, decision, last?.version ?? 0))) continue
    const changed = await carryOut(db, project, decision)
    if (changed !== null) return { checked, version: changed.version }
    throw new AppError('conflict', 'This member was changed by somebody else: read the list again.')
  }
  throw new AppError('conflict', 'Others change the members just now: try again.')
}

/** False where another decision came first. */
async function decide(db: Database, project: string, body: Decision, expectedVersion: number): Promise<boolean> {
  const { actor, reason, at } = body
  const write = { project, id, expectedVersion, actor, reason, now: new Date(at), body }
  return decisions.write(db, write).then(() => true, unlessConflict(false))
}

/** The membership as decided, whoever carried it out; null where another change came before. */
async function carryOut(db: Database, project: string, decision: Decision): Promise<ConfigEntry<Membership> | null> {
  const { userId, role, expectedVersion, actor, reason, at } = decision
  const entry = await memberships.newest(db, project, userId)
  if (entry === null || entry.version !== expectedVersion || entry.deleted)
    return isDone(entry, decision) ? entry : null
  const body = { ...entry.body, role: role ?? entry.body.role }
  const write = { project, id: userId, expectedVersion, actor, reason, now: new Date(at), body, deleted: role === null }
  const written = await memberships.write(db, write).catch(unlessConflict(null))
  if (written !== null) return written
  const now = await memberships.newest(db, project, userId)
  return isDone(now, decision) ? now : null
}

/** Whether the change after the one that was seen is this decision's. */
function isDone(
  entry: ConfigEntry<Membership> | null,
  { expectedVersion, role, actor }: Decision,
): entry is ConfigEntry<Membership> {
  if (entry === null || entry.version !== expectedVersion + 1 || entry.actor !== actor) return false
  return role === null ? entry.deleted : !entry.deleted && entry.body.role === role
}
