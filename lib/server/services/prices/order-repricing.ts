import { randomUUID } from 'node:crypto'
import { actorName } from '#lib/domain/access/actor.ts'
import { AppError } from '#lib/domain/errors.ts'
import type { Repricing, RepricingInput, RepricingOrder } from '#lib/domain/repricing.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import { repricingId, repricingOrders } from '#lib/server/repricing-orders.ts'
import type { ServiceContext } from '../context.ts'
import { repricingOf } from './repricing-of.ts'

type OrderRepricing = { ctx: ServiceContext; input: RepricingInput }

/** Orders that the runs of a period are priced with the prices of today; the workers carry it out. */
export async function orderRepricing({ ctx, input }: OrderRepricing): Promise<Repricing> {
  const { db, project } = ctx
  const under = await repricingOf(ctx)
  if (under !== null && isOpen(under)) {
    throw new AppError('conflict', 'Runs of this project are being priced anew: wait for it, or call it off first.')
  }
  const [newest, table] = await Promise.all([
    repricingOrders.newest(db, project, repricingId),
    priceTables.newest(db, project, priceTableId),
  ])
  const { from, to, reason } = input
  await write(ctx, newest?.version ?? 0, reason, {
    orderId: randomUUID(),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    tableVersion: table?.version ?? 0,
    state: 'wanted',
  })
  return required(await repricingOf(ctx))
}

/** Calls the order off. What was priced anew stays so: ordering it again makes the rest alike. */
export async function cancelRepricing({ ctx }: { ctx: ServiceContext }): Promise<Repricing> {
  const under = await repricingOf(ctx)
  const newest = await repricingOrders.newest(ctx.db, ctx.project, repricingId)
  if (under === null || newest === null || !isOpen(under)) {
    throw new AppError('not_found', 'No runs of this project are being priced anew.')
  }
  await write(ctx, newest.version, '', { ...newest.body, state: 'cancelled' })
  return required(await repricingOf(ctx))
}

function isOpen({ state }: Repricing): boolean {
  return state === 'waiting' || state === 'running'
}

async function write(
  { db, project, actor, nowMs }: ServiceContext,
  expectedVersion: number,
  reason: string,
  body: RepricingOrder,
): Promise<void> {
  const now = new Date(nowMs)
  const about = { project, id: repricingId, expectedVersion, actor: actorName(actor), reason, now }
  await repricingOrders.write(db, { ...about, body })
}

function required(repricing: Repricing | null): Repricing {
  if (repricing === null) throw new Error('unreachable: it was written a moment ago')
  return repricing
}
