import { listConfigHistory } from '#clickhouse/queries/config/list-config-history.ts'
import { readRepricing } from '#clickhouse/tables/worker-state.ts'
import { RepricingOrder, type Repricing, type RepricingProgress } from '#lib/domain/repricing.ts'
import { repricingOrders } from '#lib/server/repricing-orders.ts'
import type { ServiceContext } from '../context.ts'
import { namesOf } from './saved-prices.ts'

/** The last order of the project and how far it is; null where nothing was ever ordered. */
export async function repricingOf({ db, project }: Pick<ServiceContext, 'db' | 'project'>): Promise<Repricing | null> {
  const asked = { projects: [project], kind: repricingOrders.kind, actor: '', after: null, limit: 2 }
  const [[newest, before], states] = await Promise.all([listConfigHistory(db, asked), readRepricing(db, project)])
  if (newest === undefined) return null
  const order = RepricingOrder.parse(JSON.parse(newest.body))
  // Who called it off is the newest version; who ordered it the one before.
  const ordered = order.state === 'cancelled' && before !== undefined ? before : newest
  const names = await namesOf(db, project)
  const { orderId, from, to, tableVersion } = order
  return {
    orderId,
    from,
    to,
    tableVersion,
    orderedAt: isoOf(ordered.at_text),
    orderedBy: names.actor(ordered.actor),
    ...progressOf(
      order,
      states.filter((state) => state.orderId === orderId),
    ),
  }
}

/** All workers together. */
function progressOf({ state }: RepricingOrder, states: readonly RepricingProgress[]) {
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

function stateOf(state: RepricingOrder['state'], isFinished: boolean, hasBegun: boolean): Repricing['state'] {
  if (isFinished) return 'finished'
  if (state === 'cancelled') return 'cancelled'
  return hasBegun ? 'running' : 'waiting'
}

function isoOf(text: string): string {
  return `${text.replace(' ', 'T')}Z`
}
