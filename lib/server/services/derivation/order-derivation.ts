import { randomUUID } from 'node:crypto'
import { actorName } from '#lib/domain/access/actor.ts'
import {
  isUnderWay,
  type Derivation,
  type DerivationInput,
  type DerivationKind,
  type DerivationOrder,
} from '#lib/domain/derivation.ts'
import { AppError } from '#lib/domain/errors.ts'
import { attributionEntries, attributionId } from '#lib/server/attribution-rules.ts'
import { derivationOrders, orderEntryId } from '#lib/server/derivation-orders.ts'
import { priceTableId, priceTables } from '#lib/server/price-books.ts'
import type { ServiceContext } from '../context.ts'
import { derivationOf } from './derivation-of.ts'

type Of = { ctx: ServiceContext; kind: DerivationKind }

const doing: Readonly<Record<DerivationKind, string>> = { repricing: 'priced anew', reattribution: 'attributed anew' }

/** Orders that the runs of a period are derived by the prices or rules of today; the workers carry it out. */
export async function orderDerivation({ ctx, kind, input }: Of & { input: DerivationInput }): Promise<Derivation> {
  if (isUnderWay(await derivationOf(ctx, kind))) {
    throw new AppError('conflict', `Runs of this project are being ${doing[kind]}: wait for it, or call it off first.`)
  }
  const [newest, version] = await Promise.all([
    derivationOrders[kind].newest(ctx.db, ctx.project, orderEntryId),
    versionOfToday(ctx, kind),
  ])
  const { from, to, reason } = input
  const order: DerivationOrder = {
    orderId: randomUUID(),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    version,
    state: 'wanted',
  }
  return write({ ctx, kind }, newest?.version ?? 0, reason, order)
}

/** Calls the order off. What was derived anew stays so: ordering it again makes the rest alike. */
export async function cancelDerivation({ ctx, kind }: Of): Promise<Derivation> {
  const under = await derivationOf(ctx, kind)
  const newest = await derivationOrders[kind].newest(ctx.db, ctx.project, orderEntryId)
  if (newest === null || !isUnderWay(under)) {
    throw new AppError('not_found', `No runs of this project are being ${doing[kind]}.`)
  }
  return write({ ctx, kind }, newest.version, '', { ...newest.body, state: 'cancelled' })
}

async function versionOfToday({ db, project }: ServiceContext, kind: DerivationKind): Promise<number> {
  const entry =
    kind === 'repricing'
      ? await priceTables.newest(db, project, priceTableId)
      : await attributionEntries.newest(db, project, attributionId)
  return entry?.version ?? 0
}

async function write({ ctx, kind }: Of, expectedVersion: number, reason: string, body: DerivationOrder) {
  const { db, project, actor, nowMs } = ctx
  const now = new Date(nowMs)
  const about = { project, id: orderEntryId, expectedVersion, actor: actorName(actor), reason, now }
  await derivationOrders[kind].write(db, { ...about, body })
  const written = await derivationOf(ctx, kind)
  if (written === null) throw new Error('unreachable: it was written a moment ago')
  return written
}
