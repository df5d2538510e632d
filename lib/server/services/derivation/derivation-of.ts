import { listConfigHistory } from '#clickhouse/queries/config/list-config-history.ts'
import { readDerivation } from '#clickhouse/tables/worker-state.ts'
import {
  DerivationOrder,
  type Derivation,
  type DerivationKind,
  type DerivationProgress,
} from '#lib/domain/derivation.ts'
import { derivationOrders } from '#lib/server/derivation-orders.ts'
import type { ServiceContext } from '../context.ts'
import { namesOf } from '../prices/saved-prices.ts'

/** The last order of the project and how far it is; null where nothing was ever ordered. */
export async function derivationOf(
  { db, project }: Pick<ServiceContext, 'db' | 'project'>,
  kind: DerivationKind,
): Promise<Derivation | null> {
  const asked = { projects: [project], kind: derivationOrders[kind].kind, actor: '', after: null, limit: 2 }
  const [[newest, before], states] = await Promise.all([
    listConfigHistory(db, asked),
    readDerivation(db, kind, project),
  ])
  if (newest === undefined) return null
  const order = DerivationOrder.parse(JSON.parse(newest.body))
  // Who called it off is the newest version; who ordered it the one before.
  const ordered = order.state === 'cancelled' && before !== undefined ? before : newest
  const names = await namesOf(db, project)
  return {
    ...order,
    orderedAt: isoOf(ordered.at_text),
    orderedBy: names.actor(ordered.actor),
    ...progressOf(
      order,
      states.filter((state) => state.orderId === order.orderId),
    ),
  }
}

/** All workers together. */
function progressOf({ state }: DerivationOrder, states: readonly DerivationProgress[]) {
  const shards = Math.max(1, ...states.map(({ shard }) => Number(shard.split('/')[1])))
  const ends = states.flatMap(({ finishedMs }) => (finishedMs === null ? [] : [finishedMs]))
  const isFinished = ends.length === shards
  const started = states.length === 0 ? null : Math.min(...states.map(({ startedMs }) => startedMs))
  const done = Math.floor(states.reduce((sum, each) => sum + each.done, 0) / shards)
  return {
    state: stateOf(state, isFinished, states.length > 0),
    done,
    // Each worker looks at all runs of the period, and derives its own.
    total: states.length === 0 ? null : Math.max(...states.map(({ total }) => total)),
    startedAt: started === null ? null : new Date(started).toISOString(),
    finishedAt: isFinished ? new Date(Math.max(...ends)).toISOString() : null,
  }
}

function stateOf(state: DerivationOrder['state'], isFinished: boolean, hasBegun: boolean): Derivation['state'] {
  if (isFinished) return 'finished'
  if (state === 'cancelled') return 'cancelled'
  return hasBegun ? 'running' : 'waiting'
}

function isoOf(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}
